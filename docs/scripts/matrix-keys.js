/* Arrow keys in a matrix. The whole table is one stop of the Tab key, and remembers where one was in it.

   It stays a plain table, without role=grid: screen readers then keep their own table commands, by which every cell can be
   read with its headers, empty ones too, while a grid would hand all keys to this script. So arrows lead only to what can
   be opened or followed, the nearest one in that direction: sort buttons, links of signs, cells with statements. */
"use strict";

bmes.matrixKeys = (view, details, onEscape) => {
  const { table, head } = view;
  const FOCUSABLE = ":scope > button, :scope > a";
  let current = head.cells[0].firstElementChild;
  let rows = [];
  let columns = [];
  current.tabIndex = 0;

  const inside = (cell) => cell?.querySelector(FOCUSABLE) ?? null;

  /** Follow what is shown: rows and columns that may be walked through. */
  function follow(plan) {
    rows = [head, ...plan.rows.map((sign) => view.rows[sign].row)];
    columns = [0, 1, ...plan.columns.map((index) => index + view.FIRST)];
    const cell = current.closest("th, td");
    if (!rows.includes(cell.parentElement) || !columns.includes(cell.cellIndex)) remember(inside(head.cells[0]));
  }

  function remember(target) {
    if (target === current) return;
    current.tabIndex = -1;
    current = target;
    current.tabIndex = 0;
  }

  /** The first that can be focused among cells. */
  function first(cells) {
    const found = cells.find((cell) => inside(cell) && cell.offsetParent); // narrow screens show fewer columns
    return found ? inside(found) : null;
  }

  function target(event, cell) {
    const row = rows.indexOf(cell.parentElement);
    const column = columns.indexOf(cell.cellIndex);
    const along = (line, order) => order.map((index) => rows[line].cells[index]);
    const down = (lines) => lines.map((line) => line.cells[cell.cellIndex]);
    switch (event.key) {
      case "ArrowRight": return first(along(row, columns.slice(column + 1)));
      case "ArrowLeft": return first(along(row, columns.slice(0, column).reverse()));
      case "ArrowDown": return first(down(rows.slice(row + 1)));
      case "ArrowUp": return first(down(rows.slice(0, row).reverse()));
      case "Home": return first(along(event.ctrlKey ? 0 : row, columns));
      case "End": return first(along(event.ctrlKey ? rows.length - 1 : row, [...columns].reverse()));
      default: return null;
    }
  }

  table.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && details.button()) {
      event.stopPropagation(); // the search and the cards listen, too
      onEscape();
      return;
    }
    const cell = event.target.closest("th, td");
    if (event.altKey || event.metaKey || event.shiftKey || event.target !== inside(cell) || details.row.contains(cell)) return;
    const found = target(event, cell);
    if (found) {
      event.preventDefault();
      found.focus();
      // Rows that come into sight take their true height only then, which may move this one below the headers.
      bmes.inNextFrame(() => bmes.inNextFrame(() => keepInSight(found)));
    }
  });

  function keepInSight(part) {
    if (document.activeElement === part) part.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  table.addEventListener("focusin", (event) => {
    const cell = event.target.closest("th, td");
    if (cell && !details.row.contains(cell) && event.target === inside(cell)) remember(event.target);
  });

  return { follow };
};
