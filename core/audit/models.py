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
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.audit import names
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
        """Load actors along; `name_all` then gives all things their names."""
        return self.select_related("actor", "about_type")


def name_all(events: Iterable["AuditEvent"]) -> None:
    """Load what is named anew for each reader: bodies with one query, other things with one for each kind."""
    listed = list(events)
    prefetch_related_objects([one for one in listed if one.is_named_anew], "about")
    found = names.bodies({key for one in listed for key in one.body_keys})
    for one in listed:
        one.bodies = found


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
        return known.say(self.words) if known else str(_("Something this version no longer has words for"))

    @property
    def label(self) -> str:
        """What kind of thing happened, without saying to whom."""
        known = fact(self.fact)
        return known.say({}) if known else self.fact

    @property
    def words(self) -> dict[str, Any]:
        """The words that fill the sentence's placeholders."""
        actor = str(self.actor) if self.actor else _("Interportal")
        said = {"actor": actor, "portal": self.body_name, "about": self.about_name}
        if concerned := self.bodies.get(self.detail.get("portal_id")):
            said["body"] = str(concerned)
        return {**self.detail, **said}

    @property
    def body_keys(self) -> set[int]:
        """The keys of the body acted for and of the one concerned."""
        return {key for key in (self.acting_for_id, self.detail.get("portal_id")) if key}

    @cached_property
    def bodies(self) -> dict[int, Any]:
        """The bodies of the event as they are now, by key; lists have them read all at once."""
        return names.bodies(self.body_keys)

    @property
    def body_name(self) -> str:
        """The name of the body acted for in the reader's language, else the one that was stored."""
        return str(self.bodies.get(self.acting_for_id or 0, self.acting_for_label))

    @property
    def is_named_anew(self) -> bool:
        """Whether its object's name is not stored, as of people, or differs from language to language."""
        if not self.about_label or self.about_type_id is None:
            return True
        return names.is_spoken(ContentType.objects.get_for_id(self.about_type_id).model_class())

    @property
    def about_name(self) -> str:
        """The name of its object: the stored one, or the one it has now for this reader."""
        return str(self.about) if self.is_named_anew and self.about else self.about_label

    @property
    def reason(self) -> str:
        """The reason that was given, or an empty string."""
        return str(self.detail.get("reason", ""))
