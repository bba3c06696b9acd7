"""Solutions that portals propose, the problems they answer, and who writes them."""

from typing import Any, ClassVar, Self
from uuid import uuid4

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conferences.models import Conference
from core.attachments.models import Attachment
from core.models import Timestamped
from portals.models import Portal
from proposals.models.problems import TITLE_LENGTH, Problem, count_of
from proposals.states import SOLUTION, SOLUTION_LIVE, SolutionState


class SolutionQuerySet(models.QuerySet["Solution"]):
    """Reads of the solutions."""

    def visible_to(self, user: Any) -> Self:
        """Keep what `user` may see: members everything submitted, its writers also the draft."""
        if not user.is_authenticated or not user.is_member:
            return self.none()
        written = CoAuthor.objects.filter(user=user).values("solution")
        return self.filter(~Q(state=SolutionState.DRAFT) | Q(author=user) | Q(pk__in=written))

    def submitted(self) -> Self:
        """Leave the drafts out."""
        return self.exclude(state=SolutionState.DRAFT)

    def live(self) -> Self:
        """Keep those on which something is still to be done."""
        return self.filter(state__in=SOLUTION_LIVE)

    def of_people(self, user: Any) -> Self:
        """Keep those `user` wrote or co-wrote."""
        written = CoAuthor.objects.filter(user=user, confirmed_at__isnull=False).values("solution")
        return self.filter(Q(author=user) | Q(pk__in=written))

    def with_parties(self) -> Self:
        """Load portal, author and conference along."""
        return self.select_related("portal", "author", "conference")

    def with_counts(self) -> Self:
        """Add `sponsor_count` and `endorsement_count`."""
        mine = OuterRef("pk")
        sponsors: Any = self.model._meta.get_field("sponsorships").related_model
        endorsements: Any = self.model._meta.get_field("endorsements").related_model
        return self.annotate(
            sponsor_count=count_of(sponsors.objects.filter(solution=mine), "solution"),
            endorsement_count=count_of(endorsements.objects.filter(solution=mine), "solution"),
        )


class Solution(Timestamped):
    """A proposal that answers one or more problems; written for `portal` by `author` and co-authors."""

    number = models.PositiveIntegerField(_("number"), unique=True, editable=False)
    title = models.CharField(_("title"), max_length=TITLE_LENGTH, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=SolutionState, default=SolutionState.DRAFT)
    problems = models.ManyToManyField(
        Problem, through="Answer", related_name="solutions", verbose_name=_("problems")
    )
    portal = models.ForeignKey(Portal, models.PROTECT, related_name="solutions", verbose_name=_("portal"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="solutions", verbose_name=_("author")
    )
    conference = models.ForeignKey(
        Conference,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="solutions",
        verbose_name=_("conference"),
    )
    language = models.CharField(_("written in"), max_length=5, choices=settings.LANGUAGES, default="vi")
    summary = models.TextField(_("summary"), blank=True)
    steps = models.TextField(_("steps"), blank=True)
    benefit = models.TextField(_("benefit"), blank=True)
    indicators = models.TextField(_("indicators"), blank=True)
    cost = models.TextField(_("cost"), blank=True)
    effort = models.TextField(_("effort"), blank=True)
    time_needed = models.TextField(_("time needed"), blank=True)
    legal_basis = models.TextField(_("legal basis"), blank=True)
    risks = models.TextField(_("risks"), blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    state_since = models.DateTimeField(_("in this state since"), default=timezone.now)
    client_id = models.UUIDField(default=uuid4, editable=False)
    attachments = GenericRelation(Attachment, "owner_id", "owner_type")

    objects: ClassVar[Any] = SolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("solution")
        verbose_name_plural = _("solutions")
        ordering = ("-number",)
        constraints = [
            SOLUTION.constraint("solution_state_known"),
            models.CheckConstraint(
                condition=Q(state=SolutionState.DRAFT)
                | (~Q(title="") & ~Q(summary="") & Q(submitted_at__isnull=False)),
                name="solution_complete_once_submitted",
            ),
            models.CheckConstraint(
                condition=Q(state=SolutionState.MERGED, merged_into__isnull=False)
                | (~Q(state=SolutionState.MERGED) & Q(merged_into=None)),
                name="solution_merged_names_target",
            ),
            models.UniqueConstraint(fields=["author", "client_id"], name="solution_draft_once"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="solution_not_into_itself"),
        ]
        indexes = [
            models.Index(fields=["state", "-submitted_at"], name="solution_state_date"),
            models.Index(fields=["-submitted_at"], name="solution_date"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".rstrip()

    def get_absolute_url(self) -> str:
        """Return the solution's page."""
        return reverse("proposals:solution_detail", args=[self.number])

    @property
    def code(self) -> str:
        """The number as people quote it."""
        return f"S-{self.number}"

    @property
    def state_tone(self) -> str:
        """The colour role of the state."""
        return SOLUTION.tone(self.state)

    @property
    def is_draft(self) -> bool:
        """Whether only its writers see it."""
        return self.state == SolutionState.DRAFT

    @property
    def is_assessed(self) -> bool:
        """Whether anybody has assessed it yet."""
        return self.assessments.exists()

    @property
    def room(self) -> str:
        """The name of the room in which its changes are told."""
        return f"solution:{self.pk}"


class Answer(models.Model):
    """A solution answers a problem."""

    solution = models.ForeignKey(Solution, models.CASCADE, related_name="answers")
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="answers")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ("created_at", "pk")
        constraints = [models.UniqueConstraint(fields=["solution", "problem"], name="answer_once")]

    def __str__(self) -> str:
        return f"{self.solution} → {self.problem}"


class CoAuthor(models.Model):
    """A person asked to write along; named in public once the person has confirmed."""

    solution = models.ForeignKey(Solution, models.CASCADE, related_name="co_authors")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person")
    )
    portal = models.ForeignKey(Portal, models.PROTECT, related_name="+", verbose_name=_("portal"))
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("co-author")
        verbose_name_plural = _("co-authors")
        ordering = ("created_at", "pk")
        constraints = [models.UniqueConstraint(fields=["solution", "user"], name="co_author_once")]

    def __str__(self) -> str:
        return f"{self.user} – {self.solution}"
