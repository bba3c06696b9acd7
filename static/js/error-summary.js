// <ip-error-summary>: takes the focus when a form comes back, and its links put the cursor into the field.

const CONTROL = "input:not([type=hidden]), select, textarea, button";

class ErrorSummary extends HTMLElement {
  connectedCallback() {
    this.querySelector("[tabindex]")?.focus();
    this.addEventListener("click", (event) => this.follow(event));
  }

  follow(event) {
    const link = event.target.closest("a[href^='#']");
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    const control = target.matches(CONTROL) ? target : target.querySelector(CONTROL);
    target.closest(".field")?.scrollIntoView({ block: "center" });
    (control ?? target).focus({ preventScroll: true });
  }
}

customElements.define("ip-error-summary", ErrorSummary);
