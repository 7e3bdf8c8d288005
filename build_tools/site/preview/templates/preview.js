/* The preview's own part of a page: loads it again when its sources were saved, and says what is wrong with them.

   The server tells the state of the sources over a stream of events. Texts from it are data: they become text nodes. */
"use strict";

(() => {
  const shownVersion = Number(document.currentScript.dataset.version);
  const panel = document.createElement("div");
  let stream = null;
  let wasLost = false;

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  function counted(number, word) {
    return number === 1 ? `${number} ${word}` : `${number} ${word}s`;
  }

  /** One fault: what is wrong, where, and what to do. */
  function item(fault) {
    const lines = [
      element("p", { className: "preview__message" }, element("strong", {}, fault.severity), ` ${fault.message}`),
      element("p", { className: "preview__place" }, `${fault.place} [${fault.code}]`),
    ];
    if (fault.hint) lines.push(element("p", { className: "preview__hint" }, fault.hint));
    return element("li", {}, ...lines);
  }

  function heading(state) {
    if (state.problem) return "The preview could not be made";
    const errors = state.faults.filter((fault) => fault.severity === "error").length;
    if (!state.isSound) return `${counted(errors, "fault")} to mend`;
    return state.faults.length ? `Saved, with ${counted(state.faults.length, "warning")}` : "Saved";
  }

  /** Pages of the saved files, unless it is this one that is looked at. */
  function links(state) {
    const others = state.shown.filter((page) => page.address.split("#")[0] !== location.pathname);
    return others.map((page) => element("li", {}, element("a", { href: page.address }, page.file)));
  }

  function draw(state) {
    const pages = links(state);
    panel.hidden = state.isSound && !state.faults.length && !pages.length;
    if (panel.hidden) {
      panel.replaceChildren();
      return;
    }
    const close = element("button", { type: "button", className: "preview__close" }, "Hide");
    close.addEventListener("click", () => (panel.hidden = true));
    const parts = [element("div", { className: "preview__head" }, element("h2", {}, heading(state)), close)];
    if (!state.isSound) parts.push(element("p", {}, "You see the last good pages until this is mended."));
    if (state.problem) parts.push(element("p", { className: "preview__message" }, state.problem));
    if (state.faults.length) parts.push(element("ul", { className: "preview__faults" }, ...state.faults.map(item)));
    if (pages.length) parts.push(element("p", {}, "The saved file shows on another page:"), element("ul", {}, ...pages));
    panel.className = state.isSound ? "preview" : "preview preview--faulty";
    panel.replaceChildren(...parts);
  }

  function receive(event) {
    const state = JSON.parse(event.data);
    const isOlder = state.isSound && (wasLost || state.version !== shownVersion);
    wasLost = false;
    if (isOlder) location.reload();
    else draw(state);
  }

  /** Browsers allow few open streams to one server, so only the page in sight holds one. */
  function connect() {
    if (document.hidden) {
      stream?.close();
      stream = null;
    } else if (!stream) {
      stream = new EventSource("/_preview/events");
      stream.addEventListener("message", receive);
      stream.addEventListener("error", () => (wasLost = true));
    }
  }

  panel.hidden = true;
  panel.setAttribute("aria-label", "Preview");
  panel.setAttribute("role", "status");
  document.body.append(panel);
  document.addEventListener("visibilitychange", connect);
  connect();
})();
