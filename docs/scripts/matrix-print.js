/* Paper: what a matrix shows as tables of at most eight conditions, each with the legend at the head of every sheet. */
"use strict";

bmes.matrixPrint = (view, model, plan, isTable) => {
  const { element } = bmes;
  const COLUMNS = 8;
  const region = view.table.parentElement;
  const references = [...document.querySelectorAll(".kb-matrix-refs li")];

  /** A cell's claims as text: glyph, state, and the numbers of what is cited. */
  function printed(cell) {
    const found = view.claimsOf.get(cell);
    if (!found) return element("td");
    return element("td", {}, found.map((claim) => {
      const [, glyph, said] = claim.querySelector(".kb-cell__state").children;
      const cites = claim.querySelector(".kb-cites")?.textContent ?? "";
      const disputed = claim.querySelector(".kb-disputed") ? " disputed" : "";
      return element("p", {}, `${glyph.textContent} ${said.firstChild.data} ${cites}${disputed}`);
    }));
  }

  function head(columns, part, parts) {
    const wide = columns.length + 1;
    const legend = document.getElementById("matrix-legend");
    const words = [...legend.querySelectorAll(".kb-state")].map((state) => state.textContent.trim()).join("   ");
    const names = columns
      .map((index) => model.conditions[index])
      .filter((one) => one.short !== one.name)
      .map((one) => `${one.short}: ${one.name}`)
      .join("; ");
    const title = document.querySelector("h1").firstChild.textContent + (parts > 1 ? ` (${part} of ${parts})` : "");
    return element(
      "thead",
      {},
      element("tr", { class: "kb-sheet__legend" }, element("td", { colspan: wide }, element("strong", {}, title), element("p", {}, words), element("p", {}, names))),
      element("tr", {}, element("th", { scope: "col" }, "Sign"), columns.map((index) => element("th", { scope: "col" }, model.conditions[index].short))),
    );
  }

  function sheet(columns, part, parts) {
    const { rows, isGrouped } = plan();
    const lines = rows.flatMap((sign, place) => {
      const kind = model.signs[sign].kind;
      const isFirst = isGrouped && (place === 0 || model.signs[rows[place - 1]].kind !== kind);
      const label = view.groups.find((group) => group.kind === kind).label;
      return [
        isFirst && element("tr", { class: "kb-sheet__group" }, element("th", { scope: "rowgroup", colspan: columns.length + 1 }, label)),
        element("tr", {}, element("th", { scope: "row" }, model.signs[sign].name), columns.map((index) => printed(view.cellAt(sign, index)))),
      ];
    });
    return element("table", { class: "kb-sheet" }, head(columns, part, parts), element("tbody", {}, lines));
  }

  /** Show on paper only the references that the cells shown cite. */
  function pickReferences() {
    const { rows, columns } = plan();
    const cited = new Set();
    for (const sign of rows) {
      for (const index of columns) {
        for (const claim of view.claimsOf.get(view.cellAt(sign, index)) ?? []) {
          for (const link of claim.querySelectorAll(".kb-cites a")) cited.add(new URL(link.href).pathname);
        }
      }
    }
    for (const item of references) item.classList.toggle("kb-not-printed", !cited.has(new URL(item.querySelector("a").href).pathname));
  }

  const sheets = element("div", { class: "kb-sheets" });
  addEventListener("beforeprint", () => {
    pickReferences();
    if (!isTable()) return;
    const { columns } = plan();
    const parts = Math.ceil(columns.length / COLUMNS);
    const size = Math.ceil(columns.length / parts); // nine conditions are two sheets of five and four
    const slices = Array.from({ length: parts }, (_, part) => columns.slice(part * size, (part + 1) * size));
    sheets.replaceChildren(...slices.map((slice, part) => sheet(slice, part + 1, parts)));
    region.after(sheets);
  });
  addEventListener("afterprint", () => sheets.remove());
};
