"""The own profile: changed by oneself, in one's language, with a picture that holds nothing else."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from core.audit.models import AuditEvent
from core.errors import Refused
from portals.actions import accounts
from portals.models import User
from tests.builders import client_of

pytestmark = pytest.mark.django_db

FIELDS = {
    "name": "Nguyễn Văn An", "position": "Trưởng phòng", "phone": "024 3333", "language": "en",
    "time_zone": "Europe/Berlin", "shows_contact": "on",
}  # fmt: skip


def test_the_profile_is_saved_and_the_trail_names_only_columns(delegate: User) -> None:
    assert client_of(delegate).post(reverse("portals:profile"), FIELDS).status_code == 302
    delegate.refresh_from_db()
    assert (delegate.name, delegate.time_zone, delegate.shows_presence) == (
        "Nguyễn Văn An",
        "Europe/Berlin",
        False,
    )
    detail = AuditEvent.objects.get().detail
    assert "An" not in str(detail)
    assert "name" in detail["changed"]


def test_extra_fields_change_nothing(delegate: User) -> None:
    extra = {
        "is_staff": "on",
        "is_superuser": "on",
        "email": "evil@example.org",
        "acting_for": "1",
        "is_active": "",
    }
    client_of(delegate).post(reverse("portals:profile"), FIELDS | extra)
    delegate.refresh_from_db()
    assert (delegate.is_staff, delegate.is_superuser, delegate.is_active) == (False, False, True)
    assert delegate.email == "delegate@interportal.example"


@pytest.mark.parametrize(
    "name",
    ["", "   ", "\u200b\u200b", "\u202e", "\u3164", "12345", "x" * 151, "<b>An</b>", "An]", "{{ An }}"],
)
def test_names_are_words(name: str, delegate: User) -> None:
    answer = client_of(delegate).post(reverse("portals:profile"), FIELDS | {"name": name})
    assert answer.status_code == 422
    assert answer.context["form"].errors["name"]


def test_names_are_composed_and_rid_of_direction_marks(delegate: User) -> None:
    accounts.change_profile(delegate, by=delegate, name="Nguye\u0302\u0303n \u202eVa\u0306n  An")
    assert delegate.name == "Nguyễn Văn An"


@pytest.mark.parametrize(
    "signs", ["\u200b", "\u200d", "\u00ad", "\u202e", "\u2067", "\ufeff", "\u3164", "\u2800"]
)
def test_what_nobody_sees_is_left_out_of_names(signs: str, delegate: User) -> None:
    client_of(delegate).post(reverse("portals:profile"), FIELDS | {"name": f"An{signs}na"})
    delegate.refresh_from_db()
    assert delegate.name == "Anna"


@pytest.mark.parametrize("name", ["<b>An</b>", "An\u202e", "An\u200b", "\u3164"])
def test_the_registry_refuses_what_the_profile_refuses(name: str, delegate: User) -> None:
    delegate.name = name
    with pytest.raises(ValidationError) as refusal:
        delegate.clean_fields()
    assert list(refusal.value.message_dict) == ["name"]


def test_a_verb_refuses_markup_in_a_name(delegate: User) -> None:
    with pytest.raises(Refused) as refusal:
        accounts.change_profile(delegate, by=delegate, name="<img src=x>")
    assert refusal.value.field == "name"


def test_unknown_zones_and_languages_are_refused(delegate: User) -> None:
    for field, value in (("time_zone", "Mars/Olympus"), ("language", "xx")):
        with pytest.raises(Refused) as refusal:
            accounts.change_profile(delegate, by=delegate, **{field: value})
        assert refusal.value.field == field
        delegate.refresh_from_db()


def test_a_picture_loses_its_metadata_and_members_see_it(
    delegate: User, other_delegate: User, outsider: User
) -> None:
    photo, target = Image.new("RGB", (800, 800), "teal"), io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    photo.save(target, "JPEG", exif=exif)
    upload = SimpleUploadedFile("me.jpg", target.getvalue())
    client_of(delegate).post(reverse("portals:profile"), FIELDS | {"picture": upload})
    delegate.refresh_from_db()
    with delegate.picture.open() as stored:
        assert b"taken at home" not in stored.read()
    for who, status in ((delegate, 200), (other_delegate, 200), (outsider, 404)):
        assert client_of(who).get(delegate.picture_url).status_code == status
    assert Client().get(delegate.picture_url).status_code == 302
    client_of(delegate).post(reverse("portals:profile"), FIELDS | {"without_picture": "on"})
    delegate.refresh_from_db()
    assert delegate.picture_url == ""


def test_a_bad_picture_is_named_beside_its_field(delegate: User) -> None:
    upload = SimpleUploadedFile("me.svg", b"<svg/>")
    answer = client_of(delegate).post(reverse("portals:profile"), FIELDS | {"picture": upload})
    assert (answer.status_code, "picture" in answer.context["form"].errors) == (422, True)


def test_switching_the_language_in_the_header_is_kept(delegate: User) -> None:
    client = client_of(delegate)
    client.post(reverse("core:language"), {"language": "de", "next": "/portals/"})
    delegate.refresh_from_db()
    assert delegate.language == "de"
    assert b'lang="de"' in client.get("/portals/").content
    client.post(reverse("core:language"), {"language": "xx"})
    delegate.refresh_from_db()
    assert delegate.language == "de"


def test_the_profile_wins_over_a_stale_cookie(delegate: User) -> None:
    client = client_of(delegate)
    client.cookies["django_language"] = "de"
    assert b'lang="en"' in client.get("/portals/").content


def test_contact_is_shown_by_choice_to_members(delegate: User, other_delegate: User, outsider: User) -> None:
    url = delegate.get_absolute_url()
    delegate.phone = "024 3333"
    delegate.save()
    assert b"024 3333" not in client_of(other_delegate).get(url).content
    delegate.shows_contact = True
    delegate.save()
    assert b"024 3333" in client_of(other_delegate).get(url).content
    assert client_of(outsider).get(url).status_code == 404
    assert Client().get(url).status_code == 302


def test_opening_an_account_takes_each_address_once(db: None) -> None:
    user = accounts.open_account("An@Finance.example", name=" An ", by=None, language="de")
    assert (user.email, user.name, user.emailaddress_set.get().verified) == ("an@finance.example", "An", True)
    with pytest.raises(Refused):
        accounts.open_account("AN@finance.example", name="Double", by=None)
