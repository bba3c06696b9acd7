"""Reading a programme in the frab schedule XML that conference systems exchange.

Source of the format: the public schema `schedule.xml.xsd` of the c3voc. Real files stray from it, so
everything but titles and times may be missing; whatever had to be guessed or left out is a warning.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from html import unescape
from zoneinfo import ZoneInfo

import nh3
from django.conf import settings
from django.utils.translation import gettext as _
from lxml import etree

from core.errors import Refused
from core.text.zones import near_zone, zone_names, zone_words

MAX_BYTES = 20 * 1024 * 1024
MAX_SESSIONS = 10_000
MAX_MINUTES = 24 * 60
USUAL_MINUTES = 30
HTML = re.compile(
    r"</?(p|br|a|ul|ol|li|div|span|strong|em|b|i|h[1-6]|script|style|img)\b[^>]*>", re.IGNORECASE
)
DURATION = re.compile(r"^(?:(\d+):)?(\d{1,2}):(\d{2})$")


@dataclass(frozen=True)
class Person:
    """A speaker as the file names them; `key` is stable across files of one source."""

    key: str
    name: str


@dataclass(frozen=True)
class Item:
    """One session of the file; times aware, texts plain, `key` stable across files of one source."""

    key: str
    foreign_id: str
    title: str
    subtitle: str
    abstract: str
    description: str
    language: str
    kind: str
    room: str
    track: str
    starts_at: datetime
    ends_at: datetime
    url: str
    persons: tuple[Person, ...]
    links: tuple[tuple[str, str], ...]


@dataclass
class Programme:
    """A whole file."""

    title: str
    acronym: str
    version: str
    starts_on: date
    ends_on: date
    time_zone: str
    items: list[Item] = field(default_factory=list)
    rooms: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read(content: bytes, *, zone: str = "") -> Programme:
    """Return the programme in `content`; `zone` is the one to take when the file names none.

    Entities are never resolved and nothing is fetched. Raises Refused (field `file`) when it is not such
    a file: too large, not XML, declares entities, another root, no title, no session.
    """
    root = _root(content)
    conference = root.find("conference")
    if root.tag != "schedule" or conference is None:
        raise Refused(
            _(
                "This is XML, but no conference programme: the root must be “schedule” with a “conference” in it."
            ),
            field="file",
        )
    title = words(conference, "title")
    if not title:
        raise Refused(_("The programme has no title."), field="file")
    warnings: list[str] = []
    named = words(conference, "time_zone_name")
    named = named if named in zone_names() else ""
    items = list(_items(root, ZoneInfo(named or zone or settings.TIME_ZONE), warnings))
    if not items:
        raise Refused(_("The programme holds no session with a title and a time."), field="file")
    name = named or zone or _zone_of(items)
    if not named:
        shown = zone_words(name, items[0].starts_at)
        warnings.append(
            _("The file names no time zone; times are shown in that of %(zone)s.") % {"zone": shown}
        )
    first, last = _days(conference, items, ZoneInfo(name))
    return Programme(
        title=title[:200],
        acronym=words(conference, "acronym")[:60],
        version=words(root, "version")[:120],
        starts_on=first,
        ends_on=last,
        time_zone=name,
        items=items,
        rooms=list(dict.fromkeys(item.room for item in items if item.room)),
        warnings=warnings,
    )


def _root(content: bytes) -> etree._Element:
    if len(content) > MAX_BYTES:
        raise Refused(_("The file is larger than 20 MB."), field="file")
    if b"<!ENTITY" in content.upper() or b"<!ENTITY".decode().encode("utf-16-le") in content.upper():
        raise Refused(_("The file declares entities. Export it without them."), field="file")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Refused(
            _("This is no complete XML file: it breaks off or has a fault in line %(line)d. Export it anew.")
            % {"line": error.lineno or 1},
            field="file",
        ) from error
    except ValueError as error:
        raise Refused(_("This file cannot be read as XML. Export it anew."), field="file") from error


def words(parent: etree._Element, tag: str) -> str:
    """Return the text of the child `tag` in one line, empty when there is none."""
    return " ".join(long_text(parent, tag).split())


def long_text(parent: etree._Element, tag: str) -> str:
    """Return the text of the first child `tag` that has any, without mark-up and controls."""
    for child in parent.iterfind(tag):
        text = "".join(str(part) for part in child.itertext()).strip()
        if text:
            return plain(text)
    return ""


def plain(text: str) -> str:
    """Return `text` without HTML mark-up, if it has any, and without control characters."""
    if HTML.search(text):
        broken = re.sub(r"(?i)<(br|/p|/li|/div|/h[1-6])\b[^>]*>", "\n\n", text)
        text = unescape(nh3.clean(broken, tags=set(), clean_content_tags={"script", "style"}))
    return "".join(sign for sign in text if sign >= " " or sign in "\n\t").strip()


def _items(root: etree._Element, zone: tzinfo, warnings: list[str]) -> Iterator[Item]:
    seen: set[str] = set()
    for day in root.iterfind("day"):
        for event in day.iterfind("room/event"):
            item = _item(day, event, zone, warnings)
            if item is None:
                continue
            if item.key in seen:
                warnings.append(
                    _("“%(title)s” stands twice in the file; the second was left out.")
                    % {"title": item.title}
                )
                continue
            seen.add(item.key)
            if len(seen) > MAX_SESSIONS:
                raise Refused(_("The programme holds more than 10,000 sessions."), field="file")
            yield item


def _item(day: etree._Element, event: etree._Element, zone: tzinfo, warnings: list[str]) -> Item | None:
    title, foreign_id = words(event, "title")[:300], (event.get("id") or "")[:60]
    name = {"title": title or foreign_id or "?"}
    if not title:
        warnings.append(_("A session without a title was left out (number %(title)s).") % name)
        return None
    starts_at = _begin(day, event, zone)
    if starts_at is None:
        warnings.append(_("“%(title)s” has no usable date and was left out.") % name)
        return None
    minutes = _minutes(words(event, "duration"))
    if minutes is None:
        warnings.append(_("“%(title)s” has no usable length; 30 minutes were assumed.") % name)
    room = event.getparent()
    return Item(
        key=_key(event, title, starts_at),
        foreign_id=foreign_id,
        title=title,
        subtitle=words(event, "subtitle")[:300],
        abstract=long_text(event, "abstract"),
        description=long_text(event, "description"),
        language=words(event, "language").lower()[:10],
        kind=words(event, "type").lower(),
        room=(words(event, "room") or (room.get("name") if room is not None else "") or "")[:200],
        track=words(event, "track")[:200],
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes or USUAL_MINUTES),
        url=_web(words(event, "full_conf_url") or words(event, "url")),
        persons=tuple(_persons(event)),
        links=tuple(_links(event)),
    )


def _key(event: etree._Element, title: str, starts_at: datetime) -> str:
    guid, number = (event.get("guid") or "").strip(), (event.get("id") or "").strip()
    return (guid or (f"id:{number}" if number else f"at:{starts_at:%Y%m%d%H%M}:{title}"))[:64]


def _begin(day: etree._Element, event: etree._Element, zone: tzinfo) -> datetime | None:
    """Return the aware start: the event's own date, else the day's date with the event's clock time."""
    try:
        moment = datetime.fromisoformat(words(event, "date"))
    except ValueError:
        try:
            clock = time.fromisoformat(words(event, "start"))
            moment = datetime.combine(date.fromisoformat((day.get("date") or "")[:10]), clock)
        except ValueError:
            return None
    if not 1970 <= moment.year <= 2200:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _minutes(duration: str) -> int | None:
    """Return the length of `H:MM` or `D:HH:MM` in minutes, or None when it makes no sense."""
    found = DURATION.match(duration)
    if not found:
        return None
    days, hours, minutes = (int(part or 0) for part in found.groups())
    total = days * MAX_MINUTES + hours * 60 + minutes
    return total if 0 < total <= 14 * MAX_MINUTES else None


def _web(address: str) -> str:
    return address if address.startswith(("https://", "http://")) and len(address) <= 500 else ""


def _persons(event: etree._Element) -> Iterator[Person]:
    for person in event.iterfind("persons/person"):
        name = " ".join("".join(str(part) for part in person.itertext()).split())[:200]
        if name:
            key = (person.get("guid") or person.get("id") or "").strip()
            yield Person(f"id:{key}"[:64] if key else f"name:{name}"[:64], name)


def _links(event: etree._Element) -> Iterator[tuple[str, str]]:
    for link in event.iterfind("links/link"):
        address = _web((link.get("href") or "").strip())
        if address:
            yield address, " ".join("".join(str(part) for part in link.itertext()).split())[:200] or address


def _zone_of(items: list[Item]) -> str:
    """Return a zone for files that name none: a usual one with the offset of the first session, or ours."""
    return near_zone(items[0].starts_at) or settings.TIME_ZONE


def _days(conference: etree._Element, items: list[Item], zone: tzinfo) -> tuple[date, date]:
    """Return the first and last day, widened to hold every session."""
    starts = [item.starts_at.astimezone(zone).date() for item in items]
    given = [day for day in (_day(conference, "start"), _day(conference, "end")) if day]
    first, last = min(starts), max(starts)
    near = [day for day in given if abs((day - first).days) < 60]
    return min([first, *near]), max([last, *near])


def _day(conference: etree._Element, tag: str) -> date | None:
    try:
        return date.fromisoformat(words(conference, tag)[:10])
    except ValueError:
        return None
