"""Words of the sign-in pages."""

from typing import Any

from django.template import Context, Library
from django.utils.safestring import SafeString, mark_safe

from portals.entrance import hints_for
from portals.models import PortalSignIn

register = Library()


@register.simple_tag
def portal_sign_ins() -> list[PortalSignIn]:
    """Return the portals whose people sign in through their own provider, by name."""
    return sorted(PortalSignIn.objects.on_offer(), key=lambda one: one.portal.name)


@register.simple_tag(takes_context=True)
def entrance_hints(context: Context) -> SafeString:
    """Draw what the apps want to say beside the sign-in form."""
    return mark_safe("".join(hints_for(context.get("request"))))


@register.filter
def browser(agent: str) -> str:
    """Return browser and system of a user agent in plain words, such as “Firefox, Windows”."""
    browsers = (
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    )
    systems = (
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
        ("Mac OS", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    )  # fmt: skip
    found = [_first(agent, browsers), _first(agent, systems)]
    return ", ".join(filter(None, found)) or agent[:40] or "–"


def _first(agent: str, names: Any) -> str:
    return next((name for sign, name in names if sign in agent), "")


@register.filter
def quiet(form: Any) -> Any:
    """Take the placeholders out of allauth's forms: the labels above say the same and stay while one types."""
    for field in form.fields.values() if form else ():
        field.widget.attrs.pop("placeholder", None)
    return form
