/* Maps: resting on a node, or reaching it by keyboard, brings out its lines and neighbors. The maps are complete without
   this script; it adds nothing that cannot be read from them. */
"use strict";

(() => {
  /** Mark the lines of a node and the nodes at their other ends; without a node take the marks away. */
  function bringOut(drawing, node) {
    const name = node?.dataset.node;
    const near = new Set(name ? [name] : []);
    for (const line of drawing.querySelectorAll("[data-ends]")) {
      const ends = line.dataset.ends.split(" ");
      const isOurs = ends.includes(name);
      line.classList.toggle("kb-map--near", isOurs);
      if (isOurs) ends.forEach((end) => near.add(end));
    }
    for (const other of drawing.querySelectorAll("[data-node]")) {
      other.classList.toggle("kb-map--near", near.has(other.dataset.node));
    }
    drawing.classList.toggle("kb-map--traced", near.size > 0);
  }

  /** Listen around the drawing: listening on it would make the drawing itself a stop of the keyboard. */
  function watch(sheet) {
    const drawing = sheet.querySelector(".kb-map__drawing");
    const nodeAt = (event) => event.target.closest("[data-node]");
    const held = () => drawing.querySelector("[data-node]:focus-visible");
    sheet.addEventListener("pointerover", (event) => bringOut(drawing, nodeAt(event) ?? held()));
    sheet.addEventListener("pointerleave", () => bringOut(drawing, held()));
    sheet.addEventListener("focusin", (event) => bringOut(drawing, nodeAt(event)));
    sheet.addEventListener("focusout", () => bringOut(drawing, null));
  }

  bmes.whenReady(() => document.querySelectorAll(".kb-map__sheet").forEach(watch));
})();
