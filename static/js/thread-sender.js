// The form of a thread: what is typed is kept, what is sent goes through the outbox and can be taken back for a while.

import { Names } from "./thread-names.js";
import { draw } from "./thread-pending.js";
import { Keeper } from "./writing/keeper.js";
import { outbox } from "./writing/outbox.js";
import { Quoting } from "./writing/quoting.js";
import { newKey } from "./writing/store.js";
import { Uploads } from "./writing/uploads.js";

export class Sender {
  constructor(thread, form) {
    this.thread = thread;
    this.form = form;
    this.field = form.elements.body;
    this.place = form.dataset.writing;
    this.pending = thread.querySelector("[data-pending]");
    this.names = new Names(form, this.field);
    this.dropWhatIsOnItsWay();
    this.keeper = new Keeper(form, () => outbox.at(this.place).length > 0);
    this.uploads = new Uploads(form, this.keeper);
    this.quoting = new Quoting(thread, this);
    form.addEventListener("submit", (event) => this.submit(event));
    form.addEventListener("ip:filled", () => this.addressedAgain());
    this.field.addEventListener("input", () => thread.live?.typing?.());
    form.addEventListener("keydown", (event) => this.shortcut(event));
    form.querySelector("[data-answers-off]").addEventListener("click", (event) => this.answer(null, event));
    this.followOutbox();
    this.addressedAgain();
  }

  // --- replies and quotes

  answer(post, event) {
    event?.preventDefault();
    this.addressed(post?.dataset.post ?? "", post ? nameOf(post) : "");
    this.field.focus();
    this.keeper.later();
  }

  addressed(key, name) {
    this.form.elements.reply_to.value = key;
    this.form.querySelector("[data-answers]").hidden = !key;
    this.form.querySelector("[data-answers-name]").textContent = name;
  }

  // A draft knows which post it answers by its key only.
  addressedAgain() {
    const key = this.form.elements.reply_to.value;
    const post = key && this.thread.querySelector(`.post[data-post="${key}"]`);
    const shown = this.form.querySelector("[data-answers-name]").textContent;
    this.addressed(key, post ? nameOf(post) : key ? shown : "");
  }

  quote(post) {
    this.quoting.quote(post);
  }

  // --- sending

  shortcut(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.form.requestSubmit();
    const isUndo = event.key === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    const last = outbox.at(this.place).findLast((item) => item.state === "held");
    if (!isUndo || !last || this.field.value) return;
    event.preventDefault();
    this.takeBack(last);
  }

  submit(event) {
    const { body, reply_to: reply, client_id: key, files, draft_version: version } = this.form.elements;
    if (files.files.length || !body.value.trim()) return; // the plain form takes files and refuses blanks
    event.preventDefault();
    if (this.uploads.isBusy) return this.thread.reader.say(this.keeper.word("uploads_running"), true);
    const item = { key: key.value, place: this.place, url: this.form.action, body: body.value, reply: reply.value };
    const name = this.form.querySelector("[data-answers-name]").textContent;
    const files_kept = this.uploads.take();
    outbox.add({ ...item, name, files: files_kept, version: Number(version.value), at: Date.now(), until: Date.now() + this.hold });
    this.keeper.clear();
    this.addressed("", "");
    if (this.hold) this.thread.reader.say(this.thread.words.get("held"));
  }

  get hold() {
    return Number(this.form.dataset.hold || 0) * 1000;
  }

  // The page was loaded again while a text was on its way: it is not a draft any more.
  dropWhatIsOnItsWay() {
    if (!outbox.items.has(this.form.elements.client_id.value)) return;
    this.field.value = "";
    this.form.elements.client_id.value = newKey();
    this.form.elements.draft_version.value = 0;
  }

  followOutbox() {
    outbox.addEventListener("state", ({ detail }) => detail.item.place === this.place && this.draw(detail.item));
    outbox.addEventListener("gone", ({ detail }) => this.shown(detail.key)?.remove());
    outbox.addEventListener("sent", ({ detail }) => detail.item.place === this.place && this.sent(detail));
    for (const item of outbox.at(this.place)) this.draw(item);
  }

  sent({ item, found }) {
    this.shown(item.key)?.remove();
    this.thread.apply("post", found);
    if (found.differs) this.bringBack({ ...item, key: newKey(), version: 0 });
  }

  // A post came in: it may be one of those on their way, or the very text in the field, sent from another device.
  arrived(key) {
    if (outbox.items.has(key)) outbox.drop(key);
    this.shown(key)?.remove();
    if (this.form.elements.client_id.value === key) this.keeper.save();
  }

  // --- posts on their way

  shown(key) {
    return this.pending.querySelector(`[data-key="${key}"]`);
  }

  draw(item) {
    const article = this.shown(item.key) ?? this.pending.appendChild(document.createElement("article"));
    draw(article, item, this.thread.words, this.form.querySelector(".tile"), {
      undo: () => this.takeBack(item),
      now: () => outbox.again(item.key),
    });
  }

  takeBack(item) {
    outbox.drop(item.key);
    this.shown(item.key)?.remove();
    this.bringBack(item);
    this.thread.reader.say(this.thread.words.get("taken_back"));
  }

  // The text returns to the field, before whatever was begun there since.
  bringBack(item) {
    const begun = this.field.value;
    this.field.value = begun.trim() ? `${item.body}\n\n${begun}` : item.body;
    this.form.elements.client_id.value = item.key;
    this.form.elements.draft_version.value = item.version || 0;
    this.addressed(item.reply, item.name);
    this.uploads.giveBack(item.files ?? []);
    this.keeper.agreed = "";
    this.keeper.keep();
    this.keeper.save();
    this.field.focus();
  }
}

function nameOf(post) {
  return `${post.querySelector(".post-author").textContent} #${post.dataset.number}`;
}
