"""From what a person typed to what is kept: clean source, safe HTML, and who is named in it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from lxml import html as markup

from core.errors import Refused
from core.text.clean import prose
from core.text.markdown import render
from forums.models import Board
from forums.models.posts import MAX_LENGTH
from portals.models import Portal, User

MENTION = re.compile(r"@\[([^\[\]\n]{2,160})\]")
QUIET_TAGS = {"a", "code", "pre"}
Named = User | Portal


@dataclass(frozen=True)
class Text:
    """A text as it is stored: `body` the source, `html` what is shown, and who is named in it."""

    body: str
    html: str
    people: list[User] = field(default_factory=list)
    portals: list[Portal] = field(default_factory=list)


def written(body: str, board: Board) -> Text:
    """Return `body` cleaned and rendered, with the people and portals it names who read `board`.

    `@[Name]` names a person or a portal, `@[Name, portal]` the person of that portal. Names nobody
    bears stay as typed. Raises Refused when nothing visible is left or the text is too long.
    """
    source = _clean(body)
    shown = str(render(source))
    if "@[" not in shown:
        return Text(source, shown)
    root = markup.fragment_fromstring(shown, create_parent="div")
    named = _resolve({name for _slot, text in _slots(root) for name in MENTION.findall(text)}, board)
    _mark(root, named)
    people = {one.pk: one for found in named.values() for one in found if isinstance(one, User)}
    portals = {one.pk: one for found in named.values() for one in found if isinstance(one, Portal)}
    return Text(source, _inner(root), list(people.values()), list(portals.values()))


def _clean(body: str) -> str:
    source = prose(body.replace("\x00", ""))
    if not source:
        raise Refused(_("Write something before you send."), field="body")
    if len(source) > MAX_LENGTH:
        raise Refused(_("This is too long for one post. Split it or attach it as a file."), field="body")
    return source


def _resolve(names: set[str], board: Board) -> dict[str, list[Named]]:
    """Return for each name the people who read `board`, else the active portals, that bear it."""
    plain = {name: name.rpartition(", ")[0] or name for name in names}
    wanted = set(plain) | set(plain.values())
    people = list(board.readers().filter(name__in=wanted).prefetch_related("memberships__portal"))
    portals = list(Portal.objects.active().filter(Q(short_name__in=names) | Q(name__in=names)))
    return {name: _people(name, people) or _portals(name, portals) for name in names}


def _people(name: str, people: list[User]) -> list[Named]:
    person, _comma, portal = name.rpartition(", ")
    exact: list[Named] = [one for one in people if one.name == name]
    return exact or [one for one in people if one.name == person and portal in _portal_words(one)]


def _portal_words(person: User) -> set[str]:
    portals = [one.portal for one in person.memberships.all()]
    return {word for portal in portals for word in (portal.name, portal.short_name)}


def _portals(name: str, portals: list[Portal]) -> list[Named]:
    return [portal for portal in portals if name in (portal.name, portal.short_name)]


Slot = tuple[markup.HtmlElement, str]


def _slots(root: markup.HtmlElement) -> Iterator[tuple[Slot, str]]:
    """Yield every place of a text outside links and code: its element, `text` or `tail`, and the text."""
    for element in list(root.iter()):
        within = {element.tag, *(one.tag for one in element.iterancestors())}
        if element.text and not within & QUIET_TAGS:
            yield (element, "text"), element.text
        around = within - {element.tag} | {one.tag for one in element.iterancestors()}
        if element.tail and element is not root and not around & QUIET_TAGS:
            yield (element, "tail"), element.tail


def _mark(root: markup.HtmlElement, named: dict[str, list[Named]]) -> None:
    """Turn every name that somebody bears into a marked element."""
    for (element, place), text in list(_slots(root)):
        pieces = MENTION.split(text)
        if any(named.get(name) for name in pieces[1::2]):
            _put(element, place, pieces, lambda name: bool(named.get(name)))


def _put(element: markup.HtmlElement, place: str, pieces: list[str], known: Callable[[str], bool]) -> None:
    """Write `pieces` (text, name, text, ...) back into `place` of `element`, names as elements."""
    parent = element if place == "text" else element.getparent()
    index = 0 if place == "text" else parent.index(element) + 1
    lead, last = pieces[0], None
    for name, after in zip(pieces[1::2], pieces[2::2], strict=True):
        if known(name):
            mark = markup.Element("span", {"class": "mention"})
            mark.text, mark.tail = f"@{name}", after
            parent.insert(index, mark)
            index, last = index + 1, mark
        elif last is None:
            lead += f"@[{name}]{after}"
        else:
            last.tail += f"@[{name}]{after}"
    setattr(element, place, lead)


def _inner(root: markup.HtmlElement) -> str:
    """Return what is inside `root`; every text is escaped anew by the serialiser."""
    lead = markup.Element("i")
    lead.text = root.text
    opening = markup.tostring(lead, encoding="unicode")[3:-4] if root.text else ""
    return opening + "".join(markup.tostring(child, encoding="unicode") for child in root)
