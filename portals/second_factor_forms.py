"""Forms of second factors, with words for people who meet a passkey for the first time."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _

NAME_HELP = _("So that you tell it from others, such as “Office laptop”.")


class AddKeyForm(AddWebAuthnForm):
    """A new key; being a passkey is what most people want."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].label, self.fields["name"].help_text = _("Name of the key"), NAME_HELP
        passwordless = self.fields["passwordless"]
        passwordless.initial, passwordless.label = True, _("Sign in with it without a password (passkey)")
        passwordless.help_text = _("The device asks for fingerprint, face or PIN.")


class EditKeyForm(EditWebAuthnForm):
    """Another name for a key."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].label, self.fields["name"].help_text = _("Name of the key"), NAME_HELP
