"""A file that belongs to an object of the product."""

from typing import Any, ClassVar, Self
from uuid import uuid4

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


def storage_name(attachment: "Attachment", name: str) -> str:
    """Return a name nobody can guess and nobody has chosen."""
    return f"attachments/{attachment.pk.hex[:2]}/{attachment.pk.hex}"


def thumbnail_name(attachment: "Attachment", name: str) -> str:
    """Return where the small picture of `attachment` is stored: beside it."""
    return f"{storage_name(attachment, name)}.small"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Reads of the files."""

    def of(self, owner: models.Model) -> Self:
        """Keep the files of `owner`, oldest first."""
        kind = ContentType.objects.get_for_model(owner)
        return self.filter(owner_type=kind, owner_id=owner.pk).order_by("created_at", "pk")

    def read_by(self, user: Any, *, owner: Any) -> Self:
        """Keep the files of `owner`, an object `user` may see, that this reader may have.

        All of them, unless the owner's model says otherwise by a method `files_read_by(user, files)`.
        """
        narrowed = getattr(owner, "files_read_by", None)
        files = self.of(owner)
        return narrowed(user, files) if narrowed else files


class Attachment(models.Model):
    """A checked file. Served only through its view, as a download, to those who may see its owner."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    owner_id = models.BigIntegerField()
    owner = GenericForeignKey("owner_type", "owner_id")
    file = models.FileField(_("file"), upload_to=storage_name)
    name = models.CharField(_("name"), max_length=150)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    media_type = models.CharField(max_length=100)
    thumbnail = models.FileField(upload_to=thumbnail_name, blank=True, editable=False)
    description = models.CharField(_("what the picture shows"), max_length=300, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        indexes = [models.Index(fields=["owner_type", "owner_id"], name="attachment_owner")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the download's address."""
        return reverse("attachments:download", args=[self.pk])

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown small, and asks to be described for those who cannot see it."""
        return bool(self.thumbnail)

    @property
    def sign(self) -> str:
        """The icon of its kind."""
        family = self.media_type.partition("/")[0]
        if family == "image":
            return "image"
        if self.media_type == "application/pdf":
            return "file-earmark-pdf"
        is_table = self.media_type == "text/csv" or "sheet" in self.media_type
        return "file-earmark-spreadsheet" if is_table else "file-earmark-text"

    def is_visible_to(self, user: Any) -> bool:
        """Tell whether `user` may see the owner, and of its files this one."""
        model: Any = self.owner_type.model_class()
        owner = model and model.objects.visible_to(user).filter(pk=self.owner_id).first()
        return bool(owner) and type(self).objects.read_by(user, owner=owner).filter(pk=self.pk).exists()
