/* The "Best match" card above the list of the site's search. The router (router.js) finds it; this file shows it.

   The typed query is never replaced. Enter opens the best match; the arrow keys reach it like any result. Where no page
   stands out there is no card, and the theme's list stands alone. From a folder on disk, where browsers do not let the
   theme's own search work, the card lists the further matches too. */
"use strict";

(() => {
  const INPUT = "[data-md-component='search-query']";
  const RESULT = "[data-md-component='search-result']";
  const SHOWN_ON_DISK = 8;

  /** Why a match is shown, as a sentence; by the kind of name that was met. */
  const REASONS = {
    name: () => "This is its name.",
    abbreviation: ({ words, name }) => `${words} is an abbreviation used for ${lowerFirst(name)}.`,
    synonym: ({ words, name }) => `“${words}” is another name of ${lowerFirst(name)}.`,
    code: ({ words, name }) => `${words} is this site's short code of ${lowerFirst(name)}.`,
    former: ({ words, name }) => `“${words}” is an earlier name of ${lowerFirst(name)}.`,
    phrase: ({ words }) => `Found by “${words}”.`,
    question: () => "A question on which sources disagree.",
    term: () => "A term of the glossary.",
    near: ({ words }) => `Nothing is spelled so; the nearest name is “${words}”.`,
    words: ({ words }) => `Shares the words: ${words.split(" ").join(", ")}.`,
    pair: () => "You named two conditions: their signs side by side.",
  };

  function lowerFirst(name) {
    return /^[A-Z][a-z]/.test(name) ? name[0].toLowerCase() + name.slice(1) : name;
  }

  function reasonOf(router, match) {
    const name = router.nameOf(match).replace(/ \([^)]*\)$/, "");
    return REASONS[match.reason]({ words: match.words, name });
  }

  function linkTo(router, match, attributes) {
    return bmes.element("a", { ...attributes, href: bmes.address(router.addressOf(match)) }, router.nameOf(match));
  }

  function card(router, best) {
    const isMade = best.ids.length > 1 && router.addressOf(best).includes("#");
    return [
      bmes.element("p", { class: "kb-best__label" }, "Best match"),
      linkTo(router, best, { class: "kb-best__link" }),
      bmes.element("p", { class: "kb-best__reason" }, reasonOf(router, best), isMade ? " Generated, not curated." : ""),
    ];
  }

  function list(router, matches, label) {
    const items = matches.map((match) => bmes.element("li", {}, linkTo(router, match, {})));
    return [bmes.element("p", { class: "kb-best__label" }, label), bmes.element("ul", {}, items)];
  }

  /** From disk the theme gives its search up and hides it: the field comes back, for names instead of full text. */
  function keepOnDisk(input, result) {
    const search = result.closest("[data-md-component='search']");
    const show = () => search.removeAttribute("hidden");
    new MutationObserver(show).observe(search, { attributeFilter: ["hidden"] });
    show();
    const toggle = document.querySelector("[data-md-toggle='search']"); // the panel is open while it is checked
    input.addEventListener("focus", () => (toggle.checked = true));
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" && event.key !== "Tab") return;
      if (event.key === "Tab" && result.querySelector("a[href]")) return; // on to the results
      toggle.checked = false;
      input.blur();
    });
    result.firstElementChild.textContent = "From a folder on disk the search knows names, not whole texts.";
  }

  function start() {
    const input = document.querySelector(INPUT);
    const result = document.querySelector(RESULT);
    if (!input || !result) return;
    if (bmes.isOnDisk) keepOnDisk(input, result);
    let router = null;
    let best = null;
    // Between the theme's first part and its last one: it looks for its own at both ends.
    const place = bmes.element("div", { class: "kb-best", role: "status", hidden: true });
    result.insertBefore(place, result.lastElementChild);

    function show() {
      const query = router ? input.value.trim() : "";
      best = query ? router.best(query) : null;
      const shown = best ? card(router, best) : [];
      if (bmes.isOnDisk && query) {
        const matches = router.find(query).slice(0, SHOWN_ON_DISK);
        const others = best ? matches.slice(1) : matches;
        if (others.length) shown.push(...list(router, others, best ? "Also" : "Names that share words"));
      }
      place.hidden = shown.length === 0;
      place.replaceChildren(...shown);
    }

    function begin() {
      if (router) return;
      bmes.load("router").then(
        (data) => {
          router = bmes.router.make(data);
          show();
        },
        () => undefined, // without its data there is no card, and the theme's own results stay
      );
    }

    input.addEventListener("focus", begin);
    input.addEventListener("input", () => (router ? show() : begin()));
    input.form?.addEventListener("reset", () => setTimeout(show));
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || best === null) return;
      event.preventDefault();
      event.stopPropagation();
      location.href = bmes.address(router.addressOf(best));
    });
    if (new URLSearchParams(location.search).has("q") || document.activeElement === input) begin();
  }

  bmes.whenReady(start);
})();
