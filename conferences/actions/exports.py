"""Tables that leave the house, and a record of who took what."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from conferences import facts, policies
from conferences.models import Conference, Question, Registration
from core.announcing import announce
from core.errors import NotAllowed
from portals.models import User


@transaction.atomic
def registrations_table(conference: Conference, rows: QuerySet[Registration], *, by: User) -> list[list[Any]]:
    """Return head and rows of the registrations in `rows`, answers prefetched, for managers.

    Announces `conference.exported` with the number of rows. Raises NotAllowed.
    """
    if not policies.can_manage(by, conference):
        raise NotAllowed(_("Only the organisers of this conference export its registrations."))
    questions = list(conference.questions.all())
    table = [_row(one, questions) for one in rows.order_by("arrival")]
    announce(facts.EXPORTED, by=by, acting_for=by.portal, about=conference, detail={"rows": len(table)})
    return [_head(questions), *table]


def _head(questions: Iterable[Question]) -> list[str]:
    fixed = [_("No."), _("Name"), _("E-mail"), _("Portal"), _("Takes part as"), _("State"), _("Seat from")]
    return [*fixed, *(one.prompt for one in questions)]


def _row(registration: Registration, questions: Iterable[Question]) -> list[Any]:
    given = {answer.question_id: answer.shown for answer in registration.answers.all()}
    return [
        registration.arrival,
        registration.user,
        registration.user.email,
        registration.portal or "",
        registration.get_category_display(),
        registration.get_state_display(),
        registration.get_seat_source_display() if registration.seat_source else "",
        *(given.get(question.pk, "") for question in questions),
    ]
