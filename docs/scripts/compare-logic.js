/* The logic of comparisons, apart from the page: which conditions an address names, and in which group and order their
   signs stand. `build_tools/views/side_by_side.py` is its twin for the pages of pairs; a test holds the two equal.

   `index` is the data file of that name: see build_tools/pages/tool_data.py. */
"use strict";

bmes.compareLogic = (() => {
  const { sumOf, tellsApart } = bmes.presence;

  /** Every two of a list, in its order. */
  function pairsOf(list) {
    return list.flatMap((one, at) => list.slice(at + 1).map((other) => [one, other]));
  }

  function rankOf(list, id) {
    return list.findIndex((one) => one.id === id);
  }

  /** What the claims of a cell speak of: presence, absence, a sign that argues against, as a sum; may be several. */
  function presencesOf(index, cell) {
    return sumOf(cell.map((claim) => index.frequencies.find((word) => word.id === claim.frequency)?.presence));
  }

  /** The strength of the cell that is supported worst; a cell is as strong as its best claim. */
  function weakest(index, cells) {
    const best = (cell) => Math.max(...cell.map((claim) => rankOf(index.levels, claim.level)));
    return Math.min(...cells.map(best));
  }

  /** The pair as the index holds it, if the two are stored as look-alikes; such pairs have a page of their own. */
  function storedPair(index, one, other) {
    const isPair = (pair) => pair.first === one && pair.second === other;
    return index.comparisons.find((pair) => isPair(pair) || (pair.first === other && pair.second === one)) ?? null;
  }

  function groupOf(index, row) {
    if (row.separation) return "differ";
    if (row.stated.length < row.cells.length) return "one-sided";
    return speakAlike(index, row) ? "agree" : "mixed";
  }

  function speakAlike(index, row) {
    return row.stated.length === row.cells.length && new Set(row.cells.map((cell) => presencesOf(index, cell))).size === 1;
  }

  /** What sorts rows; the twin says why. Numbers, then texts, the smaller first. */
  function orderOf(index, row) {
    const sides = row.toldApart.length ? row.toldApart : [row.stated];
    const strength = Math.max(...sides.map((cells) => weakest(index, cells)));
    const ranks = row.stated.map((cell) => rankOf(index.frequencies, cell[0].frequency));
    const usual = Math.min(...ranks.map((rank) => (rank < 0 ? index.frequencies.length : rank)));
    const names = [row.sign.name.toLowerCase(), row.sign.id];
    return [-row.separation, speakAlike(index, row), -row.named, -row.stated.length, -strength, usual, ...names];
  }

  function compareKeys(one, other) {
    const at = one.findIndex((value, place) => value !== other[place]);
    if (at < 0) return 0;
    return one[at] < other[at] ? -1 : 1;
  }

  /** The row of one sign, null if it is stated for none of the conditions. */
  function rowOf(index, ids, sign) {
    const cells = ids.map((id) => index.cells[id]?.[sign.id] ?? []);
    const stated = cells.filter((cell) => cell.length);
    if (!stated.length) return null;
    const pairs = pairsOf(ids.map((id, at) => ({ id, cell: cells[at] }))).map(([one, other]) => ({
      cells: [one.cell, other.cell],
      isToldApart: tellsApart(presencesOf(index, one.cell), presencesOf(index, other.cell)),
      isNamed: storedPair(index, one.id, other.id)?.sign === sign.id,
    }));
    return {
      sign,
      cells,
      stated,
      toldApart: pairs.filter((pair) => pair.isToldApart).map((pair) => pair.cells),
      named: pairs.filter((pair) => pair.isNamed).length,
      separation: pairs.filter((pair) => pair.isToldApart || pair.isNamed).length,
    };
  }

  /** Rows of the signs that are stated for any of some conditions, by group, in each the most telling row first.

      A row has the `sign`, its `cells` in the order of the conditions (lists of claims, empty for not stated),
      `separation`: how many pairs of the conditions it helps to tell apart, and `named`: for how many a stored
      discriminator names it. */
  function grouped(index, ids) {
    const groups = Object.fromEntries(index.compare.groups.map((group) => [group.id, []]));
    for (const sign of index.signs) {
      const row = rowOf(index, ids, sign);
      if (row) groups[groupOf(index, row)].push({ row, order: orderOf(index, row) });
    }
    for (const group of Object.keys(groups)) {
      groups[group] = groups[group].sort((one, other) => compareKeys(one.order, other.order)).map(({ row }) => row);
    }
    return groups;
  }

  /** The conditions that a text such as `toh,onfh` names, by id, code or short name.

      `{ids, unknown, left}`: each condition once; words that name none; conditions beyond the most that can be compared. */
  function read(index, text) {
    const ids = [];
    const unknown = [];
    for (const word of (text ?? "").split(",").map((part) => part.trim()).filter(Boolean)) {
      const wanted = word.toLowerCase();
      const isIt = (one) => [one.id, one.code, one.short.toLowerCase()].includes(wanted);
      const found = index.conditions.find(isIt);
      if (!found) unknown.push(word);
      else if (!ids.includes(found.id)) ids.push(found.id);
    }
    return { ids: ids.slice(0, index.compare.most), unknown, left: ids.slice(index.compare.most) };
  }

  return { pairsOf, storedPair, grouped, read };
})();
