// Switches light and dark without a reload: the dark style sheet is told for which screens it speaks.

const MEDIA = { light: "not all", dark: "screen", auto: "screen and (prefers-color-scheme: dark)" };
const YEAR = 365 * 24 * 3600;

function apply(theme) {
  document.querySelector("link[data-dark]").media = MEDIA[theme];
  document.documentElement.dataset.theme = theme;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `theme=${theme}; path=/; max-age=${YEAR}; samesite=lax${secure}`;
}

for (const form of document.querySelectorAll("[data-theme-form]")) {
  form.addEventListener("submit", (event) => {
    const chosen = event.submitter;
    if (!chosen || !(chosen.value in MEDIA)) return;
    event.preventDefault();
    apply(chosen.value);
    for (const button of form.querySelectorAll("[name=theme]")) button.removeAttribute("aria-current");
    chosen.setAttribute("aria-current", "true");
  });
}
