"""Components with a slot: `{% panel "Title" %}…{% endpanel %}`. Each draws a template of components/."""

from datetime import datetime
from typing import Any

from django.template import Context, Engine, Library
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.errors import Sentence
from core.transitions import Edge

register = Library()


def _draw(context: Context, template: str, **words: Any) -> SafeString:
    """Render components/`template`.html with the page's context and these words."""
    with context.push(**words):
        return Engine.get_default().get_template(f"components/{template}.html").render(context)


@register.simple_block_tag(takes_context=True)
def page_header(
    context: Context,
    content: str,
    title: Sentence,
    eyebrow: Sentence = "",
    lead: Sentence = "",
) -> SafeString:
    """Head a page; the slot takes a `.meta` line and `.actions`."""
    return _draw(context, "page_header", title=title, eyebrow=eyebrow, lead=lead, content=content)


@register.simple_block_tag(takes_context=True)
def panel(
    context: Context,
    content: str,
    title: Sentence = "",
    sign: str = "",
    anchor: str = "",
    flush: bool = False,
    more_url: str = "",
    more: Sentence = "",
) -> SafeString:
    """Frame a part of the page; `flush` for lists and tables that reach the edges."""
    return _draw(
        context,
        "panel",
        title=title,
        sign=sign,
        anchor=anchor,
        flush=flush,
        content=content,
        more_url=more_url,
        more=more,
    )


@register.simple_block_tag(takes_context=True)
def empty(context: Context, content: str, sign: str, sentence: Sentence, title: Sentence = "") -> SafeString:
    """Say what a place without rows is for; the slot offers the first step."""
    return _draw(
        context, "empty", sign=sign, sentence=sentence, title=title, content=mark_safe(content.strip())
    )


@register.simple_block_tag(takes_context=True)
def notice(
    context: Context, content: str, tone: str = "info", title: Sentence = "", sign: str = ""
) -> SafeString:
    """Tell something that stands apart from the text, in one of the tones."""
    signs = {
        "good": "check-circle-fill",
        "bad": "exclamation-octagon",
        "live": "broadcast",
        "wait": "hourglass-split",
    }
    sign = sign or signs.get(tone, "info-circle-fill")
    return _draw(context, "notice", tone=tone, title=title, sign=sign, content=content)


@register.simple_block_tag(takes_context=True)
def table(context: Context, content: str, label: Sentence) -> SafeString:
    """Let a table scroll inside its box; `label` names it for screen readers."""
    return _draw(context, "table", label=label, content=content)


@register.simple_block_tag(takes_context=True)
def row(
    context: Context,
    content: str,
    title: Sentence,
    url: str = "",
    number: Any = "",
    context_line: Sentence = "",
    portal: Any = None,
    obj: Any = None,
    unread: bool = False,
) -> SafeString:
    """One row of a list; the slot takes the end of the row: miniature trace, counts, a button."""
    return _draw(
        context,
        "list_row",
        title=title,
        url=url,
        number=number,
        context_line=context_line,
        portal=portal,
        obj=obj,
        unread=unread,
        content=mark_safe(content.strip()),
    )


@register.simple_block_tag
def crumbs(content: str) -> SafeString:
    """Wrap the breadcrumbs of a page; nothing where no step leads back."""
    if "<a " not in content:
        return SafeString("")
    return _draw(Context(), "breadcrumbs", content=content)


@register.inclusion_tag("components/crumb.html")
def crumb(label: Sentence, url: str = "") -> dict[str, Any]:
    """One step of the way to this page; the last one has no address."""
    return {"label": label, "url": url}


@register.simple_block_tag(takes_context=True)
def tabs(context: Context, content: str, label: Sentence) -> SafeString:
    """A row of links to the parts of an object, made of `{% tab %}`."""
    return _draw(context, "tabs", label=label, content=content)


@register.simple_block_tag(takes_context=True)
def band(context: Context, content: str, title: Sentence, url: str, live: bool = False) -> SafeString:
    """The second bar inside a conference, made of `{% tab %}`."""
    return _draw(context, "band", title=title, url=url, live=live, content=content)


@register.simple_tag(takes_context=True)
def tab(
    context: Context,
    label: Sentence,
    url: str,
    count: int | None = None,
    sign: str = "",
    current: bool | None = None,
) -> SafeString:
    """One link of a band or of tabs; current where the address is the page's, unless said otherwise."""
    here = current if current is not None else getattr(context.get("request"), "path", "") == url
    return _draw(context, "tab", label=label, url=url, count=count, sign=sign, here=here)


@register.simple_block_tag
def facts(content: str, wide: bool = False) -> SafeString:
    """A list of `{% fact %}`; `wide` sets labels beside their values."""
    return _draw(Context(), "facts", content=content, wide=wide)


@register.simple_block_tag
def fact(content: str, label: Sentence) -> SafeString:
    """One labelled value; nothing where the value is blank."""
    if not content.strip():
        return SafeString("")
    return _draw(Context(), "fact", content=content, label=label)


@register.simple_block_tag
def timeline(content: str) -> SafeString:
    """A list of `{% moment %}`, the newest first."""
    return _draw(Context(), "timeline", content=content)


@register.simple_block_tag(takes_context=True)
def moment(
    context: Context, content: str, at: datetime, sign: str = "dot", tone: str = "info", portal: Any = None
) -> SafeString:
    """One thing that happened, with its icon and time."""
    return _draw(context, "moment", at=at, sign=sign, tone=tone, portal=portal, content=content)


@register.inclusion_tag("components/stat.html")
def stat(value: Any, label: Sentence, tone: str = "", url: str = "") -> dict[str, Any]:
    """One number one looks at, with its words."""
    return {"value": value, "label": label, "tone": tone, "url": url}


@register.inclusion_tag("components/meter.html")
def meter(value: float, of: float, label: Sentence, tone: str = "") -> dict[str, Any]:
    """How much of a whole is used, in words, numbers and a bar."""
    share = min(100, round(100 * value / of)) if of else 0
    return {"value": value, "of": of, "label": label, "tone": tone, "share": share}


@register.inclusion_tag("components/stepper.html")
def stepper(steps: list[Sentence], current: int) -> dict[str, Any]:
    """Where one is in a form of several steps; `current` counts from 1."""
    return {"steps": steps, "current": current}


@register.simple_block_tag(takes_context=True)
def menu(
    context: Context, content: str, label: Sentence, sign: str = "three-dots", css: str = "btn btn-quiet"
) -> SafeString:
    """A button that opens a list of `<li>`; works without a script."""
    return _draw(context, "menu", label=label, sign=sign, css=css, content=content)


@register.simple_tag(takes_context=True)
def verb(
    context: Context,
    url: str,
    label: Sentence = "",
    edge: Edge | None = None,
    sign: str = "",
    tone: str = "",
    ask: Sentence = "",
    reason: bool = False,
    primary: bool = False,
    small: bool = False,
    back: str = "",
) -> SafeString:
    """A button that runs a verb by POST. With `reason` (or an edge that needs one) it opens a field first,
    with `ask` a sentence to confirm.
    """
    words = {
        "label": label or (edge.label if edge else _("Do it")),
        "asks_reason": reason or bool(edge and edge.needs_reason),
        "style": "btn-primary" if primary else "btn-danger" if tone == "bad" else "btn-secondary",
    }
    return _draw(context, "verb", url=url, sign=sign, tone=tone, ask=ask, small=small, back=back, **words)
