// What the person writes: the draft is kept while typing, a sent post is kept until the server has it, in order.
// Every text carries the key it was begun with, so sending it again can never double it.

import { Names } from "./thread-names.js";

const PAUSE = 600;
const LONGEST_WAIT = 30000;

export class Sender {
  constructor(thread, form) {
    this.thread = thread;
    this.form = form;
    this.field = form.elements.body;
    this.pending = thread.querySelector("[data-pending]");
    const place = `${thread.viewer}:${thread.dataset.thread}`;
    this.draftKey = `ip-post:${place}`;
    this.outboxKey = `ip-outbox:${place}`;
    this.outbox = read(this.outboxKey) ?? [];
    this.wait = 1000;
    this.names = new Names(form, this.field);
    form.addEventListener("submit", (event) => this.submit(event));
    form.addEventListener("input", () => this.later());
    this.field.addEventListener("input", () => thread.live?.typing?.());
    form.addEventListener("keydown", (event) => this.shortcut(event));
    form.querySelector("[data-answers-off]").addEventListener("click", (event) => this.answer(null, event));
    addEventListener("online", () => this.flush());
    addEventListener("pagehide", () => this.keep());
    this.restore();
    for (const item of this.outbox) this.draw(item, "sending");
    this.flush();
  }

  // --- drafts

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), PAUSE);
  }

  keep() {
    clearTimeout(this.timer);
    const { body, reply_to: reply, client_id: key } = this.form.elements;
    if (!body.value.trim()) return this.forget();
    const name = this.form.querySelector("[data-answers-name]").textContent;
    write(this.draftKey, { body: body.value, reply: reply.value, name, key: key.value });
    this.note("kept");
  }

  forget() {
    localStorage.removeItem(this.draftKey);
    this.note("");
  }

  restore() {
    const draft = read(this.draftKey);
    if (!draft || this.field.value.trim() || this.form.querySelector(".field-errors")) return;
    if (this.thread.querySelector(`[data-client="${draft.key}"]`)) return this.forget();
    this.field.value = draft.body;
    this.form.elements.client_id.value = draft.key;
    this.addressed(draft.reply, draft.name);
    this.note("restored");
  }

  note(key) {
    this.form.querySelector("[data-draft-state]").textContent = key ? this.thread.words.get(key) : "";
  }

  // --- replies and quotes

  answer(post, event) {
    event?.preventDefault();
    const name = post ? `${post.querySelector(".post-author").textContent} #${post.dataset.number}` : "";
    this.addressed(post?.dataset.post ?? "", name);
    this.field.focus();
  }

  addressed(key, name) {
    this.form.elements.reply_to.value = key;
    this.form.querySelector("[data-answers]").hidden = !key;
    this.form.querySelector("[data-answers-name]").textContent = name;
  }

  quote(post) {
    const chosen = getSelection();
    const body = post.querySelector(".post-body");
    const inside = !chosen.isCollapsed && body.contains(chosen.anchorNode) && body.contains(chosen.focusNode);
    const words = (inside ? chosen.toString() : body.innerText).trim();
    const quoted = words.split("\n").map((line) => `> ${line}`).join("\n");
    this.field.value = `${this.field.value.trimEnd()}${this.field.value.trim() ? "\n\n" : ""}${quoted}\n\n`;
    this.answer(post);
    this.field.setSelectionRange(this.field.value.length, this.field.value.length);
    this.later();
  }

  // --- sending

  shortcut(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.form.requestSubmit();
  }

  submit(event) {
    const { body, reply_to: reply, client_id: key, files } = this.form.elements;
    if (files.files.length || !body.value.trim()) return; // the plain form takes files and refuses blanks
    event.preventDefault();
    const item = { key: key.value, body: body.value, reply: reply.value };
    this.outbox.push(item);
    write(this.outboxKey, this.outbox);
    this.draw(item, "sending");
    body.value = "";
    key.value = newKey();
    this.addressed("", "");
    this.forget();
    this.flush();
  }

  async flush() {
    const item = this.outbox.find((one) => !one.refused);
    if (!item || this.busy) return;
    this.busy = true;
    const done = await this.send(item);
    this.busy = false;
    if (done) this.wait = 1000;
    else this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.flush(), done ? 0 : this.wait * (0.5 + Math.random() / 2));
  }

  async send(item) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    body.set("body", item.body);
    body.set("reply_to", item.reply);
    body.set("client_id", item.key);
    this.draw(item, "sending");
    const request = { method: "POST", body, headers: { Accept: "application/json" } };
    const answer = await fetch(this.form.action, request).catch(() => null);
    if (!answer || answer.status >= 500) return this.draw(item, "waiting") && false;
    const found = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : null;
    if (answer.ok && found?.posts) this.thread.apply("post", found);
    else this.refuse(item, found?.detail ?? "");
    return true;
  }

  refuse(item, why) {
    item.refused = true;
    write(this.outboxKey, this.outbox);
    this.draw(item, "refused", why);
  }

  arrived(key) {
    if (!this.outbox.some((one) => one.key === key)) return;
    this.outbox = this.outbox.filter((one) => one.key !== key);
    write(this.outboxKey, this.outbox);
    this.shown(key)?.remove();
  }

  // --- posts on their way

  shown(key) {
    return this.pending.querySelector(`[data-key="${key}"]`);
  }

  draw(item, state, why = "") {
    const article = this.shown(item.key) ?? this.pending.appendChild(document.createElement("article"));
    article.className = `post is-pending is-${state}`;
    article.dataset.key = item.key;
    const tile = this.form.querySelector(".tile").cloneNode(true);
    const body = make("div", "post-body", item.body);
    const line = make("p", "post-state", `${this.thread.words.get(state)} ${why}`);
    if (state === "refused") line.append(this.button("again", () => this.again(item)), this.button("discard", () => this.takeBack(item)));
    const place = make("div", "post-tile");
    place.append(tile);
    article.replaceChildren(place, body, line);
    return article;
  }

  button(word, act) {
    const button = make("button", "btn btn-quiet btn-sm", this.thread.words.get(word));
    button.type = "button";
    button.addEventListener("click", act);
    return button;
  }

  again(item) {
    delete item.refused;
    this.flush();
  }

  takeBack(item) {
    this.outbox = this.outbox.filter((one) => one !== item);
    write(this.outboxKey, this.outbox);
    this.shown(item.key)?.remove();
    this.field.value = `${item.body}\n${this.field.value}`.trim();
    this.keep();
    this.field.focus();
  }
}

function make(tag, css, words = "") {
  const element = document.createElement(tag);
  element.className = css;
  element.textContent = words;
  return element;
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // a full or forbidden store must not keep anybody from writing
  }
}

// randomUUID exists on secure pages only; an inner network may be served without TLS.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}
