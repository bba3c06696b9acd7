"""Verbs of a portal: create, change, give a logo."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.announcing import announce
from core.errors import Refused
from portals import facts
from portals.models import Portal, PortalDomain, User
from portals.pictures import replace_picture, small_picture
from portals.policies import can_create_portal, can_manage_portal, demand
from portals.text import tidy

NAMES = ("name_vi", "name_en", "name_de")
ABOUTS = ("about_vi", "about_en", "about_de")
ONE_LINE = frozenset({*NAMES, "short_name"})
OF_LEADS = frozenset({*NAMES, *ABOUTS, "short_name", "website"})
RESERVED = frozenset({"new", "tree", "import"})
OF_ADMINS = frozenset({"kind", "parent", "is_active", "domains"})


@transaction.atomic
def create(slug: str, *, by: User | None, **values: Any) -> Portal:
    """Add a portal; `values` are columns and `domains`, a list of e-mail domains.

    Admins, or the system when `by` is None. Announces portal.created. Raises NotAllowed, Refused naming
    the field for a taken short address or domain, a parent that would make a circle, or a bad value.
    """
    demand(by is None or can_create_portal(by))
    if slug in RESERVED:
        raise Refused(_("This short address is reserved. Choose another."), field="slug")
    domains = values.pop("domains", ())
    portal = Portal(slug=slug)
    _fill(portal, _known(values))
    portal.save(force_insert=True)
    _keep_domains(portal, domains)
    announce(facts.PORTAL_CREATED, by=by, acting_for=by.portal if by else None, about=portal)
    return portal


@transaction.atomic
def change(portal: Portal, *, by: User | None, **values: Any) -> list[str]:
    """Change columns of a portal, or its `domains`; return the names of those that differ.

    The portal's leads change names, texts and web address; kind, place, domains and taking part are the
    admins' (or the system's, when `by` is None). Announces portal.changed unless nothing differs. Raises
    NotAllowed, Refused naming the field.
    """
    demand(by is None or can_manage_portal(by, portal))
    Portal.objects.select_for_update().get(pk=portal.pk)
    different = differences(portal, values)
    demand(by is None or can_create_portal(by) or not OF_ADMINS & set(different))
    if not different:
        return []
    domains = different.pop("domains", None)
    _fill(portal, different)
    portal.save()
    if domains is not None:
        _keep_domains(portal, domains)
    changed = sorted(different) + ([] if domains is None else ["domains"])
    _announce_change(portal, by, changed)
    return changed


@transaction.atomic
def set_logo(portal: Portal, upload: UploadedFile[Any] | None, *, by: User) -> Portal:
    """Give the portal a logo, or take it away; the picture is encoded anew.

    Admins and the portal's leads. Announces portal.changed. Raises NotAllowed, Refused (field `logo`).
    """
    demand(can_manage_portal(by, portal))
    replace_picture(portal, "logo", small_picture(upload, field="logo") if upload else None)
    _announce_change(portal, by, ["logo"])
    return portal


def differences(portal: Portal, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of `values` that the portal does not have yet; empty text equals none."""
    different = {
        name: value for name, value in _known(values).items() if _now(portal, name) != (value or None)
    }
    if "domains" in values and _domains_of(portal) != set(values["domains"]):
        different["domains"] = sorted(set(values["domains"]))
    return different


def _now(portal: Portal, name: str) -> Any:
    return getattr(portal, name) or None


def _domains_of(portal: Portal) -> set[str]:
    return {one.domain for one in portal.domains.all()} if portal.pk else set()


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns among `values`, names tidied; raise TypeError for words that are no column of a portal."""
    if unknown := set(values) - OF_LEADS - OF_ADMINS:
        raise TypeError(f"portals have no {sorted(unknown)}")
    return {
        name: tidy(value or "") if name in ONE_LINE else value
        for name, value in values.items()
        if name != "domains"
    }


def _fill(portal: Portal, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(portal, name, value)
    _check_place(portal)
    try:
        portal.full_clean(exclude=["logo"])
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Refused(messages[0], field=field) from error


def _check_place(portal: Portal) -> None:
    """Raise Refused when the portal would stand below itself."""
    above, seen = portal.parent, set()
    while above is not None and above.pk not in seen:
        if above.pk == portal.pk:
            raise Refused(_("A portal cannot belong to itself or to one below it."), field="parent")
        seen.add(above.pk)
        above = above.parent


def _keep_domains(portal: Portal, domains: Iterable[str]) -> None:
    wanted = {domain.strip().lower() for domain in domains} - {""}
    taken = PortalDomain.objects.filter(domain__in=wanted).exclude(portal=portal).first()
    if taken:
        raise Refused(_("The domain %s belongs to another portal.") % taken.domain, field="domains")
    portal.domains.exclude(domain__in=wanted).delete()
    for domain in sorted(wanted - _domains_of(portal)):
        _add_domain(portal, domain)


def _add_domain(portal: Portal, domain: str) -> None:
    entry = PortalDomain(portal=portal, domain=domain)
    try:
        entry.full_clean()
    except ValidationError as error:
        raise Refused(f"{domain}: {error.messages[0]}", field="domains") from error
    entry.save(force_insert=True)


def _announce_change(portal: Portal, by: User | None, changed: list[str]) -> None:
    acting_for = by.portal if by else None
    announce(facts.PORTAL_CHANGED, by=by, acting_for=acting_for, about=portal, detail={"changed": changed})
