/* Ticking publications in their list, to take along those that are ticked. What is ticked stays on the page: it stands
   in no address, is not stored and not sent. */
"use strict";

(() => {
  const { element } = bmes;

  /** The key of a row's publication, which names the folder of its page. */
  function keyOf(row) {
    return new URL(row.querySelector("th a").href).pathname.split("/").at(-2);
  }

  function start(panel) {
    const box = panel.querySelector("[data-take]");
    const count = panel.querySelector("[role=status]");
    const said = box.querySelector("[role=status]");
    const rows = [...document.querySelectorAll("tr[data-list-item]")].map((node) => ({ node, key: keyOf(node), tick: ticked(node) }));

    function ticked(node) {
      const header = node.querySelector("th");
      const tick = element("input", { type: "checkbox", autocomplete: "off", "aria-label": `Select ${header.querySelector("a").textContent}` });
      header.prepend(element("label", { class: "kb-choose__tick" }, tick));
      header.classList.add("kb-choose__row");
      return tick;
    }

    function tell() {
      const chosen = rows.filter((row) => row.tick.checked);
      const hidden = chosen.filter((row) => row.node.hidden).length;
      const aside = hidden ? ` (${hidden} not shown)` : "";
      const text = `${chosen.length || "None"} of ${rows.length} selected${aside}`;
      if (count.textContent !== text) count.textContent = text;
      box.dataset.take = chosen.map((row) => row.key).join(" ");
      panel.classList.toggle("kb-choose--active", chosen.length > 0);
      document.documentElement.classList.toggle("kb-has-choice", chosen.length > 0);
    }

    /** What was said of the last choice does not hold for another one. */
    function changed() {
      said.textContent = "";
      tell();
    }

    function setAll(isTicked, which) {
      for (const row of rows.filter(which)) row.tick.checked = isTicked;
      changed();
    }

    panel.querySelector("[data-choose=shown]").addEventListener("click", () => setAll(true, (row) => !row.node.hidden));
    panel.querySelector("[data-choose=none]").addEventListener("click", () => setAll(false, () => true));
    document.addEventListener("change", (event) => {
      if (event.target.closest(".kb-choose__tick")) changed();
    });
    document.addEventListener("kb-shown", tell);
    panel.hidden = false;
    tell();
  }

  bmes.whenReady(() => document.querySelectorAll(".kb-choose").forEach(start));
})();
