// A link to a page of the platform on a line of its own becomes a small card, asked for by each reader:
// texts are the same for everybody, and who may not see the object keeps the plain link.

const LINES = ".prose p > a[href]";
const MOST = 12;
const asked = new Map(); // address -> promise of the card's HTML or null

// An address as it was typed, with nothing else on its line.
function isAlone(link) {
  const words = link.textContent.trim();
  if (!/^https?:/.test(words) || link.closest("ip-card, .diff, blockquote, li")) return false;
  return isBreak(link.previousSibling, "previousSibling") && isBreak(link.nextSibling, "nextSibling") && new URL(words).href === link.href;
}

function isBreak(node, next) {
  while (node?.nodeType === Node.TEXT_NODE && !node.data.trim()) node = node[next];
  return !node || node.nodeName === "BR";
}

function path(link) {
  const url = new URL(link.href);
  return url.origin === location.origin ? url.pathname + url.search + url.hash : null;
}

let waiting = [];
let timer;

function card(address) {
  if (!asked.has(address)) {
    asked.set(address, new Promise((resolve) => waiting.push([address, resolve])));
    clearTimeout(timer);
    timer = setTimeout(ask, 50);
  }
  return asked.get(address);
}

async function ask() {
  const some = waiting.splice(0, MOST);
  if (waiting.length) timer = setTimeout(ask, 50);
  const query = some.map(([address]) => `u=${encodeURIComponent(address)}`).join("&");
  const answer = await fetch(`/cards/?${query}`, { headers: { Accept: "application/json" } }).catch(() => null);
  const found = answer?.ok && !answer.redirected ? (await answer.json()).cards : {};
  for (const [address, resolve] of some) resolve(found[address] ?? null);
}

async function fill(link) {
  const address = path(link);
  const html = address && (await card(address));
  if (!html || !link.isConnected) return;
  const place = document.createElement("ip-card");
  place.innerHTML = html;
  link.replaceWith(place);
}

// Just before a link comes into sight, so that little moves under the reader's eyes.
const watcher = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      watcher.unobserve(target);
      fill(target);
    }
  },
  { rootMargin: "600px 0px" },
);

function look(root) {
  for (const link of root.querySelectorAll?.(LINES) ?? []) if (isAlone(link) && path(link)) watcher.observe(link);
}

if (document.documentElement.dataset.reader || document.querySelector(".prose")) {
  look(document);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) if (node.nodeType === 1) look(node);
  }).observe(document.body, { childList: true, subtree: true });
}
