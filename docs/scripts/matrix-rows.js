/* Which parts of the matrix are laid out at once after a change: those in sight. The others follow in the next frames.

   A part that is put off keeps its remembered size (`contain-intrinsic-size`), so nothing moves when it comes. */
"use strict";

/** Looks after rows or sections that stand one below the other. `place` holds them, `typical` is the height in pixels of one
    that was never laid out: the `contain-intrinsic-size` of the style sheet, which also says what may be put off. */
bmes.matrixRows = (place, typical) => {
  const MARGIN = 120; // pixels above and below that count as in sight
  const AT_ONCE = 5; // parts that come with each later frame
  const heights = new WeakMap();
  const waiting = new Set();
  let callOff = () => {};

  const sizes = new ResizeObserver((entries) => {
    for (const { target, borderBoxSize } of entries) {
      if (!waiting.has(target) && borderBoxSize[0].blockSize) heights.set(target, borderBoxSize[0].blockSize);
    }
  });

  /** Remember how tall a part is whenever it is laid out. */
  function watch(part) {
    sizes.observe(part);
  }

  /** Pixels that are scrolled past, that are seen, and that could be, in a place that scrolls by itself or with the page.
      Asked before a change is written: the browser has laid out the page already. */
  function sight() {
    const { top } = place.getBoundingClientRect();
    const room = Math.min(place.clientHeight, innerHeight);
    return { past: place.scrollTop + Math.max(0, -top), seen: innerHeight - Math.max(0, top), room };
  }

  /** Of these parts, in the order in which they will stand, put off those that will be out of sight. */
  function putOff(parts, { past, seen, room }) {
    const tall = parts.map((part) => heights.get(part) ?? typical);
    const all = tall.reduce((sum, height) => sum + height, 0);
    const top = Math.min(past, Math.max(0, all - room)); // what gets shorter is scrolled back
    let edge = 0;
    parts.forEach((part, index) => {
      const end = edge + tall[index];
      if (end >= top - MARGIN && edge <= top + seen + MARGIN) release(part);
      else {
        waiting.add(part);
        part.setAttribute("data-later", "");
        part.setAttribute("aria-busy", "true"); // its cells are not there yet for a screen reader either
      }
      edge = end;
    });
    // The frame after the one that shows the change.
    schedule(() => schedule(next));
  }

  function release(part) {
    if (!waiting.delete(part)) return;
    part.removeAttribute("data-later");
    part.removeAttribute("aria-busy");
  }

  function schedule(step) {
    callOff();
    if (waiting.size) callOff = bmes.inNextFrame(step);
  }

  function next() {
    for (const part of [...waiting].slice(0, AT_ONCE)) release(part);
    schedule(next);
  }

  /** Show everything now. */
  function finish() {
    callOff();
    for (const part of [...waiting]) release(part);
  }

  addEventListener("beforeprint", finish);
  place.addEventListener("keydown", finish, { capture: true }); // keys lead to any row, and what is put off takes no focus
  return { watch, sight, putOff };
};
