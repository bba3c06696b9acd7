"""The own data, the own token, the own mails: behind a fresh sign-in, nothing of others."""

import io
import json
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from rest_framework.authtoken.models import Token

from core.attachments.actions import attach
from core.audit.models import AuditEvent
from core.notifications.models import OutgoingMail, Preference
from portals.actions import accounts, memberships
from portals.models import Portal, User
from tests.builders import PASSWORD, client_of, make_user

pytestmark = pytest.mark.django_db


def fresh(user: User) -> Client:
    """Return a client whose user has just signed in with the password."""
    client = client_of(user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def content(answer: Any) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


@pytest.mark.parametrize("name", ["me_archive", "me_close", "me_token"])
def test_danger_asks_for_a_fresh_sign_in(name: str, delegate: User) -> None:
    url = reverse(f"portals:{name}")
    assert client_of(delegate).get(url).url.startswith(reverse("account_reauthenticate"))
    assert Client().get(url).url.startswith(reverse("account_login"))
    assert fresh(delegate).get(url).status_code == 200


def test_the_archive_holds_everything_of_mine_and_nothing_of_others(
    delegate: User, lead: User, portal: Portal
) -> None:
    accounts.change_profile(delegate, by=delegate, name="Nguyễn Văn An", phone="024 3333")
    memberships.change(
        delegate.memberships.get(), by=lead, role="observer", from_on=delegate.memberships.get().from_on
    )
    attach(portal, [SimpleUploadedFile("note.txt", b"my evidence")], by=delegate)
    attach(portal, [SimpleUploadedFile("other.txt", b"not mine")], by=lead)
    zipped = content(fresh(delegate).get(reverse("portals:me_archive")))
    stored = json.loads(zipped.read("data.json"))
    assert stored["account"][0]["name"] == "Nguyễn Văn An"
    assert stored["memberships"][0]["portal"] == "Finance"
    assert [row["what"] for row in stored["inbox"]] == ["… changed the membership of … in …"]
    everything = b"".join(zipped.read(name) for name in zipped.namelist())
    assert b"my evidence" in everything
    assert "Nguyễn Văn An" in zipped.read("data.html").decode()
    for foreign in (lead.name, lead.email, "not mine", "other.txt", "password"):
        assert foreign.encode() not in everything
    event = AuditEvent.objects.get(fact="account.exported")
    assert event.detail["rows"] > 4


def test_hostile_names_do_no_harm_in_the_page(delegate: User) -> None:
    delegate.name = "<img src=x onerror=alert(1)>"
    delegate.save()
    page = content(fresh(delegate).get(reverse("portals:me_archive"))).read("data.html").decode()
    assert "<img src=x" not in page


def test_a_token_is_shown_once_and_reads(delegate: User) -> None:
    client, url = fresh(delegate), reverse("portals:me_token")
    made = client.post(url, {"action": "create"})
    key = made.context["key"]
    assert key.encode() in made.content
    assert key.encode() not in client.get(url).content
    header = {"Authorization": f"Token {key}"}
    assert Client(headers=header).get("/api/v1/portals/").status_code == 200
    client.post(url, {"action": "create"})
    assert Client(headers=header).get("/api/v1/portals/").status_code in {401, 403}
    client.post(url, {"action": "revoke"})
    assert not Token.objects.exists()
    facts = list(AuditEvent.objects.order_by("pk").values_list("fact", flat=True))
    assert facts == ["account.token_created", "account.token_created", "account.token_revoked"]


def test_mails_are_chosen_by_group(delegate: User, lead: User) -> None:
    url = reverse("portals:me_notifications")
    form = client_of(delegate).get(url).context["form"]
    labels = dict(form.fields["wanted"].choices)
    assert labels["membership"] == "Memberships"
    kept = [key for key in labels if key != "membership"]
    client_of(delegate).post(url, {"mail": "at_once", "wanted": kept})
    membership = delegate.memberships.get()
    memberships.change(membership, by=lead, role="observer", from_on=membership.from_on)
    assert delegate.notifications.count() == 1
    assert not OutgoingMail.objects.exists()
    again = client_of(delegate).get(url).context["form"]
    assert again.initial["wanted"] == kept


@pytest.mark.parametrize("choice", ["hourly", ""])
def test_unknown_choices_are_refused(choice: str, delegate: User) -> None:
    answer = client_of(delegate).post(reverse("portals:me_notifications"), {"mail": choice})
    assert answer.status_code == 422
    assert not Preference.objects.exists()


def test_people_without_a_password_reach_their_data_too(db: None) -> None:
    an = make_user("an", verified=True)
    an.set_unusable_password()
    an.save()
    answer = client_of(an).get(reverse("portals:me_archive"), follow=True)
    assert answer.status_code == 200
