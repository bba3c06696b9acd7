// "/" puts the cursor into the search box, unless one is typing somewhere.

const TYPING = "input, textarea, select, [contenteditable]";

document.addEventListener("keydown", (event) => {
  if (document.documentElement.dataset.keys === "off") return;
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.(TYPING)) return;
  const box = document.querySelector("[data-search]");
  if (box && box.offsetParent) {
    event.preventDefault();
    box.focus();
    box.select();
  } else {
    event.preventDefault();
    document.querySelector(".tool-search")?.focus();
  }
});
