/* The table of a matrix: read once into a model, its cells made into buttons, then shown as a plan says.

   A change must show at once in a table of 1,500 cells: only what differs is written, rows and columns are hidden by the
   `hidden` of their row or cells, and what filters set aside is one attribute of the table. */
"use strict";

bmes.matrixTable = (table) => {
  const { element } = bmes;
  const FIRST = 2; // columns before the conditions: sign, and pairs told apart
  const head = table.tHead.rows[0];
  const titles = [...head.cells].map((cell) => cell.textContent.trim());
  const headers = [...head.cells].slice(FIRST);
  const groups = [...table.tBodies].map((body) => ({
    body,
    kind: body.dataset.kind,
    label: body.rows[0].textContent.trim(),
    title: body.rows[0],
  }));
  const rows = groups.flatMap(({ body, kind }) => [...body.rows].slice(1).map((row) => ({ row, kind, id: row.dataset.sign })));
  const oneList = element("tbody", { hidden: true });
  table.append(oneList);
  const parts = bmes.matrixRows(table.parentElement, 60);
  let last = ""; // rows and columns shown last
  let fitting = Infinity; // columns that the region has room for
  let columns = 0; // shown last

  new ResizeObserver(([{ contentRect }]) => {
    const length = (name) => parseFloat(getComputedStyle(table).getPropertyValue(name)); // pixels: a registered length
    fitting = Math.floor((contentRect.width - length("--kb-matrix-fixed")) / length("--kb-matrix-cell"));
    fixWidths();
  }).observe(table.parentElement);

  /** Columns that do not fit have one width. The browser then keeps the layout of every cell when a column comes or goes. */
  function fixWidths() {
    table.classList.toggle("kb-matrix--wide", columns > fitting);
  }
  const claimsOf = new Map(); // cell of the table -> the statements that Python wrote into it

  /** Conditions, signs and cells of the table, for matrix-logic.js. */
  function read() {
    return {
      conditions: headers.map((cell) => ({
        code: cell.dataset.condition,
        id: cell.dataset.id,
        name: cell.firstElementChild.title,
        short: cell.textContent.trim(),
        address: cell.firstElementChild.href,
      })),
      signs: rows.map(({ row, kind, id }) => ({ id, kind, name: row.cells[0].textContent.trim() })),
      kinds: groups.map((group) => group.kind),
      cells: rows.map(({ row }) => [...row.cells].slice(FIRST).map(claims)),
    };
  }

  function claims(cell) {
    if (!cell.className) return null;
    const found = [...cell.querySelectorAll("[data-claim]")];
    claimsOf.set(cell, found);
    return found.map((claim, index) => {
      const carrier = index ? claim : cell; // the first claim gives the cell its fill
      const state = [...carrier.classList].find((name) => name.startsWith("kb-cell--"));
      return { state: state.replace("kb-cell--", ""), level: carrier.dataset.level };
    });
  }

  /** A button in the place of each cell's statements, which stand in its details, and one in each column's header. */
  function enhance() {
    for (const [cell, found] of claimsOf) {
      const isDisputed = found.some((claim) => claim.querySelector(".kb-disputed"));
      const attributes = { type: "button", class: "kb-cell__button", "aria-expanded": "false", tabindex: "-1" };
      const name = found[0].querySelector(".kb-vh").textContent + found.map(saidOf).join("; ");
      const doubt = isDisputed && element("span", { class: "kb-cell__doubt" }, "?");
      cell.replaceChildren(element("button", { ...attributes, "aria-label": name }, found.map(part), doubt));
    }
    const sorts = ["name", "telling", ...headers.map((cell) => cell.dataset.condition)];
    sorts.forEach((sort, index) => {
      const cell = head.cells[index];
      const attributes = { type: "button", class: "kb-matrix__sort", "data-sort": sort, tabindex: "-1" };
      cell.replaceChildren(element("button", { ...attributes, title: cell.firstElementChild?.title }, titles[index]));
    });
    for (const { row } of rows) row.cells[0].firstElementChild.tabIndex = -1;
    for (const part of table.querySelectorAll("caption, thead, tbody > tr")) parts.watch(part);
    nameRoles();
    table.classList.add("kb-matrix--live");
  }

  /** Rows are no table rows to the layout any more; that they are to readers is said in so many words. */
  function nameRoles() {
    const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
    for (const part of [table, ...table.querySelectorAll("thead, tbody, tr, td")]) part.setAttribute("role", roles[part.tagName]);
    for (const header of table.querySelectorAll("th")) header.setAttribute("role", header.scope === "col" ? "columnheader" : "rowheader");
  }

  const saidOf = (claim) => claim.querySelector(".kb-cell__said").textContent;

  /** What a button shows of a claim: glyph, state and number of citations. Further claims have a fill of their own. */
  function part(claim, index) {
    const [, glyph, said] = claim.querySelector(".kb-cell__state").children;
    const words = [`${glyph.textContent} ${said.firstChild.data}`, element("small", {}, said.querySelector(".kb-vh > span").textContent)];
    return index ? element("span", { class: claim.className, "data-level": claim.dataset.level }, words) : words;
  }

  /** Put rows into a body in this order, only if they stand in another. */
  function arrange(body, before, wanted) {
    const now = [...body.rows].filter((row) => wanted.includes(row));
    if (now.length !== wanted.length || now.some((row, index) => row !== wanted[index])) body.append(...before, ...wanted);
  }

  /** All that will stand one below the other. */
  function inOrder(plan) {
    const title = new Map(groups.map((group) => [group.kind, group.title]));
    const withTitle = (index, place) => {
      const { row, kind } = rows[index];
      const isFirst = plan.isGrouped && (place === 0 || rows[plan.rows[place - 1]].kind !== kind);
      return isFirst ? [title.get(kind), row] : [row];
    };
    return [table.caption, table.tHead, ...plan.rows.flatMap(withTitle)];
  }

  /** Show what a plan of matrix-logic.js says; writes only what differs. */
  function show(plan, isInSight) {
    const shown = plan.rows.map((index) => rows[index].row);
    const now = `${plan.rows}/${plan.columns}`;
    if (isInSight && last !== now) parts.putOff(inOrder(plan), parts.sight());
    last = now;
    columns = plan.columns.length;
    fixWidths();
    headers.forEach((header, index) => {
      const isHidden = !plan.columns.includes(index);
      if (header.hidden === isHidden) return;
      header.hidden = isHidden;
      for (const { row } of rows) row.cells[index + FIRST].hidden = isHidden;
    });
    setIf(table.style.getPropertyValue("--kb-columns") !== `${plan.columns.length}`, () =>
      table.style.setProperty("--kb-columns", `${plan.columns.length}`),
    );
    const isShown = new Set(shown);
    for (const { row } of rows) setHidden(row, !isShown.has(row));
    if (plan.isGrouped) {
      for (const { body, kind, title } of groups) {
        const wanted = plan.rows.filter((index) => rows[index].kind === kind).map((index) => rows[index].row);
        arrange(body, [title], wanted);
        setHidden(body, wanted.length === 0);
      }
    } else {
      arrange(oneList, [], shown);
      for (const { body } of groups) setHidden(body, true);
    }
    setHidden(oneList, plan.isGrouped);
    plan.apart.forEach((pairs, index) => setText(rows[index].row.cells[1], `${pairs}`));
    setAttribute(table, "data-off", plan.off.join(" "));
    const sort = plan.sort.replace("-", "");
    for (const cell of head.cells) {
      const isSorted = cell.firstElementChild.dataset.sort === sort;
      const isDown = plan.sort.startsWith("-") !== (sort === "telling"); // the most telling first is the largest number first
      setAttribute(cell, "aria-sort", isSorted ? (isDown ? "descending" : "ascending") : null);
    }
  }

  function setIf(differs, write) {
    if (differs) write();
  }

  function setHidden(node, hidden) {
    setIf(node.hidden !== hidden, () => (node.hidden = hidden));
  }

  function setText(node, text) {
    setIf(node.textContent !== text, () => (node.textContent = text));
  }

  function setAttribute(node, name, value) {
    if (!value) setIf(node.hasAttribute(name), () => node.removeAttribute(name));
    else setIf(node.getAttribute(name) !== value, () => node.setAttribute(name, value));
  }

  /** The cell of a sign and a condition, by their indices. */
  function cellAt(sign, condition) {
    return rows[sign].row.cells[condition + FIRST];
  }

  /** What a cell says of each of its claims; one phrase where it has none. */
  function said(cell) {
    const found = claimsOf.get(cell);
    return found ? found.map(saidOf) : [cell.textContent.trim()];
  }

  /** What a plan shows as rows of texts, the header first: those of build_tools/pages/matrix_pages.py. */
  function texts(plan, model) {
    const kinds = Object.fromEntries(groups.map((group) => [group.kind, group.label]));
    const header = [titles[0], table.dataset.kind, titles[1], ...plan.columns.map((index) => model.conditions[index].name)];
    const line = (sign) => [
      model.signs[sign].name,
      kinds[model.signs[sign].kind],
      `${plan.apart[sign]}`,
      ...plan.columns.map((index) => said(cellAt(sign, index)).join("; ")),
    ];
    return [header, ...plan.rows.map(line)];
  }

  return { FIRST, table, head, groups, rows, read, enhance, show, cellAt, claimsOf, texts };
};
