"""Signing up and in: codes, passwords, limits, nothing told about who has an account."""

import re
import time
import unicodedata

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from core.audit.models import AuditEvent
from core.notifications.models import OutgoingMail
from portals.models import Portal, PortalDomain, User
from tests.builders import PASSWORD, client_of, make_user

pytestmark = pytest.mark.django_db

FRESH = "cà phê sữa đá ở Hà Nội"


def sign_up(client: Client, **values: str) -> str:
    fields = {"name": "Nguyễn Văn An", "email": "an@finance.example", "password1": FRESH} | values
    answer = client.post(reverse("account_signup"), fields)
    assert answer.status_code == 302, answer.context["form"].errors
    return answer.url


def sign_in(client: Client, email: str, password: str = PASSWORD) -> int:
    return client.post(reverse("account_login"), {"login": email, "password": password}).status_code


def code_in(text: str) -> str:
    found = re.search(r"^([A-Z0-9]{2,4}-?[A-Z0-9]{2,4})$", text, re.MULTILINE)
    assert found, text
    return found[1]


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_signing_up_takes_a_name_an_address_and_a_code(
    portal: Portal, lead: User, django_capture_on_commit_callbacks: object
) -> None:
    PortalDomain.objects.create(portal=portal, domain="finance.example")
    client = Client(headers={"accept-language": "de"})
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        url = sign_up(client)
    assert not is_in(client)
    sent = mail.outbox[-1]
    assert sent.to == ["an@finance.example"]
    answer = client.post(url, {"code": code_in(str(sent.body))})
    assert answer.url == reverse("portals:me_portals")
    an = User.objects.get(email="an@finance.example")
    assert (an.name, an.language, an.emailaddress_set.get().verified) == ("Nguyễn Văn An", "de", True)
    assert an.memberships.get().state == "proposed"
    facts = set(AuditEvent.objects.filter(actor=an).values_list("fact", flat=True))
    assert {"account.signed_up", "account.signed_in", "membership.proposed"} <= facts


def test_a_wrong_code_lets_nobody_in_and_three_end_it(db: None) -> None:
    client = Client()
    url = sign_up(client)
    for _ in range(3):
        client.post(url, {"code": "WRONG1"})
    assert not is_in(client)
    code = code_in(OutgoingMail.objects.latest("pk").text)
    client.post(url, {"code": code})
    assert not is_in(client)


@pytest.mark.parametrize("password", ["short", "password1234", "an@finance.example"])
def test_weak_passwords_are_refused(password: str, db: None) -> None:
    fields = {"name": "An", "email": "an@finance.example", "password1": password}
    answer = Client().post(reverse("account_signup"), fields)
    assert "password1" in answer.context["form"].errors
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["", " \u200b ", "1234", "<b>An</b>"])
def test_names_need_letters(name: str, db: None) -> None:
    fields = {"name": name, "email": "an@finance.example", "password1": FRESH}
    assert "name" in Client().post(reverse("account_signup"), fields).context["form"].errors


def test_extra_fields_make_nobody_an_admin(db: None) -> None:
    sign_up(Client(), is_superuser="on", is_staff="on", acting_for="1", role="lead")
    an = User.objects.get()
    assert (an.is_superuser, an.is_staff, an.memberships.count()) == (False, False, 0)


def test_long_passwords_in_any_letters_and_any_composition(db: None) -> None:
    make_user("an", verified=True)
    an = User.objects.get()
    long = "một câu dài " * 10
    an.set_password(unicodedata.normalize("NFC", long))
    an.save()
    assert sign_in(Client(), an.email, unicodedata.normalize("NFD", long)) == 302


def test_an_address_that_is_taken_is_not_told(delegate: User) -> None:
    known, unknown = Client(), Client()
    assert sign_up(known, email=delegate.email) == sign_up(unknown)
    first, second = (one.get(reverse("account_email_verification_sent")) for one in (known, unknown))
    assert first.status_code == second.status_code == 200
    assert first.content.replace(delegate.email.encode(), b"") != b""
    subjects = [one.subject for one in OutgoingMail.objects.order_by("pk")]
    assert "You have an account already" in subjects[0]
    assert User.objects.filter(email=delegate.email).count() == 1


def test_a_reset_answers_alike_for_known_and_unknown(delegate: User) -> None:
    answers = [
        Client().post(reverse("account_reset_password"), {"email": email})
        for email in (delegate.email, "nobody@finance.example")
    ]
    assert [(one.status_code, one.url) for one in answers] == [(302, answers[0].url)] * 2
    assert OutgoingMail.objects.count() == 2


def test_a_reset_by_code_sets_a_new_password_once(db: None) -> None:
    make_user("an", email="an@finance.example", verified=True)
    client = Client()
    url = client.post(reverse("account_reset_password"), {"email": "an@finance.example"}).url
    code = code_in(OutgoingMail.objects.get().text)
    url = client.post(url, {"code": code}).url
    client.post(url, {"password1": FRESH, "password2": FRESH})
    assert sign_in(Client(), "an@finance.example", FRESH) == 302
    assert sign_in(Client(), "an@finance.example") == 200
    assert AuditEvent.objects.filter(fact="account.password_reset").exists()


def test_signing_in_by_a_mailed_code(db: None) -> None:
    an = make_user("an", verified=True)
    client = Client()
    url = client.post(reverse("account_request_login_code"), {"email": an.email}).url
    client.post(url, {"code": code_in(OutgoingMail.objects.get().text)})
    assert is_in(client)


def test_an_unknown_address_gets_the_same_page_for_its_code(db: None) -> None:
    an = make_user("an", verified=True)
    urls = {
        Client().post(reverse("account_request_login_code"), {"email": email}).url
        for email in (an.email, "nobody@finance.example")
    }
    assert len(urls) == 1


def test_five_failures_slow_an_account_wherever_they_come_from(db: None) -> None:
    an, other = make_user("an", verified=True), make_user("other", verified=True)
    for count in range(5):
        Client(REMOTE_ADDR=f"10.0.0.{count}").post(
            reverse("account_login"), {"login": an.email, "password": "wrong wrong wrong"}
        )
    right = {"login": an.email, "password": PASSWORD}
    client = Client(REMOTE_ADDR="10.9.9.9", headers={"accept-language": "en"})
    answer = client.post(reverse("account_login"), right)
    assert not is_in(client)
    assert "Too many failed login attempts" in str(answer.context["form"].errors)
    assert sign_in(Client(), other.email) == 302


def test_a_hall_behind_one_address_gets_in(db: None) -> None:
    people = [make_user(f"guest-{count}", verified=True) for count in range(40)]
    people *= 8
    assert {sign_in(Client(), one.email) for one in people[:300]} == {302}


def test_failures_are_in_the_trail_without_a_full_address(db: None) -> None:
    an = make_user("an", verified=True)
    Client(REMOTE_ADDR="203.0.113.77").post(reverse("account_login"), {"login": an.email, "password": "x"})
    event = AuditEvent.objects.get()
    assert (event.fact, event.about, event.detail) == (
        "account.sign_in_failed",
        an,
        {"network": "203.0.113.0/24"},
    )
    sign_in(Client(), "nobody@finance.example")
    assert AuditEvent.objects.count() == 1


def test_closed_doors_for_inactive_accounts(db: None) -> None:
    an = make_user("an", verified=True, is_active=False)
    client = Client()
    sign_in(client, an.email)
    assert not is_in(client)


def test_unverified_accounts_are_asked_for_the_code(db: None) -> None:
    an = make_user("an")
    an.emailaddress_set.create(email=an.email, primary=True, verified=False)
    client = Client()
    assert sign_in(client, an.email) == 302
    assert not is_in(client)


@pytest.mark.parametrize(
    "evil", ["//evil.example", "/\\evil.example", "https:evil.example", "https://evil.example/x"]
)
def test_next_stays_on_the_site(evil: str, db: None) -> None:
    an = make_user("an", verified=True)
    answer = Client().post(
        reverse("account_login") + f"?next={evil}", {"login": an.email, "password": PASSWORD, "next": evil}
    )
    assert answer.status_code == 302
    assert "evil" not in answer.url


def test_the_time_of_an_answer_tells_nothing(db: None, settings: object) -> None:
    an = make_user("an", verified=True)

    def seconds(email: str) -> float:
        started = time.perf_counter()
        Client(REMOTE_ADDR="10.0.0.1").post(
            reverse("account_login"), {"login": email, "password": "wrong wrong"}
        )
        return time.perf_counter() - started

    seconds(an.email)
    known = min(seconds(an.email) for _ in range(3))
    unknown = min(seconds(f"nobody{count}@finance.example") for count in range(3))
    assert abs(known - unknown) < 0.25


def test_signing_out_needs_a_post(delegate: User) -> None:
    client = client_of(delegate)
    client.get(reverse("account_logout"))
    assert is_in(client)
    client.post(reverse("account_logout"))
    assert not is_in(client)
    assert AuditEvent.objects.get().fact == "account.signed_out"


def test_own_sessions_are_listed_and_ended_singly(db: None) -> None:
    an = make_user("an", verified=True)
    office, phone = Client(headers={"user-agent": "Mozilla Windows Firefox/140"}), Client()
    for client in (office, phone):
        sign_in(client, an.email)
    page = phone.get(reverse("usersessions_list"))
    assert b"Firefox, Windows" in page.content
    one = next(session for session in page.context["sessions"] if session.user_agent)
    stranger = client_of(make_user("stranger"))
    assert stranger.post(reverse("portals:session_end", args=[one.pk])).status_code == 404
    phone.post(reverse("portals:session_end", args=[one.pk]))
    assert office.get(reverse("portals:profile")).status_code == 302
    assert phone.get(reverse("portals:profile")).status_code == 200


def test_the_registry_is_entered_through_our_sign_in(admin: User, delegate: User) -> None:
    for path in ("/registry/", "/registry/login/"):
        answer = Client().get(path, follow=True)
        assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))
    assert client_of(delegate).get("/registry/").status_code in {302, 403}
    assert client_of(admin).get("/registry/").status_code == 200


def test_danger_asks_once_more_who_one_is(db: None) -> None:
    an = make_user("an", verified=True)
    client = client_of(an)
    answer = client.get(reverse("mfa_activate_totp"))
    assert answer.url.startswith(reverse("account_reauthenticate"))


def test_mails_to_people_are_in_their_language(db: None) -> None:
    an = make_user("an", verified=True, language="vi")
    Client(headers={"accept-language": "en"}).post(reverse("account_request_login_code"), {"email": an.email})
    sent = OutgoingMail.objects.get()
    assert 'lang="vi"' in sent.html
    assert "example.com" not in sent.text + sent.subject
