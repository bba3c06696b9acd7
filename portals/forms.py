"""Forms of portals and memberships: they clean input and never save."""

from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from portals.form_fields import DomainsField
from portals.models import Membership, Portal, User
from portals.policies import grantable_roles
from portals.states import PortalKind, Role
from portals.text import SEVERAL

MAX_ADDRESSES = 50


class PortalForm(forms.Form):
    """What the leads of a portal keep current."""

    name_vi = forms.CharField(label=_("Name in Vietnamese"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    name_de = forms.CharField(label=_("Name in German"), max_length=200, required=False)
    short_name = forms.CharField(
        label=_("Short name"), max_length=40, required=False, help_text=_("Shown where space is scarce.")
    )
    website = forms.URLField(label=_("Web address"), required=False, assume_scheme="https")
    about_vi = forms.CharField(label=_("About, in Vietnamese"), required=False, widget=forms.Textarea)
    about_en = forms.CharField(label=_("About, in English"), required=False, widget=forms.Textarea)
    about_de = forms.CharField(label=_("About, in German"), required=False, widget=forms.Textarea)
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
        help_text=_("A square picture of at most 5 MB. Without one, the initials are shown."),
    )
    without_logo = forms.BooleanField(label=_("Remove the logo"), required=False)

    def __init__(self, *args: Any, portal: Portal | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if portal is None or not portal.logo:
            del self.fields["without_logo"]

    @property
    def columns(self) -> dict[str, Any]:
        """The clean values that are columns of the portal."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {"slug", "logo", "without_logo"}
        }


class PortalFormForAdmins(PortalForm):
    """The same with what only admins set."""

    kind = forms.ChoiceField(label=_("Kind"), choices=PortalKind, initial=PortalKind.MINISTRY)
    parent = forms.ModelChoiceField(
        label=_("Belongs to"),
        queryset=Portal.objects.none(),
        required=False,
        empty_label=_("no portal above"),
    )
    domains = DomainsField(
        label=_("E-mail domains"),
        help_text=_("One to a line. Whoever confirms an address in one of them is proposed to the leads."),
    )
    is_active = forms.BooleanField(
        label=_("Takes part"), required=False, initial=True, help_text=_("Off: only admins see the portal.")
    )

    def __init__(self, *args: Any, portal: Portal | None = None, **options: Any) -> None:
        super().__init__(*args, portal=portal, **options)
        others = Portal.objects.all() if portal is None else Portal.objects.exclude(pk=portal.pk)
        self.fields["parent"].queryset = others  # type: ignore[attr-defined]


class NewPortalForm(PortalFormForAdmins):
    """A portal that is not there yet."""

    slug = forms.SlugField(
        label=_("Short address"), help_text=_("Small letters, digits and hyphens. It stays for good.")
    )
    field_order = ("slug", "name_vi", "name_en", "name_de", "short_name", "kind", "parent")


class MembershipForm(forms.Form):
    """Role and dates of a membership."""

    role = forms.ChoiceField(label=_("Role"))
    from_on = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    until_on = forms.DateField(
        label=_("Until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("The last day. Leave it empty when no end is planned."),
    )

    def __init__(self, *args: Any, by: User, membership: Membership, **options: Any) -> None:
        super().__init__(*args, **options)
        roles = {*grantable_roles(by, membership.portal), Role(membership.role)}
        self.fields["role"].choices = [(one.value, one.label) for one in Role if one in roles]  # type: ignore[attr-defined]


class InviteForm(forms.Form):
    """Addresses to invite, and as what."""

    addresses = forms.CharField(
        label=_("E-mail addresses"),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        help_text=_("One to a line, at most 50. Each gets a mail with a link that works once, for 14 days."),
    )
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, by: User, portal: Portal, **options: Any) -> None:
        super().__init__(*args, **options)
        roles = [(role.value, role.label) for role in grantable_roles(by, portal)]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]

    def clean_addresses(self) -> list[str]:
        """Return the addresses, each once; name the first that is none."""
        addresses = list(
            dict.fromkeys(one.lower() for one in SEVERAL.split(self.cleaned_data["addresses"]) if one)
        )
        if len(addresses) > MAX_ADDRESSES:
            raise forms.ValidationError(_("Invite at most 50 people at a time."))
        for address in addresses:
            try:
                validate_email(address)
            except forms.ValidationError as error:
                raise forms.ValidationError(_("“%s” is not an e-mail address.") % address[:100]) from error
        return addresses


class PortalFileForm(forms.Form):
    """A list of portals as a file."""

    file = forms.FileField(
        label=_("CSV file"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=_(
            "Columns: slug, name_vi, name_en, name_de, short_name, kind, parent, website, email_domains."
        ),
    )


class SignInForm(forms.Form):
    """The provider through which the people of a portal sign in."""

    issuer = forms.URLField(
        label=_("Address of the provider"),
        assume_scheme="https",
        help_text=_("The issuer, without /.well-known/openid-configuration."),
    )
    client_id = forms.CharField(label=_("Client id"), max_length=191)
    secret = forms.CharField(
        label=_("Secret"),
        max_length=191,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Leave it empty to keep the one there is."),
    )
    is_active = forms.BooleanField(
        label=_("Offer it on the sign-in page"),
        required=False,
        help_text=_("Off: nobody signs in through it."),
    )
