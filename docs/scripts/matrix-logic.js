/* What a matrix shows for a choice of conditions, signs and filters. Plain values in and out, nothing of the page.

   The model of a table: `conditions` ({code, name}), `signs` ({id, name, kind}), `kinds`, `states` and `levels` (words in
   the vocabulary's order, levels weakest first), `presence` (of each state), `presets` ({id, codes}; the first is the one
   that the page opens with), `limit` (how many signs are "the most telling") and `cells[sign][condition]`: null, or the
   claims as {state, level}. */
"use strict";

bmes.matrixLogic = (() => {
  const { sumOf, tellsApart } = bmes.presence;
  const OWN = "own";
  const NONE = "none"; // stands in the address for a list that is empty, where no list means all

  /** The presences that the claims of a cell speak of, as a sum of bits; 0 where nothing is stated. */
  function presencesOf(model, claims) {
    return sumOf((claims ?? []).map((claim) => model.presence[claim.state]));
  }

  /** How many pairs a sign tells apart, from the presences of its cells. Counts by kind of cell, not pair by pair. */
  function pairsToldApart(presences) {
    const counts = new Array(8).fill(0);
    for (const bits of presences) counts[bits] += 1;
    let pairs = 0;
    for (let one = 1; one < 8; one += 1) {
      for (let other = one + 1; other < 8; other += 1) {
        if (tellsApart(one, other)) pairs += counts[one] * counts[other];
      }
    }
    return pairs;
  }

  /** What the page opens with. */
  function defaults(model) {
    return {
      preset: model.presets[0].id,
      codes: model.presets[0].codes,
      signs: "telling",
      kinds: model.kinds,
      states: model.states,
      level: model.levels[0],
      sort: "groups",
      view: "table",
      open: null,
    };
  }

  /** The choice with these conditions: in the table's order, under the name of the preset that they are, if any. */
  function withConditions(model, choice, codes) {
    const kept = model.conditions.map((one) => one.code).filter((code) => codes.includes(code));
    const preset = model.presets.find((one) => sameWords(one.codes, kept));
    return { ...choice, codes: kept, preset: preset ? preset.id : OWN };
  }

  function sameWords(one, other) {
    return one.length === other.length && one.every((word) => other.includes(word));
  }

  /** A list of an address: known words in their own order; null where it says nothing that is known. */
  function listed(text, known) {
    if (text === null) return null;
    if (text === NONE) return [];
    const asked = text.split(",");
    const kept = known.filter((word) => asked.includes(word));
    return kept.length ? kept : null;
  }

  /** The choice that an address names (URLSearchParams). What is unknown is ignored. */
  function read(params, model) {
    const start = defaults(model);
    const codes = model.conditions.map((one) => one.code);
    const among = (name, known) => (known.includes(params.get(name)) ? params.get(name) : start[name]);
    const preset = model.presets.find((one) => one.id === params.get("preset"));
    const sorts = ["groups", ...["telling", "name", ...codes].flatMap((sort) => [sort, `-${sort}`])];
    const [code, sign] = (params.get("cell") ?? "").split(".");
    const isCell = codes.includes(code) && model.signs.some((one) => one.id === sign);
    return {
      ...withConditions(model, start, listed(params.get("conditions"), codes) ?? (preset ?? model.presets[0]).codes),
      signs: among("signs", ["telling", "all"]),
      kinds: listed(params.get("kinds"), model.kinds) ?? start.kinds,
      states: listed(params.get("states"), model.states) ?? start.states,
      level: among("level", model.levels),
      sort: among("sort", sorts),
      view: among("view", ["table", "list"]),
      open: isCell ? { code, sign } : null,
    };
  }

  /** The same choice as names and values for the address; what the page opens with is left out. */
  function write(choice, model) {
    const start = defaults(model);
    const list = (words, all) => (words.length === all.length ? "" : words.length ? words : NONE);
    const unlessStart = (name) => (choice[name] === start[name] ? "" : choice[name]);
    const isOwn = choice.preset === OWN;
    return {
      preset: isOwn ? "" : unlessStart("preset"),
      conditions: isOwn ? list(choice.codes, model.conditions) : "",
      signs: unlessStart("signs"),
      kinds: list(choice.kinds, model.kinds),
      states: list(choice.states, model.states),
      level: unlessStart("level"),
      sort: unlessStart("sort"),
      view: unlessStart("view"),
      cell: choice.open ? `${choice.open.code}.${choice.open.sign}` : "",
    };
  }

  /** States and levels that the filters set aside. */
  function setAside(choice, model) {
    const levels = model.levels.slice(0, model.levels.indexOf(choice.level));
    if (levels.length) levels.push("editorial"); // a definition is no reading
    return [...model.states.filter((state) => !choice.states.includes(state)), ...levels];
  }

  const compareNumbers = (one, other) => one - other;
  const compareTexts = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

  /** The first order that tells two things apart. */
  function inOrder(...comparisons) {
    return (one, other) => comparisons.reduce((found, compare) => found || compare(one, other), 0);
  }

  /** What is shown: indices of conditions as columns and of signs as rows in order, and what each sign tells apart. */
  function plan(model, choice) {
    const columns = model.conditions.map((one, index) => index).filter((i) => choice.codes.includes(model.conditions[i].code));
    const off = new Set(setAside(choice, model));
    const isMatch = (claim) => !off.has(claim.state) && !off.has(claim.level);
    const apart = model.signs.map((_, sign) => pairsToldApart(columns.map((i) => model.presences[sign][i])));
    const stated = model.signs.map((_, sign) => columns.filter((i) => model.cells[sign][i]).length);
    const names = model.signs.map((one) => one.name.toLowerCase());

    const byName = (one, other) => compareTexts(names[one], names[other]);
    const byTelling = inOrder(
      (one, other) => compareNumbers(apart[other], apart[one]),
      (one, other) => compareNumbers(stated[other], stated[one]),
      byName,
    );
    let rows = model.signs
      .map((_, sign) => sign)
      .filter((sign) => choice.kinds.includes(model.signs[sign].kind))
      .filter((sign) => columns.some((i) => model.cells[sign][i]?.some(isMatch)))
      .sort(byTelling);
    if (choice.signs === "telling") rows = rows.slice(0, model.limit);

    const backwards = choice.sort.startsWith("-");
    const sort = choice.sort.replace("-", "");
    const column = columns.find((i) => model.conditions[i].code === sort);
    const state = (sign) => model.states.indexOf(model.cells[sign][column][0].state);
    const isStated = (sign) => (model.cells[sign][column] ? 1 : 0);
    const turned = (compare) => (backwards ? (one, other) => compare(other, one) : compare);
    const isGrouped = sort !== "telling" && sort !== "name" && column === undefined;
    if (isGrouped) {
      const kind = (sign) => model.kinds.indexOf(model.signs[sign].kind);
      rows.sort(inOrder((one, other) => compareNumbers(kind(one), kind(other)), byTelling));
    } else if (sort === "name") {
      rows.sort(turned(byName));
    } else if (sort === "telling") {
      rows.sort(turned(byTelling));
    } else {
      // What is not stated stands last in both directions: it has no place in the order of states.
      const byState = (one, other) => (isStated(one) && isStated(other) ? compareNumbers(state(one), state(other)) : 0);
      rows.sort(inOrder((one, other) => isStated(other) - isStated(one), turned(byState), byTelling));
    }
    const open = choice.open;
    const isShown =
      open && choice.codes.includes(open.code) && rows.some((sign) => model.signs[sign].id === open.sign);
    return { columns, rows, apart, isGrouped, sort: isGrouped ? "groups" : choice.sort, off: [...off], open: isShown ? open : null };
  }

  /** Put what is computed once, the presences of each cell, into a model. */
  function prepared(model) {
    const presences = model.cells.map((row) => row.map((claims) => presencesOf(model, claims)));
    return { ...model, presences };
  }

  return { OWN, tellsApart, pairsToldApart, prepared, defaults, withConditions, read, write, plan };
})();
