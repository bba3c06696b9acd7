"""Who gets what answer at the addresses of portals, people and accounts.

A desk does not exist for those whose it is not; a button says why not; the own account is behind the sign-in,
its dangerous parts behind a fresh one (which counts as an answer here).
"""

import io
from types import SimpleNamespace
from typing import Any

from allauth.usersessions.models import UserSession
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from portals.actions import accounts, invitations, portals, sign_in
from portals.models import PortalDomain
from portals.states import MembershipState
from tests.access import HIDDEN, OK, REFUSED, SIGN_IN, Cast, Visit, members, visit
from tests.builders import make_membership, make_portal

NO_ANSWER, WRONG = 401, 422
CREATED = {"slug": "fresh", "name_vi": "Mới", "kind": "ministry", "is_active": "on"}
EDITED = {"name_vi": "Tài chính", "website": "https://finance.example"}
PROFILE = {"name": "An", "language": "en", "time_zone": "Asia/Ho_Chi_Minh"}


def picture() -> SimpleUploadedFile:
    """Make a small picture."""
    target = io.BytesIO()
    Image.new("RGB", (9, 9), "teal").save(target, "PNG")
    return SimpleUploadedFile("one.png", target.getvalue())


def build(cast: Cast) -> Any:
    """Make what the addresses name: a waiting request, invitations, pictures, a provider, a hidden portal."""
    make_portal("hidden", is_active=False)
    portals.set_logo(cast.portal, picture(), by=cast.admin)
    accounts.set_picture(cast.delegate, picture(), by=cast.delegate)
    PortalDomain.objects.create(portal=cast.portal, domain="interportal.example")
    issuer = "https://sign-in.finance.example"
    sign_in.configure(cast.portal, by=cast.admin, issuer=issuer, client_id="x", secret="y")
    return SimpleNamespace(
        cast=cast,
        waiting=make_membership(cast.outsider, cast.portal, state=MembershipState.PROPOSED),
        own=cast.delegate.memberships.get(),
        sent=invitations.send("new@interportal.example", cast.portal, by=cast.lead),
        mine=invitations.send(cast.outsider.email, cast.other_portal, by=cast.other_lead),
        session=UserSession.objects.create(user=cast.delegate, ip="127.0.0.1", session_key="k" * 32),
    )


def finance(it: Any) -> list[str]:
    """Address the portal of lead and delegate."""
    return ["finance"]


def hidden(it: Any) -> list[str]:
    """Address the portal that takes no part."""
    return ["hidden"]


def signed_in(name: str, **line: Any) -> Visit:
    """Make a line for what everybody with an account has."""
    return visit(name, OK, **{"anonymous": SIGN_IN} | line)


def desk(name: str, **line: Any) -> Visit:
    """Make a line for what the portal's lead and the admin have."""
    return visit(f"portals:{name}", HIDDEN, args=finance, anonymous=SIGN_IN, lead=OK, admin=OK, **line)


def for_admins(name: str, **line: Any) -> Visit:
    """Make a line for what the admin alone has."""
    return visit(name, HIDDEN, **{"anonymous": SIGN_IN, "admin": OK} | line)


def on_waiting(name: str, post: dict[str, str], **answers: int) -> Visit:
    """Make a line for a button on the outsider's waiting request."""
    line = {"anonymous": SIGN_IN, "outsider": REFUSED} | answers
    return visit(f"portals:{name}", HIDDEN, args=lambda it: [it.waiting.pk], post=post, **line)


PORTALS = [
    visit("portals:list"),
    visit("portals:list", query="?q=finance&kind=ministry&sort=people"),
    visit("portals:tree"),
    visit("portals:detail", args=finance),
    visit("portals:detail", HIDDEN, args=hidden, note="hidden", admin=OK),
    visit("portals:logo", args=finance),
    visit("portals:logo", HIDDEN, args=lambda it: ["health"], note="none"),
    for_admins("portals:new"),
    for_admins("portals:new", post=CREATED),
    desk("edit"),
    desk("edit", post=EDITED | {"kind": "ministry", "is_active": "on", "domains": "interportal.example"}),
    for_admins("portals:sign_in", args=finance),
    for_admins("portals:sign_in", args=finance, post={"issuer": "nonsense"}, admin=WRONG),
    visit("api:portal-list"),
    visit("api:portal-detail", args=finance),
    visit("api:portal-detail", HIDDEN, args=hidden, note="hidden", admin=OK),
]

PEOPLE = [
    visit(
        "portals:join", OK, args=lambda it: ["government"], post={}, anonymous=SIGN_IN,
        organiser=REFUSED, chair=REFUSED, assessor=REFUSED,
    ),
    desk("people"),
    desk("invite"),
    desk("invite", post={"addresses": "new@interportal.example", "role": "delegate"}),
    on_waiting("membership_approve", {"role": "delegate"}, lead=OK, admin=OK),
    on_waiting("membership_decline", {"reason": "Not ours."}, lead=OK, admin=OK),
    on_waiting("membership_withdraw", {}, lead=REFUSED, admin=REFUSED, outsider=OK),
    visit("portals:membership_change", HIDDEN, args=lambda it: [it.own.pk], anonymous=SIGN_IN, lead=OK, admin=OK),
    visit(
        "portals:membership_end", HIDDEN, args=lambda it: [it.own.pk], post={"reason": "Moved."},
        anonymous=SIGN_IN, delegate=OK, lead=OK, admin=OK,
    ),
    visit("portals:person", HIDDEN, args=lambda it: [it.cast.delegate.pk], anonymous=SIGN_IN, **members(OK)),
    visit("portals:picture", HIDDEN, args=lambda it: [it.cast.delegate.pk], anonymous=SIGN_IN, **members(OK)),
    visit("portals:invitation", HIDDEN, args=lambda it: ["guessed"]),
    visit(
        "portals:invitation_accept", HIDDEN, args=lambda it: [it.mine.pk], post={},
        anonymous=SIGN_IN, outsider=OK, other_lead=REFUSED, admin=REFUSED,
    ),
    visit(
        "portals:invitation_revoke", HIDDEN, args=lambda it: [it.sent.pk], post={},
        anonymous=SIGN_IN, lead=OK, admin=OK,
    ),
]  # fmt: skip

MINE = [
    signed_in("portals:profile"),
    signed_in("portals:profile", post=PROFILE),
    signed_in("portals:security"),
    visit(
        "portals:session_end", HIDDEN, args=lambda it: [it.session.pk], post={}, anonymous=SIGN_IN, delegate=OK
    ),
    signed_in("portals:me_portals"),
    visit(
        "portals:switch", REFUSED, post={"portal": "finance"}, anonymous=SIGN_IN,
        **dict.fromkeys(("observer", "delegate", "editor", "lead"), OK),
    ),
    signed_in("portals:me_notifications"),
    signed_in("portals:me_notifications", post={"mail": "daily"}),
    signed_in("portals:me_token"),
    signed_in("portals:me_data"),
    signed_in("portals:me_archive"),
    signed_in("portals:me_close"),
    signed_in("manage:home"),
    for_admins("manage:import_portals"),
]  # fmt: skip

ENTRANCE = [
    visit(name)
    for name in (
        "account_login", "account_signup", "account_inactive", "account_logout", "account_reset_password",
        "account_password_reset_completed", "account_request_login_code", "socialaccount_login_cancelled",
    )
]  # fmt: skip

STEPS = [
    visit(name, OK, anonymous=SIGN_IN)
    for name in (
        "account_reauthenticate", "account_email", "account_change_password", "account_set_password",
        "mfa_reauthenticate", "mfa_activate_totp",
        "mfa_generate_recovery_codes", "mfa_list_webauthn", "mfa_add_webauthn",
        "mfa_reauthenticate_webauthn", "socialaccount_connections", "usersessions_list",
    )
]  # fmt: skip

NOTHING_THERE = [
    visit(name, HIDDEN, anonymous=SIGN_IN)
    for name in ("mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_download_recovery_codes")
]

OUT_OF_TURN = [
    visit("mfa_index"),
    visit("mfa_login_webauthn", OK, anonymous=SIGN_IN),
    visit("account_email_verification_sent", OK, anonymous=SIGN_IN),
    visit("account_confirm_login_code", OK, anonymous=SIGN_IN),
    visit("mfa_authenticate", OK, anonymous=SIGN_IN),
    visit("account_confirm_password_reset_code", SIGN_IN),
    visit("account_complete_password_reset"),
    visit("socialaccount_signup", SIGN_IN),
]

PROVIDERS = [
    visit("socialaccount_login_error", NO_ANSWER),
    visit("openid_connect_login", args=finance),
    visit("openid_connect_login", HIDDEN, args=lambda it: ["health"], note="not set up"),
    visit("openid_connect_callback", NO_ANSWER, args=finance),
    visit("mfa_remove_webauthn", args=lambda it: [1], anonymous=SIGN_IN, note="a fresh sign-in first"),
    visit("mfa_edit_webauthn", args=lambda it: [1], anonymous=SIGN_IN, note="a fresh sign-in first"),
]

ACCESS = [*PORTALS, *PEOPLE, *MINE, *ENTRANCE, *STEPS, *NOTHING_THERE, *OUT_OF_TURN, *PROVIDERS]
