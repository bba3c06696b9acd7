// <ip-editor>: gives a plain text area a toolbar for Markdown, keys, kind pasting, and a preview drawn by the server.

import { Emoji } from "./writing/emoji.js";
import { linesOf, replace } from "./writing/insert.js";
import { enter, tab } from "./writing/keys.js";
import { pasted } from "./writing/pasting.js";

const PLAIN = { b: "bold", i: "italic", k: "link", e: "code" };
const SHIFTED = { Digit7: "numbers", Digit8: "list", Digit9: "quote", KeyX: "strike" };

class Editor extends HTMLElement {
  connectedCallback() {
    if (this.bar) return;
    this.field = this.querySelector("textarea");
    const parts = this.querySelector("template").content.cloneNode(true);
    this.bar = parts.querySelector(".editor-bar");
    this.shown = parts.querySelector(".editor-preview");
    this.said = parts.querySelector(".editor-said");
    this.field.before(this.bar, parts.querySelector(".emoji-panel"));
    this.field.after(this.shown, this.said);
    this.classList.add("is-upgraded");
    this.equip();
    this.bar.addEventListener("click", (event) => this.act(event.target.closest("button")));
    this.bar.addEventListener("keydown", (event) => this.rove(event));
    this.field.addEventListener("keydown", (event) => this.shortcut(event));
    this.field.addEventListener("paste", (event) => pasted(event, this.field, (words) => this.tooLong(words)));
  }

  // Files only where the form takes them; emoji in a panel of their own.
  equip() {
    const form = this.closest("form");
    const files = this.bar.querySelector("[data-act=file]");
    files.hidden = !form?.dataset.uploadUrl;
    const button = this.bar.querySelector("[data-act=emoji]");
    this.emoji = new Emoji(this.querySelector(".emoji-panel"), button, (sign) => this.insert(sign));
    this.tools = [...this.bar.querySelectorAll("button:not([hidden])")];
    this.tools.forEach((tool, index) => (tool.tabIndex = index ? -1 : 0));
  }

  // One stop for Tab, arrows inside: a toolbar.
  rove(event) {
    const at = this.tools.indexOf(document.activeElement);
    const all = this.tools.filter((tool) => !tool.disabled);
    const to = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = event.key === "Home" ? all[0] : event.key === "End" ? all.at(-1) : to && all.at((all.indexOf(this.tools[at]) + to) % all.length);
    if (at < 0 || !next) return;
    event.preventDefault();
    for (const tool of this.tools) tool.tabIndex = tool === next ? 0 : -1;
    next.focus();
  }

  act(button) {
    if (!button) return;
    for (const tool of this.tools) tool.tabIndex = tool === button ? 0 : -1;
    const { act } = button.dataset;
    if (act === "preview") this.preview(button);
    else if (act === "emoji") this.emoji.toggle();
    else if (act === "file") this.closest("form").elements.files.click();
    else this.mark(act);
  }

  mark(act) {
    const marks = { bold: "**", italic: "_", strike: "~~", code: "`" };
    const lines = { list: "- ", numbers: "1. ", quote: "> ", heading: "## ", tasks: "- [ ] " };
    if (act === "code" && this.chosen.words.includes("\n")) this.fence();
    else if (marks[act]) this.wrap(marks[act]);
    else if (lines[act]) this.prefix(lines[act]);
    else if (act === "link") this.link();
    else if (act === "block") this.fence();
    else if (act === "table") this.table();
  }

  shortcut(event) {
    if (event.isComposing) return;
    const isCtrl = (event.ctrlKey || event.metaKey) && !event.altKey;
    const act = isCtrl && (event.shiftKey ? SHIFTED[event.code] : PLAIN[event.key]);
    const isPlain = !isCtrl && !event.altKey;
    let used = Boolean(act);
    if (act) this.mark(act);
    else if (event.altKey && event.shiftKey && event.code === "KeyP") used = this.preview(this.bar.querySelector("[data-act=preview]")) !== null;
    else if (isPlain && event.key === "Enter" && !event.shiftKey) used = enter(this.field);
    else if (isPlain && event.key === "Tab" && !this.isLeaving) used = tab(this.field, event.shiftKey);
    this.isLeaving = event.key === "Escape";
    if (used) event.preventDefault();
  }

  // --- changes, each of which Ctrl+Z takes back

  get chosen() {
    const { selectionStart: from, selectionEnd: to, value } = this.field;
    return { from, to, words: value.slice(from, to) };
  }

  insert(words) {
    const { from, to } = this.chosen;
    replace(this.field, from, to, words);
  }

  // Marks around the words, or away again when they are there.
  wrap(mark) {
    const { from, to, words } = this.chosen;
    const { value } = this.field;
    const size = mark.length;
    if (value.slice(from - size, from) === mark && value.slice(to, to + size) === mark) {
      return replace(this.field, from - size, to + size, words, from - size, to - size);
    }
    const [, before, middle, after] = /^(\s*)([\s\S]*?)(\s*)$/.exec(words);
    const begin = from + before.length + size;
    return replace(this.field, from, to, before + mark + middle + mark + after, begin, begin + middle.length);
  }

  prefix(mark) {
    const { begin, end, text } = linesOf(this.field);
    const had = text.split("\n");
    const isNumbered = mark === "1. ";
    const off = isNumbered ? /^\d+[.)] / : new RegExp(`^${mark.replace(/[[\]]/g, "\\$&")}`);
    const isOn = had.every((line) => off.test(line));
    const lines = had.map((line, index) => (isOn ? line.replace(off, "") : `${isNumbered ? `${index + 1}. ` : mark}${line}`)).join("\n");
    replace(this.field, begin, end, lines, had.length > 1 ? begin : begin + lines.length, begin + lines.length);
  }

  link() {
    const { from, to, words } = this.chosen;
    const address = "https://";
    const begin = from + words.length + 3;
    replace(this.field, from, to, `[${words}](${address})`, words ? begin : from + 1, words ? begin + address.length : from + 1);
  }

  // A part of its own stands between empty lines.
  part(words, selectFrom, selectTo) {
    const { from, to } = this.chosen;
    const before = this.field.value.slice(0, from);
    const lead = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    const begin = from + lead.length;
    replace(this.field, from, to, `${lead}${words}\n`, begin + selectFrom, begin + selectTo);
  }

  fence() {
    const { words } = this.chosen;
    this.part(`\`\`\`\n${words}\n\`\`\``, 4, 4 + words.length);
  }

  table() {
    const head = this.dataset.column;
    const row = `| ${head} 1 | ${head} 2 |`;
    this.part(`${row}\n| --- | --- |\n|  |  |`, 2, 2 + head.length + 2);
  }

  tooLong(words) {
    const over = this.dataset.tooLong;
    this.said.textContent = over;
    const form = this.closest("form");
    if (!form?.dataset.uploadUrl) return;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-secondary btn-sm", textContent: this.dataset.attachIt });
    button.addEventListener("click", () => {
      const file = new File([words], this.dataset.attachName, { type: "text/markdown" });
      form.dispatchEvent(new CustomEvent("ip:files", { detail: [file] }));
      this.said.textContent = "";
    });
    this.said.append(" ", button);
  }

  // --- preview

  async preview(button) {
    const opening = this.shown.hidden;
    button.setAttribute("aria-pressed", String(opening));
    this.field.hidden = opening;
    this.shown.hidden = !opening;
    for (const other of this.tools) if (other !== button) other.disabled = opening;
    if (!opening) return this.field.focus();
    this.shown.replaceChildren(await this.drawn());
    this.dispatchEvent(new CustomEvent("ip:drawn", { bubbles: true, detail: this.shown }));
    return undefined;
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
    const url = this.field.dataset.preview ?? this.dataset.preview;
    const answer = await fetch(url, { method: "POST", body, redirect: "error" }).catch(() => null);
    if (answer?.ok) words.innerHTML = await answer.text();
    else words.textContent = (answer?.status === 422 && (await answer.text())) || this.dataset.failed;
    return words;
  }
}

customElements.define("ip-editor", Editor);
