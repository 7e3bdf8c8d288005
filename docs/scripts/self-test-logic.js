/* Which questions the self-test asks, and in which order. Nothing here touches the page or the browser's storage. */
"use strict";

bmes.selfTestLogic = (() => {
  const SIZE = 10;

  /** The questions that a reader chose: of a region, a group of kinds, a condition; an empty choice leaves all in. */
  function pool(items, { region = "", kind = "", condition = "" }) {
    return items.filter(
      (item) =>
        (!region || !item.regions.length || item.regions.includes(region)) &&
        (!kind || item.group === kind) &&
        (!condition || item.about.includes(condition)),
    );
  }

  /** Those that were answered wrong the last time. */
  function missed(items, progress) {
    return items.filter((item) => progress[item.id]?.last === "wrong");
  }

  /** How soon a question is due: never asked, then missed, then known; in each the one asked longest ago first. */
  function due(item, progress) {
    const known = progress[item.id];
    return known ? [known.last === "wrong" ? 1 : 2, known.at] : [0, 0];
  }

  /** The questions of one round. They come in an order with topics interleaved; two on one statement are kept apart. */
  function round(items, progress, size = SIZE) {
    const line = items
      .map((item, place) => ({ item, key: [...due(item, progress), place] }))
      .sort((one, other) => {
        const at = one.key.findIndex((value, index) => value !== other.key[index]);
        return at < 0 ? 0 : one.key[at] - other.key[at];
      })
      .map(({ item }) => item);
    const chosen = [];
    const claims = new Set();
    for (const item of line) {
      if (chosen.length < size && !item.claims.some((claim) => claims.has(claim))) {
        chosen.push(item);
        item.claims.forEach((claim) => claims.add(claim));
      }
    }
    for (const item of line) {
      if (chosen.length < size && !chosen.includes(item)) chosen.push(item);
    }
    return chosen;
  }

  /** Progress after an answer: how often right and wrong, how it went last, and when in the order of all answers. */
  function answered(progress, item, isRight) {
    const before = progress[item.id] ?? { right: 0, wrong: 0 };
    const at = Object.values(progress).reduce((most, one) => Math.max(most, one.at), 0) + 1;
    const after = {
      right: before.right + Number(isRight),
      wrong: before.wrong + Number(!isRight),
      last: isRight ? "right" : "wrong",
      at,
    };
    return { ...progress, [item.id]: after };
  }

  /** What is known of some questions: how many were asked, and how the last answers went. */
  function counts(items, progress) {
    const known = items.map((item) => progress[item.id]).filter(Boolean);
    const right = known.filter((one) => one.last === "right").length;
    return { all: items.length, asked: known.length, right, missed: known.length - right };
  }

  return { pool, missed, round, answered, counts };
})();
