"""Which portal is how far with which practice, and what came of it."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Timestamped
from library.models.practices import BestPractice
from library.states import ADOPTION, RUNNING, AdoptionState
from portals.models import Portal


class AdoptionQuerySet(models.QuerySet["Adoption"]):
    """Reads of the adoptions."""

    def visible_to(self, user: Any) -> Self:
        """Keep those of practices that `user` may see, with what their names are made of."""
        seen = self.filter(practice__in=BestPractice.objects.visible_to(user))
        return seen.select_related("portal", "practice")

    def running(self) -> Self:
        """Leave out the stopped ones."""
        return self.filter(state__in=RUNNING)

    def with_parties(self) -> Self:
        """Load portal and practice along."""
        return self.select_related("portal", "practice", "declared_by")


class Adoption(Timestamped):
    """One portal's way with one practice."""

    practice = models.ForeignKey(BestPractice, models.PROTECT, related_name="adoptions")
    portal = models.ForeignKey(Portal, models.PROTECT, related_name="adoptions", verbose_name=_("portal"))
    state = models.CharField(
        _("state"), max_length=20, choices=AdoptionState, default=AdoptionState.INTERESTED
    )
    adaptation = models.TextField(_("what we do differently"), blank=True)
    outcome = models.TextField(_("outcome"), blank=True)
    usefulness = models.PositiveSmallIntegerField(_("usefulness, 1 to 5"), null=True, blank=True)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField(default=timezone.now)
    outcome_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = AdoptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")
        ordering = ("-changed_at",)
        constraints = [
            ADOPTION.constraint("adoption_state_known"),
            models.UniqueConstraint(fields=["practice", "portal"], name="adoption_once_per_portal"),
            models.CheckConstraint(
                condition=Q(usefulness=None) | Q(usefulness__range=(1, 5)), name="adoption_usefulness_range"
            ),
            models.CheckConstraint(
                condition=~Q(state=AdoptionState.OUTCOME_REPORTED)
                | (~Q(outcome="") & Q(usefulness__isnull=False, outcome_at__isnull=False)),
                name="adoption_outcome_is_told",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.portal}: {self.practice}"

    def get_absolute_url(self) -> str:
        """Return the place of the adoption on the practice's page."""
        return reverse("library:detail", args=[self.practice.slug]) + "#adoptions"

    @property
    def state_tone(self) -> str:
        """The colour role of the state."""
        return ADOPTION.tone(self.state)
