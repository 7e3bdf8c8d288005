/* One round of the self-test on the page: question, answer with its reason, and the end. The focus moves along, and no
   live region speaks: what has the focus is read once. */
"use strict";

bmes.selfTestRound = (() => {
  const LETTERS = "ABCDEFGH";

  function heading(level, ...words) {
    return bmes.element(`h${level}`, { tabindex: "-1", class: "kb-quiz__heading" }, ...words);
  }

  /** Ask some questions in `frame`. `onAnswer(item, isRight)` is called for each, `onEnd(wrong)` when the reader leaves. */
  function start(frame, items, { onAnswer, onEnd, onAgain }) {
    const wrong = [];
    let place = 0;
    let right = 0;

    function show(focused, ...nodes) {
      frame.replaceChildren(...nodes);
      frame.hidden = false;
      focused.focus();
      focused.scrollIntoView({ block: "nearest" });
    }

    function stop() {
      frame.hidden = true;
      frame.replaceChildren();
      onEnd();
    }

    function button(words, run, css = "kb-button") {
      const made = bmes.element("button", { type: "button", class: css }, words);
      made.addEventListener("click", run);
      return made;
    }

    function ask() {
      const item = items[place];
      const title = heading(2, `Question ${place + 1} of ${items.length}`);
      const options = item.options.map((text, index) =>
        bmes.element(
          "label",
          { class: "kb-quiz__option" },
          bmes.element("input", { type: "radio", name: "answer", value: index, required: true }),
          bmes.element("span", { class: "kb-quiz__letter", "aria-hidden": "true" }, LETTERS[index]),
          bmes.element("span", {}, text),
        ),
      );
      const legend = bmes.element("legend", {}, item.topic ? bmes.element("strong", {}, `${item.topic}. `) : null, item.question);
      const form = bmes.element(
        "form",
        { class: "kb-quiz__form", autocomplete: "off", "data-item": item.id },
        bmes.element("fieldset", {}, legend, item.picture ? bmes.fragment(item.picture) : null, options),
        bmes.element(
          "div",
          { class: "kb-quiz__actions" },
          bmes.element("button", { type: "submit", class: "kb-button kb-button--main" }, "Check answer"),
          button("Stop", stop),
        ),
      );
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        judge(item, form, Number(new FormData(form).get("answer")));
      });
      show(title, title, form);
    }

    function judge(item, form, chosen) {
      const isRight = chosen === item.answer;
      if (isRight) right += 1;
      else wrong.push(item);
      onAnswer(item, isRight);
      form.classList.add("is-answered");
      form.querySelectorAll(".kb-quiz__option").forEach((label, index) => {
        label.querySelector("input").disabled = true;
        const marks = [index === item.answer && "right answer", index === chosen && "your answer"].filter(Boolean);
        label.classList.toggle("is-right", index === item.answer);
        label.classList.toggle("is-wrong", index === chosen && !isRight);
        if (marks.length) label.append(bmes.element("span", { class: "kb-quiz__mark" }, marks.join(", ")));
      });
      const title = heading(3, isRight ? "Right." : `Not right. The answer is ${LETTERS[item.answer]}: ${item.options[item.answer]}`);
      const isLast = place + 1 === items.length;
      const why = bmes.fragment(item.why);
      const labelled = why.querySelector(".kb-figure");
      if (labelled) form.querySelector(".kb-figure").replaceWith(labelled);
      const feedback = bmes.element(
        "div",
        { class: `kb-quiz__feedback ${isRight ? "is-right" : "is-wrong"}` },
        title,
        why,
        bmes.element("div", { class: "kb-quiz__actions" }, button(isLast ? "See the result" : "Next question", next, "kb-button kb-button--main"), button("Stop", stop)),
      );
      form.querySelector(".kb-quiz__actions").remove();
      frame.append(feedback);
      title.focus({ preventScroll: true });
      title.scrollIntoView({ block: "nearest" });
    }

    function next() {
      place += 1;
      if (place < items.length) ask();
      else finish();
    }

    function finish() {
      const title = heading(2, `${right} of ${items.length} right`);
      const list = wrong.map((item) =>
        bmes.element("li", {}, item.topic ? bmes.element("strong", {}, `${item.topic}. `) : null, `${item.question} `, bmes.element("em", {}, item.options[item.answer])),
      );
      show(
        title,
        title,
        wrong.length ? bmes.element("p", {}, "Missed in this round:") : bmes.element("p", {}, "Nothing missed in this round."),
        wrong.length ? bmes.element("ul", { class: "kb-quiz__wrong" }, list) : "",
        bmes.element(
          "div",
          { class: "kb-quiz__actions" },
          wrong.length ? button("Ask these again", () => onAgain(wrong), "kb-button kb-button--main") : "",
          button("Choose again", stop, wrong.length ? "kb-button" : "kb-button kb-button--main"),
        ),
      );
    }

    ask();
  }

  return { start };
})();
