"""Second factors: an app, recovery codes, and the demand by role."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.urls import reverse

from core.audit.models import AuditEvent
from portals.models import User
from tests.builders import PASSWORD, client_of, make_user
from tests.portals.test_own_data import fresh

pytestmark = pytest.mark.django_db


def code_now(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return f"{hotp_value(secret, counter):06d}"


def enrol(client: Client) -> str:
    """Set up an authenticator app; return its secret."""
    url = reverse("mfa_activate_totp")
    secret = client.get(url).context["form"].secret
    answer = client.post(url, {"code": code_now(secret)})
    assert answer.status_code == 302, answer.context["form"].errors
    return str(secret)


def test_an_app_is_asked_for_after_the_password(db: None) -> None:
    an = make_user("an", verified=True)
    secret = enrol(fresh(an))
    client = Client()
    answer = client.post(reverse("account_login"), {"login": an.email, "password": PASSWORD})
    assert answer.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    client.post(answer.url, {"code": "000000"})
    assert "_auth_user_id" not in client.session
    assert AuditEvent.objects.latest("pk").fact == "account.sign_in_failed"
    Authenticator.objects.filter(user=an, type="totp").update(last_used_at=None)
    client.post(answer.url, {"code": code_now(secret)})
    assert client.session["_auth_user_id"] == str(an.pk)


def test_a_recovery_code_opens_once(db: None) -> None:
    an = make_user("an", verified=True)
    enrol(fresh(an))
    codes = Authenticator.objects.get(user=an, type="recovery_codes").wrap().get_unused_codes()
    for expected in (True, False):
        client = Client()
        url = client.post(reverse("account_login"), {"login": an.email, "password": PASSWORD}).url
        client.post(url, {"code": codes[0]})
        assert ("_auth_user_id" in client.session) is expected


def test_factors_are_in_the_trail_without_their_secret(
    db: None, django_capture_on_commit_callbacks: Any
) -> None:
    an = make_user("an", verified=True)
    client = fresh(an)
    with django_capture_on_commit_callbacks(execute=True):
        secret = enrol(client)
    client.post(reverse("mfa_deactivate_totp"))
    events = AuditEvent.objects.filter(fact__startswith="account.factor").order_by("pk")
    assert ("account.factor_added", "totp") in [(one.fact, one.detail["kind"]) for one in events]
    assert "account.factor_removed" in {one.fact for one in events}
    assert secret not in str(list(AuditEvent.objects.values()))


def test_the_safety_page_says_how_things_stand(db: None) -> None:
    an = make_user("an", verified=True)
    client = fresh(an)
    enrol(client)
    stands = {
        str(one.label): str(one.standing)
        for one in client.get(reverse("portals:security")).context["safeguards"]
    }
    assert stands["Authenticator app"] == "active"
    assert stands["Recovery codes"] == "10 left"
    assert stands["Password"] == "set"


@pytest.mark.parametrize("who", ["lead", "organiser", "editor", "admin"])
def test_who_decides_for_others_must_have_one(who: str, request: Any, settings: Any) -> None:
    settings.MFA_DEMANDED_OF_ROLES = True
    person: User = request.getfixturevalue(who)
    client = client_of(person)
    for path in ("/portals/", "/me/", "/registry/"):
        assert client.get(path).url == reverse("portals:security")
    refused = client.get("/api/v1/portals/")
    assert (refused.status_code, "second factor" in refused.json()["detail"]) == (403, True)
    for path in (reverse("portals:security"), reverse("account_email"), reverse("usersessions_list")):
        assert client.get(path).status_code == 200
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    assert client.get("/portals/").status_code == 200


@pytest.mark.parametrize("who", ["delegate", "observer", "outsider", None])
def test_others_may_do_without(who: str | None, request: Any, settings: Any) -> None:
    settings.MFA_DEMANDED_OF_ROLES = True
    person = request.getfixturevalue(who) if who else None
    assert client_of(person).get("/portals/").status_code == 200 if person else True


def test_it_is_not_demanded_where_the_setting_is_off(lead: User, settings: Any) -> None:
    settings.MFA_DEMANDED_OF_ROLES = False
    assert client_of(lead).get("/portals/").status_code == 200
