/* What a reader has answered, kept in this browser only. Where the browser refuses, it lasts until the page is closed. */
"use strict";

bmes.selfTestProgress = (() => {
  const KEY = "bmes-self-test";
  const VERSION = 1;

  /** An answer as it was kept, or null if it is none: what stands in the storage may be anything. */
  function sound(entry) {
    const isCount = (value) => Number.isInteger(value) && value >= 0;
    const isSound = entry && ["right", "wrong"].includes(entry.last) && [entry.right, entry.wrong, entry.at].every(isCount);
    return isSound ? { right: entry.right, wrong: entry.wrong, last: entry.last, at: entry.at } : null;
  }

  function read() {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}");
      if (kept?.version !== VERSION) return {};
      const entries = Object.entries(kept.items ?? {}).map(([id, entry]) => [id, sound(entry)]);
      return Object.fromEntries(entries.filter(([, entry]) => entry));
    } catch {
      return {}; // refused, or no JSON
    }
  }

  /** Whether the browser keeps what is given to it. */
  function isKept() {
    try {
      localStorage.setItem(`${KEY}-try`, "1");
      localStorage.removeItem(`${KEY}-try`);
      return true;
    } catch {
      return false;
    }
  }

  /** Progress that is read once and written at each change. */
  function open() {
    let items = read();
    return {
      isKept: isKept(),
      get items() {
        return items;
      },
      set(next) {
        items = next;
        try {
          localStorage.setItem(KEY, JSON.stringify({ version: VERSION, items }));
        } catch {
          // refused, or full: it lasts as long as the page
        }
      },
      clear() {
        items = {};
        try {
          localStorage.removeItem(KEY);
        } catch {
          // nothing was kept
        }
      },
    };
  }

  return { open };
})();
