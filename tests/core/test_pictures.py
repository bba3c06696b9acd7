"""Pictures have a small copy and are described for those who cannot see them."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.attachments.actions import attach, describe, remove
from core.attachments.models import Attachment
from core.errors import NotAllowed
from portals.models import User
from tests.builders import client_of
from tests.forums.builders import make_post, make_thread


def picture(kind: str = "PNG", size: tuple[int, int] = (1600, 900), mode: str = "RGB") -> bytes:
    target = io.BytesIO()
    Image.new(mode, size, "teal").save(target, kind)
    return target.getvalue()


@pytest.fixture
def image(delegate: User) -> Attachment:
    post = make_post(make_thread(delegate), delegate)
    (file,) = attach(post, [SimpleUploadedFile("map.png", picture())], by=delegate)
    return file


def test_a_picture_is_sent_small_and_inside_pages(image: Attachment, lead: User, outsider: User) -> None:
    answer = client_of(lead).get(f"/attachments/{image.pk}/small/")
    with Image.open(io.BytesIO(b"".join(answer.streaming_content))) as small:
        assert (small.format, small.size) == ("WEBP", (640, 360))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("inline")
    assert client_of(outsider).get(f"/attachments/{image.pk}/small/").status_code == 404


@pytest.mark.parametrize(
    ("name", "content"), [("a.jpg", picture("JPEG")), ("a.gif", picture("GIF", mode="P"))]
)
def test_every_kind_of_picture_has_a_small_copy(delegate: User, name: str, content: bytes) -> None:
    post = make_post(make_thread(delegate), delegate)
    (file,) = attach(post, [SimpleUploadedFile(name, content)], by=delegate)
    assert file.is_picture
    assert file.file.size > 0


def test_other_files_have_none(delegate: User) -> None:
    post = make_post(make_thread(delegate), delegate)
    (file,) = attach(post, [SimpleUploadedFile("a.txt", b"words")], by=delegate)
    assert not file.is_picture
    assert client_of(delegate).get(f"/attachments/{file.pk}/small/").status_code == 404


def test_only_who_uploaded_describes(image: Attachment, delegate: User, lead: User) -> None:
    describe(image, "A map\nof the regions", by=delegate)
    assert Attachment.objects.get().description == "A map of the regions"
    with pytest.raises(NotAllowed):
        describe(image, "Mine", by=lead)


def test_the_thread_shows_the_picture_with_its_words(image: Attachment, delegate: User, lead: User) -> None:
    describe(image, 'A "map"', by=delegate)
    page = client_of(lead).get(image.owner.thread.get_absolute_url()).content.decode()
    assert f'src="/attachments/{image.pk}/small/" alt="A &quot;map&quot;"' in page


def test_a_removed_picture_leaves_nothing(
    image: Attachment, delegate: User, django_capture_on_commit_callbacks: Any
) -> None:
    stored = [(one.storage, one.name) for one in (image.file, image.thumbnail)]
    assert all(storage.exists(name) for storage, name in stored)
    with django_capture_on_commit_callbacks(execute=True):
        remove(image, by=delegate)
    assert not any(storage.exists(name) for storage, name in stored)
