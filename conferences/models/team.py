"""Who organises, chairs and assesses for a conference."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conferences.models.conferences import Conference
from conferences.states import TeamRole
from core.models import Timestamped


class TeamMember(Timestamped):
    """A person with a task in one conference; one person may have several."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="team")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="conference_roles", verbose_name=_("person")
    )
    role = models.CharField(_("task"), max_length=12, choices=TeamRole)

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team")
        ordering = ("role", "user__name", "pk")
        constraints = [
            models.UniqueConstraint(fields=["conference", "user", "role"], name="team_role_once"),
            models.CheckConstraint(condition=Q(role__in=TeamRole.values), name="team_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"
