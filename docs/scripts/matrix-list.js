/* The same choice turned round, for narrow screens: one list a condition, with the state of each sign and its sources. */
"use strict";

bmes.matrixList = (view, model, place) => {
  const { element } = bmes;
  const sections = new Map(); // condition -> its parts, made when first shown
  const items = new Map(); // cell -> its line
  const parts = bmes.matrixRows(place, 640);

  function item(sign, condition) {
    const cell = view.cellAt(sign, condition);
    if (!items.has(cell)) {
      const link = view.rows[sign].row.cells[0].firstElementChild;
      const name = element("a", { href: link.href }, link.textContent);
      const claims = model.cells[sign][condition];
      const found = view.claimsOf.get(cell).map((claim, index) => statement(claim, claims[index].state));
      items.set(cell, element("li", {}, name, found));
    }
    return items.get(cell);
  }

  /** A copy of what Python wrote, with its citations; the filled label has the shape that states have on other pages. */
  function statement(claim, state) {
    const copy = claim.cloneNode(true);
    copy.className = "kb-by-condition__claim";
    copy.querySelector(".kb-cell__state").classList.add("kb-state", `kb-state--${state}`);
    return copy;
  }

  function section(index) {
    if (!sections.has(index)) {
      const condition = model.conditions[index];
      const id = `list-${condition.code}`;
      const list = element("ul");
      const rest = element("p", { class: "kb-note" });
      const title = element("h2", { id }, element("a", { href: condition.address }, condition.name));
      const whole = element("section", { "aria-labelledby": id }, title, list, rest);
      parts.watch(whole);
      sections.set(index, { list, rest, whole });
    }
    return sections.get(index);
  }

  /** Show a plan of matrix-logic.js: every condition with the signs that are stated for it. */
  function show(plan) {
    const sight = parts.sight();
    const made = plan.columns.map((index) => {
      const { list, rest, whole } = section(index);
      const stated = plan.rows.filter((sign) => model.cells[sign][index]);
      const missing = plan.rows.length - stated.length;
      list.replaceChildren(...stated.map((sign) => item(sign, index)));
      rest.textContent = missing ? `Not stated for ${bmes.counted(missing, "other sign")} of those shown.` : "";
      return whole;
    });
    parts.putOff(made, sight);
    place.replaceChildren(...made);
  }

  return { show };
};
