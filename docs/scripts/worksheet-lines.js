/* The result of the findings worksheet as elements: bands with their lines, and the statements behind each count. */
"use strict";

bmes.worksheetLines = (() => {
  const { element, counted } = bmes;

  const KINDS = [
    { id: "fits", word: "fit" },
    { id: "compatible", word: "compatible" },
    { id: "against", word: "against" },
    { id: "unexplained", word: "unexplained" },
  ];

  /** A drawer of results. `onRegions` is called when the reader asks for all regions.

      Lists that the reader opened stay open when the result is drawn again. */
  function make(index, sheet, onRegions) {
    const conditions = new Map(index.conditions.map((one) => [one.id, one]));
    const signs = new Map(index.signs.map((one) => [one.id, one]));
    const open = new Map(); // condition -> kind of the list that is open
    let drawn = 0;

    function link(target, text = target.name) {
      return element("a", { href: bmes.address(target.address) }, text);
    }

    function joined(items) {
      return items.flatMap((item, position) => (position ? [" · ", item] : [item]));
    }

    function answersOf(answers) {
      const set = (answer) =>
        index.signs.filter((sign) => answers[sign.id] === answer).map((sign) => element("span", {}, sign.name));
      const row = (label, items) =>
        items.length ? element("p", {}, element("strong", {}, `${label}: `), joined(items)) : null;
      return element(
        "div",
        { class: "kb-sheet__answers" },
        row("Seen", set("seen")),
        row("Looked for, not seen", set("not")),
      );
    }

    /** Fill a list with what is stated of each sign; the statements come from the condition's own data file. */
    async function fill(list, line, kind, answers) {
      list.replaceChildren(element("li", {}, "Loading the statements …"));
      let statements;
      try {
        statements = (await bmes.load(`conditions/${line.condition}`)).cells;
      } catch {
        const page = link(conditions.get(line.condition), "They stand on its page");
        list.replaceChildren(element("li", {}, "The statements could not be loaded. ", page, "."));
        return;
      }
      list.replaceChildren(
        ...line[kind].map((sign) => {
          const stated = statements[sign] ?? [];
          const answer = answers[sign] === "not" ? "looked for, not seen" : "seen";
          const unstated = stated.length ? "Stated for another site only:" : "Not stated in the sources read so far.";
          return element(
            "li",
            {},
            element("p", { class: "kb-line__sign" }, link(signs.get(sign)), element("span", {}, answer)),
            kind === "unexplained" ? element("p", { class: "kb-none" }, unstated) : null,
            stated.map((one) => bmes.fragment(one.html)),
          );
        }),
      );
    }

    function countsOf(line, answers) {
      const name = conditions.get(line.condition).name;
      const id = `worksheet-list-${++drawn}`;
      const list = element("ul", { id, class: "kb-line__list", "aria-label": `Statements: ${name}` });
      const buttons = KINDS.map(({ id: kind, word }) => {
        const number = element("span", { class: "kb-count__number" }, String(line[kind].length));
        const words = [number, " ", element("span", {}, word)];
        if (!line[kind].length) return element("span", { class: "kb-count" }, words);
        return element(
          "button",
          { type: "button", class: "kb-count", "data-kind": kind, "aria-expanded": "false", "aria-controls": id },
          words,
          element("span", { class: "kb-vh" }, `: ${name}`),
        );
      });
      const show = (kind) => {
        for (const button of buttons) {
          if (button.tagName === "BUTTON") button.setAttribute("aria-expanded", String(button.dataset.kind === kind));
        }
        list.hidden = !kind;
        if (kind) {
          open.set(line.condition, kind);
          fill(list, line, kind, answers);
        } else {
          open.delete(line.condition);
          list.replaceChildren();
        }
      };
      for (const button of buttons) {
        button.addEventListener("click", () => {
          show(button.getAttribute("aria-expanded") === "true" ? null : button.dataset.kind);
        });
      }
      const kept = open.get(line.condition);
      show(kept && line[kept].length ? kept : null);
      return [element("div", { class: "kb-line__counts" }, buttons), list];
    }

    function lineOf(entry, answers, isNested = false) {
      const condition = conditions.get(entry.condition);
      const parents = isNested ? [] : condition.parents.map((id) => conditions.get(id)).filter(Boolean);
      const conflicts = entry.conflicts.map((id) => index.conflicts[id]).filter(Boolean);
      return element(
        "li",
        { class: "kb-line", "data-condition": entry.condition },
        element(
          "p",
          { class: "kb-line__name" },
          element("span", { class: "kb-line__place" }, element("span", { class: "kb-vh" }, "Place "), entry.place),
          element(
            "span",
            {},
            link(condition),
            entry.tied ? [" ", element("span", { class: "kb-tag" }, "equal counts")] : null,
            sheet.do_not_miss.includes(entry.condition) ? [" ", element("span", { class: "kb-tag" }, "do not miss")] : null,
          ),
        ),
        parents.length
          ? element("p", { class: "kb-line__note" }, "A form of ", joined(parents.map((parent) => link(parent))))
          : null,
        countsOf(entry, answers),
        conflicts.length
          ? element("p", { class: "kb-line__note" }, "Disputed: ", joined(conflicts.map((one) => link(one, one.question))))
          : null,
        entry.forms.length
          ? element("ol", { class: "kb-lines", "aria-label": `Forms of ${condition.name}` },
              entry.forms.map((form) => lineOf(form, answers, true)))
          : null,
      );
    }

    function flat(entries) {
      return entries.flatMap((entry) => [entry, ...flat(entry.forms)]);
    }

    function bandOf({ id, label }, entries, answers) {
      const lines = flat(entries);
      const heading = element("h3", {}, label, " ", element("span", { class: "kb-band__count" }, String(lines.length)));
      if (!lines.length) return element("section", { class: "kb-band" }, heading, element("p", { class: "kb-none" }, "none"));
      if (id === "unlinked") {
        const names = lines.map((line) => link(conditions.get(line.condition)));
        return element(
          "section",
          { class: "kb-band", "data-band": id },
          heading,
          element("p", { class: "kb-note" }, "No source read so far states any of the findings seen for these. It does not mean that they lack them."),
          element("ul", { class: "kb-band__names" }, names.map((name, position) =>
            element("li", { "data-condition": lines[position].condition }, name))),
        );
      }
      return element(
        "section",
        { class: "kb-band", "data-band": id },
        heading,
        element("ol", { class: "kb-lines" }, entries.map((entry) => lineOf(entry, answers))),
      );
    }

    function leftOut(ids, region) {
      if (!ids.length) return null;
      const place = sheet.regions.find((one) => one.id === region).label.toLowerCase();
      const all = element("button", { type: "button", class: "kb-button" }, "Compare all regions");
      all.addEventListener("click", onRegions);
      return element(
        "details",
        { class: "kb-fold kb-sheet__left-out" },
        element("summary", {}, `${counted(ids.length, "condition")} left out: not stated for the ${place}`),
        element("p", { class: "kb-note" }, "No source read so far places them there. It does not mean that they do not occur there."),
        element("p", {}, joined(ids.map((id) => link(conditions.get(id))))),
        all,
      );
    }

    /** The elements of a result, for the answers and the region that it was computed from. */
    function draw(result, answers, region) {
      if (!Object.keys(result.bands).length) {
        const least = sheet.least_answers;
        return [
          answersOf(answers),
          element("p", { class: "kb-none-block" }, `Too little to compare: ${result.answered} of at least ${least} findings set.`),
          leftOut(result.leftOut, region),
        ].filter(Boolean);
      }
      return [
        answersOf(answers),
        ...sheet.bands.map((band) => bandOf(band, result.bands[band.id], answers)),
        leftOut(result.leftOut, region),
      ].filter(Boolean);
    }

    /** The result in one sentence, for the line that is read out. */
    function inWords(result) {
      const set = `${counted(result.answered, "finding")} set`;
      if (!Object.keys(result.bands).length) return `${set}: too little to compare.`;
      const parts = sheet.bands.map(({ id, label }) => `${label}: ${flat(result.bands[id]).length}`);
      return `${set}. ${parts.join(" · ")}`;
    }

    return { draw, inWords };
  }

  return { make };
})();
