"""Draw the chain: the panel of one object and the miniature in lists."""

from typing import Any

from django.template import Library

from core.trace.chain import traces

register = Library()


def _line(context: dict[str, Any], obj: Any) -> list[Any]:
    ready = getattr(obj, "trace_line", None)
    return ready if ready is not None else traces([obj], context["user"])[obj.pk]


@register.inclusion_tag("trace/_panel.html", takes_context=True)
def trace(context: dict[str, Any], obj: Any) -> dict[str, Any]:
    """Show every stop of the chain around `obj`, reached, missing and overdue."""
    return {"line": _line(context, obj), "obj": obj}


@register.inclusion_tag("trace/_mini.html", takes_context=True)
def trace_mini(context: dict[str, Any], obj: Any) -> dict[str, Any]:
    """Show the chain of `obj` as ten small marks with one sentence for screen readers."""
    line = _line(context, obj)
    reached = [mark for mark in line if mark.is_reached]
    return {"line": line, "last": reached[-1] if reached else None}
