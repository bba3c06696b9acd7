// <ip-autosave>: a form whose text is kept in this browser at once and, while it is a draft, on the server.
// What the browser kept comes back after a lost session or line; the server refuses what is not the newest.

const PREFIX = "ip-text:";
const SENT = "ip-text-sent";
const LOCAL_PAUSE = 400;
const SERVER_PAUSE = 1500;
const SKIPPED = new Set(["csrfmiddlewaretoken", "then", "files", "version", "client_id"]);

const storedUnder = (key) => `${PREFIX}${document.documentElement.dataset.reader ?? ""}:${key}`;

class Autosave extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.note = this.querySelector("[data-note]");
    this.begin = JSON.stringify(this.values());
    this.bringBack();
    this.form.addEventListener("input", () => this.typed());
    this.form.addEventListener("submit", () => this.sent());
    window.addEventListener("online", () => this.typed());
  }

  get place() {
    return storedUnder(this.dataset.key);
  }

  get version() {
    return Number(this.form.elements.version?.value || 0);
  }

  values() {
    const found = {};
    for (const [name, value] of new FormData(this.form)) {
      if (SKIPPED.has(name) || typeof value !== "string") continue;
      (found[name] ??= []).push(value);
    }
    return found;
  }

  fill(values) {
    for (const one of this.form.elements) {
      if (!one.name || SKIPPED.has(one.name) || one.type === "file") continue;
      const wanted = values[one.name] ?? [];
      if (one.type === "checkbox" || one.type === "radio") one.checked = wanted.includes(one.value);
      else one.value = wanted[0] ?? "";
    }
  }

  say(text, action) {
    this.note.replaceChildren(text);
    if (action) this.note.append(" ", action);
  }

  typed() {
    clearTimeout(this.localTimer);
    clearTimeout(this.serverTimer);
    this.localTimer = setTimeout(() => this.keep(), LOCAL_PAUSE);
    if (this.dataset.url && !this.hasClash) this.serverTimer = setTimeout(() => this.save(), SERVER_PAUSE);
  }

  keep() {
    const kept = { version: this.version, at: Date.now(), values: this.values() };
    localStorage.setItem(this.place, JSON.stringify(kept));
    if (!this.dataset.url) this.say(this.dataset.kept);
  }

  async save() {
    if (this.isSaving) return this.typed();
    this.isSaving = true;
    const body = new FormData(this.form);
    body.delete("files");
    try {
      const answer = await fetch(this.dataset.url, { method: "POST", body, headers: { Accept: "application/json" } });
      await this.heard(answer);
    } catch {
      this.say(this.dataset.offline);
    } finally {
      this.isSaving = false;
    }
  }

  async heard(answer) {
    const isJson = (answer.headers.get("Content-Type") ?? "").includes("json");
    if (answer.status === 409) {
      this.hasClash = true;
      return this.say(this.dataset.clash);
    }
    if (!isJson || answer.redirected) return this.say(answer.status >= 500 ? this.dataset.offline : this.dataset.signedOut);
    const told = await answer.json();
    if (!answer.ok) return this.say(told.detail ?? "");
    localStorage.removeItem(this.place);
    this.form.elements.version.value = told.version;
    this.dataset.url = told.autosave;
    this.dataset.key = told.key;
    if (location.pathname !== told.edit) history.replaceState(null, "", told.edit);
    this.say(this.dataset.saved.replace("{time}", told.saved_at));
    return undefined;
  }

  sent() {
    clearTimeout(this.localTimer);
    clearTimeout(this.serverTimer);
    this.keep();
    sessionStorage.setItem(SENT, this.place);
  }

  bringBack() {
    const kept = JSON.parse(localStorage.getItem(this.place) ?? "null");
    if (!kept || this.querySelector(".error-summary") || JSON.stringify(kept.values) === this.begin) return;
    if (kept.version === this.version) {
      this.fill(kept.values);
      this.say(this.dataset.restored);
      this.typed();
      return;
    }
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "btn btn-sm btn-secondary", textContent: this.dataset.bring });
    button.addEventListener("click", () => {
      this.fill(kept.values);
      this.say(this.dataset.restored);
      this.typed();
    });
    this.say(this.dataset.offer, button);
  }
}

const sent = sessionStorage.getItem(SENT);
const form = document.querySelector("ip-autosave");
if (sent && (!form || storedUnder(form.dataset.key) !== sent)) {
  sessionStorage.removeItem(SENT);
  localStorage.removeItem(sent);
}
customElements.define("ip-autosave", Autosave);
