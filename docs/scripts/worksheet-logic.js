/* The rule of the findings worksheet: answers and what is stated go in, conditions in bands come out.

   The same rule as build_tools/views/worksheet.py, which explains it; a test holds the two equal. What frequency words
   mean, where bands begin and which conditions belong to a region come from the data file that Python wrote. Nothing
   here touches the page. */
"use strict";

bmes.worksheetLogic = (() => {
  /** A claim that is tied to a site counts in that site's region only. */
  function applies(mention, region) {
    return !region || !mention.site || mention.site === region;
  }

  /** Which of the four lists a sign belongs to, if any. */
  function judged(mentions, sheet, answer, region) {
    const role = (mention) => sheet.roles[mention.frequency];
    const stated = new Set(mentions.map(role));
    if (answer === "seen") {
      if (!stated.size) return "unexplained";
      return ["fits", "compatible"].find((kind) => stated.has(kind)) ?? "against";
    }
    if (answer !== "not" || stated.has("absent")) return null;
    const expected = mentions.filter((mention) => role(mention) === "fits" && !mention.stage);
    return expected.some((mention) => !mention.site || mention.site === region) ? "against" : null;
  }

  function band(line, sheet) {
    if (line.against.length) return "opposed";
    if (line.fits.length >= sheet.least_fits && line.unexplained.length <= sheet.most_unexplained) return "more";
    return line.fits.length || line.compatible.length ? "some" : "unlinked";
  }

  function lineOf(condition, cells, sheet, answers, region) {
    const line = { condition, fits: [], compatible: [], against: [], unexplained: [] };
    const conflicts = new Set();
    for (const sign of Object.keys(answers).sort()) {
      const mentions = (cells[sign] ?? []).filter((mention) => applies(mention, region));
      const kind = judged(mentions, sheet, answers[sign], region);
      if (!kind) continue;
      line[kind].push(sign);
      for (const mention of mentions) if (mention.conflict) conflicts.add(mention.conflict);
    }
    return { ...line, conflicts: [...conflicts].sort(), band: band(line, sheet) };
  }

  /** Fewest against, then most that fit, then fewest unexplained: less comes first. */
  function rank(line) {
    return [line.against.length, -line.fits.length, line.unexplained.length];
  }

  /** Compare two lists of numbers or texts, first items first. */
  function inOrder(one, other) {
    for (let index = 0; index < one.length; index++) {
      if (one[index] < other[index]) return -1;
      if (one[index] > other[index]) return 1;
    }
    return 0;
  }

  /** The nearest condition of the band that this one is a form of and that does not rank after it. */
  function parentOf(line, band, conditions) {
    const above = [...conditions.get(line.condition).parents];
    while (above.length) {
      const parent = above.shift();
      if (band.has(parent) && inOrder(rank(band.get(parent)), rank(line)) <= 0) return parent;
      above.push(...(conditions.get(parent)?.parents ?? []));
    }
    return null;
  }

  /** The lines of one band in order, forms under their parents; equal counts share a place. */
  function arranged(lines, conditions) {
    const band = new Map(lines.map((line) => [line.condition, line]));
    const parents = new Map(lines.map((line) => [line.condition, parentOf(line, band, conditions)]));
    const key = (line) => [...rank(line), conditions.get(line.condition).name.toLowerCase(), line.condition];
    const under = (parent) => {
      const members = lines.filter((line) => parents.get(line.condition) === parent);
      members.sort((one, other) => inOrder(key(one), key(other)));
      return members.map((line) => {
        const equals = members.filter((other) => inOrder(rank(line), rank(other)) === 0);
        const place = members.indexOf(equals[0]) + 1;
        return { ...line, place, tied: equals.length > 1, forms: under(line.condition) };
      });
    };
    return under(null);
  }

  /** Set conditions beside the answers, `seen` or `not` by sign, and sort them into bands.

      `index` is the data file of conditions and cells, `sheet` that of the worksheet. While too little is set there
      are no bands. */
  function compare(index, sheet, answers, region = "") {
    const conditions = new Map(index.conditions.map((one) => [one.id, one]));
    const compared = new Set(sheet.regions.find((one) => one.id === region).conditions);
    const leftOut = index.conditions.map((one) => one.id).filter((id) => !compared.has(id));
    const answered = Object.values(answers).filter((answer) => answer === "seen" || answer === "not").length;
    if (answered < sheet.least_answers) return { answered, bands: {}, leftOut };
    const lines = index.conditions
      .filter((one) => compared.has(one.id))
      .map((one) => lineOf(one.id, index.cells[one.id] ?? {}, sheet, answers, region));
    const bands = {};
    for (const { id } of sheet.bands) bands[id] = arranged(lines.filter((line) => line.band === id), conditions);
    return { answered, bands, leftOut };
  }

  /** Region and answers from what stands behind `#`; what the data does not know is left out. */
  function fromState(state, index, sheet) {
    const known = new Set(index.signs.map((sign) => sign.id));
    const answers = {};
    for (const answer of ["not", "seen"]) {
      for (const sign of (state.get(answer) ?? "").split(",")) if (known.has(sign)) answers[sign] = answer;
    }
    const region = sheet.regions.find((one) => one.id === state.get("region"))?.id ?? "";
    return { region, answers };
  }

  /** The same as names and values to put behind `#`. */
  function toState({ region, answers }) {
    const signs = (answer) => Object.keys(answers).filter((sign) => answers[sign] === answer).sort();
    return { region, seen: signs("seen"), not: signs("not") };
  }

  return { compare, fromState, toState };
})();
