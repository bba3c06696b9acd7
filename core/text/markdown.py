"""The one text format: a Markdown subset, rendered and then sanitised to an allow-list."""

import html as entities
from functools import cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {
    "p", "br", "strong", "em", "s", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr",
    "h2", "h3", "h4", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "code": {"class"}, "td": {"align"}, "th": {"align"}}
MAX_NESTING = 20


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt(
        "commonmark", {"html": False, "linkify": False, "breaks": True, "maxNesting": MAX_NESTING}
    )
    return parser.enable(["table", "strikethrough"]).disable(["image", "html_block", "html_inline"])


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
