// form[data-writing="thread:12"]: what is typed is kept in this browser after 0.8 s and on the server every 5 s.
// Each saving carries the version this device has seen; when another device was faster both texts are shown.

import { newKey, read, remove, write } from "./store.js";

const LOCAL_PAUSE = 800;
const SERVER_PAUSE = 5000;
const SKIPPED = new Set(["csrfmiddlewaretoken", "client_id", "draft_version", "files"]);
const ALWAYS = new Set(["body", "title"]);

export class Keeper {
  constructor(form, isHeld = () => false) {
    this.form = form;
    this.isHeld = isHeld; // a text of this place is on its way: the server still has its draft
    this.place = `ip-writing:${document.documentElement.dataset.reader ?? ""}:${form.dataset.writing}`;
    this.words = form.querySelector("[data-writing-words]").content;
    this.agreed = this.typed;
    form.addEventListener("input", (event) => event.target.name !== "files" && this.later());
    addEventListener("pagehide", () => this.keep());
    addEventListener("storage", (event) => event.key === this.place && event.newValue && this.elsewhere(JSON.parse(event.newValue)));
    addEventListener("online", () => this.save());
    this.restore();
  }

  // --- what is in the form

  get version() {
    return Number(this.form.elements.draft_version.value || 0);
  }

  set version(version) {
    this.form.elements.draft_version.value = version;
  }

  get values() {
    const found = {};
    for (const [name, value] of new FormData(this.form)) {
      if (!SKIPPED.has(name) && typeof value === "string") (found[name] ??= []).push(value);
    }
    return found;
  }

  get typed() {
    return JSON.stringify(this.values);
  }

  get isBlank() {
    return [...ALWAYS].every((name) => !this.form.elements[name]?.value.trim());
  }

  fill(values) {
    for (const one of this.form.elements) {
      if (!one.name || SKIPPED.has(one.name) || one.type === "file" || !(one.name in values || ["checkbox", "radio"].includes(one.type))) continue;
      const wanted = values[one.name] ?? [];
      if (one.type === "checkbox" || one.type === "radio") one.checked = wanted.includes(one.value);
      else if (one.multiple) for (const option of one.options) option.selected = wanted.includes(option.value);
      else one.value = wanted[0] ?? "";
    }
    this.form.dispatchEvent(new CustomEvent("ip:filled", { bubbles: true }));
  }

  say(key, detail = "") {
    const note = this.form.querySelector("[data-draft-state]");
    const words = key ? this.word(key).replace("{time}", detail) : "";
    if (note && note.textContent !== words) note.textContent = words;
  }

  word(key) {
    return this.words.querySelector(`[data-key="${key}"]`)?.textContent ?? "";
  }

  // --- coming back

  restore() {
    const kept = read(this.place);
    if (this.form.querySelector(".field-errors, .error-summary")) return;
    if (!kept || JSON.stringify(kept.values) === this.typed) {
      if (this.version && !this.isBlank) this.say("restored");
      return;
    }
    if (kept.key && document.querySelector(`[data-client="${kept.key}"]`)) return remove(this.place);
    if (kept.version === this.version || !this.version) return this.bringBack(kept);
    this.clash({ ...kept, body: kept.values.body?.[0] ?? "", words: kept.values });
  }

  bringBack(kept) {
    this.fill(kept.values);
    if (kept.key) this.form.elements.client_id.value = kept.key;
    this.say("restored");
    this.save();
  }

  // Another window of this browser wrote here: follow as long as nothing of one's own is unsaved.
  elsewhere(kept) {
    if (this.typed === this.agreed && this.form.ownerDocument.activeElement !== this.form.elements.body) this.fill(kept.values);
    else if (JSON.stringify(kept.values) !== this.typed) return;
    this.version = kept.version;
    this.form.elements.client_id.value = kept.key;
    this.agreed = this.typed;
  }

  // --- keeping

  later() {
    clearTimeout(this.localTimer);
    this.localTimer = setTimeout(() => this.keep(), LOCAL_PAUSE);
    this.serverTimer ??= setTimeout(() => this.save(), SERVER_PAUSE);
  }

  stop() {
    clearTimeout(this.localTimer);
    clearTimeout(this.serverTimer);
    this.serverTimer = null;
  }

  keep() {
    clearTimeout(this.localTimer);
    if (this.typed === this.agreed) return;
    if (this.isBlank && !this.version) return remove(this.place);
    const kept = { version: this.version, key: this.form.elements.client_id.value, at: Date.now(), values: this.values };
    this.say(write(this.place, kept) ? "kept" : "not_kept");
  }

  async save() {
    clearTimeout(this.serverTimer);
    this.serverTimer = null;
    if (this.typed === this.agreed || this.hasClash) return;
    if (this.isSaving || this.isHeld()) return void (this.serverTimer = setTimeout(() => this.save(), 1000));
    this.isSaving = true;
    const sent = this.typed;
    const key = this.form.elements.client_id.value;
    const body = new FormData(this.form);
    body.delete("files");
    const request = { method: "POST", body, headers: { Accept: "application/json" } };
    const answer = await fetch(this.form.dataset.draftUrl, request).catch(() => null);
    this.isSaving = false;
    if (key === this.form.elements.client_id.value) await this.heard(answer, sent);
  }

  async heard(answer, sent) {
    if (!answer || answer.status >= 500) return this.say("offline");
    if (answer.redirected || !answer.headers.get("Content-Type")?.includes("json")) return this.say("signed_out");
    const told = await answer.json();
    if (told.clash) return this.clash(told.clash);
    if (told.sent) return this.wasSent(told.is_same);
    if (!answer.ok) return this.say("refused", told.detail);
    this.version = told.version;
    this.agreed = sent;
    if (this.typed === sent) remove(this.place);
    else this.later();
    if (told.saved_at) this.say("saved", time(told.saved_at));
    else this.say("");
  }

  // What was begun here has been sent from elsewhere: the same text goes, another one becomes a text of its own.
  wasSent(isSame) {
    if (isSame) this.clear();
    else Object.assign(this.form.elements.client_id, { value: newKey() });
    this.version = 0;
    if (!isSame) this.save();
  }

  // After sending: an empty form with a key of its own.
  clear() {
    this.stop();
    remove(this.place);
    this.hideClash();
    this.form.elements.body.value = "";
    this.form.elements.client_id.value = newKey();
    this.version = 0;
    this.agreed = this.typed;
    this.say("");
  }

  // --- two texts

  clash(other) {
    this.hideClash();
    this.hasClash = true;
    const box = this.words.querySelector(".draft-clash").cloneNode(true);
    const mine = this.form.elements.body.value;
    box.querySelector("[data-mine]").textContent = mine;
    box.querySelector("[data-other]").textContent = other.body;
    box.querySelector("[data-other-at]").textContent = time(other.saved_at ?? other.at);
    const choose = (body) => this.chosen(other, body);
    box.querySelector("[data-take-mine]").addEventListener("click", () => choose(mine));
    box.querySelector("[data-take-other]").addEventListener("click", () => choose(other.body));
    box.querySelector("[data-take-both]").addEventListener("click", () => choose(`${mine.trimEnd()}\n\n${other.body}`));
    this.form.querySelector("[data-clash-place]").append(box);
    this.keep();
    this.say("clash");
  }

  chosen(other, body) {
    this.hideClash();
    if (body === other.body) this.fill(other.words);
    this.version = other.saved_at ? other.version : this.version;
    this.form.elements.body.value = body;
    this.form.elements.body.focus();
    this.form.dispatchEvent(new CustomEvent("ip:filled", { bubbles: true }));
    this.agreed = "";
    this.keep();
    this.save();
  }

  hideClash() {
    this.hasClash = false;
    this.form.querySelector(".draft-clash")?.remove();
  }
}

function time(moment) {
  return new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }).format(new Date(moment));
}
