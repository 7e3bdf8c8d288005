/* The differential matrix: connects its form, its table and the address. The rules stand in matrix-logic.js. */
"use strict";

bmes.whenReady(() => {
  const form = document.getElementById("matrix-tool");
  if (!form) return;
  const logic = bmes.matrixLogic;
  const place = document.getElementById("matrix-list");
  const view = bmes.matrixTable(document.getElementById("matrix"));
  const region = view.table.parentElement;
  const fields = (name) => [...form.querySelectorAll(`[name="${name}"]`)];
  const values = (name) => fields(name).map((field) => field.value);
  const ticked = (name) => fields(name).filter((field) => field.checked).map((field) => field.value);

  const model = logic.prepared({
    ...view.read(),
    states: values("state"),
    levels: values("level"),
    presence: Object.fromEntries(fields("state").map((field) => [field.value, field.dataset.presence])),
    presets: fields("preset")
      .filter((field) => field.dataset.conditions)
      .map((field) => ({ id: field.value, codes: field.dataset.conditions.split(" ") })),
    limit: Number(fields("signs")[0].dataset.limit),
  });
  view.enhance();

  let choice = logic.defaults(model);
  let plan = null;
  const details = bmes.matrixDetails(view, model, close);
  const keys = bmes.matrixKeys(view, details, close);
  const list = bmes.matrixList(view, model, place);
  bmes.matrixPrint(view, model, () => plan, () => choice.view === "table");

  /** Show a choice: table or list, details, form and count. */
  function show(next) {
    plan = logic.plan(model, next);
    choice = { ...next, open: plan.open };
    const isTable = choice.view === "table";
    if (!isTable) list.show(plan); // first, since it asks where it stands
    view.show(plan, isTable);
    region.hidden = !isTable;
    place.hidden = isTable;
    details.show(plan.open, plan.columns);
    keys.follow(plan);
    fill();
  }

  /** A change by the reader: show it, and keep it in the address once it stands on the screen. */
  function change(changes) {
    show({ ...choice, ...changes });
    // Not at once: the browser lays the page out before it changes the address, and would do it twice.
    bmes.inNextFrame(() => setTimeout(() => bmes.keepState(logic.write(choice, model))));
  }

  function fill() {
    const tick = (name, wanted) => fields(name).forEach((field) => (field.checked = wanted.includes(field.value)));
    tick("preset", [choice.preset]);
    tick("signs", [choice.signs]);
    tick("view", [choice.view]);
    tick("level", [choice.level]);
    tick("condition", choice.codes);
    tick("kind", choice.kinds);
    tick("state", choice.states);
    form.elements.sort.value = plan.sort.replace("-", "");
    const count = (number, all, word) => `${number} of ${bmes.counted(all, word)}`;
    const text = `${count(plan.rows.length, model.signs.length, "sign")}, ${count(plan.columns.length, model.conditions.length, "condition")}`;
    const status = document.getElementById("matrix-count");
    if (status.textContent !== text) status.textContent = text;
  }

  function open(cell) {
    const code = view.head.cells[cell.cellIndex].dataset.condition;
    change({ open: { code, sign: cell.parentElement.dataset.sign } });
    details.row.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Close the details and return to the cell. */
  function close() {
    const button = details.button();
    change({ open: null });
    button.focus();
  }

  form.addEventListener("change", (event) => {
    const { name, value } = event.target;
    if (name === "preset" && value === logic.OWN) {
      document.getElementById("matrix-conditions").open = true;
      return;
    }
    if (name === "preset") change(logic.withConditions(model, choice, model.presets.find((one) => one.id === value).codes));
    else if (name === "condition") change(logic.withConditions(model, choice, ticked("condition")));
    else if (name === "kind") change({ kinds: ticked("kind") });
    else if (name === "state") change({ states: ticked("state") });
    else change({ [name]: value });
  });
  form.addEventListener("submit", (event) => event.preventDefault());

  view.table.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.sort) {
      const sort = button.dataset.sort;
      change({ sort: plan.sort === sort ? `-${sort}` : sort });
    } else if (button?.classList.contains("kb-cell__button")) {
      if (button === details.button()) close();
      else open(button.parentElement);
    }
  });

  document.getElementById("matrix-csv").addEventListener("click", () => bmes.csv.save("matrix-shown.csv", view.texts(plan, model)));
  document.getElementById("matrix-print").addEventListener("click", () => print());
  document.getElementById("matrix-reset").addEventListener("click", () => change(logic.defaults(model)));
  addEventListener("hashchange", () => {
    // An anchor, such as that of a skip link, says nothing about the table.
    if (location.hash === "" || location.hash.includes("=")) show(logic.read(bmes.state(), model));
  });

  bmes.matrix = { model, texts: () => view.texts(plan, model) };
  form.hidden = false;
  const narrow = matchMedia("(max-width: 44rem)");
  const fold = () => (document.getElementById("matrix-choices").open = !narrow.matches); // the table comes before its controls
  narrow.addEventListener("change", fold);
  fold();
  show(logic.read(bmes.state(), model));
  if (plan.open) details.row.scrollIntoView({ block: "nearest" });
});
