// How a text on its way looks: the words as typed, where it stands, and what one can still do.

export function draw(article, item, words, tile, acts) {
  article.className = `post is-pending is-${item.state}`;
  article.dataset.key = item.key;
  article.setAttribute("aria-label", words.get(item.state));
  const hadFocus = article.contains(document.activeElement);
  const place = make("div", "post-tile");
  place.append(tile.cloneNode(true));
  article.replaceChildren(place, make("div", "post-body", item.body), ...files(item), line(item, words, acts));
  if (hadFocus) article.querySelector("button")?.focus({ preventScroll: true });
  if (item.state === "held") count(article, item);
}

function files(item) {
  return item.files?.length ? [make("p", "post-files-waiting", item.files.map((file) => file.name).join(", "))] : [];
}

function line(item, words, acts) {
  const found = make("p", "post-state");
  const said = make("span", "", `${words.get(item.state)} ${item.why ?? ""}`.trim());
  found.append(said);
  if (item.state === "held") found.append(make("span", "post-seconds"), button("undo", words, acts.undo));
  if (item.state === "refused") found.append(button("again", words, acts.now), button("discard", words, acts.undo));
  if (item.state === "waiting" || item.state === "signed_out") found.append(button("discard", words, acts.undo));
  if (item.state === "signed_out") found.append(signIn(words));
  return found;
}

function button(word, words, act) {
  const found = make("button", "btn btn-secondary btn-sm", words.get(word));
  found.type = "button";
  found.addEventListener("click", act);
  return found;
}

function signIn(words) {
  const link = make("a", "btn btn-secondary btn-sm", words.get("sign_in"));
  link.href = `/accounts/login/?next=${encodeURIComponent(location.pathname + location.search)}`;
  return link;
}

// The seconds left are for the eyes; that there are some is said once.
function count(article, item) {
  const place = article.querySelector(".post-seconds");
  place.setAttribute("aria-hidden", "true");
  const step = () => {
    if (!place.isConnected) return;
    place.textContent = `${Math.max(0, Math.ceil((item.until - Date.now()) / 1000))} s`;
    setTimeout(step, 250);
  };
  step();
}

function make(tag, css, words = "") {
  const element = document.createElement(tag);
  element.className = css;
  element.textContent = words;
  return element;
}
