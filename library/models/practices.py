"""A best practice: written by one portal, verified by another, readable by all."""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Count, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.attachments.models import Attachment
from core.models import Timestamped
from library.models.texts import PracticeText
from library.states import EDITABLE, PRACTICE, READABLE, WORKING, AsRead, Evidence, PracticeState
from portals.models import Portal, Theme
from portals.policies import is_editor
from portals.states import Role
from proposals.models import Solution

if TYPE_CHECKING:
    from library.models.versions import PracticeVersion


class PracticeQuerySet(models.QuerySet["BestPractice"]):
    """Reads of the library."""

    def visible_to(self, user: Any) -> Self:
        """Keep what `user` may see.

        Whatever has a verified version: the public ones to everybody, the others to members. Drafts to
        their author and the owner's leads and editors; drafts in review to every editor; all to admins.
        """
        verified = Q(version__gte=1) & ~Q(state=PracticeState.ARCHIVED)
        if not user.is_authenticated or not user.is_member:
            return self.filter(verified, is_public=True)
        if user.is_superuser:
            return self
        own = [one.portal_id for one in user.active_memberships if one.role in (Role.LEAD, Role.EDITOR)]
        parties = Q(author=user) | Q(owner__in=own)
        if user.has_role(Role.EDITOR):
            parties |= Q(state=PracticeState.IN_REVIEW)
        return self.filter(verified | parties)

    def verified(self) -> Self:
        """Keep what has a version that everybody entitled may read now."""
        return self.filter(version__gte=1).exclude(
            state__in=(PracticeState.ARCHIVED, PracticeState.SUPERSEDED)
        )

    def read_as(self, state: PracticeState) -> Self:
        """Keep those whose verified version stands at `state`, also while a new version is being written."""
        run_out = Q(verified_until__lt=timezone.localdate())
        while_written = {
            PracticeState.PUBLISHED: ~run_out & Q(is_outdated=False),
            PracticeState.REVIEW_DUE: run_out & Q(is_outdated=False),
            PracticeState.OUTDATED: Q(is_outdated=True),
        }
        return self.filter(Q(state=state) | Q(while_written[state], state__in=WORKING, version__gte=1))

    def in_review(self) -> Self:
        """Keep what waits for a reviewer."""
        return self.filter(state=PracticeState.IN_REVIEW)

    def of_people(self, user: Any) -> Self:
        """Keep those that `user` wrote, or that belong to a portal `user` leads or edits for."""
        own = [one.portal_id for one in user.active_memberships if one.role in (Role.LEAD, Role.EDITOR)]
        return self.filter(Q(author=user) | Q(owner__in=own))

    def overdue_on(self, day: date) -> Self:
        """Keep published ones whose verification has run out by `day`."""
        return self.filter(state=PracticeState.PUBLISHED, verified_until__lt=day)

    def with_parties(self) -> Self:
        """Load owner, author and origin along."""
        return self.select_related("owner", "author", "origin").prefetch_related("themes")

    def with_text_read(self) -> Self:
        """Load along what `read` chooses from: the verified version, and the reader's language of it."""
        model: Any = self.model
        versions, translations = (
            model._meta.get_field(name).related_model.objects.all() for name in ("versions", "translations")
        )
        return self.prefetch_related(
            Prefetch("versions", versions.filter(number=F("practice__version")), to_attr="versions_read"),
            Prefetch(
                "translations", translations.filter(language=get_language()), to_attr="translations_read"
            ),
        )

    def holding(self, words: str) -> Self:
        """Keep those whose verified title or summary holds `words`, in any language."""
        version = Q(versions__number=F("version")) & (
            Q(versions__title__icontains=words) | Q(versions__summary__icontains=words)
        )
        translation = Q(translations__title__icontains=words) | Q(translations__summary__icontains=words)
        return self.filter(pk__in=self.model.objects.filter(version | translation).values("pk"))

    def with_counts(self) -> Self:
        """Add `adoption_count`, the portals that plan or use it, stopped ones left out.

        A sub-select per row: joining and grouping would read the whole library before it shows a page.
        """
        adoptions: Any = self.model._meta.get_field("adoptions").related_model
        running = adoptions.objects.filter(practice=OuterRef("pk")).exclude(state="stopped").order_by()
        count = running.values("practice").annotate(number=Count("pk")).values("number")
        return self.annotate(adoption_count=Coalesce(Subquery(count), 0))


class BestPractice(Timestamped, PracticeText):
    """The working copy of a practice; what the public reads is the newest `PracticeVersion`."""

    slug = models.SlugField(_("short address"), max_length=80, unique=True)
    state = models.CharField(_("state"), max_length=20, choices=PracticeState, default=PracticeState.DRAFT)
    language = models.CharField(_("written in"), max_length=5, choices=settings.LANGUAGES, default="vi")
    owner = models.ForeignKey(Portal, models.PROTECT, related_name="practices", verbose_name=_("owner"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="practices", verbose_name=_("author")
    )
    origin = models.ForeignKey(
        Solution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="practices",
        verbose_name=_("comes from"),
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="practices", verbose_name=_("themes"))
    evidence = models.CharField(_("evidence"), max_length=12, choices=Evidence, default=Evidence.REPORTED)
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    is_public = models.BooleanField(
        _("public"),
        default=False,
        help_text=_("Readable without an account; otherwise by members of portals only."),
    )
    review_interval_months = models.PositiveSmallIntegerField(_("review every … months"), default=12)
    version = models.PositiveIntegerField(_("verified version"), default=0, editable=False)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    verified_for = models.ForeignKey(Portal, models.PROTECT, null=True, blank=True, related_name="+")
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True)
    verified_until = models.DateField(_("verified until"), null=True, blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=1, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    is_outdated = models.BooleanField(_("outdated"), default=False, editable=False)
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="supersedes"
    )
    source_id = models.CharField(max_length=80, blank=True, editable=False)
    attachments = GenericRelation(Attachment, "owner_id", "owner_type")

    translations_read: list[PracticeText]
    versions_read: list[PracticeText]

    objects: ClassVar[Any] = PracticeQuerySet.as_manager()
    reserved_slugs = frozenset({"new", "from-solution", "matrix", "desk", "import"})

    class Meta:
        verbose_name = _("best practice")
        verbose_name_plural = _("best practices")
        ordering = ("-verified_at", "-pk")
        constraints = [
            PRACTICE.constraint("practice_state_known"),
            models.CheckConstraint(condition=Q(evidence__in=Evidence.values), name="practice_evidence_known"),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(summary=""), name="practice_has_title_and_summary"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=READABLE)
                | Q(version__gte=1, verified_by__isnull=False, verified_until__isnull=False),
                name="practice_published_is_verified",
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None) | ~Q(verified_by=F("author")),
                name="practice_author_not_verifier",
            ),
            models.CheckConstraint(
                condition=Q(verified_for=None) | ~Q(verified_for=F("owner")),
                name="practice_verifier_other_portal",
            ),
            models.CheckConstraint(
                condition=~Q(state=PracticeState.SUPERSEDED) | Q(superseded_by__isnull=False),
                name="practice_superseded_names_successor",
            ),
            models.CheckConstraint(
                condition=Q(review_interval_months__range=(1, 60)), name="practice_review_interval_sane"
            ),
            models.UniqueConstraint(
                fields=["owner", "source_id"], condition=~Q(source_id=""), name="practice_imported_once"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-verified_at"], name="practice_state_date"),
            models.Index(fields=["-verified_at", "-id"], name="practice_date"),
            models.Index(fields=["state", "version", "author", "owner"], name="practice_standing"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the practice's page."""
        return reverse("library:detail", args=[self.slug])

    @property
    def state_tone(self) -> str:
        """The colour role of the state."""
        return PRACTICE.tone(self.state)

    @property
    def is_readable(self) -> bool:
        """Whether a verified version may be read by whoever is entitled."""
        return self.version >= 1 and self.state != PracticeState.ARCHIVED

    @property
    def is_overdue(self) -> bool:
        """Whether the verification has run out."""
        return self.verified_until is not None and self.verified_until < timezone.localdate()

    def files_open_to(self, user: Any) -> bool:
        """Tell whether `user` may remove files: the owner's people while it is written, nobody once verified."""
        return self.state in EDITABLE and self.is_written_by(user)

    def is_written_by(self, user: Any) -> bool:
        """Tell whether `user` stands for the owner: the author, while a member, its leads and editors."""
        leads = user.is_authenticated and user.has_role(Role.LEAD, Role.EDITOR, portal=self.owner)
        return leads or (user.pk == self.author_id and user.is_member)

    def shows_draft_to(self, user: Any) -> bool:
        """Tell whether `user` may read the working copy: the owner's people, reviewing editors, admins."""
        reviewed = self.state == PracticeState.IN_REVIEW
        return self.is_written_by(user) or user.is_superuser or (reviewed and is_editor(user))

    def files_read_by(self, user: Any, files: models.QuerySet[Attachment]) -> models.QuerySet[Attachment]:
        """Keep of `files` those the newest version was verified with; who sees the draft has all."""
        newest = None if self.shows_draft_to(user) else self.newest_version()
        return files.filter(created_at__lte=newest.published_at) if newest else files

    @property
    def as_read(self) -> AsRead:
        """How the verified version stands: a new version being written does not make it a draft."""
        if self.version == 0 or self.state not in WORKING:
            return AsRead(self.state)
        if self.is_outdated:
            return AsRead(PracticeState.OUTDATED)
        return AsRead(PracticeState.REVIEW_DUE if self.is_overdue else PracticeState.PUBLISHED)

    @property
    def read(self) -> PracticeText:
        """The text for lists: the reader's language, else the verified version, else the working copy.

        Needs `with_text_read()`.
        """
        found = [*self.translations_read, *self.versions_read]
        return found[0] if found else self

    def newest_version(self) -> "PracticeVersion | None":
        """Return the version the public reads, or None before the first verification."""
        return self.versions.filter(number=self.version).select_related("published_by").first()
