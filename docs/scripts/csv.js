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
    const address = URL.createObjectURL(new Blob([text(rows)], { type: "text/csv;charset=utf-8" }));
    bmes.element("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000); // the browser may still be asking where to put it
  }

  return { text, save };
})();
