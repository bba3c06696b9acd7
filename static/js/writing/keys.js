// What keys do in a text: marks under Ctrl, lists and quotations that go on by themselves, Tab inside lists only.

import { linesOf, replace } from "./insert.js";
import { isInCode } from "./pasting.js";

const ITEM = /^(\s*)([-*+]|(\d{1,9})([.)]))( \[[ xX]\])? (.*)$/;
const QUOTED = /^((?:> ?)+)(.*)$/;

// Returns whether the key was used.
export function enter(field) {
  const { begin, end, text } = linesOf(field);
  const at = field.selectionStart;
  if (at !== field.selectionEnd || isInCode(field.value, at)) return false;
  const item = ITEM.exec(text);
  const found = item ? { mark: text.slice(0, text.length - item[6].length), rest: item[6] } : quoted(text);
  if (!found || at < begin + found.mark.length) return false;
  if (!found.rest.trim()) replace(field, begin, end, "");
  else replace(field, at, at, `\n${item ? next(item) : found.mark}`);
  return true;
}

function quoted(text) {
  const found = QUOTED.exec(text);
  return found && { mark: found[1], rest: found[2] };
}

function next([, blank, mark, number, dot, box]) {
  const sign = number ? `${Number(number) + 1}${dot}` : mark;
  return `${blank}${sign}${box ? " [ ]" : ""} `;
}

// Indents a list's line under the one before, never further, so that Tab always leads out in the end.
export function tab(field, isBack) {
  const { begin, end, text } = linesOf(field);
  const lines = text.split("\n");
  if (!lines.every((line) => ITEM.test(line)) || isInCode(field.value, begin)) return false;
  if (isBack) return outdent(field, begin, end, lines);
  const before = field.value.slice(0, Math.max(0, begin - 1)).split("\n").at(-1);
  const above = begin && ITEM.exec(before);
  if (!above || depth(lines[0]) > above[1].length) return false;
  const step = " ".repeat(above[2].length + 1);
  return shifted(field, begin, end, lines.map((line) => step + line));
}

function outdent(field, begin, end, lines) {
  if (!lines.some((line) => depth(line))) return false;
  return shifted(field, begin, end, lines.map((line) => line.replace(/^( {1,3}|\t)/, "")));
}

function depth(line) {
  return /^\s*/.exec(line)[0].length;
}

function shifted(field, begin, end, lines) {
  const isOne = field.selectionStart === field.selectionEnd;
  const words = lines.join("\n");
  const at = Math.max(begin, field.selectionStart + words.length - (end - begin));
  replace(field, begin, end, words, isOne ? at : begin, isOne ? at : begin + words.length);
  return true;
}
