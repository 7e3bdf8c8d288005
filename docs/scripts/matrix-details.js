/* The details of one cell of a matrix: a row below the cell's own with its statements, their citations and levels. */
"use strict";

bmes.matrixDetails = (view, model, onClose) => {
  const { element } = bmes;
  const ID = "matrix-detail";
  let button = null; // of the cell that is open
  const box = element("div", { class: "kb-matrix__detail" });
  const holder = element("td", { role: "cell" }, box);
  const row = element("tr", { role: "row", id: ID, class: "kb-matrix__detail-row" }, holder);

  const condition = (open) => model.conditions.find((one) => one.code === open.code);
  const signIndex = (open) => model.signs.findIndex((one) => one.id === open.sign);

  function buttonOf(open) {
    return view.cellAt(signIndex(open), model.conditions.indexOf(condition(open))).querySelector("button");
  }

  /** Show the details of this cell ({code, sign}), or of none; one is open at a time. */
  function show(open, columns) {
    const wanted = open ? buttonOf(open) : null;
    if (wanted !== button) {
      shut();
      button = wanted;
      if (button) fill(open, button);
    }
    if (!button) return;
    holder.colSpan = columns.length + view.FIRST;
    const above = button.closest("tr");
    if (above.nextElementSibling !== row) above.after(row); // rows may have been sorted
  }

  function shut() {
    if (!button) return;
    button.setAttribute("aria-expanded", "false");
    button.removeAttribute("aria-controls");
    button = null;
    row.remove();
    box.replaceChildren();
  }

  function fill(open, opened) {
    const place = condition(open);
    const sign = view.rows[signIndex(open)].row.cells[0].firstElementChild;
    const body = element("div", { class: "kb-matrix__statements" }, element("p", { class: "kb-note" }, "Loading the statements …"));
    const close = element("button", { type: "button", class: "kb-button" }, "Close");
    close.addEventListener("click", onClose);
    const title = [element("a", { href: sign.href }, sign.textContent), " in ", element("a", { href: place.address }, place.name)];
    const top = element("div", { class: "kb-matrix__detail-head" }, element("p", { class: "kb-matrix__detail-title" }, title), close);
    box.replaceChildren(top, body);
    opened.setAttribute("aria-expanded", "true");
    opened.setAttribute("aria-controls", ID);
    bmes.load(`conditions/${place.id}`).then(
      (data) => body.replaceChildren(...data.cells[open.sign].map((statement) => bmes.fragment(statement.html))),
      () => body.replaceChildren(...view.claimsOf.get(opened.parentElement).map((claim) => claim.cloneNode(true))),
    );
  }

  return { show, row, button: () => button };
};
