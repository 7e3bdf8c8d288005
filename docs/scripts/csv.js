/* Tables as CSV, by the rules of build_tools/exports/csv_text.py: the same rows give the same text. */
"use strict";

bmes.csv = (() => {
  const formulaStart = /^[=+\-@\t\r\n]/;

  /** One cell: kept from being computed by a spreadsheet, quoted where a separator, quote or line end stands in it. */
  function quoted(cell) {
    const safe = formulaStart.test(cell) ? `'${cell}` : cell;
    return /[,"\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  /** Rows of texts as the text of a file, a line feed after every row. */
  function text(rows) {
    return rows.map((row) => `${row.map(quoted).join(",")}\n`).join("");
  }

  /** Give the reader a file with these rows. */
  function save(name, rows) {
    bmes.save(name, text(rows), "text/csv");
  }

  return { text, save };
})();
