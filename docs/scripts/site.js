/* What the scripts of all pages share: where the site stands, its data files, fragments of pages, and small helpers.

   These are plain scripts, not modules, and data comes as scripts, not by fetch: both also work from a folder on disk.
   Every script improves a page that is complete without it. */
"use strict";

globalThis.bmes = (() => {
  const root = new URL("../", document.currentScript.src);
  const isOnDisk = root.protocol === "file:";
  const waiting = new Map();

  /** The absolute address of a place of the site; on disk a folder's page has to be named. */
  function address(relative) {
    const url = new URL(relative, root);
    if (isOnDisk && url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
    return url.href;
  }

  /** Called by each data file with its name and what it holds. */
  function receive(name, data) {
    waiting.get(name)?.resolve(data);
  }

  /** A promise of a data file of `scripts/data/`, by its name without `.js`; each is loaded once. */
  function load(name) {
    if (!waiting.has(name)) {
      const entry = {};
      entry.promise = new Promise((resolve, reject) => Object.assign(entry, { resolve, reject }));
      waiting.set(name, entry);
      const script = element("script", { src: new URL(`scripts/data/${name}.js`, root).href });
      script.addEventListener("error", () => {
        waiting.delete(name); // the reader may try again
        script.remove();
        entry.reject(new Error(`the file scripts/data/${name}.js could not be loaded`));
      });
      document.head.append(script);
    }
    return waiting.get(name).promise;
  }

  /** An element with attributes and children. Texts become text, never markup; `false` and `null` leave out. */
  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
    }
    made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
    return made;
  }

  /** Markup that the tools wrote for the site's root, as nodes whose links and images are found from this page. */
  function fragment(markup) {
    const template = document.createElement("template");
    template.innerHTML = markup;
    for (const link of template.content.querySelectorAll("a[href]")) link.href = address(link.getAttribute("href"));
    for (const image of template.content.querySelectorAll("img[src]")) image.src = address(image.getAttribute("src"));
    return template.content;
  }

  /** What stands behind `#` in the address, as names and values; lists are joined by commas. */
  function state() {
    return new URLSearchParams(location.hash.slice(1));
  }

  /** Put names and values behind `#` without a new entry in the history; empty values are left out. */
  function keepState(values) {
    const kept = Object.entries(values)
      .map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : (value ?? "")])
      .filter(([, value]) => value !== "")
      .map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll("%2C", ",")}`);
    history.replaceState(history.state, "", `${location.pathname}${location.search}${kept.length ? `#${kept.join("&")}` : ""}`);
  }

  /** A text in lower case and without accents, for comparing; `without_marks` of build_tools/model/spelling.py. */
  function unaccented(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  /** Give the reader a file with a text. */
  function save(name, text, type = "text/plain") {
    const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    element("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000); // the browser may still be asking where to put it
  }

  /** `1 sign`, `2 signs`. */
  function counted(number, word) {
    return number === 1 ? `1 ${word}` : `${number} ${word}s`;
  }

  /** Run when the page has been read, at once if it has. */
  function whenReady(run) {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run, { once: true });
    else run();
  }

  const NO_FRAME = 250; // milliseconds without a frame after which what waits for one is done all the same

  /** Run in the next frame, and a moment later where none comes: a browser draws none for a tab in the background, and may
      stop drawing under load. Returns what calls it off. */
  function inNextFrame(run) {
    const frame = requestAnimationFrame(once);
    const timer = setTimeout(once, NO_FRAME);
    function callOff() {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    }
    function once() {
      callOff();
      run();
    }
    return callOff;
  }

  /** Unfold whatever hides the place that the address names; not every browser does so by itself. */
  function unfoldTarget() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    let folded = target.parentElement.closest("details:not([open])");
    if (!folded) return;
    for (; folded; folded = folded.parentElement.closest("details:not([open])")) folded.open = true;
    target.scrollIntoView();
  }

  document.documentElement.classList.add("kb-scripts");
  whenReady(unfoldTarget);
  addEventListener("hashchange", unfoldTarget);
  if (isOnDisk) {
    whenReady(() => {
      for (const link of document.querySelectorAll("a[href]")) {
        const url = new URL(link.getAttribute("href"), document.baseURI); // links in drawings have no address of their own
        if (url.protocol !== "file:" || !url.pathname.endsWith("/")) continue;
        url.pathname += "index.html";
        link.setAttribute("href", url.href);
      }
    });
  }

  return {
    root, isOnDisk, address, receive, load, element, fragment, state, keepState, unaccented, save, counted, whenReady, inNextFrame,
  };
})();
