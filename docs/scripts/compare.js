/* Any two to four conditions side by side, on the page of comparisons: a form, the choice in the address
   (`#with=<id>,<id>`), and below it what pages of pairs show, made from the same data and in the same words. */
"use strict";

(() => {
  const { element, fragment, counted } = bmes;
  const logic = bmes.compareLogic;

  function conditionOf(index, id) {
    return index.conditions.find((one) => one.id === id);
  }

  function shortNames(index, ids) {
    return ids.map((id) => conditionOf(index, id).short);
  }

  /** `TOH`, `TOH or ONFH`, `TOH, ONFH or SIFH`. */
  function eitherOf(names) {
    return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
  }

  function linkTo(thing, words = thing.name) {
    return element("a", { href: bmes.address(thing.address) }, words);
  }

  /** One line for a pair: what leads it, and the statement that tells it apart best or that there is none. */
  function told(index, data, [one, other], lead) {
    const stored = data.get(one).told[other];
    const line = stored
      ? fragment(stored.html).firstElementChild
      : element("p", {}, index.compare.sentences.untold);
    line.prepend(lead, " ");
    return line;
  }

  /** What helps most for the only pair, and the page of its own that it may have. */
  function verdictOfTwo(index, data, pair) {
    const page = logic.storedPair(index, ...pair);
    const names = eitherOf(shortNames(index, pair));
    const words = `${names} has ${page?.curated ? "a curated page" : "a page"} of its own`;
    return [
      told(index, data, pair, element("strong", {}, index.compare.sentences.told)),
      page && element("p", { class: "kb-compare__own" }, linkTo(page, words)),
    ];
  }

  /** The same for each of several pairs that are stored as look-alikes, and how many are not. */
  function verdictOfMore(index, data, pairs) {
    const stored = pairs.filter((pair) => logic.storedPair(index, ...pair));
    const lines = stored.map((pair) => {
      const page = logic.storedPair(index, ...pair);
      const link = linkTo(page, eitherOf(shortNames(index, pair)));
      return told(index, data, pair, element("strong", {}, link, page.curated ? " (curated page):" : ":"));
    });
    const rest = pairs.length - stored.length;
    const { told: lead, untold } = index.compare.sentences;
    if (!rest) return lines;
    if (!stored.length) return [element("p", {}, element("strong", {}, lead), ` ${untold}`)];
    return [...lines, element("p", {}, `For ${counted(rest, "other pair")} ${untold}`)];
  }

  function verdict(index, data, ids) {
    const pairs = logic.pairsOf(ids);
    const lines = pairs.length === 1 ? verdictOfTwo(index, data, pairs[0]) : verdictOfMore(index, data, pairs);
    return element("div", { class: "kb-verdict" }, lines);
  }

  function cellOf(index, data, id, sign) {
    const statements = data.get(id).cells[sign.id] ?? [];
    return element(
      "td",
      { "data-label": conditionOf(index, id).short },
      statements.length
        ? statements.map((one) => fragment(one.html))
        : element("span", { class: "kb-none" }, index.compare.sentences.unstated),
    );
  }

  function signShown(index, sign, named) {
    const modality = index.modalities.find((one) => one.id === sign.modality);
    return [
      linkTo(sign),
      " ",
      element("span", { class: "kb-modality" }, modality.label),
      named > 0 && [" ", element("span", { class: "kb-named" }, index.compare.sentences.named)],
    ];
  }

  function table(index, data, ids, group, rows) {
    const caption = `kb-compare-${group.id}`;
    return element(
      "div",
      { class: "kb-scroll", role: "region", "aria-labelledby": caption, tabindex: "0" },
      element(
        "table",
        { class: `kb-table kb-table--compare kb-table--compare-${ids.length}` },
        element("caption", { id: caption }, `Signs ${group.what}`),
        element(
          "thead",
          {},
          element(
            "tr",
            {},
            element("th", { scope: "col" }, "Sign"),
            ids.map((id) => element("th", { scope: "col" }, linkTo(conditionOf(index, id)))),
          ),
        ),
        element(
          "tbody",
          {},
          rows.map(({ sign, named }) =>
            element(
              "tr",
              {},
              element("th", { scope: "row" }, signShown(index, sign, named)),
              ids.map((id) => cellOf(index, data, id, sign)),
            ),
          ),
        ),
      ),
    );
  }

  function groupShown(index, data, ids, group, rows) {
    const isFirst = group.id === index.compare.groups[0].id;
    if (!rows.length && !isFirst) return [];
    const heading = element("h3", {}, group.heading);
    if (!rows.length) return [heading, element("p", { class: "kb-none-block" }, index.compare.sentences.alike)];
    const shown = table(index, data, ids, group, rows);
    if (!group.is_folded) return [heading, shown];
    const fold = element("summary", {}, `${counted(rows.length, "sign")} ${group.what}`);
    return [heading, element("details", { class: "kb-fold" }, fold, shown)];
  }

  function sectionShown(index, data, ids, section) {
    const all = ids.map((id) => data.get(id).sections[section.id] ?? []);
    if (all.every((statements) => !statements.length)) return [];
    const column = (statements, at) =>
      element(
        "div",
        {},
        element("p", { class: "kb-columns__head" }, conditionOf(index, ids[at]).name),
        statements.length
          ? statements.map((one) => fragment(one.html))
          : element("p", { class: "kb-none" }, index.compare.sentences.unstated),
      );
    return [
      element("h3", {}, section.label),
      element("div", { class: "kb-columns kb-compare__columns" }, all.map(column)),
    ];
  }

  /** References cited in what is shown, as at the foot of every page, so that a print holds them too. */
  function referencesShown(shown, references) {
    const links = [...shown.querySelectorAll(".kb-cites a")];
    const cited = new Set(links.map((link) => bmes.citations.cited(link.href)?.key));
    const items = Object.entries(references).filter(([key]) => cited.has(key));
    return [
      element("h3", {}, "References"),
      element("div", { class: "kb-reflist" }, element("ul", {}, items.map(([, html]) => fragment(html)))),
    ];
  }

  /** Explain each abbreviation once, as pages do: every fragment explains its own. */
  function explainOnce(shown) {
    const seen = new Set();
    for (const one of shown.querySelectorAll("abbr")) {
      if (seen.has(one.textContent)) one.replaceWith(...one.childNodes);
      else seen.add(one.textContent);
    }
  }

  /** What is compared and how many signs stand in each group, for the status line. */
  function summary(index, ids, groups) {
    const counts = index.compare.groups.map((group) => `${group.heading}: ${groups[group.id].length}`);
    return `${eitherOf(shortNames(index, ids))}. ${counts.join(". ")}.`;
  }

  /** Everything below the form, for at least two ids whose data files are loaded in `data`. */
  function comparison(index, data, references, ids, groups) {
    const { generated, order } = index.compare.sentences;
    const shown = element(
      "section",
      { class: "kb-compare", "aria-labelledby": "kb-compare-heading", "data-search-exclude": true },
      element("h2", { id: "kb-compare-heading" }, `${eitherOf(shortNames(index, ids))}?`),
      verdict(index, data, ids),
      element("p", { class: "kb-note" }, element("strong", {}, generated), ` ${order}`),
      index.compare.groups.map((group) => groupShown(index, data, ids, group, groups[group.id])),
      index.compare.sections.map((section) => sectionShown(index, data, ids, section)),
    );
    shown.append(...referencesShown(shown, references));
    explainOnce(shown);
    return shown;
  }

  /** Copy the address of what is shown; where the browser does not allow it, show it, selected. */
  function copyButton(form) {
    const button = element("button", { type: "button", class: "kb-button", hidden: true }, "Copy link");
    const input = element("input", { id: "kb-compare-link", type: "text", readonly: true });
    const field = element(
      "p",
      { class: "kb-compare-form__link", hidden: true },
      element("label", { for: input.id }, "Link to this comparison"),
      input,
    );
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(location.href);
        form.say("The link was copied.");
      } catch {
        input.value = location.href;
        field.hidden = false;
        input.focus();
        input.select();
        form.say("The link is selected: copy it from there.");
      }
    });
    form.buttons.append(button);
    form.buttons.after(field);
    return (isShown) => {
      button.hidden = !isShown;
      field.hidden = true;
    };
  }

  /** A link to the handout of what is shown: one sheet of paper. */
  function handoutLink(form) {
    const link = element("a", { class: "kb-button", hidden: true }, "One page to print");
    form.buttons.append(link);
    return (ids, isShown) => {
      link.hidden = !isShown;
      link.href = `${bmes.address("compare/handout/")}#with=${ids.join(",")}`;
    };
  }

  function start(place, index) {
    const pageTitle = document.title;
    const result = element("div");
    let asked = 0;

    async function show(ids, remarks = []) {
      const ask = ++asked;
      const isEnough = ids.length >= index.compare.fewest;
      showCopy(isEnough);
      showHandout(ids, isEnough);
      document.title = isEnough ? `${eitherOf(shortNames(index, ids))}? ${pageTitle}` : pageTitle;
      if (!isEnough) {
        result.replaceChildren();
        form.say([...remarks, ids.length ? "Choose one more." : ""].join(" ").trim());
        return;
      }
      const names = ids.map((id) => `conditions/${id}`);
      try {
        const [references, ...loaded] = await Promise.all(["references", ...names].map(bmes.load));
        if (ask !== asked) return; // the reader has chosen again
        const data = new Map(ids.map((id, at) => [id, loaded[at]]));
        const groups = logic.grouped(index, ids);
        result.replaceChildren(comparison(index, data, references, ids, groups));
        form.say([...remarks, summary(index, ids, groups)].join(" "));
      } catch (error) {
        if (ask === asked) form.say(`${error.message}.`);
      }
    }

    function restore() {
      if (!bmes.state().has("with")) return; // an anchor of the page
      const { ids, unknown, left } = logic.read(index, bmes.state().get("with"));
      const quoted = (words) => words.map((word) => `“${word}”`).join(", ");
      const remarks = [];
      if (unknown.length) remarks.push(`Left out, because no condition here has that name: ${quoted(unknown)}.`);
      if (left.length) {
        const names = shortNames(index, left).join(", ");
        remarks.push(`Left out, because at most ${index.compare.most} can be compared: ${names}.`);
      }
      form.show(ids);
      show(ids, remarks);
    }

    const form = bmes.compareForm.create(index, (ids) => {
      bmes.keepState({ with: ids });
      show(ids);
    });
    const showCopy = copyButton(form);
    const showHandout = handoutLink(form);
    place.replaceChildren(form.element, result);
    addEventListener("hashchange", restore);
    restore();
  }

  bmes.whenReady(async () => {
    const place = document.getElementById("kb-compare-tool");
    if (!place) return;
    try {
      start(place, await bmes.load("index"));
    } catch (error) {
      const words = `The comparison cannot start: ${error.message}. Each pair below has a page of its own.`;
      place.replaceChildren(element("p", { role: "alert" }, words));
    }
  });
})();
