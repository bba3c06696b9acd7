// HTML from word processors, tables, web pages and mails as Markdown: structure comes along, looks stay behind.
// The source is parsed into a document of its own, in which nothing runs and nothing is loaded.

const LEFT_OUT = new Set(["SCRIPT", "STYLE", "HEAD", "TITLE", "META", "LINK", "TEMPLATE", "IFRAME", "OBJECT", "SVG", "svg", "MATH", "IMG", "INPUT", "BUTTON", "SELECT", "TEXTAREA", "NOSCRIPT"]);
const BLOCKS = new Set(["P", "DIV", "SECTION", "ARTICLE", "HEADER", "FOOTER", "MAIN", "ASIDE", "FIGURE", "FIGCAPTION", "ADDRESS", "CENTER", "FORM", "FIELDSET", "DL", "DT", "DD", "DETAILS", "SUMMARY"]);
const HEADING = /^H([1-6])$/;
const SAFE = /^(https?:|mailto:|\/(?!\/))/i;
const DEEPEST = 40;

export function markdownOf(html) {
  const body = new DOMParser().parseFromString(quiet(html), "text/html").body;
  return tidy(blocks(body, 0).join("\n\n"));
}

// Styles and handlers would be reported by the content policy even where nothing runs: styles are only read, handlers go.
function quiet(html) {
  const tag = (source) => source.replace(/\sstyle\s*=/gi, " data-style=").replace(/\son\w+\s*=/gi, " data-off=");
  return html.replace(/<(style|script)\b[\s\S]*?(<\/\1\s*>|$)/gi, "").replace(/<[a-z][^>]*>/gi, tag);
}

// Whether there is anything in the source that plain text would lose.
export function isWorthIt(html) {
  return /<(b|strong|i|em|s|del|h[1-6]|ul|ol|li|table|a|blockquote|pre|code)[\s>]|MsoList|font-weight:\s*(bold|[6-9]00)|font-style:\s*italic/i.test(html);
}

function tidy(text) {
  return text.replace(/\u00a0/g, " ").replace(/[ \t]+$/gm, "").replace(/\n{3,}/g, "\n\n").trim();
}

// --- blocks

function blocks(element, depth) {
  const found = [];
  let line = "";
  const close = () => {
    if (line.trim()) found.push(safeStart(line.trim()));
    line = "";
  };
  for (const node of listed(element)) {
    const block = depth < DEEPEST ? blockOf(node, depth) : null;
    if (block === null) line += inline(node, depth);
    else {
      close();
      found.push(...block);
    }
  }
  close();
  return found.filter((one) => one.trim());
}

function blockOf(node, depth) {
  if (node instanceof Array) return [wordList(node)];
  if (node.nodeType !== Node.ELEMENT_NODE) return null;
  const name = node.tagName;
  if (LEFT_OUT.has(name)) return [];
  if (isTitle(node)) return [heading(node, depth)];
  if (name === "UL" || name === "OL") return [list(node, depth)];
  if (name === "TABLE") return table(node, depth);
  if (name === "BLOCKQUOTE") return [prefixed(blocks(node, depth + 1).join("\n\n"), "> ")];
  if (name === "PRE") return [fenced(node.textContent)];
  if (name === "HR") return ["---"];
  if (BLOCKS.has(name) || holdsBlocks(node)) return blocks(node, depth + 1);
  return null;
}

function holdsBlocks(node) {
  return node.querySelector("p, div, ul, ol, table, h1, h2, h3, h4, h5, h6, blockquote, pre") !== null;
}

function isTitle(node) {
  return HEADING.test(node.tagName) || node.classList.contains("MsoTitle");
}

function heading(node, depth) {
  const level = Number(HEADING.exec(node.tagName)?.[1] ?? 1);
  const words = inlineOf(node, depth + 1).replace(/\*\*/g, "").replace(/\s+/g, " ").trim();
  return words ? `${"#".repeat(Math.min(Math.max(level, 2), 4))} ${words}` : "";
}

function prefixed(text, mark) {
  return text.split("\n").map((line) => (mark + line).trimEnd()).join("\n");
}

function fenced(text) {
  const fence = "`".repeat(Math.max(3, ...(text.match(/`+/g) ?? []).map((run) => run.length + 1)));
  return `${fence}\n${text.replace(/\n$/, "")}\n${fence}`;
}

// --- lists

function list(node, depth) {
  let number = Number(node.getAttribute("start")) || 1;
  const items = [];
  for (const child of node.children) {
    if (child.tagName === "UL" || child.tagName === "OL") items.push(prefixed(list(child, depth + 1), "  "));
    else if (child.tagName === "LI") items.push(item(child, node.tagName === "OL" ? `${number++}. ` : "- ", depth));
  }
  return items.join("\n");
}

function item(node, mark, depth) {
  const text = blocks(node, depth + 1).join("\n").trim();
  const rest = " ".repeat(mark.length);
  return mark + text.split("\n").map((line, index) => (index && line ? rest + line : line)).join("\n");
}

// Word writes lists as paragraphs in a row: they are gathered into one.
function listed(element) {
  const found = [];
  for (const node of element.childNodes) {
    const isItem = node.nodeType === Node.ELEMENT_NODE && /mso-list:\s*(?!none|skip)/i.test(node.getAttribute("data-style") ?? "") && node.tagName === "P";
    if (isItem && found.at(-1) instanceof Array) found.at(-1).push(node);
    else if (isItem) found.push([node]);
    else if (node.nodeType !== Node.TEXT_NODE || node.data.trim() || !(found.at(-1) instanceof Array)) found.push(node);
  }
  return found;
}

function wordList(paragraphs) {
  const counts = [];
  const lines = paragraphs.map((paragraph) => {
    const level = Number(/level(\d)/i.exec(paragraph.getAttribute("data-style"))?.[1] ?? 1) - 1;
    const mark = [...paragraph.querySelectorAll("[data-style*='mso-list']")].find((one) => /Ignore/i.test(one.getAttribute("data-style")));
    const isNumbered = /^\s*\(?[\da-z]{1,4}[.)]/i.test(mark?.textContent ?? "");
    mark?.remove();
    counts.length = level + 1;
    counts[level] = (counts[level] ?? 0) + 1;
    const words = inlineOf(paragraph, 0).replace(/\s+/g, " ").trim();
    return `${"   ".repeat(level)}${isNumbered ? `${counts[level]}.` : "-"} ${words}`;
  });
  return lines.join("\n");
}

// --- tables

function table(node, depth) {
  const rows = [...node.rows].map((row) => [...row.cells].flatMap((cell) => wide(cell, depth))).filter((row) => row.some(Boolean));
  if (!rows.length) return [];
  const width = Math.max(...rows.map((row) => row.length));
  if (width === 1) return rows.map(([only]) => only);
  const line = (cells) => `| ${Array.from({ length: width }, (_, index) => cells[index] ?? "").join(" | ")} |`;
  return [[line(rows[0]), line(Array(width).fill("---")), ...rows.slice(1).map(line)].join("\n")];
}

function wide(cell, depth) {
  const words = inlineOf(cell, depth + 1).replace(/\s+/g, " ").replace(/\|/g, "\\|").trim();
  return [words, ...Array(Math.min(Math.max(cell.colSpan, 1), 50) - 1).fill("")];
}

// --- inline

function inlineOf(node, depth) {
  return [...node.childNodes].map((child) => inline(child, depth + 1)).join(isRow(node) ? " " : "");
}

function isRow(node) {
  return ["TD", "TH", "TR", "LI"].includes(node.tagName);
}

function inline(node, depth) {
  if (node.nodeType === Node.TEXT_NODE) return escaped(node.data.replace(/[\s\u00a0]+/g, " "));
  if (node.nodeType !== Node.ELEMENT_NODE || LEFT_OUT.has(node.tagName) || node.tagName.includes(":")) return node.textContent?.trim() && node.tagName?.includes(":") ? escaped(node.textContent) : "";
  if (node.tagName === "BR") return "\n";
  if (depth > DEEPEST) return escaped(node.textContent);
  if (node.tagName === "CODE" || node.tagName === "TT" || node.tagName === "KBD") return coded(node.textContent);
  if (node.classList.contains("mention")) return `@[${node.textContent.replace(/^@/, "")}]`;
  const words = inlineOf(node, depth);
  return marked(node, words);
}

function marked(node, words) {
  const style = node.getAttribute("data-style") ?? "";
  if (node.tagName === "A") return link(node, words);
  if (isBold(node, style)) return around(words, "**");
  if (node.tagName === "I" || node.tagName === "EM" || /font-style:\s*italic/i.test(style)) return around(words, "_");
  if (["S", "DEL", "STRIKE"].includes(node.tagName)) return around(words, "~~");
  return BLOCKS.has(node.tagName) ? `${words} ` : words;
}

function isBold(node, style) {
  if (/font-weight:\s*(normal|[1-5]00)/i.test(style)) return false;
  return node.tagName === "B" || node.tagName === "STRONG" || /font-weight:\s*(bold|[6-9]00)/i.test(style);
}

// Marks touch the words; blanks stay outside, and marks inside the same marks fall away.
function around(words, mark) {
  const [, before, middle, after] = /^(\s*)([\s\S]*?)(\s*)$/.exec(words);
  if (!middle || middle.includes("\n")) return words;
  return `${before}${mark}${middle.replaceAll(mark, "")}${mark}${after}`;
}

function link(node, words) {
  const address = (node.getAttribute("href") ?? "").trim();
  const shown = words.trim();
  if (!SAFE.test(address) || !shown) return words;
  const target = address.replace(/[\s<>()\\]/g, (sign) => encodeURIComponent(sign).replace("(", "%28").replace(")", "%29"));
  return unescaped(shown) === address ? target : `[${shown}](${target})`;
}

function coded(text) {
  const words = text.replace(/\s+/g, " ").trim();
  if (!words) return "";
  const fence = words.includes("`") ? "``" : "`";
  return fence === "``" ? `\`\` ${words} \`\`` : `\`${words}\``;
}

function escaped(text) {
  return text.replace(/[\\`*_[\]<]/g, (sign, at) => (sign === "_" && isInside(text, at) ? sign : `\\${sign}`));
}

// An underscore inside a word marks nothing.
function isInside(text, at) {
  return /[\p{L}\p{N}]/u.test(text[at - 1] ?? "") && /[\p{L}\p{N}]/u.test(text[at + 1] ?? "");
}

function unescaped(text) {
  return text.replace(/\\(.)/g, "$1");
}

// A line of prose that would become a heading, a quotation or a rule; what looks like a list is meant as one.
function safeStart(text) {
  return text.replace(/^(\s*)([#>]|[-=]{2,}\s*$)/gm, "$1\\$2");
}
