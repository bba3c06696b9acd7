// <ip-badge data-count="3">: how many things are unread. Counts up when the reader's room tells of a new one.

const MOST = 99;

class Badge extends HTMLElement {
  connectedCallback() {
    this.onEvent = (event) => this.told(event);
    document.addEventListener("ip:event", this.onEvent);
  }

  disconnectedCallback() {
    document.removeEventListener("ip:event", this.onEvent);
  }

  told({ target, detail }) {
    if (!target.matches?.("ip-live[data-inbox]") || detail.kind !== "inbox") return;
    this.show(detail.payload.unread ?? Number(this.dataset.count) + 1);
  }

  show(count) {
    this.dataset.count = count;
    this.hidden = count === 0;
    this.querySelector("[data-number]").textContent = count > MOST ? `${MOST}+` : count;
  }
}

customElements.define("ip-badge", Badge);
