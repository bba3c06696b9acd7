// A small set of emoji with names in the reader's language, found by name with or without marks.

const PER_ROW = 8;
let asked; // the same list for every editor of the page

export class Emoji {
  constructor(panel, button, put) {
    this.panel = panel;
    this.button = button;
    this.put = put;
    this.search = panel.querySelector("input");
    this.grid = panel.querySelector("[data-emoji]");
    this.search.addEventListener("input", () => this.show());
    this.panel.addEventListener("keydown", (event) => this.key(event));
    this.grid.addEventListener("click", (event) => this.take(event.target.closest("button")));
    this.panel.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && !panel.contains(relatedTarget) && relatedTarget !== button && this.close());
    button.setAttribute("aria-expanded", "false");
  }

  async toggle() {
    if (!this.panel.hidden) return this.close(true);
    this.panel.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    this.search.value = "";
    this.search.focus();
    asked ??= fetch(this.panel.dataset.emojiUrl).then((answer) => answer.json()).catch(() => (asked = undefined));
    this.all = (await asked)?.emoji ?? [];
    this.show();
    return undefined;
  }

  show() {
    const begun = folded(this.search.value);
    const found = (this.all ?? []).filter(([, name]) => folded(name).includes(begun));
    this.grid.replaceChildren(...found.map(([sign, name]) => choice(sign, name)));
    this.panel.querySelector("[data-emoji-none]").hidden = found.length > 0;
  }

  key(event) {
    const choices = [...this.grid.children];
    const at = choices.indexOf(document.activeElement);
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: PER_ROW, ArrowUp: -PER_ROW }[event.key];
    if (event.key === "Escape") this.close(true);
    else if (event.key === "Enter" && at < 0) this.take(choices[0]);
    else if (event.key === "ArrowDown" && at < 0) choices[0]?.focus();
    else if (step && at >= 0) (choices[at + step] ?? (step < 0 ? this.search : choices.at(-1))).focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  take(chosen) {
    if (!chosen) return;
    this.close();
    this.put(chosen.textContent);
  }

  close(focus) {
    this.panel.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    if (focus) this.button.focus();
  }
}

function choice(sign, name) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", textContent: sign, title: name });
  button.setAttribute("aria-label", name);
  return button;
}

function folded(words) {
  return words.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "");
}
