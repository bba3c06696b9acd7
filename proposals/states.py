"""The words problems, solutions and pilots can be in, and the edges between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.transitions import Edge, Graph, documented


class ProblemState(models.TextChoices):
    """Where a problem stands."""

    DRAFT = "draft", pgettext_lazy("state", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("state", "Submitted")
    NEEDS_INFORMATION = "needs_information", pgettext_lazy("state", "Needs information")
    OPEN = "open", pgettext_lazy("state", "Open")
    BEING_SOLVED = "being_solved", pgettext_lazy("state", "Being solved")
    RESOLVED = "resolved", pgettext_lazy("state", "Resolved")
    CLOSED = "closed", pgettext_lazy("state", "Closed without solution")
    MERGED = "merged", pgettext_lazy("state", "Merged")
    DECLINED = "declined", pgettext_lazy("state", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("state", "Withdrawn")


class SolutionState(models.TextChoices):
    """Where a solution stands."""

    DRAFT = "draft", pgettext_lazy("state", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("state", "Submitted")
    IN_DISCUSSION = "in_discussion", pgettext_lazy("state", "In discussion")
    IN_ASSESSMENT = "in_assessment", pgettext_lazy("state", "In assessment")
    RECOMMENDED = "recommended", pgettext_lazy("state", "Recommended")
    NOT_RECOMMENDED = "not_recommended", pgettext_lazy("state", "Not recommended")
    ACCEPTED = "accepted", pgettext_lazy("state", "Accepted")
    REJECTED = "rejected", pgettext_lazy("state", "Rejected")
    DEFERRED = "deferred", pgettext_lazy("state", "Deferred")
    REFERRED = "referred", pgettext_lazy("state", "Referred")
    IN_PILOT = "in_pilot", pgettext_lazy("state", "In pilot")
    IMPLEMENTED = "implemented", pgettext_lazy("state", "Implemented")
    ABANDONED = "abandoned", pgettext_lazy("state", "Abandoned")
    WITHDRAWN = "withdrawn", pgettext_lazy("state", "Withdrawn")
    MERGED = "merged", pgettext_lazy("state", "Merged")


class PilotState(models.TextChoices):
    """Where a pilot stands."""

    RUNNING = "running", pgettext_lazy("state", "Running")
    SUCCEEDED = "succeeded", pgettext_lazy("state", "Succeeded")
    FAILED = "failed", pgettext_lazy("state", "Failed")


P = ProblemState
PROBLEM = documented(
    Graph(
        title="Problem",
        states=ProblemState,
        initial=P.DRAFT,
        edges=(
            Edge("submit", (P.DRAFT, P.NEEDS_INFORMATION), P.SUBMITTED, _("Submit")),
            Edge("open", (P.SUBMITTED, P.NEEDS_INFORMATION), P.OPEN, _("Open for solutions")),
            Edge(
                "ask",
                (P.SUBMITTED, P.OPEN),
                P.NEEDS_INFORMATION,
                _("Ask for more information"),
                needs_reason=True,
            ),
            Edge(
                "begin_solving",
                (P.SUBMITTED, P.NEEDS_INFORMATION, P.OPEN, P.RESOLVED, P.CLOSED),
                P.BEING_SOLVED,
                _("Solution accepted"),
            ),
            Edge("resolve", (P.OPEN, P.BEING_SOLVED), P.RESOLVED, _("Mark as resolved"), needs_reason=True),
            Edge("close", (P.OPEN, P.BEING_SOLVED), P.CLOSED, _("Close without solution"), needs_reason=True),
            Edge(
                "reopen",
                (P.BEING_SOLVED, P.RESOLVED, P.CLOSED, P.DECLINED),
                P.OPEN,
                _("Open again"),
                needs_reason=True,
            ),
            Edge(
                "merge",
                (P.SUBMITTED, P.NEEDS_INFORMATION, P.OPEN),
                P.MERGED,
                _("Merge into another problem"),
                needs_reason=True,
            ),
            Edge("decline", (P.SUBMITTED, P.NEEDS_INFORMATION), P.DECLINED, _("Decline"), needs_reason=True),
            Edge(
                "withdraw",
                (P.SUBMITTED, P.NEEDS_INFORMATION, P.OPEN),
                P.WITHDRAWN,
                pgettext_lazy("proposal", "Withdraw"),
                needs_reason=True,
            ),
        ),
        tones={
            P.SUBMITTED: "info",
            P.NEEDS_INFORMATION: "wait",
            P.OPEN: "info",
            P.BEING_SOLVED: "wait",
            P.RESOLVED: "good",
            P.DECLINED: "bad",
        },
    )
)

S = SolutionState
DECIDABLE = (
    S.IN_DISCUSSION,
    S.IN_ASSESSMENT,
    S.RECOMMENDED,
    S.NOT_RECOMMENDED,
    S.DEFERRED,
    S.REFERRED,
)
UNDECIDED = (S.SUBMITTED, *DECIDABLE)
SOLUTION = documented(
    Graph(
        title="Solution",
        states=SolutionState,
        initial=S.DRAFT,
        edges=(
            Edge("submit", (S.DRAFT,), S.SUBMITTED, _("Submit")),
            Edge("discuss", (S.SUBMITTED, S.DEFERRED, S.REFERRED), S.IN_DISCUSSION, _("Open the discussion")),
            Edge("assess", (S.IN_DISCUSSION,), S.IN_ASSESSMENT, _("Begin the assessment")),
            Edge("recommend", (S.IN_ASSESSMENT,), S.RECOMMENDED, _("Recommend"), needs_reason=True),
            Edge(
                "advise_against",
                (S.IN_ASSESSMENT,),
                S.NOT_RECOMMENDED,
                _("Do not recommend"),
                needs_reason=True,
            ),
            Edge("accept", (*DECIDABLE, S.REJECTED), S.ACCEPTED, _("Accept"), needs_reason=True),
            Edge("reject", (*DECIDABLE, S.ACCEPTED), S.REJECTED, _("Reject"), needs_reason=True),
            Edge("defer", (*DECIDABLE, S.ACCEPTED, S.REJECTED), S.DEFERRED, _("Defer"), needs_reason=True),
            Edge("refer", (*DECIDABLE, S.ACCEPTED, S.REJECTED), S.REFERRED, _("Refer"), needs_reason=True),
            Edge("pilot", (S.ACCEPTED,), S.IN_PILOT, _("Start a pilot")),
            Edge("implement", (S.IN_PILOT,), S.IMPLEMENTED, _("Report success")),
            Edge("abandon", (S.ACCEPTED, S.IN_PILOT), S.ABANDONED, _("Abandon"), needs_reason=True),
            Edge(
                "withdraw", UNDECIDED, S.WITHDRAWN, pgettext_lazy("proposal", "Withdraw"), needs_reason=True
            ),
            Edge(
                "merge",
                (S.SUBMITTED, S.IN_DISCUSSION, S.IN_ASSESSMENT),
                S.MERGED,
                _("Merge into another solution"),
                needs_reason=True,
            ),
        ),
        tones={
            S.SUBMITTED: "info",
            S.IN_DISCUSSION: "info",
            S.IN_ASSESSMENT: "wait",
            S.RECOMMENDED: "good",
            S.NOT_RECOMMENDED: "bad",
            S.ACCEPTED: "good",
            S.REJECTED: "bad",
            S.DEFERRED: "wait",
            S.REFERRED: "wait",
            S.IN_PILOT: "wait",
            S.IMPLEMENTED: "gold",
            S.ABANDONED: "bad",
        },
    )
)

T = PilotState
PILOT = documented(
    Graph(
        title="Pilot",
        states=PilotState,
        initial=T.RUNNING,
        edges=(
            Edge("succeed", (T.RUNNING,), T.SUCCEEDED, _("Report success")),
            Edge("fail", (T.RUNNING,), T.FAILED, _("Report failure")),
        ),
        tones={T.RUNNING: "wait", T.SUCCEEDED: "good", T.FAILED: "bad"},
    )
)

PROBLEM_LIVE = (P.SUBMITTED, P.NEEDS_INFORMATION, P.OPEN, P.BEING_SOLVED)
SOLUTION_LIVE = (*UNDECIDED, S.ACCEPTED, S.IN_PILOT)
EDITABLE_PROBLEM = (P.DRAFT, P.SUBMITTED, P.NEEDS_INFORMATION, P.OPEN)
EDITABLE_SOLUTION = (S.DRAFT, S.SUBMITTED, S.IN_DISCUSSION, S.DEFERRED, S.REFERRED)
