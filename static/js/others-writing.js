// <ip-others>: while a text is open for writing, says who else has it open; the page's own sentences work without.

const PAUSE = 25_000;

class Others extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.ask(), PAUSE);
    document.addEventListener("visibilitychange", () => this.ask());
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async ask() {
    const token = document.querySelector("main [name=csrfmiddlewaretoken]")?.value;
    if (document.hidden || !token) return;
    try {
      const answer = await fetch(this.dataset.url, { method: "POST", headers: { "X-CSRFToken": token, Accept: "application/json" } });
      if (answer.ok && !answer.redirected) this.show((await answer.json()).others);
    } catch {
      // Without a connection the autosave note says so already.
    }
  }

  show(sentences) {
    const told = [...this.children].map((one) => one.textContent.trim());
    if (JSON.stringify(told) === JSON.stringify(sentences)) return;
    this.replaceChildren(
      ...sentences.map((words) => Object.assign(document.createElement("p"), { className: "others-writing", textContent: words })),
    );
  }
}

customElements.define("ip-others", Others);
