"""Asking things on the registration form."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from conferences import facts, policies
from conferences.models import Conference, Question
from core.announcing import announce
from core.errors import NotAllowed, Refused
from portals.models import User


@transaction.atomic
def add(conference: Conference, *, by: User, **columns: Any) -> Question:
    """Ask one more question, at the end of the form. Raises NotAllowed, Refused without choices."""
    _demand(conference, by)
    last = conference.questions.aggregate(last=Max("position"))["last"] or 0
    question = Question(conference=conference, position=last + 1, **columns)
    return _save(question, by)


@transaction.atomic
def change(question: Question, *, by: User, **columns: Any) -> Question:
    """Change a question. Its kind stays once somebody has answered. Raises NotAllowed, Refused."""
    _demand(question.conference, by)
    kind = columns.get("kind", question.kind)
    if kind != question.kind and question.answers.exists():
        raise Refused(_("People have answered this already: the kind of answer must stay."), field="kind")
    for name, value in columns.items():
        setattr(question, name, value)
    return _save(question, by)


@transaction.atomic
def remove(question: Question, *, by: User) -> None:
    """Ask a question no more; answers given to it are kept. Raises NotAllowed."""
    _demand(question.conference, by)
    if question.answers.exists():
        question.is_asked = False
        question.save(update_fields=["is_asked"])
    else:
        question.delete()
    _announce(question, by)


@transaction.atomic
def move(question: Question, *, by: User, up: bool) -> Question:
    """Swap a question with its neighbour above (`up`) or below; at the end nothing moves."""
    _demand(question.conference, by)
    asked = list(Question.objects.asked().filter(conference=question.conference))
    at = asked.index(question)
    to = at - 1 if up else at + 1
    if 0 <= to < len(asked):
        asked[at], asked[to] = asked[to], asked[at]
        for position, one in enumerate(asked, start=1):
            one.position = position
        Question.objects.bulk_update(asked, ["position"])
        _announce(question, by)
    return question


def _save(question: Question, by: User) -> Question:
    if question.has_choices and len(question.choices) < 2:
        raise Refused(_("Give at least two choices, one per line."), field="options")
    question.save()
    _announce(question, by)
    return question


def _announce(question: Question, by: User) -> None:
    conference = question.conference
    detail = {"question": question.prompt[:100]}
    announce(facts.QUESTIONS_CHANGED, by=by, acting_for=by.portal, about=conference, detail=detail)


def _demand(conference: Conference, by: User) -> None:
    if not policies.can_manage(by, conference):
        raise NotAllowed(_("Only the organisers of this conference change its form."))
