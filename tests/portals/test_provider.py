"""Sign-in through a portal's own OpenID provider: a real one, over HTTP, with code and PKCE."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from allauth.socialaccount.models import SocialAccount, SocialApp
from django.test import Client
from django.urls import reverse

from core.audit.models import AuditEvent
from core.errors import NotAllowed, Refused
from portals.actions import memberships, sign_in
from portals.models import Portal, PortalDomain, PortalSignIn, User
from portals.states import MembershipState
from tests.builders import client_of, make_portal, make_user
from tests.provider.words import CLIENT, PASSWORD, SECRET

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
RETURN = "http://testserver/accounts/oidc/finance/login/callback/"
READY_SECONDS = 90


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a provider that runs in a process of its own."""
    port = free_port()
    folder = tmp_path_factory.mktemp("provider")
    environment = os.environ | {"INTERPORTAL_DATA": str(folder), "DATABASE_URL": "", "REDIS_URL": ""}
    command = [sys.executable, "-m", "tests.provider.serve", str(port), RETURN]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        wait_for(f"http://127.0.0.1:{port}", process, folder / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            if httpx.get(f"{address}/.well-known/openid-configuration").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    pytest.fail(log.read_text())


@pytest.fixture
def offered(portal: Portal, issuer: str, admin: User) -> PortalSignIn:
    """The portal's sign-in, set up."""
    PortalDomain.objects.create(portal=portal, domain="finance.example")
    return sign_in.configure(portal, by=admin, issuer=issuer, client_id=CLIENT, secret=SECRET)


def leave(client: Client, process: str = "login") -> str:
    """Press the portal's button; return where it leads."""
    url = reverse("openid_connect_login", args=["finance"]) + f"?process={process}"
    answer = client.post(url)
    assert answer.status_code == 302, answer.content
    return str(answer.url)


def at_the_provider(there: str, email: str, *, action: str = "grant") -> str:
    """Sign in and consent at the provider; return the address it leads back to."""
    with httpx.Client(follow_redirects=True, base_url="http://provider", timeout=30) as browser:
        page = browser.get(there)
        fields = {"login": email, "password": PASSWORD, "csrfmiddlewaretoken": token(page.text)}
        next_page = parse_qs(urlsplit(str(page.url)).query)["next"][0]
        page = browser.post(str(page.url), data=fields | {"next": next_page})
        fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
        wanted = {name: value.replace("&quot;", '"') for name, value in fields.items()}
        scopes = re.findall(r'name="scopes" value="([^"]+)"', page.text)
        answer = browser.post(
            urlsplit(there)._replace(query="").geturl(),
            data=wanted | {"action": action, "scopes": scopes},
            follow_redirects=False,
        )
    assert answer.status_code == 302, answer.text
    return str(answer.headers["location"])


def token(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found, page
    return found[1]


def come_back(client: Client, address: str) -> httpx.Response:
    assert address.startswith(RETURN)
    return client.get(address.removeprefix("http://testserver"))  # type: ignore[return-value]


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_first_sign_in_makes_an_account_and_a_member(
    offered: PortalSignIn, portal: Portal, lead: User
) -> None:
    client = Client(headers={"accept-language": "de"})
    there = leave(client)
    asked = parse_qs(urlsplit(there).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["response_type"] == ["code"]
    come_back(client, at_the_provider(there, "an@finance.example"))
    assert is_in(client)
    an = User.objects.get(email="an@finance.example")
    membership = an.memberships.get()
    assert (an.name, an.language, an.has_usable_password()) == ("Nguyễn Văn An", "de", False)
    assert (membership.portal, membership.state, membership.is_sso) == (portal, MembershipState.ACTIVE, True)
    facts = list(AuditEvent.objects.filter(actor=an).order_by("pk").values_list("fact", flat=True))
    assert facts == ["account.signed_up", "account.signed_in", "membership.joined"]


def test_the_second_time_one_is_the_same_person(offered: PortalSignIn) -> None:
    for _ in range(2):
        client = Client()
        come_back(client, at_the_provider(leave(client), "an@finance.example"))
        assert is_in(client)
    assert User.objects.filter(email="an@finance.example").count() == 1
    assert SocialAccount.objects.get().provider == "finance"


@pytest.mark.parametrize(
    ("email", "words", "why"),
    [
        ("binh@finance.example", "not confirmed your e-mail address", "unverified"),
        ("chi@elsewhere.example", "does not belong to this portal", "foreign domain"),
    ],
)
def test_who_is_not_vouched_for_stays_out(email: str, words: str, why: str, offered: PortalSignIn) -> None:
    client = Client(headers={"accept-language": "en"})
    answer = come_back(client, at_the_provider(leave(client), email))
    assert (answer.status_code, words in answer.content.decode()) == (403, True)
    assert not is_in(client)
    assert not User.objects.filter(email=email).exists()
    event = AuditEvent.objects.get(fact="portal.sign_in_refused")
    assert (event.about, event.detail["why"]) == (offered.portal, why)


def test_an_answer_counts_once(offered: PortalSignIn) -> None:
    client = Client()
    back = at_the_provider(leave(client), "an@finance.example")
    come_back(client, back)
    client.logout()
    assert come_back(client, back).status_code == 401
    assert not is_in(client)


def test_anothers_answer_does_not_sign_me_in(offered: PortalSignIn) -> None:
    attacker, victim = Client(), Client()
    back = at_the_provider(leave(attacker), "an@finance.example")
    come_back(victim, back)
    assert not is_in(victim)
    leave(victim)
    come_back(victim, back)
    assert not is_in(victim)


def test_a_made_up_code_is_refused(offered: PortalSignIn) -> None:
    client = Client()
    state = parse_qs(urlsplit(leave(client)).query)["state"][0]
    come_back(client, f"{RETURN}?code=made-up&state={state}")
    assert not is_in(client)


def test_saying_no_at_the_provider_leads_back(offered: PortalSignIn) -> None:
    client = Client()
    answer = come_back(client, at_the_provider(leave(client), "an@finance.example", action="cancel"))
    assert answer.status_code in {200, 302}
    assert not is_in(client)


def test_an_account_here_is_never_taken_over(offered: PortalSignIn) -> None:
    mine = make_user("dung", email="dung@finance.example", verified=True, is_superuser=True)
    client = Client(headers={"accept-language": "en"})
    answer = come_back(client, at_the_provider(leave(client), "dung@finance.example"))
    assert answer.url.startswith(reverse("account_login"))
    assert not is_in(client)
    assert not SocialAccount.objects.filter(user=mine).exists()
    page = client.get(answer.url)
    assert b"There is an account with your address already" in page.content


def test_signed_in_one_connects_and_joins(offered: PortalSignIn, portal: Portal) -> None:
    mine = make_user("dung", email="dung@finance.example", verified=True)
    client = client_of(mine)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    come_back(client, at_the_provider(leave(client, "connect"), "dung@finance.example"))
    assert SocialAccount.objects.get(user=mine).provider == "finance"
    assert mine.memberships.get().portal == portal
    again = Client()
    come_back(again, at_the_provider(leave(again), "dung@finance.example"))
    assert again.session["_auth_user_id"] == str(mine.pk)


def test_who_was_sent_away_comes_in_but_is_no_member(
    offered: PortalSignIn, portal: Portal, lead: User
) -> None:
    client = Client()
    come_back(client, at_the_provider(leave(client), "an@finance.example"))
    an = User.objects.get(email="an@finance.example")
    memberships.end(an.memberships.get(), by=lead, reason="Moved.")
    client = Client()
    come_back(client, at_the_provider(leave(client), "an@finance.example"))
    assert is_in(client)
    assert [one.state for one in an.memberships.order_by("pk")] == ["ended", "proposed"]


def test_a_portals_provider_does_not_open_another_portal(
    offered: PortalSignIn, issuer: str, other_portal: Portal, admin: User
) -> None:
    PortalDomain.objects.create(portal=other_portal, domain="health.example")
    sign_in.configure(other_portal, by=admin, issuer=issuer, client_id=CLIENT, secret=SECRET)
    client = Client()
    back = at_the_provider(leave(client), "an@finance.example")
    client.get(back.removeprefix("http://testserver").replace("/finance/", "/health/"))
    assert not is_in(client)


def test_the_policy_of_sign_in_pages_lets_forms_lead_to_the_provider(
    offered: PortalSignIn, issuer: str
) -> None:
    policy = Client().get(reverse("account_login"))["Content-Security-Policy"]
    assert f"form-action 'self' {issuer}" in policy
    assert issuer not in Client().get(reverse("portals:list"))["Content-Security-Policy"]


def test_switched_off_it_is_gone(offered: PortalSignIn, admin: User, portal: Portal) -> None:
    assert b"Finance" in Client().get(reverse("account_login")).content
    sign_in.configure(portal, by=admin, issuer=offered.issuer, client_id=CLIENT, is_active=False)
    assert b"provider-list" not in Client().get(reverse("account_login")).content
    assert Client().post(reverse("openid_connect_login", args=["finance"])).status_code == 404


def test_a_dead_provider_is_said_so(offered: PortalSignIn) -> None:
    app = SocialApp.objects.get()
    app.settings["server_url"] = f"http://127.0.0.1:{free_port()}"
    app.save()
    answer = Client(headers={"accept-language": "en"}).post(reverse("openid_connect_login", args=["finance"]))
    assert (answer.status_code, b"does not answer at the moment" in answer.content) == (502, True)


def test_only_admins_set_it_up(lead: User, portal: Portal, issuer: str) -> None:
    PortalDomain.objects.create(portal=portal, domain="finance.example")
    with pytest.raises(NotAllowed):
        sign_in.configure(portal, by=lead, issuer=issuer, client_id=CLIENT, secret=SECRET)
    assert client_of(lead).get(reverse("portals:sign_in", args=[portal.slug])).status_code == 404


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"issuer": "ftp://x.example"}, "issuer"),
        ({"issuer": "https://a:b@x.example"}, "issuer"),
        ({"secret": ""}, "secret"),
    ],
)
def test_bad_set_ups_name_their_field(
    values: dict[str, str], field: str, portal: Portal, admin: User
) -> None:
    PortalDomain.objects.create(portal=portal, domain="finance.example")
    right = {"issuer": "https://x.example", "client_id": "x", "secret": "y"}
    with pytest.raises(Refused) as refusal:
        sign_in.configure(portal, by=admin, **right | values)
    assert refusal.value.field == field


def test_a_portal_without_domains_gets_none(admin: User) -> None:
    with pytest.raises(Refused, match="domains first"):
        sign_in.configure(make_portal(), by=admin, issuer="https://x.example", client_id="x", secret="y")


def test_in_production_the_provider_speaks_tls(portal: Portal, admin: User, settings: object) -> None:
    PortalDomain.objects.create(portal=portal, domain="finance.example")
    settings.PRODUCTION = True  # type: ignore[attr-defined]
    with pytest.raises(Refused):
        sign_in.configure(portal, by=admin, issuer="http://x.example", client_id="x", secret="y")


def test_the_form_asks_the_provider_first(admin: User, portal: Portal, issuer: str) -> None:
    PortalDomain.objects.create(portal=portal, domain="finance.example")
    url = reverse("portals:sign_in", args=[portal.slug])
    values = {"client_id": CLIENT, "secret": SECRET, "is_active": "on"}
    wrong = client_of(admin).post(url, values | {"issuer": f"http://127.0.0.1:{free_port()}"})
    assert (wrong.status_code, PortalSignIn.objects.count()) == (422, 0)
    assert client_of(admin).post(url, values | {"issuer": issuer}).status_code == 302
    page = client_of(admin).get(url)
    assert SECRET.encode() not in page.content
    client_of(admin).post(url, {"issuer": issuer, "client_id": CLIENT, "is_active": "on"})
    assert SocialApp.objects.get().secret == SECRET
