// What the person reads: says what is new without moving the page, and remembers how far they have read.

const SAY_EVERY = 5000;
const NOTE_EVERY = 2000;

export class Reader {
  constructor(thread) {
    this.thread = thread;
    this.status = thread.querySelector("[data-status]");
    this.button = thread.querySelector("[data-news]");
    this.unseen = new Set();
    this.fresh = [];
    this.read = this.noted = 0;
    this.watcher = new IntersectionObserver((entries) => this.seen(entries), { threshold: [0, 0.1, 0.25, 0.5] });
    for (const article of thread.posts.querySelectorAll(".post")) this.follow(article);
    this.button.querySelector("a").addEventListener("click", (event) => this.jump(event));
    addEventListener("pagehide", () => this.note());
    document.addEventListener("visibilitychange", () => document.hidden && this.note());
  }

  follow(article) {
    this.watcher.observe(article);
  }

  seen(entries) {
    for (const { isIntersecting, intersectionRatio, intersectionRect, rootBounds, target } of entries) {
      const fills = intersectionRect.height > (rootBounds?.height ?? innerHeight) / 3; // a post taller than the screen
      if (!isIntersecting || (intersectionRatio < 0.25 && !fills)) continue;
      this.unseen.delete(target.id);
      this.read = Math.max(this.read, Number(target.dataset.number));
    }
    this.show();
    if (this.read > this.noted && !this.noting) this.noting = setTimeout(() => this.note(), NOTE_EVERY);
  }

  // One small note every two seconds at most; the server only ever raises the mark.
  note() {
    clearTimeout(this.noting);
    this.noting = null;
    const token = this.thread.querySelector("[name=csrfmiddlewaretoken]")?.value;
    if (!this.thread.dataset.readUrl || !token || this.read <= this.noted) return;
    this.noted = this.read;
    const body = new FormData();
    body.set("up_to", this.read);
    body.set("csrfmiddlewaretoken", token);
    fetch(this.thread.dataset.readUrl, { method: "POST", body, keepalive: true }).catch(() => (this.noted = 0));
  }

  news(post, article) {
    this.unseen.add(article ? article.id : `post-${post.number}`);
    this.fresh.push(post.name);
    this.show();
    this.timer ??= setTimeout(() => this.tell(), Math.max(0, (this.told ?? 0) + SAY_EVERY - Date.now()));
  }

  tell() {
    this.timer = null;
    if (document.documentElement.dataset.voice === "off") return;
    this.told = Date.now();
    const name = this.fresh.at(-1);
    const count = this.fresh.length;
    const { words } = this.thread;
    this.fresh = [];
    this.say(count === 1 ? `${words.get("new_one")} ${name}` : `${count} ${words.get("new_many")} ${name}`);
  }

  say(words, visibly = false) {
    this.status.textContent = words;
    this.status.classList.toggle("visually-hidden", !visibly);
  }

  show() {
    this.button.hidden = this.unseen.size === 0;
    this.button.querySelector("[data-news-count]").textContent = this.unseen.size;
  }

  jump(event) {
    const first = this.thread.querySelector(`#${[...this.unseen][0]}`);
    if (!first) return;
    event.preventDefault();
    first.scrollIntoView({ block: "center" });
    first.focus({ preventScroll: true });
  }
}
