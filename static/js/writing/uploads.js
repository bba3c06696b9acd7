// Files chosen, pasted or dropped go up at once and wait with the draft; each line shows how far, what went wrong,
// and, for pictures, asks what they show.

export class Uploads {
  constructor(form, keeper) {
    this.form = form;
    this.keeper = keeper;
    this.url = form.dataset.uploadUrl;
    this.list = form.querySelector("[data-files]");
    this.input = form.elements.files;
    this.running = new Set();
    if (!this.url || !this.list) return;
    this.input.addEventListener("change", () => this.chosen());
    this.list.addEventListener("click", (event) => this.act(event.target.closest("button")));
    this.list.addEventListener("change", (event) => this.describe(event.target));
    form.addEventListener("paste", (event) => this.pasted(event));
    for (const kind of ["dragover", "dragleave", "drop"]) form.addEventListener(kind, (event) => this.dragged(event));
    form.addEventListener("ip:files", (event) => this.add(event.detail));
    for (const line of this.list.querySelectorAll("[data-file]")) this.complete(line, { ...line.dataset, id: line.dataset.file });
  }

  get isBusy() {
    return this.running.size > 0;
  }

  chosen() {
    this.add([...this.input.files]);
    this.input.value = "";
  }

  pasted(event) {
    const { files } = event.clipboardData;
    if (event.defaultPrevented || !files.length) return;
    event.preventDefault();
    this.add([...files]);
  }

  dragged(event) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.form.classList.toggle("is-dropping", event.type === "dragover");
    if (event.type === "drop") this.add([...event.dataTransfer.files]);
  }

  add(files) {
    for (const file of files) this.upload(file, this.line(named(file)));
  }

  line(file) {
    const line = this.keeper.words.querySelector("[data-file-line]").cloneNode(true);
    line.querySelector("[data-file-name]").textContent = file.name;
    line.file = file;
    this.list.append(line);
    return line;
  }

  // One after another: the server counts them.
  upload(file, line) {
    line.classList.remove("has-error");
    line.querySelector("[data-file-error]").textContent = "";
    line.querySelector("progress").hidden = false;
    this.running.add(line);
    this.last = (this.last ?? Promise.resolve()).then(() => this.send(file, line));
  }

  send(file, line) {
    return new Promise((resolve) => {
      const body = new FormData();
      body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
      body.set("client_id", this.form.elements.client_id.value);
      body.set("files", file, file.name);
      const request = new XMLHttpRequest();
      request.open("POST", this.url);
      request.setRequestHeader("Accept", "application/json");
      request.upload.addEventListener("progress", (event) => (line.querySelector("progress").value = event.loaded / event.total));
      request.addEventListener("loadend", () => {
        this.heard(request, line);
        resolve();
      });
      line.request = request;
      request.send(body);
    });
  }

  heard(request, line) {
    this.running.delete(line);
    if (!line.isConnected) return;
    line.querySelector("progress").hidden = true;
    const found = answerOf(request);
    if (request.status !== 201 || !found) return this.failed(line, found?.detail);
    this.keeper.version = found.version;
    this.complete(line, found.files.at(-1));
  }

  failed(line, why) {
    line.classList.add("has-error");
    line.querySelector("[data-file-error]").textContent = why || this.keeper.word("upload_failed");
    line.querySelector("[data-file-again]").hidden = Boolean(why);
  }

  complete(line, file) {
    line.dataset.file = file.id;
    line.kept = file;
    line.querySelector("progress").hidden = true;
    line.querySelector("[data-file-again]").hidden = true;
    line.querySelector("[data-file-name]").textContent = file.name;
    const ask = line.querySelector("[data-file-ask]");
    ask.hidden = !file.describe;
    ask.querySelector("input").value = file.description ?? "";
    this.say("uploaded", file.name);
  }

  say(key, name) {
    const status = this.form.querySelector("[data-files-status]");
    status.textContent = this.keeper.word(key).replace("{name}", name);
  }

  act(button) {
    const line = button?.closest("li");
    if (!line) return;
    if ("fileAgain" in button.dataset) this.upload(line.file, line);
    else this.drop(line);
  }

  async drop(line) {
    line.request?.abort();
    if (line.kept) await this.post(line.kept.remove, {});
    const next = line.nextElementSibling?.querySelector("button") ?? this.form.elements.body;
    line.remove();
    next.focus();
  }

  async describe(input) {
    const { kept } = input.closest("li") ?? {};
    if (!kept?.describe) return;
    kept.description = input.value;
    await this.post(kept.describe, { description: input.value });
  }

  post(url, values) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    for (const [name, value] of Object.entries(values)) body.set(name, value);
    return fetch(url, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
  }

  // What waits here goes with the text that is sent now.
  take() {
    const kept = [...this.list.children].map((line) => line.kept).filter(Boolean);
    this.list.replaceChildren();
    return kept;
  }

  giveBack(files) {
    for (const file of files) this.complete(this.line(file), file);
  }
}

function answerOf(request) {
  try {
    return JSON.parse(request.responseText);
  } catch {
    return null;
  }
}

// A pasted picture is called image.png by every browser: say when it was taken.
function named(file) {
  if (file.name !== "image.png") return file;
  const at = new Date().toISOString().slice(0, 19).replace("T", " ").replaceAll(":", "-");
  return new File([file], `${at}.png`, { type: file.type });
}
