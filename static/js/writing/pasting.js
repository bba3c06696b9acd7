// What is pasted into a text: formatted text keeps its structure as Markdown, an address laid over words becomes their link.

import { isWorthIt, markdownOf } from "./from-html.js";
import { replace } from "./insert.js";

const ADDRESS = /^(https?:\/\/|mailto:)\S+$/i;

export function pasted(event, field, tooLong) {
  const html = event.clipboardData.getData("text/html");
  const plain = event.clipboardData.getData("text/plain");
  const { selectionStart: from, selectionEnd: to, value } = field;
  const chosen = value.slice(from, to);
  if (ADDRESS.test(plain.trim()) && chosen.trim() && !chosen.includes("\n") && !ADDRESS.test(chosen.trim())) {
    return put(event, field, `[${chosen.trim()}](${plain.trim()})`, tooLong);
  }
  if (!html || !isWorthIt(html) || isInCode(value, from)) return checkLength(event, field, plain, tooLong);
  const words = markdownOf(html);
  if (!words || (words === plain.trim() && !event.clipboardData.files.length)) return checkLength(event, field, plain, tooLong);
  return put(event, field, words, tooLong);
}

function put(event, field, words, tooLong) {
  event.preventDefault();
  if (!hasRoom(field, words)) return tooLong(words);
  return replace(field, field.selectionStart, field.selectionEnd, words);
}

// A browser cuts off silently what is over the limit: nothing may be lost without a word.
function checkLength(event, field, words, tooLong) {
  if (!words || hasRoom(field, words)) return;
  event.preventDefault();
  tooLong(words);
}

function hasRoom(field, words) {
  const kept = field.value.length - (field.selectionEnd - field.selectionStart);
  return field.maxLength < 0 || kept + words.length <= field.maxLength;
}

export function isInCode(text, at) {
  return (text.slice(0, at).match(/^(```|~~~)/gm) ?? []).length % 2 === 1;
}
