// <ip-live room="thread:12" after="34">: what happens in a room, each event once and in order.
// One socket per window carries all rooms. A gap is fetched; where sockets are blocked the same events are polled.
// Dispatches ip:event, ip:reset, ip:presence, ip:revoked (all bubble). docs/realtime.md describes the wire.

const FIRST_WAIT = 500;
const LONGEST_WAIT = 30000;
const PING_AFTER = 25000;
const DEAD_AFTER = 10000;
const POLL_EVERY = 5000;
const POLL_HIDDEN_EVERY = 30000;
const LOST_AFTER = 3000;
const LATE_AFTER = 1000;
const SAY_EVERY = 5000;
const TYPING_EVERY = 3000;
const [SLOW, TOO_MANY, SIGNED_OUT] = [4008, 4010, 4401];

class Line {
  rooms = new Map(); // name -> set of elements
  state = "connecting";
  lostAt = Date.now();
  tries = 0;

  add(element) {
    if (!this.rooms.has(element.room)) this.rooms.set(element.room, new Set());
    this.rooms.get(element.room).add(element);
    element.dataset.state = this.state;
    if (this.isOpen) this.subscribe(element.room);
    else if (!this.socket && !this.timer) this.connect();
  }

  remove(element) {
    const elements = this.rooms.get(element.room);
    if (!elements?.delete(element) || elements.size) return;
    this.rooms.delete(element.room);
    this.send({ type: "unsubscribe", room: element.room });
  }

  get isOpen() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  send(message) {
    if (this.isOpen) this.socket.send(JSON.stringify(message));
  }

  subscribe(room) {
    const cursors = [...this.rooms.get(room)].map((element) => element.last).filter(Number.isInteger);
    this.send({ type: "subscribe", room, ...(cursors.length && { after: Math.min(...cursors) }) });
  }

  connect() {
    clearTimeout(this.timer);
    this.timer = null;
    if (this.socket || !this.rooms.size || !document.documentElement.dataset.reader) return;
    const socket = new WebSocket(`${location.protocol.replace("http", "ws")}//${location.host}/ws/`);
    this.socket = socket;
    socket.onopen = () => this.opened();
    socket.onmessage = ({ data }) => this.socket === socket && this.heard(JSON.parse(data));
    socket.onclose = ({ code }) => this.socket === socket && this.lost(code);
    this.lostTimer ??= setTimeout(() => this.poll(), LOST_AFTER);
  }

  opened() {
    for (const room of this.rooms.keys()) this.subscribe(room);
    this.listen();
  }

  // After a silence the line is asked whether it is alive, then given up.
  listen() {
    clearTimeout(this.heart);
    this.heart = setTimeout(() => this.ping(), PING_AFTER);
  }

  ping() {
    this.send({ type: "ping" });
    clearTimeout(this.heart);
    this.heart = setTimeout(() => this.lost(), DEAD_AFTER);
  }

  lost(code) {
    const { socket } = this;
    if (!socket) return;
    this.socket = null;
    clearTimeout(this.heart);
    if (socket.readyState === WebSocket.CONNECTING) socket.onopen = () => socket.close();
    else socket.close();
    if (this.state !== "polling") this.show(navigator.onLine ? "reconnecting" : "offline");
    this.lostTimer ??= setTimeout(() => this.poll(), code === TOO_MANY ? 0 : LOST_AFTER);
    this.later(code);
  }

  later(code) {
    if (code === TOO_MANY || code === SIGNED_OUT) this.tries = Math.max(this.tries, 2);
    const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** ++this.tries);
    const wait = code === SLOW ? FIRST_WAIT : FIRST_WAIT + Math.random() * (longest - FIRST_WAIT);
    this.timer = setTimeout(() => this.connect(), wait);
  }

  now() {
    if (this.isOpen) this.ping();
    else if (!this.socket) this.connect();
  }

  leave() {
    if (!this.socket) return;
    this.socket.onclose = null;
    this.lost();
    clearTimeout(this.timer);
    this.timer = null;
  }

  heard(frame) {
    this.listen();
    if (frame.type === "error") return this.refused(frame);
    this.tries = 0;
    this.show("live");
    if (frame.type === "newest") return Object.entries(frame.rooms).forEach(([room, seq]) => this.late(room, seq));
    this.each(frame.room, (element) => element.hear(frame));
  }

  each(room, act) {
    for (const element of [...(this.rooms.get(room) ?? [])]) act(element);
  }

  // The newest number may run ahead of the events that are on their way.
  late(room, seq) {
    const lacks = (element) => element.last < seq;
    if (![...(this.rooms.get(room) ?? [])].some(lacks)) return;
    setTimeout(() => this.each(room, (element) => lacks(element) && element.heal()), LATE_AFTER);
  }

  refused({ code, room }) {
    if (code === "forbidden") this.each(room, (element) => element.hear({ type: "revoked", room }));
    if (code === "rate") setTimeout(() => this.isOpen && [...this.rooms.keys()].forEach((one) => this.subscribe(one)), 11000);
  }

  async poll() {
    clearTimeout(this.lostTimer);
    this.lostTimer = null;
    if (this.state === "live" || !this.rooms.size) return;
    const answers = await Promise.all([...this.rooms.values()].flatMap((some) => [...some].map((one) => one.heal())));
    if (this.state === "live") return;
    if (answers.includes(401)) return this.rest();
    if (!navigator.onLine) this.show("offline");
    else this.show(answers.every((status) => status && status < 500) ? "polling" : "reconnecting");
    this.lostTimer = setTimeout(() => this.poll(), document.hidden ? POLL_HIDDEN_EVERY : POLL_EVERY);
  }

  // Signed out: silent until the person comes back to this window.
  rest() {
    clearTimeout(this.timer);
    this.timer = null;
    this.show("signed-out");
  }

  show(state) {
    if (state === "live") {
      clearTimeout(this.lostTimer);
      this.lostTimer = null;
    }
    if (state === this.state) return;
    this.state = state;
    document.documentElement.dataset.live = state;
    for (const elements of this.rooms.values()) for (const element of elements) element.dataset.state = state;
    this.lostAt = state === "live" ? 0 : this.lostAt || Date.now();
    clearTimeout(this.barTimer);
    this.barTimer = setTimeout(showBar, Math.max(0, this.lostAt + LOST_AFTER - Date.now()), state);
  }
}

const line = new Line();

class Live extends HTMLElement {
  held = new Map();

  connectedCallback() {
    this.room = this.getAttribute("room");
    this.last = this.hasAttribute("after") ? Number(this.getAttribute("after")) : undefined;
    line.add(this);
  }

  disconnectedCallback() {
    line.remove(this);
  }

  hear(frame) {
    if (frame.type === "event") this.take(frame);
    else if (frame.type === "subscribed") this.last ??= frame.seq;
    else if (frame.type === "presence") this.tell("presence", frame);
    else if (frame.type === "reset") this.reset(frame);
    else if (frame.type === "revoked") this.revoked(frame);
  }

  take(event) {
    if (event.seq <= this.last) return;
    this.held.set(event.seq, event);
    if (event.seq > this.last + 1) this.heal();
    for (let next; (next = this.held.get(this.last + 1)); ) {
      this.held.delete(next.seq);
      this.last = next.seq;
      this.setAttribute("after", next.seq);
      this.tell("event", next);
      count(this, next);
    }
  }

  reset(frame) {
    this.held.clear();
    this.last = frame.seq;
    this.setAttribute("after", frame.seq);
    this.tell("reset", frame);
  }

  revoked(frame) {
    line.remove(this);
    this.dataset.state = "revoked";
    this.tell("revoked", frame);
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(`ip:${name}`, { bubbles: true, detail }));
  }

  // Says in the room that its person is typing; may be called with every key.
  typing() {
    if (Date.now() - (this.typedAt ?? 0) < TYPING_EVERY) return;
    this.typedAt = Date.now();
    line.send({ type: "typing", room: this.room });
  }

  // Fetches what is missing; answers the status, 0 when nobody could be reached.
  heal() {
    this.healing ??= this.fetch().finally(() => (this.healing = null));
    return this.healing;
  }

  async fetch() {
    if (this.last === undefined) return 200;
    const answer = await fetch(`/live/${this.room}/events?after=${this.last}`).catch(() => null);
    if (answer?.ok) {
      const found = await answer.json().catch(() => null);
      if (found?.type === "reset") this.reset(found);
      for (const event of found?.events ?? []) this.take(event);
    } else if (answer?.status === 404) this.revoked({ type: "revoked", room: this.room });
    return answer?.status ?? 0;
  }
}

// [data-live-bar] says what is lost and what still works; its [data-when] sentences belong to states.
// The last bar is the page's own; one inside a part of the page only lends it better words about what works.
function showBar(state) {
  const bars = [...document.querySelectorAll("[data-live-bar]")];
  const bar = bars.at(-1);
  if (!bar || (bar.hidden && state === "live")) return;
  bar.querySelector("[data-works]").textContent = bars[0].querySelector("[data-works]").textContent;
  for (const words of bar.querySelectorAll("[data-when]")) words.hidden = !words.dataset.when.split(" ").includes(state);
  bar.hidden = state === "live";
  say(state === "live" ? bar.dataset.back : bar.innerText);
}

// <ip-live data-counts="problem solution">: events of these kinds, or of all, are counted in the news line beside it.
function count(element, event) {
  const kinds = element.dataset.counts;
  const news = kinds !== undefined && element.parentElement.querySelector("[data-news]");
  if (!news || (kinds && !kinds.split(" ").includes(event.kind))) return;
  const number = news.querySelector("[data-news-count]");
  number.textContent = Number(number.textContent) + 1;
  news.hidden = false;
  news.querySelector("button").onclick ??= () => location.reload();
  say(news.innerText);
}

let spoken = 0;
let speaking;

// Tells a screen reader, politely, at most once in five seconds; the newest words win. <html data-voice="off"> turns it off.
export function say(words) {
  const status = document.querySelector("[data-live-status]");
  if (!status || !words || document.documentElement.dataset.voice === "off") return;
  clearTimeout(speaking);
  speaking = setTimeout(() => {
    spoken = Date.now();
    status.textContent = words;
  }, Math.max(0, spoken + SAY_EVERY - Date.now()));
}

addEventListener("online", () => line.now());
addEventListener("offline", () => line.lost());
addEventListener("pageshow", () => line.now());
addEventListener("pagehide", () => line.leave());
document.addEventListener("visibilitychange", () => document.hidden || line.now());
customElements.define("ip-live", Live);
