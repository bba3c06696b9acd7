"""What changed between two texts, word by word."""

from django.utils.safestring import SafeString, mark_safe
from lxml.html.diff import htmldiff

from core.text.markdown import render


def marked(before: str, after: str) -> SafeString:
    """Return `after` as safe HTML with `ins` and `del` around the words that differ from `before`.

    Both are Markdown sources; they are rendered and sanitised before they are compared.
    """
    old, new = render(before), render(after)
    if not old.strip() or not new.strip():
        kept, tag = (new, "ins") if new.strip() else (old, "del")
        return mark_safe(f"<{tag}>{kept}</{tag}>") if kept.strip() else SafeString("")
    return mark_safe(htmldiff(old, new))
