"""Closing an account: what was written stays, the name goes everywhere."""

import io
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.test import Client
from django.urls import reverse
from PIL import Image

from core.audit.models import AuditEvent
from core.errors import NotAllowed, Refused
from core.notifications.models import OutgoingMail
from core.notifications.outbox import post
from core.realtime.log import append
from core.realtime.models import RoomEvent
from core.search.indexing import settle
from portals.actions import accounts, closing, invitations, memberships
from portals.closing import on_closing
from portals.models import Portal, User
from tests.builders import client_of, make_member, make_user
from tests.portals.test_own_data import fresh

pytestmark = pytest.mark.django_db

NAME, PHONE = "Nguyễn Thị Thu Hằng", "024 3825 7777"


@pytest.fixture
def leaver(portal: Portal, lead: User) -> User:
    """A person whose name stands wherever the platform can put it."""
    user = make_user("hang", email="thu.hang@finance.example", verified=True)
    accounts.change_profile(user, by=user, name=NAME, phone=PHONE, position="Biên tập viên")
    target = io.BytesIO()
    Image.new("RGB", (90, 90), "teal").save(target, "PNG")
    accounts.set_picture(user, SimpleUploadedFile("me.png", target.getvalue()), by=user)
    memberships.approve(memberships.propose(portal, by=user), by=lead)
    user.refresh_from_db()
    append("thread:1", "post", {"thread": {"name": NAME}, "posts": [f"<b>{NAME}</b> wrote"]})
    post(lead.email, f"{NAME} wrote", f"Mail of {user.email}", f"<p>{NAME}</p>")
    LogEntry.objects.create(user=lead, action_flag=CHANGE, object_repr=NAME, object_id="1")
    invitations.send(user.email, portal, by=lead)
    AuditEvent.objects.create(fact="test.person", detail={"person": NAME, "more": [user.email, {"x": PHONE}]})
    return user


def everywhere() -> str:
    """Return every value of every table as one text."""
    texts: list[str] = []
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            texts += [_text_of(row) for row in models.QuerySet(model).values()]
    return "\n".join(texts)


def _text_of(row: dict[str, Any]) -> str:
    encoder = DjangoJSONEncoder(ensure_ascii=False, default=str)
    return encoder.encode({key: bytes(value) if isinstance(value, memoryview) else value for key, value in row.items()
                           if not isinstance(value, bytes | memoryview)})  # fmt: skip


def test_no_table_and_no_file_keeps_the_name(leaver: User) -> None:
    settle()
    assert NAME in everywhere()
    picture = leaver.picture.path
    closing.close(leaver, by=leaver)
    settle()
    left = everywhere()
    for word in (NAME, PHONE, "thu.hang@finance.example"):
        assert word not in left
    assert leaver.picture.name == ""
    assert settings.MEDIA_ROOT.as_posix() in picture


def test_the_person_is_called_former_delegate(leaver: User, lead: User, portal: Portal) -> None:
    closing.close(leaver, by=leaver)
    leaver.refresh_from_db()
    assert (str(leaver), leaver.is_active, leaver.closed_at is not None) == ("Former delegate", False, True)
    assert leaver.memberships.get().state == "ended"
    assert "Former delegate" in lead.notifications.latest("pk").event.sentence
    assert AuditEvent.objects.filter(fact="account.closed", about_id=str(leaver.pk)).exists()


def test_the_trail_itself_stays(leaver: User) -> None:
    before = AuditEvent.objects.count()
    closing.close(leaver, by=leaver)
    assert AuditEvent.objects.count() > before
    assert AuditEvent.objects.get(fact="test.person").detail == {"person": "–", "more": ["–", {"x": "–"}]}


def test_others_words_are_left_alone(lead: User, portal: Portal) -> None:
    an = make_user("an")
    append("thread:1", "post", {"thread": {}, "posts": ["Andere an der Wand; An sagt es."]})
    closing.close(an, by=an)
    assert RoomEvent.objects.get(room__name="thread:1").payload["posts"][0].startswith("Andere")


def test_nobody_gets_in_again(leaver: User) -> None:
    client = client_of(leaver)
    closing.close(leaver, by=leaver)
    assert client.get(reverse("portals:profile")).status_code == 302
    assert not EmailAddress.objects.filter(user=leaver).exists()
    answer = Client().post(
        reverse("account_login"), {"login": "thu.hang@finance.example", "password": "interportal-demo"}
    )
    assert answer.status_code == 200


def test_the_address_may_open_a_new_account(leaver: User) -> None:
    closing.close(leaver, by=leaver)
    assert accounts.open_account("thu.hang@finance.example", name="Somebody new").pk != leaver.pk


def test_only_the_person_or_an_admin_closes(delegate: User, lead: User, admin: User) -> None:
    with pytest.raises(NotAllowed):
        closing.close(delegate, by=lead)
    closing.close(delegate, by=admin)
    with pytest.raises(Refused):
        closing.close(delegate, by=admin)


def test_the_last_admin_stays(admin: User) -> None:
    with pytest.raises(Refused, match="last admin"):
        closing.close(admin, by=admin)
    make_user("second", is_superuser=True)
    assert closing.close(admin, by=admin).closed_at


def test_the_only_lead_may_close_and_the_admins_are_told(lead: User, admin: User) -> None:
    closing.close(lead, by=lead)
    assert [row.event.fact for row in admin.notifications.all()] == ["membership.ended"]


def test_the_apps_above_are_asked_first(delegate: User) -> None:
    seen: list[str] = []
    on_closing(lambda user: seen.append(user.name))
    closing.close(delegate, by=delegate)
    assert seen == ["Delegate"]


def test_mails_to_the_person_are_dropped(leaver: User) -> None:
    closing.close(leaver, by=leaver)
    assert not OutgoingMail.objects.filter(to="thu.hang@finance.example").exists()


def test_the_page_asks_for_the_address_and_a_box(portal: Portal) -> None:
    an = make_member("an", portal, verified=True)
    client, url = fresh(an), reverse("portals:me_close")
    assert client.post(url, {"email": "other@finance.example", "is_sure": "on"}).status_code == 422
    assert client.post(url, {"email": an.email}).status_code == 422
    assert client.post(url, {"email": an.email, "is_sure": "on"}).url == "/"
    an.refresh_from_db()
    assert an.closed_at
    assert "_auth_user_id" not in client.session
