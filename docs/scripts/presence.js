/* When a sign tells two conditions apart: `presences` and `tells_apart` of build_tools/views/matrix.py, for every tool.

   What a cell speaks of is a sum of bits, 0 where nothing is stated: a matrix asks this some ten thousand times. */
"use strict";

bmes.presence = (() => {
  const BITS = { present: 1, absent: 2, against: 4 };

  /** The sum of some presences (`present`, `absent`, `against`), each counted once; what is none of them counts nothing. */
  function sumOf(presences) {
    return presences.reduce((sum, presence) => sum | (BITS[presence] ?? 0), 0);
  }

  /** Whether a sign is stated for both and present in only one, from the sums of its two cells. */
  function tellsApart(one, other) {
    return one !== 0 && other !== 0 && (one === BITS.present) !== (other === BITS.present) && (one & other) === 0;
  }

  return { sumOf, tellsApart };
})();
