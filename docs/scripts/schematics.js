/* The page of schematics: one box that hides every name, label and caption, for testing oneself. Each figure's own box
   then reveals that figure. Without this script every figure still has its own box. */
"use strict";

bmes.whenReady(() => {
  const bar = document.querySelector(".kb-selftest");
  const gallery = document.querySelector(".kb-gallery");
  if (!bar || !gallery) return;
  const all = bar.querySelector("input");
  const status = bar.querySelector("[role=status]");
  const switches = [...gallery.querySelectorAll(".kb-figure__switch input")];

  all.addEventListener("change", () => {
    gallery.classList.toggle("kb-gallery--test", all.checked);
    for (const one of switches) one.checked = !all.checked;
    status.textContent = all.checked ? "Tick Labels below a drawing for its answer." : "";
  });
  bar.hidden = false;
});
