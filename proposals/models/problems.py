"""Problems that portals meet, and which portals have them too."""

from typing import Any, ClassVar, Self
from uuid import uuid4

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conferences.models import Conference, Session
from core.attachments.models import Attachment
from core.models import Timestamped
from portals.models import Portal, Theme
from proposals.states import PROBLEM, PROBLEM_LIVE, ProblemState
from proposals.words import SEVERITY_TONES, Frequency, Severity, Urgency

TITLE_LENGTH = 160


class ProblemQuerySet(models.QuerySet["Problem"]):
    """Reads of the problems."""

    def visible_to(self, user: Any) -> Self:
        """Keep what `user` may see: members everything submitted, authors also their own drafts."""
        if not user.is_authenticated or not user.is_member:
            return self.none()
        return self.filter(~Q(state=ProblemState.DRAFT) | Q(author=user))

    def submitted(self) -> Self:
        """Leave the drafts out."""
        return self.exclude(state=ProblemState.DRAFT)

    def live(self) -> Self:
        """Keep those that still wait for a solution."""
        return self.filter(state__in=PROBLEM_LIVE)

    def of_people(self, user: Any) -> Self:
        """Keep those `user` wrote."""
        return self.filter(author=user)

    def with_parties(self) -> Self:
        """Load portal, author and conference along."""
        return self.select_related("portal", "author", "conference", "session")

    def with_counts(self) -> Self:
        """Add `affected_count` and `solution_count`, drafts of solutions not counted."""
        return self.annotate(
            affected_count=count_of(AffectedPortal.objects.filter(problem=OuterRef("pk")), "problem"),
            solution_count=count_of(
                Problem.solutions.through.objects.filter(problem=OuterRef("pk")).exclude(
                    solution__state=ProblemState.DRAFT
                ),
                "problem",
            ),
        )

    def with_order(self) -> Self:
        """Add `is_settled`, 0 while a problem waits for a solution and 1 afterwards, to sort by."""
        waiting = When(state__in=PROBLEM_LIVE, then=Value(0))
        return self.annotate(is_settled=Case(waiting, default=Value(1), output_field=IntegerField()))


def count_of(rows: models.QuerySet[Any], column: str) -> Coalesce:
    """Return the number of `rows` as a subquery, so that two counts in one list do not multiply."""
    counted = rows.order_by().values(column).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


class Problem(Timestamped):
    """Something that hinders portals in informing or interacting; written for `portal` by `author`."""

    number = models.PositiveIntegerField(_("number"), unique=True, editable=False)
    title = models.CharField(_("title"), max_length=TITLE_LENGTH, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=ProblemState, default=ProblemState.DRAFT)
    portal = models.ForeignKey(Portal, models.PROTECT, related_name="problems", verbose_name=_("portal"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="problems", verbose_name=_("author")
    )
    conference = models.ForeignKey(
        Conference,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="problems",
        verbose_name=_("conference"),
    )
    session = models.ForeignKey(
        Session, models.SET_NULL, null=True, blank=True, related_name="problems", verbose_name=_("session")
    )
    language = models.CharField(_("written in"), max_length=5, choices=settings.LANGUAGES, default="vi")
    what_happens = models.TextField(_("what happens"), blank=True)
    effect = models.TextField(_("effect"), blank=True)
    since_on = models.DateField(_("since when"), null=True, blank=True)
    frequency = models.CharField(_("how often"), max_length=10, choices=Frequency, blank=True)
    severity = models.PositiveSmallIntegerField(_("severity"), choices=Severity, default=Severity.MEDIUM)
    urgency = models.PositiveSmallIntegerField(_("urgency"), choices=Urgency, default=Urgency.NORMAL)
    services = models.TextField(_("services hit"), blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="problems", verbose_name=_("themes"))
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    state_since = models.DateTimeField(_("in this state since"), default=timezone.now)
    client_id = models.UUIDField(default=uuid4, editable=False)
    attachments = GenericRelation(Attachment, "owner_id", "owner_type")

    objects: ClassVar[Any] = ProblemQuerySet.as_manager()

    class Meta:
        verbose_name = _("problem")
        verbose_name_plural = _("problems")
        ordering = ("-number",)
        constraints = [
            PROBLEM.constraint("problem_state_known"),
            models.CheckConstraint(condition=Q(severity__in=Severity.values), name="problem_severity_known"),
            models.CheckConstraint(condition=Q(urgency__in=Urgency.values), name="problem_urgency_known"),
            models.CheckConstraint(
                condition=Q(frequency__in=["", *Frequency.values]), name="problem_frequency_known"
            ),
            models.CheckConstraint(
                condition=Q(state=ProblemState.DRAFT)
                | (~Q(title="") & ~Q(what_happens="") & Q(submitted_at__isnull=False)),
                name="problem_complete_once_submitted",
            ),
            models.CheckConstraint(
                condition=Q(state=ProblemState.MERGED, merged_into__isnull=False)
                | (~Q(state=ProblemState.MERGED) & Q(merged_into=None)),
                name="problem_merged_names_target",
            ),
            models.UniqueConstraint(fields=["author", "client_id"], name="problem_draft_once"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="problem_not_into_itself"),
        ]
        indexes = [
            models.Index(fields=["state", "-submitted_at"], name="problem_state_date"),
            models.Index(fields=["-submitted_at"], name="problem_date"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".rstrip()

    def get_absolute_url(self) -> str:
        """Return the problem's page."""
        return reverse("proposals:problem_detail", args=[self.number])

    @property
    def code(self) -> str:
        """The number as people quote it."""
        return f"P-{self.number}"

    @property
    def state_tone(self) -> str:
        """The colour role of the state."""
        return PROBLEM.tone(self.state)

    @property
    def severity_tone(self) -> str:
        """The colour role of the severity."""
        return SEVERITY_TONES[Severity(self.severity)]

    @property
    def is_draft(self) -> bool:
        """Whether only its author sees it."""
        return self.state == ProblemState.DRAFT

    @property
    def is_urgent(self) -> bool:
        """Whether it runs in the urgent lane."""
        return self.urgency == Urgency.URGENT

    @property
    def room(self) -> str:
        """The name of the room in which its changes are told."""
        return f"problem:{self.pk}"


class AffectedPortal(Timestamped):
    """A portal that has the problem too, as bad as it says."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="affected")
    portal = models.ForeignKey(Portal, models.PROTECT, related_name="affected_by", verbose_name=_("portal"))
    severity = models.PositiveSmallIntegerField(
        _("how bad it is for us"), choices=Severity, default=Severity.MEDIUM
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("affected portal")
        verbose_name_plural = _("affected portals")
        ordering = ("-severity", "created_at")
        constraints = [
            models.UniqueConstraint(fields=["problem", "portal"], name="affected_once_per_portal"),
            models.CheckConstraint(condition=Q(severity__in=Severity.values), name="affected_severity_known"),
        ]

    def __str__(self) -> str:
        return f"{self.portal} – {self.problem}"

    @property
    def severity_tone(self) -> str:
        """The colour role of the severity."""
        return SEVERITY_TONES[Severity(self.severity)]
