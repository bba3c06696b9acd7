// [data-status-part=address]: fetched again when a live event says that the object has moved on.
// [data-changed]: a line that offers to load the page anew when more than the state has changed.

const PAUSE = 300;

async function refresh(part) {
  const answer = await fetch(part.dataset.statusPart, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return;
  part.innerHTML = await answer.text();
}

for (const part of document.querySelectorAll("[data-status-part]")) {
  let timer;
  const told = (event) => {
    if (event.target.getAttribute?.("room") !== part.dataset.room) return;
    clearTimeout(timer);
    timer = setTimeout(() => refresh(part), PAUSE * (1 + Math.random()));
    for (const line of document.querySelectorAll("[data-changed]")) line.hidden = false;
  };
  document.addEventListener("ip:event", told);
  document.addEventListener("ip:reset", told);
}
