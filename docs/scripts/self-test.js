/* The self-test: what to practice, a round of questions, and progress. What is chosen stands behind # in the address. */
"use strict";

bmes.selfTest = (() => {
  const logic = bmes.selfTestLogic;

  function start(data) {
    const byId = (id) => document.getElementById(id);
    const setup = byId("quiz-setup");
    const frame = byId("quiz-round");
    const progress = bmes.selfTestProgress.open();
    const choices = [...setup.querySelectorAll("select")];

    const chosen = () => Object.fromEntries(choices.map((choice) => [choice.name, choice.value]));
    const pool = () => logic.pool(data.items, chosen());

    function tell() {
      const items = pool();
      const own = logic.counts(items, progress.items);
      byId("quiz-pool").textContent = items.length
        ? `${bmes.counted(items.length, "question")} chosen, ${items.length - own.asked} of them not asked yet.`
        : "No question fits this choice.";
      byId("quiz-start").disabled = !items.length;
      byId("quiz-missed").disabled = !own.missed;
      byId("quiz-missed").textContent = own.missed ? `Missed again (${own.missed})` : "Missed again";
      const all = logic.counts(data.items, progress.items);
      byId("quiz-progress").textContent = all.asked
        ? `${all.asked} of ${bmes.counted(all.all, "question")} answered: ${all.right} right and ${all.missed} missed at the last try.`
        : `None of ${bmes.counted(all.all, "question")} answered yet.`;
      byId("quiz-clear").disabled = !all.asked;
    }

    function changed() {
      bmes.keepState(chosen());
      tell();
    }

    /** Set the form as the address says; what it does not know is left out. */
    function restore() {
      const state = bmes.state();
      for (const choice of choices) {
        choice.value = state.get(choice.name) ?? "";
        if (choice.selectedIndex === -1) choice.selectedIndex = 0;
      }
      tell();
    }

    function ask(items) {
      setup.hidden = true;
      byId("quiz-cleared").textContent = "";
      bmes.selfTestRound.start(frame, items, {
        onAnswer: (item, isRight) => {
          progress.set(logic.answered(progress.items, item, isRight));
          tell();
        },
        onAgain: ask,
        onEnd: () => {
          setup.hidden = false;
          byId("quiz-setup-heading").focus();
        },
      });
    }

    setup.addEventListener("change", changed);
    setup.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(logic.round(pool(), progress.items));
    });
    byId("quiz-missed").addEventListener("click", () => {
      ask(logic.round(logic.missed(pool(), progress.items), progress.items));
    });
    byId("quiz-clear").addEventListener("click", () => {
      progress.clear();
      tell();
      byId("quiz-cleared").textContent = "Progress is cleared.";
      byId("quiz-cleared").focus(); // the button is off now; what has the focus is read
    });
    addEventListener("hashchange", () => {
      if (choices.some((choice) => bmes.state().has(choice.name))) restore();
    });
    byId("quiz-storage").textContent = progress.isKept
      ? "Kept in this browser only; nothing is sent."
      : "This browser keeps nothing for this page: progress lasts until the page is closed.";
    restore();
    byId("quiz").dataset.ready = "";
  }

  bmes.whenReady(async () => {
    if (!document.getElementById("quiz-setup")) return;
    try {
      start(await bmes.load("self-test"));
    } catch (error) {
      document.getElementById("quiz-pool").textContent = `The self-test cannot start: ${error.message}`;
    }
  });
})();
