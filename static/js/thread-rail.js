// The rail of days and "post 120 of 450" follow the reader; a number goes there without loading the page if it can.

import { goTo } from "./thread-windows.js";

const thread = document.querySelector("ip-thread[data-window-url]");

function follow({ number, newest }) {
  for (const words of document.querySelectorAll("[data-place-words]")) {
    words.textContent = words.dataset.placeWords.replace("{n}", number).replace("{m}", newest);
  }
  for (const field of document.querySelectorAll("[data-jump] [name=at]")) if (field !== document.activeElement) field.value = number;
  const stops = [...document.querySelectorAll(".rail-stops a")];
  const here = stops.filter((stop) => Number(stop.dataset.number) <= number).at(-1);
  for (const stop of stops) stop.toggleAttribute("aria-current", false);
  here?.setAttribute("aria-current", "true");
}

addEventListener("ip:place", ({ detail }) => follow(detail));

for (const form of document.querySelectorAll("[data-jump]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    form.closest("details")?.removeAttribute("open");
    goTo(thread, Math.min(Number(form.elements.at.value), thread.newest));
  });
}

for (const stop of document.querySelectorAll(".rail-stops a")) {
  stop.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || !thread.post(stop.dataset.number)) return;
    event.preventDefault();
    goTo(thread, Number(stop.dataset.number));
  });
}
