"""How conferences are found."""

from typing import Any

from django.db.models import QuerySet
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conferences.models import Conference, Session, TeamMember
from conferences.states import ConferenceState, SessionState
from core.search import reach
from core.search.reach import MEMBERS, PUBLIC
from core.search.registry import Document, Searchable, Translation, register
from core.text.markdown import plain, render

LANGUAGES = ("vi", "en", "de")


def rows() -> QuerySet[Conference]:
    """Return every conference with its host."""
    return Conference.objects.select_related("host")


def document(conference: Conference) -> Document | None:
    """Return the conference as text in every language it has; drafts are not found."""
    if conference.state == ConferenceState.DRAFT:
        return None
    first, *others = [one for one in LANGUAGES if getattr(conference, f"title_{one}")] or ["vi"]
    return Document(
        kind="conference",
        object_id=conference.pk,
        language=first,
        title=getattr(conference, f"title_{first}") or conference.title,
        url=conference.get_absolute_url(),
        reach={PUBLIC} if conference.is_public else {MEMBERS},
        summary=getattr(conference, f"venue_{first}") or conference.venue,
        body=_plain(getattr(conference, f"summary_{first}")),
        translations=[_translated(conference, language) for language in others],
        portal=(conference.host_id, str(conference.host)),
        state=(conference.state, str(conference.get_state_display())),
        dated_on=conference.starts_on,
    )


def _translated(conference: Conference, language: str) -> Translation:
    with translation.override(language):
        return Translation(language, conference.title, conference.venue, _plain(conference.summary))


def _plain(text: str | None) -> str:
    return strip_tags(str(render(text or "")))


def state_label(state: str) -> str:
    """Return the word for a state in the reader's language."""
    return str(dict(ConferenceState.choices).get(state, state))


def parties(user: Any) -> list[str]:
    """Return the tokens of the conferences for which `user` is confirmed or has a task."""
    attended = Conference.objects.attended_by(user).values_list("pk", flat=True)
    tasked = TeamMember.objects.filter(user=user).values_list("conference", flat=True)
    return [f"conference:{pk}" for pk in {*attended, *tasked}]


reach.register(parties)
register(
    Searchable(
        kind="conference",
        model=Conference,
        label=_("Conferences"),
        order=4,
        queryset=rows,
        document=document,
        state_label=state_label,
    )
)


def session_rows() -> QuerySet[Session]:
    """Return every session with its places and speakers."""
    return Session.objects.with_places().select_related("conference__host")


def session_document(session: Session) -> Document | None:
    """Return the session as text; those of drafts and the cancelled ones are not found."""
    conference = session.conference
    if conference.state == ConferenceState.DRAFT or session.state == SessionState.CANCELLED:
        return None
    speakers = [one.speaker.name for one in session.session_speakers.all()]
    return Document(
        kind="session",
        object_id=session.pk,
        language=session.language if session.language in LANGUAGES else "vi",
        title=session.title,
        url=session.get_absolute_url(),
        reach={PUBLIC} if conference.is_public else {MEMBERS},
        summary=session.subtitle,
        body="\n".join([plain(session.abstract), plain(session.description), *speakers]),
        tags=[str(conference.title), *([session.track.title] if session.track else [])],
        portal=(conference.host_id, str(conference.host)),
        state=(session.state, str(session.get_state_display())),
        dated_on=session.starts_at.date(),
    )


def session_state_label(state: str) -> str:
    """Return the word for a state in the reader's language."""
    return str(dict(SessionState.choices).get(state, state))


register(
    Searchable(
        kind="session",
        model=Session,
        label=pgettext_lazy("conference", "Sessions"),
        order=60,
        queryset=session_rows,
        document=session_document,
        state_label=session_state_label,
    )
)
