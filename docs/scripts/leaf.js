/* Leaves: pages without the site's frame. They take the colors that the reader chose on the site, and offer to print. */
"use strict";

(() => {
  const DARK = "slate";

  /** The scheme that the theme's switch has kept, or the one that the reader's system asks for. */
  function scheme() {
    try {
      const kept = JSON.parse(localStorage.getItem(`${bmes.root.pathname}.__palette`));
      if (kept?.color?.scheme) return kept.color.scheme;
    } catch {
      // Nothing is kept, or nothing may be: the system decides.
    }
    return matchMedia("(prefers-color-scheme: dark)").matches ? DARK : "default";
  }

  bmes.whenReady(() => {
    document.body.dataset.mdColorScheme = scheme();
    const print = bmes.element("button", { type: "button", class: "kb-leaf__print" }, "Print");
    print.addEventListener("click", () => globalThis.print());
    document.querySelector(".kb-leaf__back").append(print);
    const address = document.querySelector("[data-address]");
    if (address && !bmes.isOnDisk) address.textContent = new URL(address.dataset.address, bmes.root).href;
  });
})();
