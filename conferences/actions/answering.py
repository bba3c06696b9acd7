"""Writing the answers of a registration: each fits its question, or the verb declines."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from conferences.models import Answer, Question, Registration
from conferences.states import QuestionKind
from core.errors import Refused


def write(registration: Registration, answers: Mapping[int, Any]) -> None:
    """Write the answers to every question asked today; `answers` maps question numbers to values.

    Runs in the caller's transaction. Raises Refused, naming the field, for a required answer that is
    missing or a choice that is not on offer.
    """
    rows = [
        Answer(registration=registration, question=question, value=_fit(question, answers.get(question.pk)))
        for question in Question.objects.asked().filter(conference=registration.conference)
    ]
    Answer.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["registration", "question"], update_fields=["value"]
    )


def _fit(question: Question, value: Any) -> Any:
    """Return `value` as it is stored; raise Refused when it does not fit."""
    if value is None or value is False or value in ("", []):
        if question.is_required:
            raise Refused(_("This must be answered."), field=question.field_name)
        return False if question.kind == QuestionKind.CONSENT else None
    if question.has_choices:
        _refuse_unknown(question, value)
    return value.isoformat() if isinstance(value, date) else value


def _refuse_unknown(question: Question, value: Any) -> None:
    picked = value if isinstance(value, list) else [value]
    if not set(picked) <= {stored for stored, _label in question.choices}:
        raise Refused(_("Choose from the list."), field=question.field_name)
