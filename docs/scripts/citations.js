/* Citations at hand: a card beside a citation link, with the publication, the finding cited and the level it was read at.

   The card opens on hover after a moment, on keyboard focus at once, and on the first tap. It stays while the pointer is on
   the link or on the card, or while the link has the focus; Esc closes it and leaves the focus where it is (WCAG 1.4.13).

   To a screen reader the card's text is the description of the link (`aria-describedby`, a tooltip): it is read after the
   link's name, when the reader wants descriptions, and nothing has to be entered or left. A tooltip may hold nothing to
   operate, so the card's own link stands outside of it; by keyboard the citation itself leads to the same place, so that
   link is no stop of its own. Without scripts a citation is a plain link. */
"use strict";

bmes.citations = (() => {
  const HOVER_DELAY = 150; // so that a pointer that only passes by opens nothing
  const LEAVE_DELAY = 250; // time to cross the gap between link and card
  const GAP = 6;
  const MARGIN = 8;
  const TEXT_ID = "kb-citation-text";

  let card = null; // made when first needed; one for the page
  let current = null; // the link whose card is open or about to open
  let isOpen = false;
  let tapped = null; // the link under the finger, and whether its card was open before
  let opening = 0;
  let closing = 0;

  /** `{key, finding}` if an address is that of a finding on another page, else null. */
  function cited(href, here = location.href, root = bmes.root.href) {
    const [page, finding] = href.split("#");
    if (!finding || !page.startsWith(root) || page === here.split("#")[0]) return null;
    const found = /^references\/([^/]+)\/(?:index\.html)?$/.exec(page.slice(root.length));
    return found ? { key: decodeURIComponent(found[1]), finding: decodeURIComponent(finding) } : null;
  }

  /** Where a card goes: below the link if it fits or if there is more room, else above; inside the window sideways. */
  function place(link, size, view) {
    const below = view.height - link.bottom - GAP - MARGIN;
    const above = link.top - GAP - MARGIN;
    const isBelow = size.height <= below || below >= above;
    const left = Math.max(MARGIN, Math.min(link.left, view.width - size.width - MARGIN));
    return { left, top: isBelow ? link.bottom + GAP : link.top - GAP - size.height };
  }

  function linkAt(target) {
    const link = target instanceof Element ? target.closest("a[href]") : null;
    return link && !card?.contains(link) && cited(link.href) ? link : null;
  }

  function made() {
    if (card) return card;
    card = bmes.element(
      "div",
      { class: "kb-citation", hidden: true, "data-search-exclude": true },
      bmes.element("div", { id: TEXT_ID, role: "tooltip", class: "kb-citation__text" }),
      bmes.element("a", { class: "kb-citation__more", tabindex: "-1" }, "Open the reading notes"),
    );
    card.addEventListener("pointerenter", () => clearTimeout(closing));
    card.addEventListener("pointerleave", leaveSoon);
    (document.querySelector("article") ?? document.body).append(card);
    return card;
  }

  function fill(link, publication, finding) {
    const text = bmes.fragment(finding);
    for (const inner of text.querySelectorAll("a")) inner.replaceWith(...inner.childNodes);
    made();
    card.firstElementChild.replaceChildren(
      bmes.element("p", { class: "kb-citation__by" }, publication.by),
      bmes.element("p", { class: "kb-citation__title" }, publication.title),
      text,
    );
    card.lastElementChild.href = link.href;
  }

  function reposition() {
    // A link broken over two lines has a box around both, so that the card covers neither.
    const { left, top } = place(current.getBoundingClientRect(), card.getBoundingClientRect(), {
      width: document.documentElement.clientWidth,
      height: document.documentElement.clientHeight,
    });
    const origin = (card.offsetParent ?? document.documentElement).getBoundingClientRect();
    card.style.left = `${left - origin.left}px`;
    card.style.top = `${top - origin.top}px`;
  }

  async function open(link) {
    clearTimeout(opening);
    clearTimeout(closing);
    if (current === link && isOpen) return;
    close();
    current = link;
    const { key, finding } = cited(link.href);
    // Without the data there is no card; the link itself still leads there, and the next hover tries again.
    const publication = await bmes.load(`references/${key}`).catch(() => null);
    if (current !== link) return; // the reader has moved on
    const found = publication?.findings[finding];
    if (!found || !link.isConnected) {
      current = null;
      return;
    }
    fill(link, publication, found);
    card.hidden = false;
    isOpen = true;
    link.setAttribute("aria-describedby", TEXT_ID);
    reposition();
  }

  function close() {
    clearTimeout(opening);
    hide();
  }

  /** Close what is open; a card that is about to open, because the pointer has moved on to another citation, still may. */
  function hide() {
    clearTimeout(closing);
    if (isOpen) {
      card.hidden = true;
      current.removeAttribute("aria-describedby");
    }
    isOpen = false;
    current = null;
  }

  function leaveSoon() {
    clearTimeout(opening);
    clearTimeout(closing);
    if (current?.matches(":focus-visible")) return; // it stays until the focus leaves, too
    closing = setTimeout(hide, LEAVE_DELAY);
  }

  /** Load what the next and the previous citation need, so that their description is there when the focus comes. */
  function loadAround(link) {
    const links = [...document.querySelectorAll(".kb-cites a")];
    const at = links.indexOf(link);
    for (const near of at < 0 ? [] : [links[at + 1], links[at - 1]]) {
      const found = near && cited(near.href);
      if (found) bmes.load(`references/${found.key}`).catch(() => {});
    }
  }

  // Events are heard at the document, so that links which scripts put in later work as well.
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = linkAt(event.target);
    if (!link) return;
    clearTimeout(opening);
    if (link === current) clearTimeout(closing);
    else opening = setTimeout(open, HOVER_DELAY, link);
  });

  document.addEventListener("pointerout", (event) => {
    if (event.pointerType === "touch" || !linkAt(event.target)) return;
    clearTimeout(opening);
    if (current && linkAt(event.target) === current) leaveSoon();
  });

  document.addEventListener("focusin", (event) => {
    const link = linkAt(event.target);
    if (!link?.matches(":focus-visible")) return;
    open(link);
    loadAround(link);
  });

  document.addEventListener("focusout", (event) => {
    if (event.target === current && !card?.contains(event.relatedTarget)) close();
  });

  document.addEventListener("pointerdown", (event) => {
    const link = linkAt(event.target);
    tapped = link && event.pointerType === "touch" ? { link, wasOpen: isOpen && current === link } : null;
    if (!link && !card?.contains(event.target)) close();
  });

  document.addEventListener("click", (event) => {
    const tap = tapped;
    tapped = null;
    if (!tap || tap.wasOpen || linkAt(event.target) !== tap.link) return;
    event.preventDefault(); // the first tap shows the card, the second follows the link
    open(tap.link);
  });

  // Heard first: while a card is open, Esc closes it and nothing around it, such as the details of a matrix cell.
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape") return;
      if (isOpen) event.stopPropagation();
      close();
    },
    { capture: true },
  );

  document.addEventListener(
    "scroll",
    (event) => {
      if (!isOpen || !(event.target instanceof Element) || !event.target.contains(current)) return;
      const seen = event.target.getBoundingClientRect();
      const link = current.getBoundingClientRect();
      if (link.right < seen.left || link.left > seen.right || link.bottom < seen.top || link.top > seen.bottom) close();
      else reposition();
    },
    { capture: true, passive: true },
  );

  addEventListener("resize", () => isOpen && reposition());

  return { cited, place, close };
})();
