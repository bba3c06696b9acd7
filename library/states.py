"""The words a best practice and an adoption can be in, and the edges between them."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.transitions import Edge, Graph, documented


class PracticeState(models.TextChoices):
    """Where a best practice stands."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")
    PUBLISHED = "published", _("Verified")
    REVIEW_DUE = "review_due", _("Review due")
    OUTDATED = "outdated", _("Outdated")
    ARCHIVED = "archived", _("Archived")
    SUPERSEDED = "superseded", _("Superseded")


class AdoptionState(models.TextChoices):
    """How far a portal is with a practice."""

    INTERESTED = "interested", _("Interested")
    PLANNED = "planned", _("Planned")
    IN_USE = "in_use", _("In use")
    OUTCOME_REPORTED = "outcome_reported", _("Outcome reported")
    STOPPED = "stopped", _("Stopped")


class Evidence(models.TextChoices):
    """How well it is known that the practice works, weakest first."""

    REPORTED = "reported", _("Reported by one portal")
    PILOTED = "piloted", _("Tried in a pilot")
    MEASURED = "measured", _("Measured before and after")
    REPLICATED = "replicated", _("Confirmed by other portals")


P = PracticeState
READABLE = (P.PUBLISHED, P.REVIEW_DUE, P.OUTDATED)
EDITABLE = (P.DRAFT, P.CHANGES_REQUESTED)
WORKING = (*EDITABLE, P.IN_REVIEW)
PRACTICE = documented(
    Graph(
        title="Best practice",
        states=PracticeState,
        initial=P.DRAFT,
        edges=(
            Edge("submit", EDITABLE, P.IN_REVIEW, _("Send to review")),
            Edge(
                "request_changes",
                (P.IN_REVIEW,),
                P.CHANGES_REQUESTED,
                _("Ask for changes"),
                needs_reason=True,
            ),
            Edge("publish", (P.IN_REVIEW,), P.PUBLISHED, _("Publish as verified")),
            Edge("revise", READABLE, P.DRAFT, _("Write a new version")),
            Edge("mark_due", (P.PUBLISHED,), P.REVIEW_DUE, _("Review is due")),
            Edge("verify", READABLE, P.PUBLISHED, _("Verify again")),
            Edge(
                "outdate", (P.PUBLISHED, P.REVIEW_DUE), P.OUTDATED, _("Mark as outdated"), needs_reason=True
            ),
            Edge("archive", (*EDITABLE, *READABLE), P.ARCHIVED, _("Archive"), needs_reason=True),
            Edge("supersede", READABLE, P.SUPERSEDED, _("Replace by another"), needs_reason=True),
        ),
        tones={
            P.IN_REVIEW: "wait",
            P.CHANGES_REQUESTED: "wait",
            P.PUBLISHED: "gold",
            P.REVIEW_DUE: "wait",
            P.OUTDATED: "bad",
        },
    )
)


@dataclass(frozen=True)
class AsRead:
    """How the verified version of a practice stands, in the shape that badges are drawn from."""

    state: str

    @property
    def state_tone(self) -> str:
        """The colour role of the state."""
        return PRACTICE.tone(self.state)

    def get_state_display(self) -> str:
        """Return the state in words."""
        return str(PracticeState(self.state).label)


A = AdoptionState
RUNNING = (A.INTERESTED, A.PLANNED, A.IN_USE, A.OUTCOME_REPORTED)
ADOPTION = documented(
    Graph(
        title="Adoption",
        states=AdoptionState,
        initial=A.INTERESTED,
        edges=(
            Edge("plan", (A.INTERESTED, A.STOPPED), A.PLANNED, _("We plan it")),
            Edge("use", (A.INTERESTED, A.PLANNED, A.STOPPED), A.IN_USE, _("We use it")),
            Edge("report", (A.IN_USE, A.OUTCOME_REPORTED), A.OUTCOME_REPORTED, _("Report the outcome")),
            Edge("stop", RUNNING, A.STOPPED, _("We stopped"), needs_reason=True),
        ),
        tones={
            A.INTERESTED: "info",
            A.PLANNED: "info",
            A.IN_USE: "good",
            A.OUTCOME_REPORTED: "gold",
            A.STOPPED: "bad",
        },
    )
)
