/* Taking citations along: copying references in any format, saving them as a file, and citing the page itself.

   The pieces come as data scripts, one a format, so that it works offline and from a folder on disk; nothing is sent.
   A file is its pieces one after the other, in the order of references.bib: the same text as `bmes export` prints. */
"use strict";

bmes.cite = (() => {
  const { element } = bmes;

  /** References in a format: `{ text, extension }`. Keys that nothing has are passed over. */
  async function made(format, keys) {
    const { opening, between, closing, pieces, extension } = await bmes.load(`citations/${format}`);
    const wanted = new Set(keys);
    const chosen = Object.keys(pieces).filter((key) => wanted.has(key));
    return { text: opening + chosen.map((key) => pieces[key]).join(between) + closing, extension };
  }

  /** Put a text on the clipboard; whether the browser let us. */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyByField(text); // addresses without https have no clipboard
    }
  }

  function copyByField(text) {
    const before = document.activeElement;
    const field = element("textarea", { class: "kb-vh", readonly: true, tabindex: -1 });
    field.value = text;
    document.body.append(field);
    field.select();
    const isCopied = document.execCommand("copy");
    field.remove();
    before?.focus();
    return isCopied;
  }

  /** Make the controls of a box work; its keys are read when they are needed, for they may change. */
  function start(box) {
    const controls = box.querySelector(".kb-take__copy");
    const select = controls.querySelector("select");
    const status = controls.querySelector("[role=status]");
    const keys = () => box.dataset.take.split(" ").filter(Boolean);

    async function take(use, format = select.value) {
      const chosen = keys();
      if (!chosen.length) {
        status.textContent = "Select publications in the list first.";
        return;
      }
      try {
        status.textContent = await use(await made(format, chosen), bmes.counted(chosen.length, "reference"));
      } catch {
        status.textContent = "The citations could not be loaded. Please try again.";
      }
    }

    async function copied({ text }, count) {
      const label = select.selectedOptions[0].textContent;
      return (await copy(text)) ? `${count} copied as ${label}.` : "This browser does not allow copying: use the files.";
    }

    function saved({ text, extension }, count) {
      const name = `${box.dataset.file}${extension}`;
      bmes.save(name, text);
      return `${count} saved as ${name}.`;
    }

    controls.querySelector("[data-copy]").addEventListener("click", () => take(copied));
    controls.querySelector("[data-save]")?.addEventListener("click", () => take(saved));
    if (bmes.isOnDisk) {
      // A browser shows a file of a folder instead of saving it, so the same text is saved as one of our own.
      for (const link of box.querySelectorAll("a[data-format]")) {
        link.addEventListener("click", (event) => {
          event.preventDefault();
          take(saved, link.dataset.format);
        });
      }
    }
    select.addEventListener("change", () => (status.textContent = ""));
    // Loaded ahead, for some browsers let a page copy only at once.
    controls.addEventListener("focusin", () => bmes.load(`citations/${select.value}`).catch(() => {}));
    controls.hidden = false;
  }

  /** Buttons to copy a text that stands on the page, and to save it if it has a name. */
  function startText(block) {
    const pre = block.querySelector("pre");
    const text = (pre ?? block.querySelector("p")).textContent;
    const status = element("span", { class: "kb-take__said", role: "status" });
    const label = pre?.getAttribute("aria-label") ?? "citation of this page";
    const button = (name, run) => {
      const made = element("button", { type: "button", class: "kb-button", "aria-label": `${name} ${label}` }, name);
      made.addEventListener("click", run);
      return made;
    };
    const copyButton = button("Copy", async () => {
      status.textContent = (await copy(text)) ? "Copied." : "This browser does not allow copying: select the text.";
    });
    const { file } = block.dataset;
    const saveButton = file && button("Download", () => {
      bmes.save(file, text);
      status.textContent = `Saved as ${file}.`;
    });
    const buttons = element("p", { class: "kb-take__buttons" }, copyButton, saveButton, status);
    if (pre) pre.before(buttons);
    else block.append(buttons);
  }

  bmes.whenReady(() => {
    document.querySelectorAll("[data-take]").forEach(start);
    document.querySelectorAll("[data-text]").forEach(startText);
  });

  return { made, copy };
})();
