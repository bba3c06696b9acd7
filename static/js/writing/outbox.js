// Texts that were sent but that the server has not taken yet: held for a few seconds so that one can undo, kept over
// lost lines, closed windows and expired sign-ins, sent in order. Each carries its key, so twice is still one post.
// Every page sends what waits; the thread it belongs to shows it.

import { keysUnder, read, remove, write } from "./store.js";

const READER = document.documentElement.dataset.reader ?? "";
const PREFIX = `ip-outbox:${READER}:`;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;
const MOST_AT_THE_END = 60000; // bytes a browser still sends for a page that is going

class Outbox extends EventTarget {
  items = new Map();
  wait = FIRST_WAIT;

  constructor() {
    super();
    if (!READER) return;
    for (const key of keysUnder(PREFIX)) this.take(read(key));
    addEventListener("storage", (event) => event.key?.startsWith(PREFIX) && this.elsewhere(event));
    addEventListener("pagehide", () => this.leave());
    addEventListener("online", () => this.now());
    addEventListener("focus", () => this.now());
    addEventListener("pageshow", (event) => event.persisted && this.now());
    this.later(0);
  }

  take(item) {
    if (!item?.key) return;
    this.items.set(item.key, { ...item, state: item.refused ? "refused" : "held" });
  }

  elsewhere({ key, newValue }) {
    const id = key.slice(PREFIX.length);
    if (newValue) {
      if (!this.items.has(id)) this.take(JSON.parse(newValue));
      this.tell(this.items.get(id));
      this.later(0);
    } else if (this.items.delete(id)) {
      this.dispatchEvent(new CustomEvent("gone", { detail: { key: id } }));
    }
  }

  at(place) {
    return [...this.items.values()].filter((item) => item.place === place).sort((one, other) => one.at - other.at);
  }

  add(item) {
    const { state, ...kept } = item;
    this.items.set(item.key, { ...kept, state: "held" });
    const isKept = write(PREFIX + item.key, kept);
    this.tell(this.items.get(item.key));
    this.later(0);
    return isKept;
  }

  drop(key) {
    remove(PREFIX + key);
    this.items.delete(key);
  }

  again(key) {
    const item = this.items.get(key);
    this.add({ ...item, refused: false, until: 0 });
  }

  tell(item, more = {}) {
    this.dispatchEvent(new CustomEvent("state", { detail: { item, ...more } }));
  }

  now() {
    this.wait = FIRST_WAIT;
    this.later(0);
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tick(), wait);
  }

  get next() {
    const waiting = [...this.items.values()].filter((item) => !item.refused);
    return waiting.sort((one, other) => one.at - other.at)[0];
  }

  async tick() {
    const item = this.next;
    if (!item || this.isBusy) return;
    const left = (item.until ?? 0) - Date.now();
    if (left > 0) return this.later(Math.min(left, 60000));
    this.isBusy = true;
    const done = await this.send(item);
    this.isBusy = false;
    this.wait = done ? FIRST_WAIT : Math.min(this.wait * 2, LONGEST_WAIT);
    this.later(done ? 0 : this.wait * (0.5 + Math.random() / 2));
  }

  form(item) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", this.token ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
    body.set("body", item.body);
    body.set("reply_to", item.reply ?? "");
    body.set("client_id", item.key);
    return body;
  }

  post(item, more = {}) {
    const request = { method: "POST", body: this.form(item), headers: { Accept: "application/json" }, ...more };
    return fetch(item.url, request).catch(() => null);
  }

  // True when the server has answered for good, be it with a refusal.
  async send(item) {
    this.show(item, "sending");
    let answer = await this.post(item);
    if (isStrange(answer) && (await this.renewed())) answer = await this.post(item);
    if (!answer || answer.status >= 500 || answer.status === 429) return this.show(item, "waiting");
    if (isStrange(answer)) return this.show(item, "signed_out");
    const found = await answer.json();
    if (!this.items.has(item.key)) return true;
    if (answer.ok) this.sent(item, found);
    else this.refuse(item, found.detail ?? "");
    return true;
  }

  show(item, state) {
    item.state = state;
    this.tell(item);
    return false;
  }

  sent(item, found) {
    this.drop(item.key);
    this.dispatchEvent(new CustomEvent("sent", { detail: { item, found } }));
  }

  refuse(item, why) {
    Object.assign(item, { refused: true, why, state: "refused" });
    write(PREFIX + item.key, item);
    this.tell(item);
  }

  // After a new sign-in in another window the page's token is old; true when the same person is signed in.
  async renewed() {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (page.documentElement.dataset.reader !== READER) return false;
    this.token = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
    return Boolean(this.token);
  }

  // Closing the window is no undo: what is held is sent at once; what the browser will not send stays for the next page.
  leave() {
    for (const item of this.items.values()) {
      if (item.refused || item.state === "sending") continue;
      item.until = 0;
      write(PREFIX + item.key, item);
      if (new TextEncoder().encode(item.body).length < MOST_AT_THE_END) this.post(item, { keepalive: true });
    }
  }
}

// A page instead of an answer: signed out, or a token from before.
function isStrange(answer) {
  if (!answer || answer.status >= 500) return false;
  return answer.redirected || !answer.headers.get("Content-Type")?.includes("json");
}

export const outbox = new Outbox();
