"""The append-only audit trail: who did what to which object, for which body, when."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.facts import fact
from core.models import AppendOnly, AppendOnlyQuerySet

LABEL_LENGTH = 200


class AuditQuerySet(AppendOnlyQuerySet):
    """Reads of the trail; rows are never changed or deleted through it."""

    def about(self, obj: models.Model) -> Self:
        """Keep the events about `obj`."""
        kind = ContentType.objects.get_for_model(obj)
        return self.filter(about_type=kind, about_id=str(obj.pk))

    def by(self, user: Any) -> Self:
        """Keep what `user` did."""
        return self.filter(actor=user)

    def since(self, moment: datetime) -> Self:
        """Keep what happened at `moment` (aware) or later."""
        return self.filter(at__gte=moment)

    def with_people(self) -> Self:
        """Load actors along; `name_people` then names what has no stored name."""
        return self.select_related("actor", "about_type")


def name_people(events: Iterable["AuditEvent"]) -> None:
    """Load what the events without a stored name are about, people mostly, with one query for each kind."""
    prefetch_related_objects([one for one in events if not one.about_label], "about")


class AuditEvent(AppendOnly):
    """One fact as it happened. Holds identifiers and labels, never texts, codes or tokens."""

    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True, editable=False)
    fact = models.CharField(_("what"), max_length=80, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
    )
    acting_for_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    acting_for_label = models.CharField(_("acting for"), max_length=LABEL_LENGTH, blank=True)
    about_type = models.ForeignKey(ContentType, models.PROTECT, null=True, related_name="+")
    about_id = models.CharField(max_length=40, blank=True)
    about = GenericForeignKey("about_type", "about_id")
    about_label = models.CharField(_("about"), max_length=LABEL_LENGTH, blank=True)
    detail = models.JSONField(default=dict, blank=True)
    request_id = models.CharField(max_length=64, blank=True)

    objects: ClassVar[Any] = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit trail")
        ordering = ("-at", "-id")
        indexes = [models.Index(fields=["about_type", "about_id", "-at"], name="audit_about")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.fact}"

    @property
    def sentence(self) -> str:
        """What happened, in the active language."""
        known = fact(self.fact)
        return known.say(self.words) if known else self.fact

    @property
    def words(self) -> dict[str, Any]:
        """The words that fill the sentence's placeholders."""
        actor = str(self.actor) if self.actor else _("Interportal")
        return {**self.detail, "actor": actor, "portal": self.acting_for_label, "about": self.about_name}

    @property
    def about_name(self) -> str:
        """The stored name, or for people, whose names are not stored, the one they have now."""
        return self.about_label or (str(self.about) if self.about else "")

    @property
    def reason(self) -> str:
        """The reason that was given, or an empty string."""
        return str(self.detail.get("reason", ""))
