"""What the mails about an account say, each named by the prefix allauth knows it by.

Sentences may hold words of allauth's context. A mail with a code shows it apart; one about a change says
when and from where it was made. No address is taken from the request: all begin with SITE_URL.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.errors import Sentence


@dataclass(frozen=True)
class AccountMail:
    """One mail: its subject, what it says, where its button leads, and what is said at the end."""

    subject: Sentence
    sentences: tuple[Sentence, ...]
    leads_to: str = ""
    button: Sentence = ""
    closing: Sentence = ""
    code_minutes: int = 0


NOT_YOU = _(
    "If it was not you, do nothing: without the code nothing happens. We never ask for a code ourselves."
)
NOTHING_TO_DO = _("If it was not you, you need not do anything.")


def _change(subject: Sentence, sentence: Sentence) -> AccountMail:
    """Return a mail about a change that somebody has just made to the account."""
    closing = _("If it was not you, change your password at once and end all other sessions.")
    return AccountMail(
        subject, (sentence,), "portals:security", _("Look at the safety of your account"), closing
    )


ADDRESS_CODE = AccountMail(
    _("Confirm your e-mail address"),
    (_("This address was given for an account. Enter this code in the page that is open:"),),
    closing=NOT_YOU,
    code_minutes=settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT // 60,
)
MAILS = {
    "account/email/email_confirmation": ADDRESS_CODE,
    "account/email/email_confirmation_signup": ADDRESS_CODE,
    "account/email/login_code": AccountMail(
        _("Your code to sign in"),
        (_("Enter this code in the page in which you are signing in:"),),
        closing=NOT_YOU,
        code_minutes=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60,
    ),
    "account/email/password_reset_code": AccountMail(
        _("Your code for a new password"),
        (_("Enter this code in the page that is open, then choose a new password:"),),
        closing=NOT_YOU,
        code_minutes=settings.ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT // 60,
    ),
    "account/email/account_already_exists": AccountMail(
        _("You have an account already"),
        (
            _("Somebody, probably you, wanted to open an account with the address %(email)s."),
            _("There is one already. Sign in to it; if you have forgotten the password, set a new one."),
        ),
        "account_reset_password",
        _("Set a new password"),
        NOTHING_TO_DO,
    ),
    "account/email/unknown_account": AccountMail(
        _("There is no account with this address"),
        (
            _("Somebody, probably you, wanted to sign in with the address %(email)s."),
            _("There is no account with it. Perhaps yours has another address; otherwise open one."),
        ),
        "account_signup",
        _("Open an account"),
        NOTHING_TO_DO,
    ),
    "account/email/password_changed": _change(
        _("Your password was changed"), _("The password of your account was changed.")
    ),
    "account/email/password_reset": _change(
        _("Your password was set anew"),
        _("The password of your account was set anew, with a code from a mail."),
    ),
    "account/email/password_set": _change(
        _("Your account has a password"), _("A password was set for your account.")
    ),
    "account/email/email_changed": _change(
        _("Your e-mail address was changed"),
        _("The address of your account was changed from %(from_email)s to %(to_email)s."),
    ),
    "account/email/email_confirm": _change(
        _("Your e-mail address is confirmed"), _("An e-mail address of your account was confirmed.")
    ),
    "account/email/email_deleted": _change(
        _("An e-mail address was removed"), _("The address %(deleted_email)s was removed from your account.")
    ),
    "mfa/email/totp_activated": _change(
        _("Codes from an app are on"), _("From now on your account also asks for a code from an app.")
    ),
    "mfa/email/totp_deactivated": _change(
        _("Codes from an app are off"), _("Your account no longer asks for a code from an app.")
    ),
    "mfa/email/recovery_codes_generated": _change(
        _("New recovery codes"), _("New recovery codes were made for your account; the former ones are void.")
    ),
    "mfa/email/webauthn_added": _change(
        _("A passkey was added"), _("A passkey or security key was added to your account.")
    ),
    "mfa/email/webauthn_removed": _change(
        _("A passkey was removed"), _("A passkey or security key was removed from your account.")
    ),
    "socialaccount/email/account_connected": _change(
        _("Sign-in through a portal is on"), _("The sign-in of %(provider)s was connected to your account.")
    ),
    "socialaccount/email/account_disconnected": _change(
        _("Sign-in through a portal is off"),
        _("The sign-in of %(provider)s was disconnected from your account."),
    ),
}
