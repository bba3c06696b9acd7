// A long thread holds only some blocks of posts on the page. More are fetched when the reader comes near either end;
// what is far away is taken out again. Nothing moves under the reader's eyes, and the address follows the place.
// Dispatches ip:place (bubbles) with the number of the post at the top of the screen.

import { build, personalise } from "./thread-words.js";

const NEAR = "900px 0px";
const MOST = 200;
const MOST_HEARD = 500;
const FOLLOW_AFTER = 350;
const TOP = 184; // a little below where the browser puts the post of the address

export class Windows {
  constructor(thread) {
    this.thread = thread;
    this.url = thread.dataset.windowUrl;
    this.heard = [];
    if (!this.url) return;
    this.more = { earlier: thread.querySelector("[data-more=earlier]"), later: thread.querySelector("[data-more=later]") };
    this.watcher = new IntersectionObserver((entries) => this.near(entries), { rootMargin: NEAR });
    this.restore();
    requestAnimationFrame(() => this.watch());
    for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) addEventListener(kind, () => (this.hasMoved = true), { passive: true });
    addEventListener("scroll", () => this.scrolled(), { passive: true });
    for (const [way, nav] of Object.entries(this.more)) nav.addEventListener("click", (event) => this.clicked(event, way));
  }

  get articles() {
    return [...this.thread.posts.querySelectorAll(":scope > .post")];
  }

  numbers() {
    const found = this.articles.map((article) => Number(article.dataset.number));
    return { first: found[0] ?? 0, last: found.at(-1) ?? 0 };
  }

  // --- loading

  watch() {
    for (const nav of Object.values(this.more)) {
      this.watcher.unobserve(nav);
      if (!nav.hidden) this.watcher.observe(nav);
    }
  }

  near(entries) {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting && !(target === this.more.later && this.isWriting)) this.load(target.dataset.more);
    }
  }

  // Whoever writes, or has gone past the posts to the form, is not pushed away from it.
  get isWriting() {
    return !this.top() || this.thread.querySelector("[data-compose]")?.contains(document.activeElement);
  }

  clicked(event, way) {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const { first, last } = this.numbers();
    this.load(way).then(() => this.thread.post(way === "earlier" ? first - 1 : last + 1)?.focus());
  }

  load(way) {
    this.loading ??= this.fetch(way).finally(() => {
      this.loading = null;
      this.watch();
    });
    return this.loading;
  }

  async fetch(way) {
    if (!this.url || this.more[way].hidden) return;
    const { first, last } = this.numbers();
    const found = await this.ask(way === "earlier" ? first - 1 : last + 1);
    if (found) this.hold(() => this.insert(way, found));
    else await new Promise((resolve) => setTimeout(resolve, 3000));
  }

  async ask(number) {
    const address = `${this.url}?at=${number}&line=${this.thread.dataset.line}`;
    const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
    return answer?.ok ? answer.json().catch(() => null) : null;
  }

  insert(way, found) {
    const { posts } = this.thread;
    const fresh = this.fragment(found.html);
    if (way === "earlier") posts.prepend(fresh);
    else posts.append(fresh);
    if (way === "earlier") this.more.earlier.hidden = !found.has_earlier;
    else this.ends(found);
    this.trim(way);
    this.catchUp(found.after);
  }

  // Nobody sees a post twice, whatever came in live while the block was on its way.
  fragment(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    for (const article of template.content.querySelectorAll(".post")) {
      if (this.thread.post(article.dataset.number)) article.remove();
      else this.thread.reader.follow(personalise(article, this.thread));
    }
    if (this.thread.querySelector("#first-unread")) template.content.querySelector("#first-unread")?.remove();
    return template.content;
  }

  ends(found) {
    this.more.later.hidden = !found.has_later;
    this.thread.isAtEnd = !found.has_later;
    this.thread.newest = Math.max(this.thread.newest, found.newest);
  }

  trim(way) {
    const surplus = this.articles.length - MOST;
    if (surplus <= 0) return;
    const doomed = way === "earlier" ? this.articles.slice(-surplus) : this.articles.slice(0, surplus);
    if (doomed.some((article) => article !== document.activeElement && article.contains(document.activeElement))) return;
    for (const article of doomed) {
      const line = article.previousElementSibling;
      if (line?.id === "first-unread") line.remove();
      article.remove();
    }
    const gone = way === "earlier" ? "later" : "earlier";
    this.more[gone].hidden = false;
    if (gone === "later") this.thread.isAtEnd = false;
  }

  // --- live changes that came while a block was on its way

  hear(seq, kind, payload) {
    if (!this.url || !seq) return;
    this.heard.push({ seq, kind, payload });
    if (this.heard.length > MOST_HEARD) this.heard.shift();
  }

  catchUp(after) {
    for (const { seq, kind, payload } of this.heard) if (seq > after) this.thread.show(kind, payload);
  }

  // --- the place under the reader's eyes

  top() {
    return this.articles.find((article) => article.getBoundingClientRect().bottom > TOP);
  }

  hold(change) {
    const anchor = this.top() ?? this.thread.querySelector("[data-compose]");
    const before = anchor?.getBoundingClientRect().top;
    document.documentElement.classList.add("is-holding");
    change();
    if (anchor?.isConnected) scrollBy({ top: anchor.getBoundingClientRect().top - before, behavior: "instant" });
    requestAnimationFrame(() => document.documentElement.classList.remove("is-holding"));
  }

  place() {
    return Number((this.top() ?? this.articles.at(-1))?.dataset.number ?? 0);
  }

  scrolled() {
    this.timer ??= setTimeout(() => this.follow(), FOLLOW_AFTER);
  }

  follow() {
    this.timer = null;
    if (!this.loading) this.watch();
    const number = this.place();
    if (!this.hasMoved || !number || number === this.here) return;
    this.here = number;
    const top = Math.round(this.thread.post(number).getBoundingClientRect().top);
    history.replaceState({ ...history.state, place: { number, top } }, "", `${this.thread.dataset.page}?at=${number}#post-${number}`);
    this.thread.dispatchEvent(new CustomEvent("ip:place", { bubbles: true, detail: { number, newest: this.thread.newest } }));
  }

  // Back from another page, or loaded anew: exactly where one was.
  restore() {
    const { place } = history.state ?? {};
    const article = place && this.thread.post(place.number);
    if (!article) return;
    history.scrollRestoration = "manual";
    const go = () => scrollBy({ top: article.getBoundingClientRect().top - place.top, behavior: "instant" });
    if (document.readyState === "complete") go();
    else addEventListener("load", go, { once: true });
  }

  // A page fetched anew takes the place of all blocks.
  renew(fresh) {
    if (!this.url) return;
    for (const [way, nav] of Object.entries(this.more)) nav.hidden = fresh.querySelector(`[data-more=${way}]`)?.hidden ?? true;
    this.heard = [];
    this.watch();
  }
}

// Goes to a post wherever it is: on the page at once, else by loading the page there.
export function goTo(thread, number) {
  const article = thread.post(number);
  if (!article) return location.assign(`${thread.dataset.page}?at=${number}#post-${number}`);
  article.scrollIntoView({ block: "start" });
  article.focus({ preventScroll: true });
}
