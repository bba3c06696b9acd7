// Keys for reading: j and k move, r answers, q quotes, u goes to the first unread post, g and a letter go to a place,
// ? shows the sheet. Never while one types, never with Ctrl, Alt or Meta; <html data-keys="off"> turns all of them off.

const TYPING = "input, textarea, select, [contenteditable], dialog[open]";
const YEAR = 365 * 24 * 3600;
const LEAD_IN = 1500;

const sheet = document.querySelector("[data-keys-sheet]");
const thread = () => document.querySelector("ip-thread");
let led = 0;

function items() {
  return [...document.querySelectorAll(thread() ? "ip-thread [data-posts] > .post" : ".rows > .row-item")];
}

// The one that has the focus, else the first one below the top bar.
function current(all) {
  const focused = all.findIndex((item) => item.contains(document.activeElement));
  return focused >= 0 ? focused : all.findIndex((item) => item.getBoundingClientRect().bottom > 184);
}

function go(item) {
  if (!item) return;
  const target = item.matches("[tabindex]") ? item : item.querySelector("a");
  item.scrollIntoView({ block: thread() ? "start" : "center" });
  target.focus({ preventScroll: true });
}

async function step(by) {
  let all = items();
  const isInside = all.some((item) => item.contains(document.activeElement));
  const at = current(all) + (isInside ? by : by < 0 ? -1 : 0);
  if (all[at]) return go(all[at]);
  const number = Number(all[by < 0 ? 0 : all.length - 1]?.dataset.number) + by;
  await thread()?.windows?.load(by < 0 ? "earlier" : "later");
  go(thread()?.post(number));
}

function tool(name) {
  const all = items();
  all[current(all)]?.querySelector(`[data-${name}]`)?.click();
}

function unread() {
  const line = document.querySelector("#first-unread");
  if (line) return go(line.nextElementSibling);
  document.querySelector("[data-first-unread], [data-news]:not([hidden]) a, .row-item.is-unread a")?.click();
}

function place(key) {
  const link = sheet?.querySelector(`[data-place-key="${key}"]`);
  if (link) location.assign(link.href);
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  r: () => tool("reply"),
  q: () => tool("quote"),
  u: unread,
  s: () => document.querySelector("[data-thread-search]")?.focus(),
  g: () => (led = Date.now()),
  "?": () => sheet?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (document.documentElement.dataset.keys === "off" || event.defaultPrevented) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(TYPING)) return;
  const isLed = Date.now() - led < LEAD_IN;
  led = 0;
  const act = isLed ? () => place(event.key) : KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

for (const opener of document.querySelectorAll("[data-keys-open]")) {
  opener.hidden = false;
  opener.addEventListener("click", () => sheet.showModal());
}

// The switches of the sheet work at once; without a script their forms do the same.
for (const form of document.querySelectorAll("[data-switch]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { name, value } = event.submitter;
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `${name}=${value}; path=/; max-age=${YEAR}; samesite=lax${secure}`;
    document.documentElement.dataset[name] = value;
    for (const button of document.querySelectorAll(`[data-switch] button[name=${name}]`)) {
      button.toggleAttribute("aria-current", false);
      if (button.value === value) button.setAttribute("aria-current", "true");
    }
  });
}
