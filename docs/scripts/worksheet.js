/* The findings worksheet: its form, its state behind `#`, and the result beside it. Nothing is stored or sent. */
"use strict";

bmes.worksheet = (() => {
  const WIDE = "(min-width: 60em)";

  function start(index, sheet) {
    const form = document.getElementById("worksheet-form");
    const filter = document.getElementById("worksheet-filter");
    const rows = [...form.querySelectorAll(".kb-finding")];
    const groups = [...form.querySelectorAll(".kb-group")];
    const lines = bmes.worksheetLines.make(index, sheet, () => {
      choose("region", "");
      changed();
      form.querySelector("input[name=region]:checked").focus();
    });
    let openBefore = null; // which groups were open before the list was filtered

    function choose(name, value) {
      for (const input of form.querySelectorAll(`input[name="${CSS.escape(name)}"]`)) input.checked = input.value === value;
    }

    function entered() {
      const set = [...form.querySelectorAll(".kb-finding input:checked")].filter((input) => input.value);
      return {
        region: form.querySelector("input[name=region]:checked").value,
        answers: Object.fromEntries(set.map((input) => [input.name, input.value])),
      };
    }

    function enter({ region, answers }) {
      choose("region", region);
      for (const row of rows) choose(row.dataset.sign, answers[row.dataset.sign] ?? "");
      for (const group of groups) {
        if (group.querySelector(".kb-finding input:checked:not([value=''])")) group.open = true;
      }
    }

    /** Show the rows of the region, those with an answer, or while the list is filtered all that have the words. */
    function list({ region, answers }) {
      const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
      const offered = new Set(sheet.regions.find((one) => one.id === region).signs);
      for (const row of rows) {
        const sign = row.dataset.sign;
        row.hidden = words.length
          ? !words.every((word) => row.dataset.words.includes(word))
          : !offered.has(sign) && !(sign in answers);
      }
      if (words.length && !openBefore) openBefore = groups.map((group) => group.open);
      groups.forEach((group, position) => {
        const shown = group.querySelectorAll(".kb-finding:not([hidden])");
        const set = [...group.querySelectorAll(".kb-finding")].filter((row) => row.dataset.sign in answers).length;
        group.hidden = !shown.length;
        group.querySelector(".kb-group__count").textContent = `${set} of ${shown.length} set`;
        if (words.length) group.open = shown.length > 0;
        else if (openBefore) group.open = openBefore[position] || set > 0;
      });
      if (!words.length) openBefore = null;
      const shown = rows.filter((row) => !row.hidden).length;
      document.getElementById("worksheet-listed").textContent = `${shown} of ${bmes.counted(rows.length, "finding")} listed`;
    }

    function mark(answers) {
      for (const item of document.querySelectorAll("[data-raises]")) {
        const isSeen = answers[item.dataset.raises] === "seen";
        item.classList.toggle("is-seen", isSeen);
        item.querySelector(".kb-tag")?.remove();
        if (isSeen) item.append(" ", bmes.element("span", { class: "kb-tag" }, "seen"));
      }
    }

    function show() {
      const now = entered();
      const result = bmes.worksheetLogic.compare(index, sheet, now.answers, now.region);
      list(now);
      mark(now.answers);
      document.getElementById("worksheet-status").textContent = lines.inWords(result);
      document.getElementById("worksheet-lines").replaceChildren(...lines.draw(result, now.answers, now.region));
    }

    function changed() {
      bmes.keepState(bmes.worksheetLogic.toState(entered()));
      show();
    }

    function read() {
      enter(bmes.worksheetLogic.fromState(bmes.state(), index, sheet));
      show();
    }

    form.addEventListener("change", (event) => {
      if (event.target !== filter) changed();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    filter.addEventListener("input", () => list(entered()));
    document.getElementById("worksheet-reset").addEventListener("click", () => {
      filter.value = "";
      enter({ region: "", answers: {} });
      changed();
    });
    document.getElementById("worksheet-go").addEventListener("click", () => {
      document.getElementById("worksheet-result").focus();
    });
    window.addEventListener("hashchange", () => {
      // A link to a heading of this page is no answer: only what looks like one is read.
      const state = bmes.state();
      if (["region", "seen", "not"].some((name) => state.has(name))) read();
    });
    if (matchMedia(WIDE).matches) groups[0].open = true;
    read();
    document.getElementById("worksheet").dataset.ready = "";
  }

  bmes.whenReady(async () => {
    if (!document.getElementById("worksheet-form")) return;
    try {
      start(...(await Promise.all([bmes.load("index"), bmes.load("worksheet")])));
    } catch (error) {
      document.getElementById("worksheet-status").textContent = `The worksheet cannot start: ${error.message}`;
    }
  });
})();
