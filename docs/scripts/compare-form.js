/* The form that chooses two to four conditions: one labelled list of choices for each, made for keyboard, finger and
   screen reader alike because it is the browser's own. Knows nothing of what is compared. */
"use strict";

bmes.compareForm = (() => {
  const ORDINALS = ["First", "Second", "Third", "Fourth"];

  function labelOf(condition) {
    return condition.short === condition.name ? condition.name : `${condition.name} (${condition.short})`;
  }

  /** The form, empty; `changed` is called with the chosen ids whenever a reader changes them.

      Returns its `element`, its row of `buttons`, to which a caller may add, `show(ids)` to choose without calling
      back, and `say(text)` for its status line. */
  function create(index, changed) {
    const { fewest, most } = index.compare;
    const byName = [...index.conditions].sort((one, other) => one.name.localeCompare(other.name, "en"));
    let chosen = Array(fewest).fill("");

    const choices = bmes.element("div", { class: "kb-compare-form__choices" });
    const add = bmes.element("button", { type: "button", class: "kb-button" }, "Add a condition");
    const clear = bmes.element("button", { type: "button", class: "kb-button" }, "Start over");
    const buttons = bmes.element("div", { class: "kb-compare-form__buttons" }, add, clear);
    const status = bmes.element("p", { class: "kb-compare-form__status", role: "status" });
    const element = bmes.element(
      "form",
      { class: "kb-compare-form", "data-search-exclude": true },
      bmes.element("fieldset", {}, bmes.element("legend", {}, `Choose ${fewest} to ${most} conditions`), choices),
      buttons,
      status,
    );

    function ids() {
      return chosen.filter(Boolean);
    }

    /** What a list offers: look-alikes of the others first; what is chosen elsewhere cannot be chosen twice. */
    function fill(select, at) {
      const others = chosen.filter((id, place) => id && place !== at);
      const isAlike = (one) => others.some((id) => bmes.compareLogic.storedPair(index, id, one.id));
      const option = (one) =>
        bmes.element(
          "option",
          { value: one.id, selected: one.id === chosen[at], disabled: others.includes(one.id) },
          labelOf(one),
        );
      const alike = byName.filter((one) => isAlike(one) && !others.includes(one.id));
      const rest = byName.filter((one) => !alike.includes(one));
      const names = others.map((id) => index.conditions.find((one) => one.id === id).short);
      select.replaceChildren(
        bmes.element("option", { value: "" }, "Choose a condition"),
        ...(alike.length
          ? [
              bmes.element("optgroup", { label: `Look-alikes of ${names.join(", ")}` }, alike.map(option)),
              bmes.element("optgroup", { label: "All other conditions" }, rest.map(option)),
            ]
          : rest.map(option)),
      );
    }

    function fillOthers(but) {
      choices.querySelectorAll("select").forEach((select, at) => at !== but && fill(select, at));
    }

    function choice(at) {
      const select = bmes.element("select", { id: `kb-compare-${at + 1}`, autocomplete: "off" });
      fill(select, at);
      select.addEventListener("change", () => {
        chosen[at] = select.value;
        fillOthers(at);
        changed(ids());
      });
      const label = `${ORDINALS[at]} condition`;
      const remove = bmes.element(
        "button",
        { type: "button", class: "kb-button" },
        bmes.element("span", { class: "kb-compare-form__cross", "aria-hidden": "true" }, "×"),
        bmes.element("span", { class: "kb-compare-form__word" }, "Remove"),
        bmes.element("span", { class: "kb-vh" }, ` the ${label.toLowerCase()}`),
      );
      remove.addEventListener("click", () => {
        chosen.splice(at, 1);
        draw();
        choices.querySelectorAll("select")[Math.min(at, chosen.length - 1)].focus();
        changed(ids());
      });
      return bmes.element(
        "div",
        { class: "kb-compare-form__choice" },
        bmes.element("label", { for: select.id }, label),
        bmes.element("div", {}, select, chosen.length > fewest && remove),
      );
    }

    function draw() {
      choices.replaceChildren(...chosen.map((_, at) => choice(at)));
      add.hidden = chosen.length >= most;
    }

    add.addEventListener("click", () => {
      chosen.push("");
      draw();
      choices.lastElementChild.querySelector("select").focus();
    });

    clear.addEventListener("click", () => {
      show([]);
      choices.querySelector("select").focus();
      changed([]);
    });

    element.addEventListener("submit", (event) => event.preventDefault());

    function show(wanted) {
      chosen = [...wanted, ...Array(Math.max(0, fewest - wanted.length)).fill("")];
      draw();
    }

    function say(text) {
      status.textContent = text;
    }

    draw();
    return { element, buttons, show, say };
  }

  return { create };
})();
