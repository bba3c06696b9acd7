// What this browser keeps. A full or forbidden store must never keep anybody from writing.

const spare = new Map(); // for this page only, where the browser keeps nothing

function place() {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}

export function read(key) {
  try {
    return JSON.parse(place().getItem(key)) ?? spare.get(key) ?? null;
  } catch {
    return spare.get(key) ?? null;
  }
}

// Tells whether it will still be there after the window is closed.
export function write(key, value) {
  try {
    place().setItem(key, JSON.stringify(value));
    spare.delete(key);
    return true;
  } catch {
    spare.set(key, value);
    return false;
  }
}

export function remove(key) {
  spare.delete(key);
  try {
    place().removeItem(key);
  } catch {
    // nothing was kept
  }
}

export function keysUnder(prefix) {
  const kept = [];
  try {
    kept.push(...Object.keys(place()));
  } catch {
    // nothing was kept
  }
  return [...new Set([...kept, ...spare.keys()])].filter((key) => key.startsWith(prefix));
}

// randomUUID exists on secure pages only; an inner network may be served without TLS.
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}
