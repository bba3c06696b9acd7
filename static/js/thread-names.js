// Typing @ and two letters offers people who read the board, and portals; arrows, Enter, Tab, Escape or a click.

const BEFORE = /(^|[\s(])@\[?([\p{L}\p{M}\d][\p{L}\p{M}\d .\-]{1,40})$/u;
const PAUSE = 180;

export class Names {
  constructor(form, field) {
    this.field = field;
    this.url = form.dataset.namesUrl;
    this.list = form.querySelector("[data-names]");
    if (!this.url || !this.list) return;
    this.chosen = -1;
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.list.id);
    field.addEventListener("input", () => this.later());
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.take(event.target.closest("[role=option]")));
  }

  get begun() {
    return this.field.value.slice(0, this.field.selectionStart).match(BEFORE)?.[2];
  }

  later() {
    clearTimeout(this.timer);
    if (!this.begun) return this.close();
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const asked = this.begun;
    if (!asked) return;
    const answer = await fetch(`${this.url}?q=${encodeURIComponent(asked)}`, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok || this.begun !== asked) return;
    this.show((await answer.json()).names);
  }

  show(names) {
    this.list.replaceChildren(...names.map((one, index) => option(one, `${this.list.id}-${index}`)));
    this.list.hidden = !names.length;
    this.mark(names.length ? 0 : -1);
  }

  mark(index) {
    const options = [...this.list.children];
    this.chosen = options.length ? (index + options.length) % options.length : -1;
    options.forEach((one, place) => one.setAttribute("aria-selected", String(place === this.chosen)));
    const current = options[this.chosen];
    if (current) this.field.setAttribute("aria-activedescendant", current.id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (this.list.hidden || event.isComposing) return;
    const act = {
      ArrowDown: () => this.mark(this.chosen + 1),
      ArrowUp: () => this.mark(this.chosen - 1),
      Enter: () => this.take(this.list.children[this.chosen]),
      Tab: () => this.take(this.list.children[this.chosen]),
      Escape: () => this.close(),
    }[event.key];
    if (!act || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  take(chosen) {
    if (!chosen) return;
    const end = this.field.selectionStart;
    const start = this.field.value.lastIndexOf("@", end - 1);
    this.field.setRangeText(`${chosen.dataset.insert} `, start, end, "end");
    this.close();
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  close() {
    this.list.hidden = true;
    this.list.replaceChildren();
    this.mark(-1);
  }
}

function option({ name, portal, insert }, id) {
  const row = document.createElement("li");
  row.id = id;
  row.role = "option";
  row.dataset.insert = insert;
  row.append(part("b", name), part("span", portal));
  return row;
}

function part(tag, words) {
  const element = document.createElement(tag);
  element.textContent = words;
  return element;
}
