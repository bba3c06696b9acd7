"""The words of the fields: how bad, how soon, how often, for or against."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Severity(models.IntegerChoices):
    """How much harm a problem does; ordered, so that lists can sort by it."""

    LOW = 1, pgettext_lazy("severity", "Low")
    MEDIUM = 2, pgettext_lazy("severity", "Medium")
    HIGH = 3, pgettext_lazy("severity", "High")
    CRITICAL = 4, pgettext_lazy("severity", "Critical")


SEVERITY_TONES = {
    Severity.LOW: "neutral",
    Severity.MEDIUM: "info",
    Severity.HIGH: "wait",
    Severity.CRITICAL: "bad",
}


class Urgency(models.IntegerChoices):
    """How soon a problem must be dealt with; ordered."""

    NORMAL = 1, pgettext_lazy("urgency", "Can wait")
    SOON = 2, pgettext_lazy("urgency", "Soon")
    URGENT = 3, pgettext_lazy("urgency", "Urgent")


class Frequency(models.TextChoices):
    """How often a problem occurs."""

    ONCE = "once", _("Once so far")
    YEARLY = "yearly", _("A few times a year")
    MONTHLY = "monthly", _("Every month")
    WEEKLY = "weekly", _("Every week")
    DAILY = "daily", _("Every day")
    CONSTANT = "constant", _("All the time")


class Stance(models.TextChoices):
    """What a portal says to a solution."""

    ENDORSE = "endorse", pgettext_lazy("stance", "Endorses")
    RESERVATIONS = "reservations", pgettext_lazy("stance", "Endorses with reservations")
    OBJECT = "object", pgettext_lazy("stance", "Objects")

    @property
    def tally(self) -> str:
        """The word behind a number of portals: "3 for", "1 against"."""
        return str(_TALLY[self])


_TALLY = {
    Stance.ENDORSE: pgettext_lazy("number of portals", "for"),
    Stance.RESERVATIONS: pgettext_lazy("number of portals", "with reservations"),
    Stance.OBJECT: pgettext_lazy("number of portals", "against"),
}


class Outcome(models.TextChoices):
    """What a decision says."""

    ACCEPTED = "accepted", pgettext_lazy("outcome", "Accepted")
    REJECTED = "rejected", pgettext_lazy("outcome", "Rejected")
    DEFERRED = "deferred", pgettext_lazy("outcome", "Deferred")
    REFERRED = "referred", pgettext_lazy("outcome", "Referred")


class Criterion(models.TextChoices):
    """What an assessor scores from 1 (poor) to 5 (excellent)."""

    EFFECT = "effect", pgettext_lazy("criterion", "Effect")
    FEASIBILITY = "feasibility", pgettext_lazy("criterion", "Feasibility")
    COST_TIME = "cost_time", pgettext_lazy("criterion", "Cost and time")
    LEGAL_SECURITY_FIT = "legal_security_fit", pgettext_lazy("criterion", "Legal and security fit")
    TRANSFERABILITY = "transferability", pgettext_lazy("criterion", "Transferability")


CRITERION_HINTS = {
    Criterion.EFFECT: _("Does it solve the problem for those who have it?"),
    Criterion.FEASIBILITY: _("Can portals really do it, with the people they have?"),
    Criterion.COST_TIME: _("Is the benefit worth the money and the months?"),
    Criterion.LEGAL_SECURITY_FIT: _("Is it allowed, and is data safe?"),
    Criterion.TRANSFERABILITY: _("Can other portals take it over as it is?"),
}
