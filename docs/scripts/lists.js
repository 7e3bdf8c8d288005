/* Finding, filtering and sorting a list: one script for all lists, told by data attributes what there is.

   The form `[data-list]` names the controls. A member `[data-list-item]` carries its words (`data-words`), its options
   by facet (`data-facet-region="hip knee"`) and its places by sort (`data-sort-year="2009"`). What is set stands behind
   # in the address. Nothing is hidden unless a reader sets something. */
"use strict";

bmes.lists = (() => {
  /** A text as lists compare it: lower case, no accents, letters and digits in words. Twin of pages/lists.py. */
  function fold(text) {
    return (bmes.unaccented(text).match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
  }

  /** Whether a member's words hold every word of a query; one or two letters count at the start of a word only. */
  function finds(words, query) {
    return fold(query)
      .split(" ")
      .every((word) => (word.length > 2 ? words.includes(word) : ` ${words}`.includes(word ? ` ${word}` : "")));
  }

  /** Whether a member is shown: found by the query, any chosen option in each facet, within each range. */
  function shows(member, { query = "", choices = {}, ranges = {} }) {
    if (!finds(member.words, query)) return false;
    for (const [facet, chosen] of Object.entries(choices)) {
      const has = member.facets[facet] ?? [];
      if (chosen.length && !chosen.some((option) => has.includes(option))) return false;
    }
    for (const [facet, { low = "", high = "" }] of Object.entries(ranges)) {
      const value = Number(member.values[facet]); // not a number where it has none: then it is in no range
      if ((low !== "" && !(value >= Number(low))) || (high !== "" && !(value <= Number(high)))) return false;
    }
    return true;
  }

  /** Members in an order; those without a value come last either way, equal ones stay as they stood. */
  function ordered(members, sort, isDescending) {
    const value = (member) => {
      const text = member.values[sort];
      return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : text;
    };
    const compare = (one, other) => {
      const [a, b] = [value(one), value(other)];
      if (a === undefined || b === undefined) return (a === undefined) - (b === undefined);
      const order = a < b ? -1 : Number(a > b);
      return isDescending ? -order : order;
    };
    return [...members].sort(compare); // stable by the standard
  }

  /** The data of a member's element; the words that the header of a table's row shows are not written twice. */
  function read(node) {
    const header = node.querySelector("th")?.textContent ?? "";
    const member = { node, words: `${fold(header)} ${node.dataset.words}`, facets: {}, values: {} };
    for (const { name, value } of node.attributes) {
      if (name.startsWith("data-facet-")) member.facets[name.slice(11)] = value.split(" ");
      if (name.startsWith("data-sort-")) member.values[name.slice(10)] = value;
    }
    return member;
  }

  /** Make a form work on the members of its page. */
  function start(form) {
    const groups = [...document.querySelectorAll("[data-list-group]")].map((node) => ({
      node,
      heading: document.getElementById(node.dataset.listGroup),
      frame: node.closest(".kb-scroll") ?? node,
      members: [...node.querySelectorAll("[data-list-item]")].map(read),
    }));
    const members = groups.flatMap((group) => group.members);
    const controls = [...form.elements].filter((control) => control.name);
    const filters = controls.filter((control) => control.dataset.facet);
    const { find, sort } = form.elements;
    const firstSort = sort.options[0].value;
    const headers = [...document.querySelectorAll("th[data-sort]")];
    const joined = "joins" in form.dataset ? groups[0].node.cloneNode(false) : null;
    let isReversed = false;

    if (joined) {
      joined.dataset.listGroup = "";
      joined.hidden = true;
      (groups[0].heading ?? groups[0].node).before(joined);
    }

    const highestFirst = (id) => [...sort.options].some((option) => option.value === id && "highestFirst" in option.dataset);
    const isDescending = () => highestFirst(sort.value) !== isReversed;
    const isChosen = (control) => (control.type === "checkbox" ? control.checked : control.value !== "");

    function wanted() {
      const choices = {};
      const ranges = {};
      for (const control of filters.filter(isChosen)) {
        const { facet, end } = control.dataset;
        if (end) ranges[facet] = { ...ranges[facet], [end]: control.value };
        else (choices[facet] ??= []).push(control.value);
      }
      return { query: find.value, choices, ranges };
    }

    function show() {
      const what = wanted();
      let shown = 0;
      for (const member of members) {
        member.node.hidden = !shows(member, what);
        shown += Number(!member.node.hidden);
      }
      const isFlat = joined !== null && sort.value !== firstSort;
      if (isFlat) joined.append(...ordered(members, sort.value, isDescending()).map((member) => member.node));
      for (const { node, heading, frame, members: own } of groups) {
        if (!isFlat) node.append(...ordered(own, sort.value, isDescending()).map((member) => member.node));
        const isEmpty = isFlat || own.every((member) => member.node.hidden);
        frame.hidden = isEmpty;
        if (heading) heading.hidden = isEmpty;
      }
      if (joined) joined.hidden = !isFlat;
      for (const header of headers) {
        if (header.dataset.sort === sort.value) header.setAttribute("aria-sort", isDescending() ? "descending" : "ascending");
        else header.removeAttribute("aria-sort");
      }
      tell(shown);
    }

    function tell(shown) {
      const all = bmes.counted(members.length, form.dataset.word);
      const set = filters.filter(isChosen);
      const text = shown === members.length ? all : shown ? `${shown} of ${all}` : `None of ${all} matches what is set`;
      const count = form.querySelector("[data-list-count]");
      if (count.textContent !== text) count.textContent = text;
      form.querySelector("[data-list-clear]").hidden = !set.length && !find.value && sort.value === firstSort && !isReversed;
      const mark = form.querySelector("[data-list-set]"); // not there without facets
      if (mark) mark.textContent = set.length ? `· Set: ${set.map(named).join(", ")}` : "";
      form.dispatchEvent(new Event("kb-shown", { bubbles: true })); // for what else counts the members
    }

    /** What a control is set to, in the words that stand beside it. */
    function named(control) {
      if (control.type === "checkbox") return control.nextSibling.textContent.trim();
      const chosen = control.selectedOptions[0].textContent.replace(/ \(\d+\)$/, "");
      return control.dataset.end ? `${control.labels[0].textContent} ${chosen}` : chosen;
    }

    /** What is set, by the names that stand in the address. */
    function values() {
      const kept = { find: find.value.trim() };
      for (const control of filters.filter(isChosen)) (kept[control.name] ??= []).push(control.value);
      return { ...kept, sort: sort.value === firstSort ? "" : sort.value, order: isReversed ? "reversed" : "" };
    }

    function changed() {
      show();
      bmes.keepState(values());
    }

    /** Set the controls as the address says; without state everything is as it stands without scripts. */
    function restore() {
      const state = bmes.state();
      for (const control of controls) {
        const value = state.get(control.name) ?? "";
        if (control.type === "checkbox") control.checked = value.split(",").includes(control.value);
        else control.value = value;
        if (control.selectedIndex === -1) control.selectedIndex = 0;
      }
      isReversed = state.get("order") === "reversed";
      show();
    }

    /** Another address on this page: state is taken over; a place that a filter hides is shown. */
    function moved() {
      const names = [...bmes.state().keys()];
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      const isHidden = target && !target.checkVisibility();
      if (names.some((name) => name === "order" || controls.some((control) => control.name === name)) || isHidden || !names.length) restore();
      if (isHidden) target.scrollIntoView();
    }

    for (const header of headers) {
      const button = bmes.element("button", { type: "button", class: "kb-list__sort" });
      button.append(...header.childNodes);
      header.append(button);
      button.addEventListener("click", () => {
        isReversed = header.dataset.sort === sort.value && !isReversed;
        sort.value = header.dataset.sort;
        changed();
      });
    }
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => {
      if (event.target === sort) isReversed = false;
      changed();
    });
    form.querySelector("[data-list-clear]").addEventListener("click", () => {
      form.reset();
      isReversed = false;
      changed();
      find.focus(); // the button is gone
    });
    addEventListener("hashchange", moved);
    restore();
    form.hidden = false;
  }

  bmes.whenReady(() => document.querySelectorAll("[data-list]").forEach(start));

  return { fold, finds, shows, ordered };
})();
