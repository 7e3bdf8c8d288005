/* Leads from an id to the place where what it names stands today: a statement, finding, publication or page.

   The address is `claim/?id=...`; it stays right when a page or a publication gets another name. The twin of
   build_tools/permanence.py and of `of_claim` in build_tools/model/addresses.py; a test holds them together. */
"use strict";

bmes.claim = (() => {
  const MOST_MOVES = 20;

  /** The id that an address asks for, or an empty text: behind `?id=`, or behind `#`. */
  function wanted(url) {
    return (url.searchParams.get("id") ?? decodeURIComponent(url.hash.slice(1))).trim();
  }

  /** Where an id stands, from the site's root; `null` where nothing has it. */
  function placeOf(id, data) {
    const start = id.split(".")[0];
    if (Object.hasOwn(data.pages, start)) {
      const page = data.pages[start];
      if (!id.includes(".")) return page;
      return `${data.positions.includes(id) ? data.changes : page.split("#")[0]}#${id}`;
    }
    const [key, finding] = id.split("#");
    if (!data.references.includes(key)) return null;
    return `${data.folder}${key}/${finding ? `#${finding}` : ""}`;
  }

  /** The id under the present name of a page or publication that was called otherwise, or `null`. */
  function renamed(id, data) {
    const start = id.split(/[.#]/, 1)[0];
    return Object.hasOwn(data.formerly, start) ? data.formerly[start] + id.slice(start.length) : null;
  }

  /** What became of an id: `{place}`, `{withdrawn}` with the reason, or neither. */
  function find(id, data) {
    for (let moves = 0; id && moves < MOST_MOVES; moves += 1) {
      if (Object.hasOwn(data.withdrawn, id)) return { withdrawn: data.withdrawn[id] };
      if (Object.hasOwn(data.moved, id)) {
        id = data.moved[id];
        continue;
      }
      const place = placeOf(id, data);
      if (place !== null) return { place };
      id = renamed(id, data);
    }
    return {};
  }

  bmes.whenReady(() => {
    const box = document.getElementById("find-id");
    if (!box) return;
    const field = bmes.element("input", {
      id: "id-field",
      type: "text",
      autocomplete: "off",
      autocapitalize: "none",
      spellcheck: "false",
    });
    const said = bmes.element("p", { class: "kb-note", role: "status" });
    const label = bmes.element("label", { for: "id-field" }, "Id of a statement, finding, publication or page");
    const button = bmes.element("button", { type: "submit", class: "kb-button" }, "Go to it");
    const form = bmes.element("form", { class: "kb-find-id" }, label, field, button);
    box.append(form, said);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      go(field.value.trim());
    });

    function go(id) {
      if (!id) {
        said.textContent = "Write an id first.";
        return;
      }
      bmes.load("permanent").then(
        (data) => {
          const found = find(id, data);
          if (found.place) location.replace(bmes.address(found.place));
          else if (found.withdrawn) said.textContent = `${id} was withdrawn: ${found.withdrawn}`;
          else said.textContent = `Nothing here has the id ${id}. Look for its page in the list below.`;
        },
        () => {
          said.textContent = "The list of ids could not be loaded. Look for the page in the list below.";
        },
      );
    }

    const asked = wanted(new URL(location.href));
    if (/^[a-z]/.test(asked)) {
      field.value = asked;
      said.textContent = `Looking for ${asked} …`;
      go(asked);
    }
  });

  return { wanted, find };
})();
