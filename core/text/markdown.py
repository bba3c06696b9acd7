"""The one text format: a Markdown subset, rendered and then sanitised to an allow-list."""

import html as entities
import re
from collections.abc import Iterator
from functools import cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

TAGS = {
    "p", "br", "strong", "em", "s", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr",
    "h2", "h3", "h4", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "code": {"class"}, "td": {"align"}, "th": {"align"}}
MAX_NESTING = 20
BARE_LINK = re.compile(r"https?://[^\s<>\"'`|]+[^\s<>\"'`|.,;:!?)\]}*_~…’”]/?", re.IGNORECASE)
TASK = re.compile(r"\[([ xX])\] ")


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt(
        "commonmark", {"html": False, "linkify": False, "breaks": True, "maxNesting": MAX_NESTING}
    )
    parser.enable(["table", "strikethrough"]).disable(["image", "html_block", "html_inline"])
    parser.core.ruler.after("inline", "bare_links", _link_bare)
    parser.core.ruler.after("bare_links", "tasks", _mark_tasks)
    return parser


def _link_bare(state: StateCore) -> None:
    """Make addresses that stand in a text as they are into links."""
    for block in state.tokens:
        if block.type == "inline" and "://" in block.content:
            block.children = list(_linked(block.children or []))


def _linked(tokens: list[Token]) -> Iterator[Token]:
    inside = 0
    for token in tokens:
        inside += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type == "text" and not inside:
            yield from _pieces(token.content)
        else:
            yield token


def _pieces(text: str) -> Iterator[Token]:
    at = 0
    for found in BARE_LINK.finditer(text):
        yield from _text(text[at : found.start()])
        yield Token("link_open", "a", 1, attrs={"href": found.group()})
        yield from _text(found.group())
        yield Token("link_close", "a", -1)
        at = found.end()
    yield from _text(text[at:])


def _text(words: str) -> Iterator[Token]:
    if words:
        yield Token("text", "", 0, content=words)


def _mark_tasks(state: StateCore) -> None:
    """Draw `[ ]` and `[x]` at the begin of a list's item as boxes."""
    for item, paragraph, block in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if (item.type, paragraph.type) != ("list_item_open", "paragraph_open") or not block.children:
            continue
        first = block.children[0]
        if found := TASK.match(first.content if first.type == "text" else ""):
            box = "☐" if found[1] == " " else "☑"
            first.content = f"{box} {first.content[found.end() :]}"


def _lower_headings(source: str) -> str:
    """Keep the page's own h1 alone: headings in a text begin at level two."""
    return source.replace("<h1>", "<h2>").replace("</h1>", "</h2>")


def render(source: str) -> SafeString:
    """Return `source` as HTML that is safe in a page, a mail and a socket message.

    Raw HTML is shown as typed, links keep http, https and mailto only, images are left out (no remote
    content), nesting deeper than 20 levels is flattened.
    """
    html = _lower_headings(_parser().render(source))
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer",
    )
    return mark_safe(clean)


def plain(source: str) -> str:
    """Return the words of `source` without any mark-up, for search, mails and excerpts."""
    return " ".join(entities.unescape(nh3.clean(render(source).replace("<", " <"), tags=set())).split())
