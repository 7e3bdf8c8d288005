/* A handout of any two to four conditions (`#with=<id>,<id>`): the same words as on the page of comparisons, as many rows
   as fit on one sheet of A4. What is urgent always stands on it; what was left out is counted.

   Pairs that look alike have a handout of their own, made and checked by the build: two of those lead there. */
"use strict";

(() => {
  const { element, fragment, counted } = bmes;
  const logic = bmes.compareLogic;

  const MM = 96 / 25.4; // CSS pixels
  const WIDTH = 190 * MM;
  const HEIGHT = 277 * MM * 0.97; // a little is left free, as on the handouts of the build

  function nameOf(index, id) {
    return index.conditions.find((one) => one.id === id).name;
  }

  /** A statement as handouts word it: its state in bold, its level as a letter, and no more than that. */
  function told(one) {
    const line = fragment(one.html);
    for (const update of line.querySelectorAll(".kb-update")) update.remove();
    for (const state of line.querySelectorAll(".kb-state")) {
      const stage = state.parentElement.querySelector(".kb-stage");
      state.replaceWith(element("strong", {}, [state, stage].map((one) => one?.textContent.trim() ?? "").join(" ").trim()), ":");
      stage?.remove();
    }
    for (const level of line.querySelectorAll(".kb-level")) {
      const letter = element("span", { class: level.className, title: level.textContent }, level.textContent[0]);
      level.previousSibling?.remove(); // the space before it
      level.replaceWith(element("sup", { class: "kb-handout__level" }, letter));
    }
    return line;
  }

  function cellOf(index, statements) {
    return statements.length ? statements.map(told) : `– ${index.compare.sentences.unstated}`;
  }

  /** A row of the table, what it counts as when it is left out, and the heading that it stands under. */
  function rowOf(index, data, ids, head, pick) {
    const cells = ids.map((id) =>
      element("td", { "data-label": index.conditions.find((one) => one.id === id).short }, cellOf(index, pick(data.get(id)))),
    );
    return element("tr", {}, element("th", { scope: "row" }, head), cells);
  }

  /** All rows in the order in which they are let in: signs that help, the course, what is not needed, other signs. */
  function rowsOf(index, data, ids) {
    const groups = logic.grouped(index, ids);
    const signs = ({ id, heading }) =>
      groups[id].map(({ sign }) => ({
        heading,
        counts: "sign",
        row: rowOf(index, data, ids, element("strong", {}, sign.name), (one) => one.cells[sign.id] ?? []),
      }));
    const sections = index.compare.sections
      .filter(({ id }) => ["not-indicated", "course"].includes(id))
      .flatMap(({ id, label }) => {
        const most = Math.max(...ids.map((one) => (data.get(one).sections[id] ?? []).length));
        return Array.from({ length: most }, (_, at) => ({
          heading: label,
          counts: "other statement",
          row: rowOf(index, data, ids, label, (one) => (one.sections[id] ?? []).slice(at, at + 1)),
          isLater: at > 0,
        }));
      });
    const [first, ...others] = index.compare.groups;
    const early = sections.filter((one) => !one.isLater);
    return [...signs(first), ...early, ...others.flatMap(signs), ...sections.filter((one) => one.isLater)];
  }

  /** Lines above the table: what is urgent, and what tells each pair apart. */
  function linesOf(index, data, ids) {
    const urgent = ids.flatMap((id) =>
      data.get(id).urgent.map((one) => {
        const line = told(one).firstElementChild;
        line.prepend(element("strong", {}, `Urgent: ${nameOf(index, id)}: `));
        return line;
      }),
    );
    const pairs = logic.pairsOf(ids).flatMap(([one, other]) => {
      const stored = data.get(one).told[other];
      if (!stored) return [];
      const line = told(stored).firstElementChild;
      const lead = ids.length > 2 ? `${nameOf(index, one)} or ${nameOf(index, other)}: ` : `${index.compare.sentences.told} `;
      line.prepend(element("strong", {}, lead));
      return [line];
    });
    const silent = element("p", {}, element("strong", {}, `${index.compare.sentences.told} `), index.compare.sentences.untold);
    return [...urgent, ...(pairs.length ? pairs : [silent])];
  }

  /** Every publication that is cited on the sheet, once. */
  function listReferences(place, article, references) {
    const links = [...article.querySelectorAll(".kb-cites a")];
    const cited = new Set(links.map((link) => /references\/([^/]+)\//.exec(link.href)?.[1]));
    const items = Object.entries(references).filter(([key]) => cited.has(key)).map(([, words]) => words);
    place.replaceChildren(element("strong", {}, "References: "), items.join(" · "));
    place.hidden = !items.length;
  }

  /** Let rows in while the sheet is not full; a group that was cut once stays cut. Returns those that are left. */
  function fill(article, table, rows, refresh) {
    const bodies = new Map();
    const cut = new Set();
    const left = [];
    for (const one of rows) {
      const { heading, row } = one;
      if (cut.has(heading)) {
        left.push(one);
        continue;
      }
      const isNew = !bodies.has(heading);
      if (isNew) {
        const head = element("th", { scope: "rowgroup", colspan: row.children.length }, heading);
        bodies.set(heading, element("tbody", {}, element("tr", { class: "kb-handout__group" }, head)));
        table.append(bodies.get(heading));
      }
      bodies.get(heading).append(row);
      refresh(rows); // the longest list of what is left out that there may come to be
      if (article.getBoundingClientRect().height <= HEIGHT) continue;
      cut.add(heading);
      left.push(one);
      row.remove();
      if (isNew) bodies.get(heading).remove();
    }
    return left;
  }

  /** What is left out, in words. */
  function leftOut(rows) {
    const counts = new Map();
    for (const { counts: what } of rows) counts.set(what, (counts.get(what) ?? 0) + 1);
    const words = [...counts].map(([what, number]) => counted(number, what));
    return rows.length ? `Left out for want of room: ${words.join(" and ")}. All of it stands on the page of comparisons.` : "";
  }

  /** Measure the sheet as it will be on paper: its print style holds for a moment, at the width of the paper. */
  function asOnPaper(article, run) {
    const styles = [...document.querySelectorAll('link[media="print"]')];
    styles.forEach((link) => (link.media = "all"));
    article.style.width = `${WIDTH}px`;
    run();
    article.style.width = "";
    styles.forEach((link) => (link.media = "print"));
  }

  async function show(article, index, ids) {
    const [references, ...loaded] = await Promise.all(["short-references", ...ids.map((id) => `conditions/${id}`)].map(bmes.load));
    const data = new Map(ids.map((id, at) => [id, loaded[at]]));
    const footer = article.querySelector("footer");
    const [left, listed, address] = ["left-out", "references", "address"].map((name) => footer.querySelector(`.kb-handout__${name}`));
    const title = ids.map((id, at) => (at ? nameOf(index, id)[0].toLowerCase() + nameOf(index, id).slice(1) : nameOf(index, id)));
    const table = element(
      "table",
      {},
      element("caption", { class: "kb-handout__caption" }, "What the sources state of each, row by row"),
      element("thead", {}, element("tr", {}, ["Sign", ...ids.map((id) => nameOf(index, id))].map((name) => element("th", { scope: "col" }, name)))),
    );
    const heading = element("h1", {}, `${title.slice(0, -1).join(", ")} or ${title.at(-1)}?`);
    article.replaceChildren(heading, ...linesOf(index, data, ids), element("p", {}, element("strong", {}, index.compare.sentences.generated)), table, footer);
    document.title = heading.textContent;
    address.textContent = location.href;
    const refresh = (rows) => {
      listReferences(listed, article, references);
      left.replaceChildren(element("strong", {}, leftOut(rows)));
      left.hidden = !rows.length;
    };
    asOnPaper(article, () => refresh(fill(article, table, rowsOf(index, data, ids), refresh)));
  }

  /** Say under the title why there is no sheet, in place of the remark for readers without scripts. */
  function say(article, words) {
    const pairs = element("a", { href: bmes.address("compare/") }, "its page");
    const line = element("p", { role: "alert" }, `${words} Each pair that looks alike has a handout of its own, on `, pairs, ".");
    article.querySelector("h1 + p")?.remove();
    article.querySelector("h1").after(line);
  }

  async function start(article) {
    const index = await bmes.load("index");
    const { ids } = logic.read(index, bmes.state().get("with"));
    document.querySelector("[data-back]").hash = `with=${ids.join(",")}`;
    if (ids.length < index.compare.fewest) {
      say(article, `At least ${index.compare.fewest} conditions have to be chosen.`);
      return;
    }
    const own = ids.length === 2 && logic.storedPair(index, ...ids);
    if (own) location.replace(bmes.address(`${own.address}handout/`));
    else await show(article, index, ids);
  }

  bmes.whenReady(async () => {
    const article = document.getElementById("kb-any-handout");
    try {
      await start(article);
    } catch (error) {
      say(article, `The handout cannot be made: ${error.message}.`);
    }
  });
})();
