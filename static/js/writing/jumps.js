// "In reply to …" leads to the post answered; a button leads back to where one was, also over a change of page.

const PLACE = "ip-return";
const KEPT_FOR = 5 * 60 * 1000;

export class Jumps {
  constructor(thread) {
    this.thread = thread;
    this.bar = thread.querySelector("[data-return]");
    if (!this.bar) return;
    thread.addEventListener("click", (event) => this.clicked(event));
    this.bar.querySelector("a").addEventListener("click", (event) => this.back(event));
    this.arrive();
  }

  clicked(event) {
    const link = event.target.closest("[data-jump]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const from = link.closest(".post");
    const target = this.thread.post(link.dataset.jump);
    if (!target) return keep({ from: from.dataset.number, thread: this.thread.dataset.thread, at: Date.now(), url: from.querySelector(".post-number").getAttribute("href") });
    event.preventDefault();
    this.show(target);
    this.offer(from.dataset.number, from.querySelector(".post-number").getAttribute("href"));
    return undefined;
  }

  offer(number, url) {
    this.number = number;
    this.bar.hidden = false;
    this.bar.querySelector("a").href = url;
    this.bar.querySelector("[data-return-to]").textContent = `#${number}`;
  }

  back(event) {
    const target = this.thread.post(this.number);
    this.bar.hidden = true;
    if (!target) return;
    event.preventDefault();
    this.show(target);
  }

  show(post) {
    post.scrollIntoView({ block: "center" });
    post.focus({ preventScroll: true });
  }

  arrive() {
    const kept = keep();
    if (kept?.thread === this.thread.dataset.thread && Date.now() - kept.at < KEPT_FOR) this.offer(kept.from, kept.url);
  }
}

// Keeps where one comes from for the next page; without a value gives it back once.
function keep(value) {
  try {
    if (value) return sessionStorage.setItem(PLACE, JSON.stringify(value));
    const kept = JSON.parse(sessionStorage.getItem(PLACE));
    sessionStorage.removeItem(PLACE);
    return kept;
  } catch {
    return null;
  }
}
