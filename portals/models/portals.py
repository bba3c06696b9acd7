"""A portal of the government, a ministry or a branch, and the tree they form."""

from pathlib import PurePath
from typing import Any, ClassVar, Self

from django.core.validators import FileExtensionValidator, RegexValidator
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import Timestamped
from portals.states import MembershipState, PortalKind

domain_name = RegexValidator(
    r"^(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$", _("Write a domain name such as mof.gov.vn.")
)


class PortalQuerySet(models.QuerySet["Portal"]):
    """Reads of the portals."""

    def visible_to(self, user: Any) -> Self:
        """Keep what `user` may see: all active ones, and for admins the others too."""
        return self if getattr(user, "is_superuser", False) else self.filter(is_active=True)

    def active(self) -> Self:
        """Keep the portals that take part."""
        return self.filter(is_active=True)

    def with_counts(self) -> Self:
        """Add `member_count`, the number of active members."""
        active = Q(memberships__state=MembershipState.ACTIVE)
        return self.annotate(member_count=Count("memberships", filter=active, distinct=True))


class Portal(Timestamped):
    """An electronic information portal; everybody acts for one."""

    slug = models.SlugField(_("short address"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=PortalKind, default=PortalKind.OTHER)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("belongs to")
    )
    website = models.URLField(_("web address"), blank=True)
    logo = models.ImageField(
        _("logo"),
        upload_to="logos/",
        blank=True,
        validators=[FileExtensionValidator(["png", "jpg", "jpeg", "webp"])],
    )
    about = models.TextField(_("description"), blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    objects: ClassVar[Any] = PortalQuerySet.as_manager()

    class Meta:
        verbose_name = _("portal")
        verbose_name_plural = _("portals")
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PortalKind.values), name="portal_kind_known"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="portal_not_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the portal's page."""
        return reverse("portals:detail", args=[self.slug])

    @property
    def label(self) -> str:
        """The short name, or the name when there is none."""
        return self.short_name or self.name

    @property
    def website_words(self) -> str:
        """The web address as people say it, without scheme and closing slash."""
        return self.website.partition("://")[2].rstrip("/")

    @property
    def where(self) -> str:
        """One line of context: the kind, and the portal it belongs to."""
        kind = str(self.get_kind_display())
        return f"{kind} · {self.parent.label}" if self.parent else kind

    @property
    def logo_url(self) -> str:
        """The address of the logo, or an empty string; changes with the logo."""
        if not self.logo:
            return ""
        return f"{reverse('portals:logo', args=[self.slug])}?v={PurePath(str(self.logo.name)).stem[:8]}"

    def ancestors(self) -> list["Portal"]:
        """Return the portals above this one, the topmost first."""
        chain: list[Portal] = []
        above = self.parent
        while above is not None and above not in chain:
            chain.insert(0, above)
            above = above.parent
        return chain

    def descendants(self) -> list["Portal"]:
        """Return the portals below this one, at any depth, with one query per level."""
        found: list[Portal] = []
        level = [self.pk]
        while level:
            children = list(Portal.objects.filter(parent__in=level).exclude(pk__in=[one.pk for one in found]))
            found += children
            level = [child.pk for child in children]
        return found


class PortalDomain(models.Model):
    """An e-mail domain whose verified addresses propose a membership."""

    portal = models.ForeignKey(Portal, models.CASCADE, related_name="domains")
    domain = models.CharField(_("e-mail domain"), max_length=190, unique=True, validators=[domain_name])

    class Meta:
        verbose_name = _("e-mail domain")
        verbose_name_plural = _("e-mail domains")
        ordering = ("domain",)

    def __str__(self) -> str:
        return self.domain
