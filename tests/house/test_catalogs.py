"""What our catalogs say is what people read: no other package has the last word on a sentence of ours."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext, npgettext, pgettext

from portals.models import User
from tests.builders import client_of

ROOT = Path(__file__).resolve().parents[2]


def messages(language: str) -> Iterator[Message]:
    """Yield the messages of all apps."""
    for path in sorted(ROOT.glob(f"*/locale/{language}/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            yield from (message for message in read_po(file, locale=language) if message.id)


def read(message: Message) -> str:
    """Return what a reader gets for the message; of several forms the one for many."""
    if isinstance(message.id, str):
        return pgettext(message.context, message.id) if message.context else gettext(message.id)
    one, many = message.id
    return npgettext(message.context, one, many, 99) if message.context else ngettext(one, many, 99)


@pytest.mark.parametrize("language", ["vi", "de"])
def test_nobody_shadows_our_words(language: str) -> None:
    with translation.override(language):
        shadowed = {
            str(message.id): read(message)
            for message in messages(language)
            if read(message) != (message.string if isinstance(message.id, str) else message.string[-1])
        }
    assert shadowed == {}


@pytest.mark.parametrize(
    ("language", "of_sign_in", "of_conferences"),
    [("de", "Sitzungen", "Sitzungen"), ("vi", "Phiên đăng nhập", "Phiên")],
)
def test_sign_in_sessions_are_no_conference_sessions(
    language: str, of_sign_in: str, of_conferences: str
) -> None:
    with translation.override(language):
        assert pgettext("sign-in", "Sessions") == of_sign_in
        assert pgettext("conference", "Sessions") == of_conferences


@pytest.mark.django_db
def test_the_registry_still_speaks_the_words_of_its_framework(admin: User) -> None:
    User.objects.filter(pk=admin.pk).update(language="de")
    page = client_of(admin).get(reverse("admin:index"))
    assert page.status_code == 200
    assert "Neueste Aktionen" in page.content.decode()
    assert "admin/index.html" in [template.name for template in page.templates]
