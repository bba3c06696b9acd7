"""What may be uploaded: checked by size, name and content before anything is stored."""

import io
import stat
import unicodedata
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import Any

import puremagic
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from core.attachments.scanning import scan
from core.errors import Refused

MEBIBYTE = 1024 * 1024
MAX_SIZE = 20 * MEBIBYTE
MAX_UNPACKED = 200 * MEBIBYTE
MAX_PIXELS = 40_000_000
SMALL = (640, 480)
NAME_LENGTH = 120
IMAGES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "gif": "image/gif",
}
OFFICE = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
OFFICE_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
UNREADABLE = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)
TEXTS = {"txt": "text/plain", "csv": "text/csv", "md": "text/markdown"}
MEDIA_TYPES = {**IMAGES, **OFFICE, **TEXTS, "pdf": "application/pdf"}


def clean_name(name: str) -> str:
    """Return `name` without folders, controls and direction marks, NFC, at most 131 characters."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(
        sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C"
    )
    stem, dot, ending = kept.rpartition(".")
    return f"{stem.strip()[:NAME_LENGTH] or 'file'}{dot}{ending.strip()[:10]}"


def ending_of(name: str) -> str:
    """Return the lower-case ending of `name` without its dot."""
    return name.rpartition(".")[2].lower()


def checked(upload: UploadedFile[Any]) -> tuple[str, str, ContentFile[bytes]]:
    """Return name, media type and content of `upload`, images encoded anew without their metadata.

    Raises Refused with a sentence for the reader: too large, empty, of a kind that is not accepted, not
    what its name says, unpacking to more than 200 MiB, with macros, or over 40 megapixels.
    """
    name = clean_name(upload.name or "")
    ending = ending_of(name)
    _check_size(upload, name)
    if ending not in MEDIA_TYPES:
        accepted = ", ".join(sorted(MEDIA_TYPES))
        raise Refused(_("%(name)s: this kind of file is not accepted. Accepted: %(kinds)s.")
                      % {"name": name, "kinds": accepted}, field="files")  # fmt: skip
    content = upload.read()
    scan(content, name)
    if ending in IMAGES:
        name, ending = _as_still(name, ending)
        content = _encoded_anew(content, ending, name)
    elif ending in OFFICE:
        _check_office(content, ending, name)
    elif not _is_what_it_says(content, ending):
        raise _not_what_it_says(name)
    return name, MEDIA_TYPES[ending], ContentFile(content)


def _not_what_it_says(name: str) -> Refused:
    return Refused(_("%(name)s is not what its name says.") % {"name": name}, field="files")


def _as_still(name: str, ending: str) -> tuple[str, str]:
    """Return name and ending of the picture that is kept: of an animation the first frame, as PNG."""
    return (f"{name[: -len(ending)]}png", "png") if ending == "gif" else (name, ending)


def _check_size(upload: UploadedFile[Any], name: str) -> None:
    if not upload.size:
        raise Refused(_("%(name)s is empty.") % {"name": name}, field="files")
    if upload.size > MAX_SIZE:
        raise Refused(_("%(name)s is larger than 20 MB.") % {"name": name}, field="files")


def _is_what_it_says(content: bytes, ending: str) -> bool:
    if ending == "pdf":
        return content.startswith(b"%PDF-")
    if b"\0" in content:
        return False
    try:
        found = puremagic.from_string(content)
    except (puremagic.PureError, ValueError):
        return True
    return found.strip(".") in {*TEXTS, "", "text"} or _decodes(content)


def _decodes(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _check_office(content: bytes, ending: str, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            is_named = _is_office(archive, ending)
    except (zipfile.BadZipFile, NotImplementedError, OSError, zlib.error) as error:
        raise _not_what_it_says(name) from error
    if not is_named or any(_leads_out(entry) for entry in entries):
        raise _not_what_it_says(name)
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise Refused(_("%(name)s unpacks to more than 200 MB.") % {"name": name}, field="files")
    if any(_is_macro(entry.filename.lower()) for entry in entries):
        raise Refused(_("%(name)s holds macros. Save it without them.") % {"name": name}, field="files")


def _is_office(archive: zipfile.ZipFile, ending: str) -> bool:
    """Tell whether the archive holds what every document of this kind holds."""
    names = set(archive.namelist())
    if ending in OFFICE_PARTS:
        return {"[Content_Types].xml", OFFICE_PARTS[ending]} <= names
    if "mimetype" not in names:
        return False
    with archive.open("mimetype") as kind:
        return kind.read(200).strip() == OFFICE[ending].encode()


def _leads_out(entry: zipfile.ZipInfo) -> bool:
    """Tell whether an entry is a link, or would be unpacked elsewhere."""
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or stat.S_ISLNK(entry.external_attr >> 16)


def _is_macro(path: str) -> bool:
    return "vbaproject" in path or path.startswith(("basic/", "scripts/"))


def _encoded_anew(content: bytes, ending: str, name: str) -> bytes:
    """Decode and encode the picture again, upright: metadata (places too) and what is hidden stay behind."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise Refused(_("%(name)s has more than 40 megapixels.") % {"name": name}, field="files")
            kind = {"jpg": "JPEG", "jpeg": "JPEG"}.get(ending, ending.upper())
            fresh = ImageOps.exif_transpose(picture).convert("RGB" if kind == "JPEG" else "RGBA")
            target = io.BytesIO()
            fresh.save(target, kind, quality=90)
    except UNREADABLE as error:
        raise Refused(
            _("%(name)s is not a picture that can be read.") % {"name": name}, field="files"
        ) from error
    return target.getvalue()


def thumbnail_of(content: ContentFile[bytes], media_type: str) -> ContentFile[bytes] | None:
    """Return a checked picture small enough to stand in a text, as WebP; None for other files."""
    if media_type not in IMAGES.values():
        return None
    content.seek(0)
    with Image.open(io.BytesIO(content.read())) as picture:
        small = picture.convert("RGBA" if picture.mode == "RGBA" else "RGB")
        small.thumbnail(SMALL)
    content.seek(0)
    target = io.BytesIO()
    small.save(target, "WEBP", quality=80)
    return ContentFile(target.getvalue())
