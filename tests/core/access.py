"""Who gets what answer at the addresses of the ground floor: frame, files, inbox, trail, live rooms.

The world: a file of a draft that only the delegate's portal sees, and something the delegate was told.
"""

import io
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image

from core.announcing import announce
from core.attachments.actions import attach
from core.attachments.facts import FILE_ATTACHED
from core.notifications import quiet
from core.notifications.models import Notification
from core.realtime.rooms import inbox_of
from tests.access import HIDDEN, OK, SIGN_IN, Cast, members, visit
from tests.library.builders import make_draft

WRONG = 422  # the form again, with what is wrong
OWN_PORTAL = {"delegate": OK, "lead": OK, "editor": OK}


def drawn() -> bytes:
    """Return the least picture."""
    target = io.BytesIO()
    Image.new("RGB", (2, 2), "teal").save(target, "PNG")
    return target.getvalue()


def build(cast: Cast) -> Any:
    """Make the draft with its file, and tell the delegate about it."""
    draft = make_draft(cast.delegate)
    files = [SimpleUploadedFile("plan.pdf", b"%PDF-1.7\n"), SimpleUploadedFile("map.png", drawn())]
    file, picture = attach(draft, files, by=cast.delegate)
    with transaction.atomic():
        announce(FILE_ATTACHED, by=cast.lead, about=draft, to=[cast.delegate], url="/library/")
    return SimpleNamespace(
        cast=cast, file=file, picture=picture, told=Notification.objects.get(recipient=cast.delegate)
    )


def file(it: Any) -> list[UUID]:
    return [it.file.pk]


def picture(it: Any) -> list[UUID]:
    return [it.picture.pk]


def token_of(user: Any) -> str:
    return quiet.unsubscribe_address(quiet.Wish(user.pk)).split("/")[-2]


def told(it: Any) -> list[int]:
    return [it.told.pk]


ACCESS = [
    visit("core:language", post={"language": "de"}),
    visit("core:display", post={"theme": "dark"}),
    visit("core:preview", post={"text": "**bold**"}, anonymous=403),
    visit("core:emoji"),
    visit("core:cards", query="?u=/portals/"),
    visit("core:styleguide", HIDDEN),
    visit("core:robots"),
    visit("core:favicon"),
    visit(
        "live:events",
        HIDDEN,
        args=lambda it: [inbox_of(it.cast.people["delegate"].pk)],
        query="?after=0",
        anonymous=401,
        delegate=OK,
    ),
    visit("attachments:download", HIDDEN, args=file, **OWN_PORTAL, admin=OK),
    visit("attachments:remove", HIDDEN, args=file, post={}, anonymous=SIGN_IN, **OWN_PORTAL, admin=403),
    visit("attachments:small", HIDDEN, args=picture, **OWN_PORTAL, admin=OK),
    visit("attachments:describe", HIDDEN, args=picture, anonymous=HIDDEN, **OWN_PORTAL, admin=OK),
    visit(
        "attachments:describe",
        HIDDEN,
        args=picture,
        post={"description": "A map"},
        **OWN_PORTAL,
        admin=WRONG,
    ),
    visit("notifications:inbox", anonymous=SIGN_IN, outsider=OK, **members(OK)),
    visit("notifications:unsubscribe", args=lambda it: [token_of(it.cast.delegate)]),
    visit("notifications:unsubscribe", args=lambda it: [token_of(it.cast.delegate)], post={"action": "end"}),
    visit("notifications:unsubscribe", HIDDEN, args=lambda it: ["forged"]),
    visit("notifications:read_all", post={}, anonymous=SIGN_IN),
    visit("notifications:open", HIDDEN, args=told, anonymous=SIGN_IN, delegate=OK),
    visit("notifications:open", HIDDEN, args=told, post={}, anonymous=SIGN_IN, delegate=OK),
    visit("audit:trail", HIDDEN, anonymous=SIGN_IN, admin=OK),
]
