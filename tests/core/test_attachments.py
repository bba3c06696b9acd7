"""Files are checked by what they hold, kept under names of ours, and given only to those who may see their owner."""

import io
import socket
import threading
import zipfile
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse
from PIL import Image

from core.attachments.actions import attach, remove
from core.attachments.checks import MAX_PIXELS, checked, clean_name
from core.attachments.models import Attachment
from core.audit.models import AuditEvent
from core.errors import NotAllowed, Refused
from library.models import BestPractice
from portals.models import Portal, User
from tests.builders import client_of
from tests.library.builders import make_draft, make_published

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
OPEN_TEXT = "application/vnd.oasis.opendocument.text"
CONTENT_TYPES = ("[Content_Types].xml", "<Types/>")
LETTER = (CONTENT_TYPES, ("word/document.xml", "<w/>"))


def upload(name: str, content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def picture(kind: str = "PNG", size: tuple[int, int] = (4, 2), **options: Any) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, "teal").save(target, kind, **options)
    return target.getvalue()


def archive(*entries: tuple[str, str | bytes], compress: bool = False) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED) as packed:
        for name, content in entries:
            packed.writestr(name, content)
    return target.getvalue()


def linked() -> bytes:
    entry = zipfile.ZipInfo("word/link")
    entry.external_attr = 0o120777 << 16
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name, content in LETTER:
            packed.writestr(name, content)
        packed.writestr(entry, "/etc/passwd")
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("report.pdf", PDF, "application/pdf"),
        ("letter.docx", archive(*LETTER), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("notes.odt", archive(("mimetype", OPEN_TEXT)), OPEN_TEXT),
        ("figures.csv", "Tên;Số\nMột;1\n".encode(), "text/csv"),
        ("read me.txt", "Xin chào".encode(), "text/plain"),
        ("photo.JPG", picture("JPEG"), "image/jpeg"),
        ("drawing.webp", picture("WEBP"), "image/webp"),
    ],
)  # fmt: skip
def test_what_people_work_with_is_accepted(name: str, content: bytes, media_type: str) -> None:
    kept, kind, _stored = checked(upload(name, content))
    assert (kept, kind) == (name, media_type)


BOMB = b"0" * 1024 * 1024
REFUSED = {
    "no bytes": ("empty.pdf", b"", "empty"),
    "21 MB": ("large.pdf", PDF + b"x" * (21 * 1024 * 1024), "larger than 20 MB"),
    "a program": ("tool.exe", b"MZ", "not accepted"),
    "script in a picture": ("logo.svg", b"<svg onload='alert(1)'/>", "not accepted"),
    "a page": ("page.html", b"<script>alert(1)</script>", "not accepted"),
    "a drawing that says it is a photo": ("logo.png", b"<svg onload='alert(1)'/>", "not a picture"),
    "a picture that says it is a document": ("scan.pdf", picture("GIF"), "not what its name says"),
    "half a photo": ("half.jpg", picture("JPEG", (400, 400))[:900], "not a picture"),
    "too many pixels": ("vast.png", picture(size=(MAX_PIXELS // 4000 + 1, 4000)), "megapixels"),
    "bytes that say they are text": ("note.txt", b"MZ\0\0\x90", "not what its name says"),
    "any zip that says it is a letter": ("letter.docx", archive(("a.txt", "a")), "not what its name says"),
    "no zip at all": ("letter.docx", b"PK nonsense", "not what its name says"),
    "a table that says it is a letter": ("letter.odt", archive(("mimetype", "application/x")), "not what"),
    "a way out of the folder": ("letter.docx", archive(*LETTER, ("../../x", "x")), "not what its name says"),
    "a link": ("letter.docx", linked(), "not what its name says"),
    "macros": ("letter.docx", archive(*LETTER, ("word/vbaProject.bin", b"x")), "macros"),
    "macros of the other office": (
        "sheet.ods",
        archive(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("Basic/script.xml", "x")),
        "macros",
    ),
    "a zip bomb": (
        "bomb.docx",
        archive(*LETTER, *((f"word/{n}", BOMB) for n in range(201)), compress=True),
        "unpacks to more",
    ),
}


@pytest.mark.parametrize(("name", "content", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_what_may_do_harm_is_refused_with_words(name: str, content: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words) as refusal:
        checked(upload(name, content))
    assert refusal.value.field == "files"


def test_a_photo_loses_its_place_and_what_is_hidden_behind_it() -> None:
    exif = Image.Exif()
    exif[0x010E] = "Hà Nội, 21.0285 N"
    photo = picture("JPEG", exif=exif.tobytes()) + b"<?php system('id') ?>"
    _name, _kind, stored = checked(upload("photo.jpg", photo))
    content = stored.read()
    assert b"php" not in content
    assert dict(Image.open(io.BytesIO(content)).getexif()) == {}


def test_a_photo_stands_upright_without_its_metadata() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    _name, _kind, stored = checked(upload("photo.jpg", picture("JPEG", (40, 20), exif=exif.tobytes())))
    assert Image.open(stored).size == (20, 40)


def test_of_an_animation_the_first_picture_is_kept() -> None:
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "green", "blue")]
    target = io.BytesIO()
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:])
    name, kind, stored = checked(upload("wave.gif", target.getvalue()))
    assert (name, kind, Image.open(stored).format) == ("wave.png", "image/png", "PNG")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        (r"C:\Users\a\plan.pdf", "plan.pdf"),
        ("invoice\u202efdp.exe.pdf", "invoicefdp.exe.pdf"),
        ("a\0b\nc.pdf", "abc.pdf"),
        ("Ho\u0302\u0300 so\u031b.pdf", "Hồ sơ.pdf"),
        ("\u200b\u200b .pdf", "file.pdf"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "<img src=x onerror=alert(1)>.pdf"),
    ],
)
def test_names_are_tidied(given: str, kept: str) -> None:
    assert clean_name(given) == kept


@pytest.fixture
def draft(delegate: User) -> BestPractice:
    return make_draft(delegate)


def one_file(owner: Any, by: User, name: str = "plan.pdf") -> Attachment:
    (attachment,) = attach(owner, [upload(name)], by=by)
    return attachment


@pytest.mark.django_db
def test_a_file_is_kept_under_a_name_nobody_chose(draft: BestPractice, delegate: User) -> None:
    attachment = one_file(draft, delegate, "../../secret.pdf")
    assert (attachment.name, attachment.size, attachment.owner) == ("secret.pdf", len(PDF), draft)
    assert attachment.file.name == f"attachments/{attachment.pk.hex[:2]}/{attachment.pk.hex}"
    assert AuditEvent.objects.about(draft).first().detail == {"file": str(attachment.pk)}


@pytest.mark.django_db
def test_all_files_or_none(draft: BestPractice, delegate: User) -> None:
    with pytest.raises(Refused):
        attach(draft, [upload("good.pdf"), upload("bad.exe")], by=delegate)
    with pytest.raises(Refused, match="At most 10"):
        attach(draft, [upload(f"{n}.pdf") for n in range(11)], by=delegate)
    assert Attachment.objects.of(draft).count() == 0


@pytest.mark.django_db
def test_space_is_limited(draft: BestPractice, delegate: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.attachments.actions.QUOTA", len(PDF))
    one_file(draft, delegate)
    with pytest.raises(Refused, match="space for files"):
        attach(draft, [upload("more.pdf")], by=delegate)


@pytest.mark.django_db
def test_a_download_is_never_shown_in_the_page(draft: BestPractice, delegate: User) -> None:
    attachment = one_file(draft, delegate, "Kế hoạch.pdf")
    response = client_of(delegate).get(attachment.get_absolute_url())
    assert b"".join(response.streaming_content) == PDF
    assert {
        name: response[name]
        for name in ("Content-Type", "X-Content-Type-Options", "Content-Security-Policy", "Cache-Control")
    } == {
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "private, no-store",
    }
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''K%E1%BA%BF")


@pytest.mark.django_db
def test_who_may_not_see_the_owner_finds_no_file(
    draft: BestPractice, delegate: User, lead: User, other_delegate: User, outsider: User
) -> None:
    address = one_file(draft, delegate).get_absolute_url()
    found = {
        person: client_of(person).get(address).status_code
        for person in (delegate, lead, other_delegate, outsider, None)
    }
    assert list(found.values()) == [200, 200, 404, 404, 404]
    assert client_of(delegate).get(reverse("attachments:download", args=[uuid4()])).status_code == 404


@pytest.mark.django_db
def test_a_file_that_is_lost_is_a_404(draft: BestPractice, delegate: User) -> None:
    attachment = one_file(draft, delegate)
    attachment.file.storage.delete(attachment.file.name)
    assert client_of(delegate).get(attachment.get_absolute_url()).status_code == 404


@pytest.mark.django_db
def test_who_uploaded_a_file_removes_it(
    portal: Portal, delegate: User, lead: User, django_capture_on_commit_callbacks: Any
) -> None:
    attachment = one_file(portal, delegate)
    storage, name = attachment.file.storage, attachment.file.name
    with pytest.raises(NotAllowed):
        remove(attachment, by=lead)
    with django_capture_on_commit_callbacks(execute=True):
        remove(attachment, by=delegate)
    assert (Attachment.objects.count(), storage.exists(name)) == (0, False)
    assert AuditEvent.objects.about(portal).first().fact == "attachments.removed"


@pytest.mark.django_db
def test_what_has_been_verified_keeps_its_files(
    delegate: User, lead: User, other_editor: User, other_lead: User
) -> None:
    draft = make_draft(delegate)
    attachment = one_file(draft, delegate)
    with pytest.raises(NotAllowed):
        remove(attachment, by=other_lead)
    practice = make_published(delegate, other_editor)
    kept = one_file(practice, delegate)
    with pytest.raises(NotAllowed):
        remove(kept, by=delegate)
    remove(attachment, by=lead)
    assert list(Attachment.objects.all()) == [kept]


@pytest.mark.django_db
def test_the_button_removes_the_file_and_leads_back(draft: BestPractice, delegate: User) -> None:
    attachment = one_file(draft, delegate)
    client, address = client_of(delegate), reverse("attachments:remove", args=[attachment.pk])
    assert address in client.get(draft.get_absolute_url()).content.decode()
    response = client.post(address)
    assert (response.status_code, response["Location"]) == (302, draft.get_absolute_url())
    assert Attachment.objects.count() == 0


@pytest.mark.django_db
def test_only_a_form_removes(draft: BestPractice, delegate: User, other_delegate: User) -> None:
    address = reverse("attachments:remove", args=[one_file(draft, delegate).pk])
    assert client_of(delegate).get(address).status_code == 405
    assert client_of(other_delegate).post(address).status_code == 404
    assert client_of(None).post(address)["Location"].startswith(reverse("account_login"))


class Scanner(threading.Thread):
    """A clamd that says what it is told to say."""

    def __init__(self, answer: bytes) -> None:
        super().__init__(daemon=True)
        self.door = socket.create_server(("127.0.0.1", 0))
        self.answer, self.heard = answer, b""

    def run(self) -> None:
        line, _address = self.door.accept()
        with line:
            while not self.heard.endswith(bytes(4)):
                self.heard += line.recv(65536)
            line.sendall(self.answer)

    @property
    def setting(self) -> str:
        return f"clamd://127.0.0.1:{self.door.getsockname()[1]}"


@pytest.fixture
def scanner(request: pytest.FixtureRequest) -> Iterator[Scanner]:
    scanner = Scanner(request.param)
    scanner.start()
    with override_settings(VIRUS_SCANNER=scanner.setting):
        yield scanner
    scanner.join(2)
    scanner.door.close()


@pytest.mark.parametrize("scanner", [b"stream: OK\0"], indirect=True)
def test_a_scanner_that_is_content_lets_a_file_pass(scanner: Scanner) -> None:
    checked(upload("plan.pdf"))
    scanner.join(2)
    assert scanner.heard == b"zINSTREAM\0" + len(PDF).to_bytes(4, "big") + PDF + bytes(4)


@pytest.mark.parametrize(
    "scanner", [b"stream: Eicar FOUND\0", b"", b"INSTREAM size limit exceeded. ERROR\0"], indirect=True
)
@pytest.mark.usefixtures("scanner")
def test_whatever_else_a_scanner_says_refuses_it() -> None:
    with pytest.raises(Refused, match="virus scanner"):
        checked(upload("plan.pdf"))


def test_a_scanner_that_does_not_answer_refuses_everything() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    with (
        override_settings(VIRUS_SCANNER=f"clamd://127.0.0.1:{port}"),
        pytest.raises(Refused, match="just now"),
    ):
        checked(upload("plan.pdf"))
