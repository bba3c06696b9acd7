// <ip-thread>: a thread that goes on by itself. Works as plain pages and forms without this script.
// Posts and changes come from <ip-live> inside it as absolute states; the same state twice does no harm.

import "./thread-rail.js";
import "./moderation.js";
import { Reader } from "./thread-reader.js";
import { Sender } from "./thread-sender.js";
import { Windows } from "./thread-windows.js";
import { Words, build, personalise } from "./thread-words.js";
import { Jumps } from "./writing/jumps.js";
import "./writing/page.js";

const JSON_PLEASE = { Accept: "application/json" };

class Thread extends HTMLElement {
  connectedCallback() {
    if (this.posts) return;
    this.words = new Words(this);
    this.posts = this.querySelector("[data-posts]");
    this.viewer = Number(this.dataset.viewer) || 0;
    this.newest = Number(this.dataset.newest);
    this.isAtEnd = "atEnd" in this.dataset;
    this.reader = new Reader(this);
    this.windows = new Windows(this);
    const form = this.querySelector("[data-compose]");
    if (form) this.sender = new Sender(this, form);
    new Jumps(this);
    this.addEventListener("ip:event", ({ detail }) => this.apply(detail.kind, detail.payload, detail.seq));
    this.addEventListener("ip:reset", () => this.renew());
    this.addEventListener("ip:revoked", () => this.revoked());
    this.addEventListener("ip:presence", (event) => this.present(event.detail));
    this.live = this.querySelector("ip-live");
    if (this.live.getAttribute("after") !== this.dataset.after) this.renew(); // events came before this script
    this.addEventListener("click", (event) => this.clicked(event));
    this.querySelector("[data-verbs]")?.addEventListener("submit", (event) => this.verb(event));
  }

  post(number) {
    return this.querySelector(`#post-${number}`);
  }

  apply(kind, payload, seq) {
    this.windows.hear(seq, kind, payload);
    this.show(kind, payload);
  }

  show(kind, payload) {
    if (kind === "reaction") this.react(payload);
    else if (payload.posts) {
      for (const post of payload.posts) this.put(post);
      this.stand(payload.thread);
    }
  }

  put(post) {
    this.sender?.arrived(post.client_id);
    const article = personalise(build(post.html), this);
    const shown = this.post(post.number);
    if (shown) return this.replace(shown, article);
    const isNew = post.number > this.newest;
    this.newest = Math.max(this.newest, post.number);
    if (this.isAtEnd && isNew) this.append(article);
    if (isNew && post.author !== this.viewer) this.reader.news(post, this.isAtEnd ? article : null);
  }

  append(article) {
    this.querySelector("[data-no-posts]")?.remove();
    article.classList.add("is-new");
    this.posts.append(article);
    this.reader.follow(article);
  }

  replace(shown, article) {
    const hadFocus = shown.contains(document.activeElement);
    shown.replaceWith(article);
    this.reader.follow(article);
    if (hadFocus) article.focus({ preventScroll: true });
  }

  react({ number, html }) {
    const place = this.post(number)?.querySelector("[data-reactions]");
    if (!place) return;
    const pressed = place.contains(document.activeElement) ? document.activeElement.value : null;
    place.innerHTML = html;
    personalise(this.post(number), this);
    if (pressed) place.querySelector(`.reaction[value="${pressed}"], [data-react]`)?.focus({ preventScroll: true });
  }

  revoked() {
    this.dataset.may = "";
    this.reader.say(this.words.get("revoked"), true);
  }

  // Who else is here and who writes: shown, never announced.
  present({ people, typing, count }) {
    const line = this.querySelector("[data-presence]");
    if (!line) return;
    const others = (some) => some.filter((one) => one.id !== this.viewer);
    const writing = others(typing).map((one) => one.name);
    const here = Math.max(count - 1, others(people).length);
    line.hidden = !here;
    line.querySelector("[data-here]").textContent = `${here} ${this.words.get("here")}`;
    const words = this.words.get(writing.length > 1 ? "typing_many" : "typing_one");
    line.querySelector("[data-typing]").textContent = writing.length ? ` · ${writing.slice(0, 3).join(", ")} ${words}` : "";
  }

  stand(thread) {
    if (!thread) return;
    this.querySelector("[data-locked]").hidden = !thread.is_locked;
    if (this.sender) this.sender.form.hidden = thread.is_locked;
    const may = new Set(this.dataset.may.split(" ").filter(Boolean));
    if (may.has("start")) thread.is_locked ? may.delete("write") : may.add("write");
    this.dataset.may = [...may].join(" ");
  }

  clicked(event) {
    const tool = event.target.closest("[data-reply], [data-quote], [data-react]");
    if (!tool || !this.sender || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const post = tool.closest(".post");
    if ("react" in tool.dataset) this.offer(tool);
    else if ("quote" in tool.dataset) this.sender.quote(post);
    else this.sender.answer(post);
  }

  // The kinds of reactions, in the place of the link that leads to them.
  offer(link) {
    const menu = document.createElement("span");
    menu.className = "reaction-menu";
    menu.append(this.querySelector("[data-reaction-menu]").content.cloneNode(true));
    for (const button of menu.querySelectorAll("button")) button.setAttribute("formaction", link.getAttribute("href"));
    const close = (focus) => {
      if (!menu.isConnected) return;
      menu.replaceWith(link);
      if (focus) link.focus();
    };
    menu.addEventListener("keydown", (event) => event.key === "Escape" && close(true));
    menu.addEventListener("focusout", (event) => menu.contains(event.relatedTarget) || close(false));
    link.replaceWith(menu);
    menu.querySelector("button").focus();
  }

  async verb(event) {
    const button = event.submitter;
    if (!button?.getAttribute("formaction")) return;
    event.preventDefault();
    const body = new FormData(event.target);
    if (button.name) body.set(button.name, button.value);
    if (button.name === "kind") body.set("wanted", this.isGiven(button) ? "0" : "1");
    const answer = await fetch(button.formAction, { method: "POST", body, headers: JSON_PLEASE }).catch(() => null);
    const found = answer?.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : null;
    if (answer?.ok && found) this.apply(found.kind, found);
    else this.reader.say(found?.detail ?? this.words.get("refused"), true);
  }

  isGiven(button) {
    const pill = button.closest("[data-reactions]").querySelector(`.reaction[value="${button.value}"]`);
    return pill?.getAttribute("aria-pressed") === "true";
  }

  // Too far behind, or the line tells us to load anew: swap the posts, keep draft, focus and place.
  async renew() {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector(`ip-thread[data-thread="${this.dataset.thread}"]`);
    if (!fresh) return;
    this.newest = Number(fresh.dataset.newest);
    this.isAtEnd = "atEnd" in fresh.dataset;
    this.dataset.may = fresh.dataset.may;
    this.windows.hold(() => this.posts.replaceChildren(...fresh.querySelector("[data-posts]").children));
    this.windows.renew(fresh);
    for (const article of this.posts.querySelectorAll(".post")) this.reader.follow(article);
    for (const article of this.posts.querySelectorAll(".post[data-client]")) this.sender?.arrived(article.dataset.client);
  }
}

// <ip-board>: says that threads of this list have new posts; the list itself stays as it is under the reader's eyes.
class Board extends HTMLElement {
  connectedCallback() {
    this.changed = new Set();
    this.addEventListener("ip:event", ({ detail }) => {
      if (detail.kind === "thread_gone") document.querySelector(`[data-thread-row="${detail.payload.id}"]`)?.remove();
      if (detail.kind !== "thread") return;
      this.changed.add(detail.payload.id);
      this.querySelector("[data-news-count]").textContent = this.changed.size;
      this.querySelector("[data-news]").hidden = false;
      const row = document.querySelector(`[data-thread-row="${detail.payload.id}"]`);
      row?.classList.add("is-unread");
      const count = row?.querySelector("[data-count]");
      if (count) count.textContent = detail.payload.post_count;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.say(), 1000);
    });
  }

  say() {
    this.querySelector("[data-status]").textContent = this.querySelector("[data-news]").textContent.trim();
  }
}

customElements.define("ip-thread", Thread);
customElements.define("ip-board", Board);
