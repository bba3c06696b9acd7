// <ip-similar>: while a title is being written, shows what is there already.

const PAUSE = 700;

class Similar extends HTMLElement {
  connectedCallback() {
    this.form = document.querySelector("ip-autosave form");
    this.form?.addEventListener("input", (event) => {
      if (!["title", "what_happens"].includes(event.target.name)) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.look(), PAUSE);
    });
    if (this.form?.elements.title.value) this.look();
  }

  async look() {
    const { title, what_happens: text } = this.form.elements;
    const query = new URLSearchParams({ title: title.value, what_happens: text.value.slice(0, 1500), but: this.dataset.but });
    const answer = await fetch(`${this.dataset.url}?${query}`, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return;
    this.innerHTML = await answer.text();
    const note = document.querySelector("[data-similar-note]");
    if (note) note.hidden = !this.querySelector("li");
  }
}

customElements.define("ip-similar", Similar);
