// My drafts: what this browser has not been able to send yet stands above what the server keeps.

import { outbox } from "./outbox.js";

const place = document.querySelector("[data-unsent]");

function show() {
  const items = [...outbox.items.values()];
  place.hidden = !items.length;
  place.querySelector("[data-unsent-list]").replaceChildren(...items.map(row));
}

function row(item) {
  const line = document.createElement("li");
  line.className = "row-item";
  const words = document.createElement("p");
  words.className = "draft-begin";
  const link = document.createElement("a");
  link.href = item.url.replace(/posts\/$/, "");
  link.textContent = item.body.slice(0, 200);
  words.append(link);
  line.append(words);
  return line;
}

for (const kind of ["state", "sent", "gone"]) outbox.addEventListener(kind, show);
show();
