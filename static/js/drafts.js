// form[data-draft-key]: what is typed is kept in this browser until it has been sent, also over a lost session.
// A draft is dropped when, after sending, a page comes that is neither this form again nor a sign-in page.

const PREFIX = "ip-draft:";
const SENT = "ip-draft-sent";
const SKIPPED = new Set(["password", "file", "hidden", "submit", "button"]);
const PAUSE = 600;

const keyOf = (form) => `${PREFIX}${document.documentElement.dataset.reader ?? ""}:${form.dataset.draftKey}`;
const kept = (form) => [...form.elements].filter((one) => one.name && !SKIPPED.has(one.type));

function read(form) {
  const values = {};
  for (const one of kept(form)) {
    if (one.type === "checkbox" || one.type === "radio") {
      values[one.name] ??= [];
      if (one.checked) values[one.name].push(one.value);
    } else if (one.multiple) {
      values[one.name] = [...one.selectedOptions].map((option) => option.value);
    } else {
      values[one.name] = one.value;
    }
  }
  return values;
}

function write(form, values) {
  for (const one of kept(form)) {
    const value = values[one.name];
    if (value === undefined) continue;
    if (one.type === "checkbox" || one.type === "radio") one.checked = value.includes(one.value);
    else if (one.multiple) for (const option of one.options) option.selected = value.includes(option.value);
    else one.value = value;
  }
}

function say(form, what) {
  const note = form.querySelector("[data-draft-note]");
  if (note) note.textContent = note.dataset[what] ?? "";
}

function keep(form) {
  localStorage.setItem(keyOf(form), JSON.stringify(read(form)));
  say(form, "saved");
}

function restore(form) {
  const draft = localStorage.getItem(keyOf(form));
  if (!draft || form.querySelector(".error-summary")) return;
  if (draft === JSON.stringify(read(form))) return;
  write(form, JSON.parse(draft));
  say(form, "restored");
}

function follow(form) {
  restore(form);
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => keep(form), PAUSE);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    keep(form);
    sessionStorage.setItem(SENT, keyOf(form));
  });
}

const forms = [...document.querySelectorAll("form[data-draft-key]")];
const sent = sessionStorage.getItem(SENT);
if (sent && !location.pathname.startsWith("/accounts/")) {
  sessionStorage.removeItem(SENT);
  if (!forms.some((form) => keyOf(form) === sent) && !document.querySelector("[data-error-page]")) localStorage.removeItem(sent);
}
forms.forEach(follow);
