// <ip-editor>: gives a plain text area a toolbar for Markdown and a preview drawn by the server.

class Editor extends HTMLElement {
  connectedCallback() {
    if (this.bar) return;
    this.field = this.querySelector("textarea");
    const parts = this.querySelector("template").content.cloneNode(true);
    this.bar = parts.querySelector(".editor-bar");
    this.shown = parts.querySelector(".editor-preview");
    this.field.before(this.bar);
    this.field.after(this.shown);
    this.classList.add("is-upgraded");
    this.bar.addEventListener("click", (event) => this.act(event.target.closest("button")));
    this.field.addEventListener("keydown", (event) => this.shortcut(event));
  }

  act(button) {
    if (!button) return;
    if (button.dataset.wrap) this.wrap(button.dataset.wrap);
    else if (button.dataset.lines) this.prefix(button.dataset.lines);
    else if ("link" in button.dataset) this.link();
    else this.preview(button);
  }

  shortcut(event) {
    const mark = { b: "**", i: "_" }[event.key];
    if (!mark || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.wrap(mark);
  }

  chosen() {
    const { selectionStart: from, selectionEnd: to, value } = this.field;
    return { from, to, words: value.slice(from, to) };
  }

  put(words, from, to, selectFrom, selectTo) {
    this.field.focus();
    this.field.setRangeText(words, from, to, "end");
    this.field.setSelectionRange(selectFrom, selectTo);
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  wrap(mark) {
    const { from, to, words } = this.chosen();
    this.put(mark + words + mark, from, to, from + mark.length, to + mark.length);
  }

  prefix(mark) {
    const { from, to } = this.chosen();
    const start = this.field.value.lastIndexOf("\n", from - 1) + 1;
    const lines = this.field.value.slice(start, to).split("\n").map((line) => mark + line).join("\n");
    this.put(lines, start, to, start + lines.length, start + lines.length);
  }

  link() {
    const { from, to, words } = this.chosen();
    const address = "https://";
    const begin = from + words.length + 3;
    this.put(`[${words}](${address})`, from, to, begin, begin + address.length);
  }

  async preview(button) {
    const opening = this.shown.hidden;
    button.setAttribute("aria-pressed", String(opening));
    this.field.hidden = opening;
    this.shown.hidden = !opening;
    for (const other of this.bar.querySelectorAll("button")) if (other !== button) other.disabled = opening;
    if (opening) this.shown.replaceChildren(await this.drawn());
  }

  async drawn() {
    const words = document.createElement("div");
    if (!this.field.value.trim()) {
      words.textContent = this.dataset.nothing;
      return words;
    }
    const body = new FormData();
    body.set("text", this.field.value);
    body.set("csrfmiddlewaretoken", this.closest("form")?.elements.csrfmiddlewaretoken?.value ?? "");
    const answer = await fetch(this.dataset.preview, { method: "POST", body, redirect: "error" }).catch(() => null);
    if (answer?.ok) words.innerHTML = await answer.text();
    else words.textContent = this.dataset.failed;
    return words;
  }
}

customElements.define("ip-editor", Editor);
