// Quotes a post, or what is selected of it, into the form, with who said it and where; a button stands at the selection.

import { markdownOf } from "./from-html.js";
import { replace } from "./insert.js";

export class Quoting {
  constructor(thread, sender) {
    this.thread = thread;
    this.sender = sender;
    this.button = thread.querySelector("[data-quote-selection]");
    if (!this.button) return;
    document.addEventListener("selectionchange", () => this.later());
    this.button.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the selection
    this.button.addEventListener("click", () => this.take());
    document.addEventListener("keydown", (event) => event.altKey && event.code === "KeyQ" && this.take(event));
  }

  // The post whose text holds the whole selection.
  get post() {
    const chosen = getSelection();
    if (chosen.isCollapsed || !chosen.rangeCount) return null;
    const body = elementOf(chosen.anchorNode)?.closest(".post-body");
    const isWhole = body && this.thread.contains(body) && body.contains(chosen.focusNode);
    return isWhole && !body.closest(".is-pending") ? body.closest(".post") : null;
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.offer(), 150);
  }

  offer() {
    const { post } = this;
    const may = this.thread.dataset.may.split(" ").includes("write");
    this.button.hidden = !post || !may;
    if (this.button.hidden) return;
    const at = getSelection().getRangeAt(0).getBoundingClientRect();
    const around = this.thread.getBoundingClientRect();
    const furthest = around.width - this.button.offsetWidth;
    this.button.style.top = `${at.bottom - around.top + 8}px`;
    this.button.style.left = `${Math.max(0, Math.min(at.left - around.left, furthest))}px`;
  }

  take(event) {
    const { post } = this;
    if (!post) return;
    event?.preventDefault();
    this.quote(post);
    getSelection().removeAllRanges();
    this.button.hidden = true;
    this.sender.field.focus();
  }

  quote(post) {
    const isPart = this.post === post;
    const html = isPart ? fragment(getSelection().getRangeAt(0)) : post.querySelector(".post-body").innerHTML;
    const words = `${this.source(post)}\n\n${markdownOf(html)}`.trim();
    const quoted = words.split("\n").map((line) => `> ${line}`.trimEnd()).join("\n");
    const { field } = this.sender;
    const before = field.value.trimEnd();
    this.sender.answer(post);
    replace(field, before.length, field.value.length, `${before ? "\n\n" : ""}${quoted}\n\n`);
  }

  source(post) {
    const name = post.querySelector(".post-author").textContent.trim();
    const portal = post.querySelector(".post-portal").textContent.trim();
    const link = post.querySelector(".post-number").getAttribute("href");
    return `**${name}** (${portal}), [#${post.dataset.number}](${link}):`;
  }
}

function elementOf(node) {
  return node instanceof Element ? node : node?.parentElement;
}

function fragment(range) {
  const box = document.createElement("div");
  box.append(range.cloneContents());
  return box.innerHTML;
}
