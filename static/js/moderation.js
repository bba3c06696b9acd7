// What moderators do, live inside a thread: lines of its story, slow mode, silence, posts and threads that move away.
// <ip-slow> counts down beside the field. Works as plain pages without this script.

import { personalise } from "./thread-words.js";

const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

// The same words as the server's length_of_time: the largest unit that says it exactly.
export function lengthOfTime(seconds) {
  const [unit, size] = UNITS.find(([, one]) => seconds >= one && seconds % one === 0) ?? UNITS.at(-1);
  const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(seconds / size);
}

class Slow extends HTMLElement {
  connectedCallback() {
    this.thread = this.closest("ip-thread");
    this.pace = Number(this.dataset.pace);
    this.begin(Number(this.dataset.wait));
    this.heard ??= ({ detail }) => this.hear(detail.payload);
    this.thread?.addEventListener("ip:event", this.heard);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    this.thread?.removeEventListener("ip:event", this.heard);
  }

  hear({ thread, posts, kind }) {
    if (thread && "pace" in thread && thread.pace !== this.pace) this.set(thread.pace);
    const mine = (posts ?? []).some((post) => post.author === this.thread.viewer && post.number === thread?.last_number);
    if (mine && this.pace && !kind) this.begin(this.pace);
  }

  set(pace) {
    this.pace = pace;
    this.hidden = !pace;
    if (pace) this.querySelector("[data-every]").textContent = lengthOfTime(pace);
    this.begin(0);
  }

  begin(seconds) {
    clearInterval(this.timer);
    this.ends = Date.now() + seconds * 1000;
    this.show();
    if (seconds) this.timer = setInterval(() => this.show(), 1000);
  }

  show() {
    const line = this.querySelector("[data-waiting]");
    if (!line) return;
    const left = Math.ceil((this.ends - Date.now()) / 1000);
    line.hidden = left <= 0;
    if (left <= 0) clearInterval(this.timer);
    else this.querySelector("[data-left]").textContent = lengthOfTime(left > 120 ? Math.ceil(left / 60) * 60 : left);
  }
}

// --- the story, in its place among the posts

function tellStory(room, line) {
  if (room.querySelector(`[data-story="${line.id}"]`)) return;
  const template = document.createElement("template");
  template.innerHTML = line.html.trim();
  const told = personalise(template.content.querySelector("[data-story]"), room);
  const before = [...room.posts.children].filter((one) => Number(one.dataset.number ?? one.dataset.after) <= line.after);
  const last = before.at(-1);
  if (last) last.after(told);
  else if (!line.after || room.isAtEnd) room.posts.prepend(told);
}

// --- posts that went to another thread, threads that went into another

function takeAway(room, numbers) {
  for (const number of numbers) room.post(number)?.remove();
}

function goAlong(room, url) {
  const writing = room.querySelector("[data-compose]")?.elements.body.value.trim();
  const note = room.querySelector("[data-moved]");
  if (note) {
    note.hidden = false;
    note.querySelector("a").href = url;
  }
  if (!writing) location.assign(url);
  else note?.scrollIntoView({ block: "nearest" });
}

function placeInView(room) {
  const shown = [...room.posts.querySelectorAll(".post")].find((post) => post.getBoundingClientRect().bottom > 0);
  return shown?.dataset.number;
}

function heard(event) {
  const room = event.target.closest("ip-thread");
  const payload = event.detail.payload;
  if (!room?.posts) return;
  for (const line of payload.lines ?? []) tellStory(room, line);
  takeAway(room, payload.gone ?? []);
  if (payload.renew) room.renew();
  if (payload.thread?.moved_to) {
    const number = placeInView(room);
    goAlong(room, number ? `${payload.thread.old_url}?at=${number}` : payload.thread.moved_to);
  }
}

// --- silence comes and goes in the person's own room

function silenced({ target, detail }) {
  if (detail.kind !== "silence" || !target.matches?.("ip-live[data-inbox]")) return;
  const { board, until } = detail.payload;
  for (const room of document.querySelectorAll("ip-thread")) {
    if (board === null || String(board) === room.dataset.board) hush(room, Boolean(until));
  }
}

function hush(room, isSilent) {
  const words = room.words.get(isSilent ? "silenced" : "unsilenced");
  const may = new Set(room.dataset.may.split(" ").filter(Boolean));
  for (const right of ["write", "start"]) isSilent ? may.delete(right) : may.add(right);
  room.dataset.may = [...may].join(" ");
  const button = room.querySelector("[data-compose] .compose-foot > .btn-primary");
  if (button) button.disabled = isSilent;
  room.reader.say(words, true);
}

customElements.define("ip-slow", Slow);
document.addEventListener("ip:event", heard);
document.addEventListener("ip:event", silenced);
