"""The mails about an account: our words in the reader's language, our look, no address taken from a request."""

import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from allauth.account.adapter import get_adapter
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from core.notifications.models import OutgoingMail
from portals.account_mails import MAILS
from portals.models import User
from tests.builders import make_user

pytestmark = pytest.mark.django_db
UNUSED = {"account/email/password_reset_key"}
CONTEXT: dict[str, Any] = {
    "code": "ABCD-1234",
    "from_email": "old@finance.example",
    "to_email": "new@finance.example",
    "deleted_email": "old@finance.example",
    "provider": "Finance",
    "ip": "192.0.2.7",
    "user_agent": "Mozilla/5.0 (X11; Linux) Firefox/130.0",
}


def shipped() -> set[str]:
    """Return the prefixes of all mails that the installed allauth can send."""
    home = Path(str(find_spec("allauth").origin)).parent / "templates"  # type: ignore[union-attr]
    subjects = (
        path for app in ("account", "mfa", "socialaccount") for path in (home / app).rglob("*_subject.txt")
    )
    return {str(path.relative_to(home)).removesuffix("_subject.txt") for path in subjects}


def sent(prefix: str, person: User, **context: Any) -> OutgoingMail:
    get_adapter(RequestFactory().get("/")).send_mail(prefix, person.email, CONTEXT | context)
    return OutgoingMail.objects.latest("pk")


def test_every_mail_that_allauth_knows_has_words_of_ours() -> None:
    assert set(MAILS) == shipped() - UNUSED


@pytest.mark.parametrize("language", ["vi", "en", "de"])
def test_every_mail_is_whole_in_every_language(language: str, settings: Any) -> None:
    settings.SITE_URL = "https://interportal.gov.example"
    person = make_user("an", language=language)
    for prefix, mail in MAILS.items():
        written = sent(prefix, person, timestamp=timezone.now())
        for text in (written.text, written.html):
            assert "https://interportal.gov.example" in text, prefix
            assert not re.search(r"127\.0\.0\.1|testserver|%\(|\{\{|example\.com", text), prefix
        assert written.subject.startswith("[Interportal] ")
        assert (language == "en") == (str(mail.subject) in written.subject), prefix
        assert f'<html lang="{language}">' in written.html


def test_a_code_stands_alone_on_its_line_and_says_how_long_it_lives() -> None:
    written = sent("account/email/login_code", make_user("an"))
    assert "\nABCD-1234\n" in written.text
    assert "It is valid for 10 minutes." in written.text
    assert "<b>ABCD-1234</b>" in written.html


def test_a_change_tells_when_from_where_and_what_to_do() -> None:
    moment = timezone.datetime(2027, 3, 4, 9, 30, tzinfo=timezone.get_default_timezone())
    written = sent(
        "account/email/password_changed", make_user("an", time_zone="Europe/Berlin"), timestamp=moment
    )
    for words in (
        "03:30",
        "192.0.2.7",
        "Firefox, Linux",
        "change your password at once",
        reverse("portals:security"),
    ):
        assert words in written.text
        assert words in written.html


def test_the_way_to_an_account_begins_with_our_address(settings: Any) -> None:
    settings.SITE_URL = "https://interportal.gov.example"
    client = Client(headers={"host": "127.0.0.1:8000"})
    client.post(reverse("account_request_login_code"), {"email": "nobody@finance.example"})
    written = OutgoingMail.objects.latest("pk")
    assert "https://interportal.gov.example/accounts/signup/" in written.text
    assert "127.0.0.1" not in written.text + written.html


def test_a_name_with_markup_stays_text() -> None:
    person = make_user("an")
    User.objects.filter(pk=person.pk).update(name="<b>An</b>")
    written = sent("account/email/login_code", User.objects.get(pk=person.pk))
    assert "&lt;b&gt;An" in written.html
