// Changes a text area as typing would, so that Ctrl+Z takes it back.

export function replace(field, from, to, words, selectFrom, selectTo) {
  field.focus();
  field.setSelectionRange(from, to);
  const isTyped = words ? document.execCommand("insertText", false, words) : from === to || document.execCommand("delete");
  if (!isTyped) {
    field.setRangeText(words, from, to, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (selectFrom !== undefined) field.setSelectionRange(selectFrom, selectTo ?? selectFrom);
}

// The lines the selection touches: where they begin and end, and their text.
export function linesOf(field) {
  const { selectionStart: from, selectionEnd: to, value } = field;
  const begin = value.lastIndexOf("\n", from - 1) + 1;
  const next = value.indexOf("\n", to);
  const end = next < 0 ? value.length : next;
  return { begin, end, text: value.slice(begin, end) };
}
