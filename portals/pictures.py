"""Pictures of portals and people: checked, encoded anew without metadata, made small, named at random."""

import io
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from core.attachments.checks import IMAGES, checked, ending_of
from core.errors import Refused

SIDE = 512
MAX_SIZE = 5 * 1024 * 1024


def small_picture(upload: UploadedFile[Any], *, field: str) -> ContentFile[bytes]:
    """Return the uploaded picture as PNG, at most 512 pixels wide and high, without its metadata.

    Raises Refused naming `field` for anything that is not a picture of at most 5 MB and 40 megapixels.
    """
    if ending_of(upload.name or "") not in IMAGES:
        raise Refused(_("Choose a picture: PNG, JPEG, WebP or GIF."), field=field)
    if (upload.size or 0) > MAX_SIZE:
        raise Refused(_("The picture is larger than 5 MB."), field=field)
    try:
        _name, _media_type, content = checked(upload)
    except Refused as refusal:
        raise Refused(refusal.message, field=field) from refusal
    return ContentFile(_shrunk(content.read()), name=f"{uuid4().hex}.png")


def _shrunk(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content)) as picture:
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((SIDE, SIDE))
    target = io.BytesIO()
    upright.save(target, "PNG", optimize=True)
    return target.getvalue()


def replace_picture(owner: models.Model, column: str, picture: ContentFile[bytes] | None) -> None:
    """Put `picture`, or nothing, into the column; the former file goes after commit. Saves the row."""
    stored = getattr(owner, column)
    storage, former = stored.storage, stored.name
    if picture is None:
        setattr(owner, column, "")
    else:
        stored.save(picture.name, picture, save=False)
    owner.save(update_fields=[column])
    if former:
        transaction.on_commit(lambda: storage.delete(former), robust=True)
