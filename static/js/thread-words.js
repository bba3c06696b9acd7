// Posts come in the same for everybody; here they get the reader's words, times, own marks and pressed buttons.

export class Words {
  constructor(root) {
    const parts = root.querySelector("[data-words]").content.querySelectorAll("[data-key]");
    this.all = new Map([...parts].map((part) => [part.dataset.key, part.textContent]));
  }

  get(key) {
    return this.all.get(key) ?? "";
  }
}

export function build(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.querySelector(".post");
}

export function personalise(article, thread) {
  article.classList.toggle("is-own", Number(article.dataset.author) === thread.viewer);
  for (const part of article.querySelectorAll("[data-word]")) {
    if (thread.words.all.has(part.dataset.word)) part.textContent = thread.words.get(part.dataset.word);
  }
  for (const pill of article.querySelectorAll("[data-by]")) {
    pill.setAttribute("aria-pressed", String(pill.dataset.by.split(" ").includes(String(thread.viewer))));
  }
  for (const time of article.querySelectorAll("[data-when] time")) time.textContent = said(time.dateTime, thread);
  return article;
}

// The same words as the server's filter `when`: day, time of day, zone.
function said(moment, thread) {
  const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
  const date = new Date(moment);
  const inZone = (options) => new Intl.DateTimeFormat(language, { ...options, timeZone: thread.dataset.zone || undefined });
  const month = language === "en-GB" ? { day: "numeric", month: "short" } : { day: "2-digit", month: "2-digit" };
  const day = inZone({ ...month, year: "numeric" }).format(date);
  const time = inZone({ hour: "2-digit", minute: "2-digit" }).format(date);
  const zone = inZone({ timeZoneName: "short" }).formatToParts(date).find((part) => part.type === "timeZoneName");
  return `${day}, ${time} ${zone.value}`;
}
