/* The search router: from what a reader types to the page that fits best, with the reason.

   The same steps as build_tools/views/router.py, which explains them. Words, names, weights, tables of spelling and every
   number come from its data file, so each rule stands once; a test holds the two equal. No part of this file touches the page. */
"use strict";

bmes.router = (() => {
  /** A function that folds a text for comparing: case, accents, spelling, punctuation make no difference. */
  function folder(rules) {
    const keepsS = new RegExp(`^(?:${rules.keepsS})`, "i");
    const ise = new RegExp(rules.ise, "g");
    return (text) => {
      let folded = bmes.unaccented(text).replaceAll("ß", "ss");
      folded = folded.replace(/['\u2019]s\b/g, "");
      for (const [british, american] of rules.stems) folded = folded.replaceAll(british, american);
      const words = folded.match(/[\p{L}\p{N}_]+/gu) ?? [];
      return words.map((word) => (keepsS.test(word) ? word : word.replace(ise, "iz$1"))).join(" ");
    };
  }

  /** Letters dropped, added, mistaken or swapped with the next between two texts; `most + 1` for any more. */
  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let before = [];
    let last = Array.from({ length: other.length + 1 }, (_, index) => index);
    for (let i = 1; i <= one.length; i++) {
      const row = [i];
      let least = i;
      for (let j = 1; j <= other.length; j++) {
        let steps = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
          steps = Math.min(steps, before[j - 2] + 1);
        }
        row.push(steps);
        if (steps < least) least = steps;
      }
      if (least > most) return most + 1;
      before = last;
      last = row;
    }
    return Math.min(last.at(-1), most + 1);
  }

  /** Which of two lists of numbers and texts comes first, item by item. */
  function inOrder(one, other) {
    for (let index = 0; index < one.length; index++) {
      if (one[index] < other[index]) return -1;
      if (one[index] > other[index]) return 1;
    }
    return 0;
  }

  /** A router over the data file; `find(query)` gives pages, the best first. */
  function make(data) {
    const { rules } = data;
    const fold = folder(rules);
    const little = new Set(rules.littleWords);
    const connectors = new Set(rules.connectors);
    const alwaysBetween = new Set(rules.alwaysBetween);
    const cues = new Set(rules.cues);
    const entries = data.entries.map((entry) => ({
      ...entry,
      aliases: entry.aliases.map(([text, kind, folded]) => ({ text, kind, folded, words: [...new Set(folded.split(" "))] })),
      context: entry.context ? entry.context.split(" ") : [],
    }));
    const conditions = new Map(entries.filter((entry) => entry.kind === "condition").map((entry) => [entry.id, entry]));
    const pairKey = (one, other) => [one, other].sort().join("|");
    const pairs = new Map(data.pairs.map(([one, other, rank]) => [pairKey(one, other), rank]));
    const exact = new Map();
    for (const entry of [...entries].sort((one, other) => one.rank - other.rank)) {
      for (const alias of entry.aliases) if (!exact.has(alias.folded)) exact.set(alias.folded, [entry, alias]);
    }
    const vocabulary = Object.keys(data.weights);
    const isKnown = (word) => Object.hasOwn(data.weights, word);
    const ending = new RegExp(rules.ending);
    const stem = (word) => word.replace(ending, "");
    const stems = new Map(vocabulary.map((word) => [word, stem(word)]));
    const abbreviations = new Set(rules.abbreviations);

    const lettersApart = (length) => rules.mistakes[Math.min(length, rules.mistakes.length - 1)];
    const weight = (word) => (little.has(word) ? rules.littleWeight : (data.weights[word] ?? data.unknownWeight));
    const total = (words) => words.reduce((sum, word) => sum + weight(word), 0);
    const sharedWeight = (word, name) => (isKnown(word) ? Math.min(weight(word), weight(name)) : weight(name));
    const scoreOf = (fit) => fit.standing * fit.mass * (rules.aliasShare + (1 - rules.aliasShare) * fit.share);
    const coreOf = (words) => words.filter((word) => !little.has(word));

    function asWritten(words) {
      const joined = [];
      for (const word of words) {
        const last = joined.at(-1);
        if (last !== undefined && isKnown(last + word) && !(isKnown(last) && isKnown(word))) joined[joined.length - 1] += word;
        else joined.push(word);
      }
      return joined.flatMap(split);
    }

    function split(word) {
      if (!isKnown(word) && !exact.has(word)) {
        for (let at = 3; at < word.length - 2; at++) {
          if (isKnown(word.slice(0, at)) && isKnown(word.slice(at))) return [word.slice(0, at), word.slice(at)];
        }
      }
      return [word];
    }

    function withoutLittleEnds(words) {
      let start = 0;
      let end = words.length;
      while (start < end && little.has(words[start])) start++;
      while (end > start && little.has(words[end - 1])) end--;
      return start < end ? words.slice(start, end) : words;
    }

    function wordings(words) {
      return [...new Set([words.join(" "), withoutLittleEnds(words).join(" ")])];
    }

    function named(words) {
      for (const text of wordings(words)) {
        if (exact.has(text)) {
          const [entry, alias] = exact.get(text);
          return { ids: [entry.id], reason: alias.kind, words: alias.text, score: 1 };
        }
      }
      return null;
    }

    function near(words) {
      if (words.every(isKnown)) return null;
      let best = null;
      let found = null;
      for (const text of wordings(words)) {
        const most = lettersApart(text.length);
        if (!most) continue;
        for (const [name, [entry, alias]] of exact) {
          const steps = distance(text, name, best === null ? most : Math.min(most, best[0]));
          if (steps <= most && (best === null || inOrder([steps, entry.rank, name], best) < 0)) {
            best = [steps, entry.rank, name];
            found = [entry, alias];
          }
        }
      }
      return found && { ids: [found[0].id], reason: "near", words: found[1].text, score: 1 };
    }

    function two(words) {
      for (const [at, word] of words.entries()) {
        const before = words.slice(0, at);
        if (alwaysBetween.has(word) || (connectors.has(word) && before.some((one) => cues.has(one)))) {
          const pair = pairOf(before, words.slice(at + 1));
          if (pair) return pair;
        }
      }
      const core = coreOf(words);
      for (let at = 1; at < core.length; at++) {
        const known = [core.slice(0, at), core.slice(at)]
          .map((side) => exact.get(side.join(" ")))
          .filter((found) => found && conditions.has(found[0].id));
        const ids = known.map(([entry]) => entry.id);
        const areShort = known.every(([, alias]) => abbreviations.has(alias.kind));
        if (new Set(ids).size === 2 && (areShort || pairs.has(pairKey(...ids)))) return { ids, reason: "pair", words: "", score: 1 };
      }
      return null;
    }

    function pairOf(left, right) {
      const choices = [];
      for (const [one, score] of sideOf(left)) {
        for (const [other, further] of sideOf(right)) {
          if (one !== other) choices.push([pairs.get(pairKey(one, other)) ?? pairs.size, -(score + further), one, other]);
        }
      }
      if (!choices.length) return null;
      const [, score, one, other] = choices.sort(inOrder)[0];
      return { ids: [one, other], reason: "pair", words: "", score: -score / 2 };
    }

    function sideOf(all) {
      if (!all.length) return [];
      const words = withoutLittleEnds(all);
      const name = named(words) ?? near(words);
      if (name) return conditions.has(name.ids[0]) ? [[name.ids[0], 1]] : [];
      const neighbors = allNeighbors(words);
      const whole = totalOf(words, neighbors);
      const found = [];
      for (const entry of conditions.values()) {
        const best = bestAlias(entry, words, neighbors);
        if (best.mass >= rules.sideExplained * whole && best.share >= rules.sideAlias) {
          found.push([entry.id, scoreOf(best) / whole]);
        }
      }
      const least = rules.sideNearly * Math.max(0, ...found.map(([, score]) => score));
      return found.filter(([, score]) => score >= least);
    }

    function neighborsOf(word, isLast) {
      const most = isKnown(word) ? 0 : lettersApart(word.length);
      const beginning = stem(word);
      const found = new Map();
      for (const name of vocabulary) {
        if (name === word) found.set(name, rules.same);
        else if (stems.get(name) === beginning) found.set(name, rules.prefix);
        else if (isLast && word.length >= 3 && name.startsWith(word)) found.set(name, rules.prefix);
        else if (most && lettersApart(name.length)) {
          const steps = distance(word, name, most);
          if (steps <= most) found.set(name, steps === 1 ? rules.near : rules.far);
        }
      }
      return found;
    }

    function allNeighbors(words) {
      return new Map(words.map((word) => [word, neighborsOf(word, word === words.at(-1))]));
    }

    function totalOf(words, neighbors) {
      const meant = words.map((word) => (isKnown(word) ? word : (nearest(neighbors.get(word).keys(), neighbors.get(word))?.[0] ?? word)));
      return rules.same * total(meant);
    }

    function nearest(names, neighbors) {
      let best = null;
      for (const name of names) {
        const counts = neighbors.get(name);
        if (counts !== undefined && (best === null || inOrder([-counts, name], best) < 0)) best = [-counts, name];
      }
      return best && [best[1], -best[0]];
    }

    function bestAlias(entry, words, neighbors) {
      let best = { mass: 0, share: 0, met: new Map(), standing: 1 };
      for (const alias of entry.aliases) {
        if (alias.kind === rules.code) continue;
        const whole = rules.same * total(alias.words);
        const met = new Map();
        let mass = 0;
        for (const word of words) {
          const close = nearest(alias.words, neighbors.get(word));
          if (close && !met.has(word) && ![...met.values()].includes(close[0])) {
            met.set(word, close[0]);
            mass += close[1] * sharedWeight(word, close[0]);
          }
        }
        const fit = { mass, share: mass / whole, met, standing: 1 };
        if (scoreOf(fit) > scoreOf(best)) best = fit;
      }
      return best;
    }

    function shortestAlias(entry, word, neighbors) {
      let best = { mass: 0, share: 0, met: new Map(), standing: 1 };
      for (const alias of entry.aliases) {
        const names = coreOf(alias.words);
        const close = nearest(names, neighbors);
        if (!close || alias.kind === rules.code) continue;
        const mass = close[1] * sharedWeight(word, close[0]);
        const standing = alias === entry.aliases[0] ? 1 : rules.otherName;
        const fit = { mass, share: 1 / names.length, met: new Map([[word, close[0]]]), standing };
        if (scoreOf(fit) > scoreOf(best)) best = fit;
      }
      return best;
    }

    function scored(asked) {
      const core = coreOf(asked);
      if (!core.length) return [];
      const words = core.length === 1 ? core : asked;
      const neighbors = allNeighbors(words);
      const whole = totalOf(words, neighbors);
      const found = [];
      for (const entry of entries) {
        const best =
          words.length > 1 ? bestAlias(entry, words, neighbors) : shortestAlias(entry, words[0], neighbors.get(words[0]));
        const met = new Map(best.met);
        let score = scoreOf(best);
        for (const word of words) {
          if (met.has(word) || little.has(word)) continue;
          const close = nearest(entry.context, neighbors.get(word));
          if (close) {
            score += rules.context * close[1] * sharedWeight(word, close[0]);
            met.set(word, close[0]);
          }
        }
        if (score >= rules.explained * whole) {
          const shown = [...met].filter(([word]) => !little.has(word)).map(([, name]) => name);
          found.push([-score / whole, entry.rank, entry.id, [...new Set(shown)].join(" ")]);
        }
      }
      return found.sort(inOrder).map(([score, , id, shown]) => ({ ids: [id], reason: "words", words: shown, score: -score }));
    }

    /** Matches, the best first: ids of a page or of two conditions, the reason, the words that were met. */
    function find(query) {
      const words = asWritten(fold(query).split(" ").filter(Boolean));
      if (!words.length) return [];
      const first = named(words) ?? two(words) ?? near(words);
      const others = scored(words);
      if (!first) return others.slice(0, rules.most);
      return [first, ...others.filter((match) => match.ids.join() !== first.ids.join())].slice(0, rules.most);
    }

    const places = new Set(
      entries.filter((entry) => entry.kind === "region").flatMap((entry) => coreOf(entry.aliases[0].words).map(stem)),
    );
    const isPlace = (word) => places.has(stem(word));
    const stemsMet = (match) => new Set(match.words.split(" ").filter(Boolean).map(stem));
    const isSame = (one, other) => one.size === other.size && [...one].every((item) => other.has(item));

    /** The match that can be shown as the answer to a query; null where no page stands out. */
    function best(query) {
      const [first, next] = find(query);
      if (!first || first.reason !== "words") return first ?? null;
      const entry = byId.get(first.ids[0]);
      const names = entry.aliases.filter((alias) => alias.kind !== rules.code).flatMap((alias) => alias.words);
      const asked = asWritten(fold(query).split(" ").filter(Boolean)).filter(isPlace).map(stem);
      const met = stemsMet(first);
      const isPlaced = names.some(isPlace) || entry.context.some(isPlace);
      if (asked.length && isPlaced && !asked.some((word) => met.has(word))) return null;
      const noPlaces = [...met].filter((word) => !places.has(word));
      const telling = noPlaces.length ? noPlaces : [...met];
      const called = new Set(names.map(stem));
      const isNamed = telling.some((word) => called.has(word));
      if (!isNamed && first.score < rules.fromText) return null;
      const needed = telling.length === 1 || !isNamed ? rules.lead : next && isSame(stemsMet(next), met) ? rules.tie : 0;
      return next && first.score < needed * next.score ? null : first;
    }

    const addresses = new Map(data.pairs.map(([one, other, , address]) => [pairKey(one, other), address]));
    const byId = new Map(entries.map((entry) => [entry.id, entry]));

    /** The address of a match, from the site's root, and whether the page is made by a script. */
    function addressOf(match) {
      if (match.ids.length === 1) return byId.get(match.ids[0]).address;
      return addresses.get(pairKey(...match.ids)) ?? data.compare + match.ids.join(",");
    }

    /** The name of a match as a reader sees it. */
    function nameOf(match) {
      return match.ids.map((id) => byId.get(id).name).join(" or ");
    }

    return { find, best, fold, addressOf, nameOf };
  }

  return { make };
})();
