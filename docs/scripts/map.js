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

  function watch(drawing) {
    const nodeAt = (event) => event.target.closest("[data-node]");
    const held = () => drawing.querySelector("[data-node]:focus-visible");
    drawing.addEventListener("pointerover", (event) => bringOut(drawing, nodeAt(event) ?? held()));
    drawing.addEventListener("pointerleave", () => bringOut(drawing, held()));
    drawing.addEventListener("focusin", (event) => bringOut(drawing, nodeAt(event)));
    drawing.addEventListener("focusout", () => bringOut(drawing, null));
  }

  bmes.whenReady(() => document.querySelectorAll(".kb-map__sheet .kb-map__drawing").forEach(watch));
})();
