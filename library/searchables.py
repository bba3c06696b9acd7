"""How a best practice is found: what the public reads, in every language it exists in."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.search.registry import Document, Searchable, Translation, register
from core.text.markdown import plain
from library.models import BestPractice, PracticeText
from library.states import PracticeState

GONE = (PracticeState.ARCHIVED, PracticeState.SUPERSEDED)
STALE = (PracticeState.OUTDATED, PracticeState.REVIEW_DUE)


def _rows() -> QuerySet[Any]:
    everything = BestPractice.objects.with_counts().select_related("owner")
    return everything.prefetch_related("themes", "versions", "translations")


def _body(text: PracticeText) -> str:
    return "\n".join(plain(words) for _name, _label, words in text.sections())


def _document(practice: Any) -> Document | None:
    """Return the newest verified version as a document; None before the first and after the last."""
    version = next((one for one in practice.versions.all() if one.number == practice.version), None)
    if version is None or practice.state in GONE:
        return None
    read = practice.as_read
    return Document(
        kind="practice",
        object_id=practice.pk,
        language=practice.language,
        title=version.title,
        url=practice.get_absolute_url(),
        reach={"public" if practice.is_public else "members"},
        summary=version.summary,
        body=_body(version),
        translations=[
            Translation(one.language, one.title, one.summary, _body(one))
            for one in practice.translations.all()
        ],
        portal=(practice.owner_id, practice.owner.name),
        themes=[(theme.slug, theme.name) for theme in practice.themes.all()],
        state=(read.state, read.get_state_display()),
        dated_on=practice.verified_at.date() if practice.verified_at else None,
        verified_until=practice.verified_until,
        is_outdated=read.state in STALE,
        adoptions=practice.adoption_count,
        extras={"tone": read.state_tone},
    )


register(
    Searchable(
        kind="practice",
        model=BestPractice,
        label=_("Best practices"),
        order=1,
        queryset=_rows,
        document=_document,
        boost=2.0,
        state_label=lambda value: PracticeState(value).label,
    )
)
