"""Reading and pressing the pages inside a conference as a person does."""

from typing import Any

from django.urls import reverse

from conferences.models import Conference
from portals.models import User
from tests.builders import client_of


def page(user: User | None, conference: Conference, name: str = "detail", *more: Any, **query: Any) -> str:
    """Return the text of a page inside the conference."""
    answer = client_of(user).get(reverse(f"conferences:{name}", args=[conference.slug, *more]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def send(user: User, conference: Conference, name: str, *more: Any, **fields: Any) -> Any:
    """Post to an address inside the conference and follow."""
    address = reverse(f"conferences:{name}", args=[conference.slug, *more])
    return client_of(user).post(address, fields, follow=True)
