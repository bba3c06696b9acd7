"""A person with an account: signs in by e-mail and acts for a portal."""

import unicodedata
from collections.abc import Iterable
from datetime import tzinfo
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.text.zones import zone_names
from portals.models.portals import Portal
from portals.states import MembershipState, Role
from portals.text import plain_name

if TYPE_CHECKING:
    from portals.models.memberships import Membership


def composed(text: str) -> str:
    """Return `text` with its marks joined to their letters (NFC), as all keyboards should send it."""
    return unicodedata.normalize("NFC", text)


def known_zone(value: str) -> None:
    """Raise ValidationError when `value` is not a name of the zone database."""
    if value not in zone_names():
        raise ValidationError(_("Choose a time zone such as Asia/Ho_Chi_Minh."))


class UserQuerySet(models.QuerySet["User"]):
    """Reads of the people."""

    def active(self) -> "UserQuerySet":
        """Keep accounts that may sign in."""
        return self.filter(is_active=True)

    def visible_to(self, viewer: Any) -> "UserQuerySet":
        """Keep whom `viewer` finds in the directory.

        Members find members, everybody finds themselves; leads also whoever asked or used to act for their
        portal, as their desk names them.
        """
        if not viewer.is_authenticated:
            return self.none()
        if viewer.is_superuser:
            return self
        if not viewer.is_member:
            return self.filter(pk=viewer.pk)
        found = Q(memberships__state=MembershipState.ACTIVE) | Q(
            memberships__portal__in=viewer.led_portal_ids
        )
        return self.filter(Q(is_active=True) & found | Q(pk=viewer.pk)).distinct()

    def leading(self, portal: Portal) -> "UserQuerySet":
        """Keep the leads of `portal` in force today."""
        return self.with_role(portal, [Role.LEAD])

    def with_role(self, portal: Portal, roles: Iterable[str]) -> "UserQuerySet":
        """Keep active people who hold one of `roles` for `portal` today."""
        today = timezone.localdate()
        return self.active().filter(
            Q(memberships__until_on=None) | Q(memberships__until_on__gte=today),
            memberships__portal=portal,
            memberships__role__in=list(roles),
            memberships__state=MembershipState.ACTIVE,
            memberships__from_on__lte=today,
        )


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Makes accounts; the address is the only login."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the account with this address, whatever its case."""
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account; without `password` it can only sign in by code, passkey or provider."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an admin."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. `acting_for` is the portal chosen in the header; `portal` the one in force."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True, validators=[plain_name])
    position = models.CharField(_("job title"), max_length=150, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    picture = models.ImageField(_("picture"), upload_to="pictures/", blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="vi")
    time_zone = models.CharField(
        _("time zone"), max_length=60, default=settings.TIME_ZONE, validators=[known_zone]
    )
    shows_contact = models.BooleanField(_("show my contact details to members"), default=False)
    shows_presence = models.BooleanField(_("show others when I read or type"), default=True)
    holds_posts = models.BooleanField(_("let me take back what I send for ten seconds"), default=True)
    acting_for = models.ForeignKey(Portal, models.SET_NULL, null=True, blank=True, related_name="+")
    is_staff = models.BooleanField(_("may open the registry"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)
    closed_at = models.DateTimeField(_("account closed"), null=True, blank=True)

    objects: ClassVar[Any] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """Return the name; closed accounts have none left, unnamed ones are called by the address."""
        if self.closed_at:
            return str(_("Former delegate"))
        return self.name or self.email.partition("@")[0]

    def set_password(self, raw_password: str | None) -> None:
        """Keep a password however its letters were composed (NFC and NFD are one)."""
        super().set_password(None if raw_password is None else composed(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        """Compare a password however its letters were composed."""
        return super().check_password(composed(raw_password or ""))

    @property
    def picture_url(self) -> str:
        """The address of the picture, or an empty string; changes with the picture."""
        if not self.picture:
            return ""
        return f"{reverse('portals:picture', args=[self.pk])}?v={PurePath(str(self.picture.name)).stem[:8]}"

    @property
    def record_label(self) -> str:
        """What the audit trail stores of a person: no name, so that it can go when the account is closed."""
        return ""

    def get_absolute_url(self) -> str:
        """Return the person's page in the directory."""
        return reverse("portals:person", args=[self.pk])

    @property
    def zone(self) -> tzinfo:
        """The time zone in which times are shown to this person."""
        return ZoneInfo(self.time_zone or settings.TIME_ZONE)

    @cached_property
    def active_memberships(self) -> list["Membership"]:
        """Memberships in force today with their portals, oldest first; read once, or prefetched by a list."""
        return list(self.memberships.in_force().select_related("portal").order_by("from_on", "pk"))

    @cached_property
    def membership(self) -> "Membership | None":
        """The membership one acts under: of the chosen portal, else the oldest in force."""
        chosen = [one for one in self.active_memberships if one.portal_id == self.acting_for_id]
        return next(iter(chosen + self.active_memberships), None)

    @property
    def portal(self) -> Portal | None:
        """The portal this person acts for now, or None."""
        return self.membership.portal if self.membership else None

    @property
    def is_member(self) -> bool:
        """Whether the person has a membership in force (admins count as members)."""
        return self.is_active and (self.is_superuser or bool(self.active_memberships))

    def has_role(self, *roles: str, portal: Portal | None = None) -> bool:
        """Tell whether the person holds one of `roles`, for `portal` if given, else for any portal."""
        return any(
            one.role in roles and (portal is None or one.portal_id == portal.pk)
            for one in self.active_memberships
        )

    @property
    def led_portal_ids(self) -> list[int]:
        """The portals this person leads."""
        return [one.portal_id for one in self.active_memberships if one.role == Role.LEAD]

    def leads(self, portal: Portal | None) -> bool:
        """Tell whether the person is a lead of `portal`."""
        return portal is not None and self.has_role(Role.LEAD, portal=portal)

    def forget_cached(self) -> None:
        """Read memberships afresh next time, after a verb has changed them."""
        for name in ("active_memberships", "membership"):
            self.__dict__.pop(name, None)
