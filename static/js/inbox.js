// <ip-inbox-news>: says above the inbox how many rows have come in since the page was loaded; the button loads them.

class InboxNews extends HTMLElement {
  connectedCallback() {
    this.count = 0;
    this.onEvent = (event) => this.told(event);
    document.addEventListener("ip:event", this.onEvent);
    this.querySelector("button").addEventListener("click", () => location.reload());
  }

  disconnectedCallback() {
    document.removeEventListener("ip:event", this.onEvent);
  }

  told({ target, detail }) {
    if (!target.matches?.("ip-live[data-inbox]") || detail.kind !== "inbox" || !detail.payload.sentence) return;
    this.count += 1;
    this.querySelector("[data-news-count]").textContent = this.count;
    this.querySelector("[data-news]").hidden = false;
  }
}

customElements.define("ip-inbox-news", InboxNews);
