"""Attaching files to objects and taking them away."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from core.announcing import announce
from core.attachments.checks import MEBIBYTE, checked, thumbnail_of
from core.attachments.facts import FILE_ATTACHED, FILE_DESCRIBED, FILE_REMOVED
from core.attachments.models import Attachment
from core.errors import NotAllowed, Refused
from core.text.clean import one_line

MAX_FILES = 10
QUOTA = getattr(settings, "ATTACHMENT_QUOTA_MIB", 500) * MEBIBYTE


@transaction.atomic
def attach(owner: models.Model, uploads: Iterable[UploadedFile[Any]], *, by: Any) -> list[Attachment]:
    """Check and store `uploads` as files of `owner`; the caller has asked the policy.

    All or none: raises Refused (field `files`) when one is not acceptable, when the owner would have
    more than 10, or when the person's quota is used up.
    """
    files = [checked(upload) for upload in uploads]
    if len(files) + Attachment.objects.of(owner).count() > MAX_FILES:
        raise Refused(_("At most 10 files can be attached."), field="files")
    used = Attachment.objects.filter(uploaded_by=by).aggregate(total=Sum("size"))["total"] or 0
    if used + sum(content.size for _name, _type, content in files) > QUOTA:
        raise Refused(_("Your space for files is used up. Remove some first."), field="files")
    return [_store(owner, name, media_type, content, by) for name, media_type, content in files]


def _store(owner: models.Model, name: str, media_type: str, content: Any, by: Any) -> Attachment:
    attachment = Attachment(owner=owner, name=name, media_type=media_type, size=content.size, uploaded_by=by)
    attachment.file.save(name, content, save=False)
    if small := thumbnail_of(content, media_type):
        attachment.thumbnail.save(name, small, save=False)
    attachment.save(force_insert=True)
    announce(FILE_ATTACHED, by=by, acting_for=by.portal, about=owner, detail={"file": str(attachment.pk)})
    return attachment


def can_remove(attachment: Attachment, user: Any) -> bool:
    """Tell whether `user` may remove the file: who the owner's `files_open_to` says, else who uploaded it."""
    owner_says = getattr(attachment.owner, "files_open_to", None)
    return bool(owner_says(user)) if owner_says else attachment.uploaded_by_id == user.pk


@transaction.atomic
def remove(attachment: Attachment, *, by: Any) -> None:
    """Remove a file; the stored file goes after commit. Raises NotAllowed unless `can_remove`."""
    if not can_remove(attachment, by):
        raise NotAllowed
    owner: Any = attachment.owner
    stored = [one for one in (attachment.file, attachment.thumbnail) if one]
    pk = str(attachment.pk)
    attachment.delete()
    announce(FILE_REMOVED, by=by, acting_for=by.portal, about=owner, detail={"file": pk})
    transaction.on_commit(lambda: _delete_stored(stored), robust=True)


def _delete_stored(stored: Iterable[Any]) -> None:
    for one in stored:
        one.storage.delete(one.name)


@transaction.atomic
def describe(attachment: Attachment, description: str, *, by: Any) -> Attachment:
    """Say what a picture shows, for those who cannot see it; announces FILE_DESCRIBED.

    Raises NotAllowed unless `can_remove`.
    """
    if not can_remove(attachment, by):
        raise NotAllowed
    attachment.description = one_line(description.replace("\x00", ""))[:300]
    attachment.save(update_fields=["description"])
    owner: Any = attachment.owner
    announce(FILE_DESCRIBED, by=by, acting_for=by.portal, about=owner, detail={"file": str(attachment.pk)})
    return attachment
