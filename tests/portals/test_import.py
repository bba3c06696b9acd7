"""Import of a list of portals: all or nothing, every bad row named, twice the same."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from core.audit.models import AuditEvent
from core.errors import NotAllowed, Refused
from portals.actions import imports
from portals.models import Portal, User
from portals.portal_files import decoded, read
from tests.builders import client_of

pytestmark = pytest.mark.django_db

GOOD = """slug,name_vi,name_en,kind,parent,website,email_domains
treasury,Kho bạc,Treasury,branch,mof,,
mof,Bộ Tài chính,Ministry of Finance,ministry,gov,https://mof.example,mof.example mof.test
gov,Chính phủ,Government,government,,https://gov.example,gov.example
"""


def write(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "portals.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_rows_come_in_whatever_their_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_portals", write(tmp_path, GOOD))
    assert "added 3, changed 0, unchanged 0" in capsys.readouterr().out
    treasury = Portal.objects.get(slug="treasury")
    assert [one.slug for one in treasury.ancestors()] == ["gov", "mof"]
    assert {one.domain for one in treasury.parent.domains.all()} == {"mof.example", "mof.test"}
    assert AuditEvent.objects.filter(fact="portal.created").count() == 3


def test_the_second_time_changes_nothing_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, GOOD)
    call_command("import_portals", path)
    events = AuditEvent.objects.count()
    capsys.readouterr()
    call_command("import_portals", path)
    out = capsys.readouterr().out
    assert "added 0, changed 0, unchanged 3" in out
    assert "Nothing to do" in out
    assert AuditEvent.objects.count() == events


def test_a_rehearsal_leaves_everything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_portals", write(tmp_path, GOOD), "--dry-run")
    assert "would be: added 3" in capsys.readouterr().out
    assert not Portal.objects.exists()
    assert not AuditEvent.objects.exists()


def test_changes_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_portals", write(tmp_path, GOOD))
    call_command("import_portals", write(tmp_path, GOOD.replace("Kho bạc", "Kho bạc Nhà nước")))
    assert "  treasury: name_vi" in capsys.readouterr().out


def test_columns_that_the_file_lacks_stay(admin: User) -> None:
    imports.bring_in(read(GOOD), by=admin)
    outcome = imports.bring_in(read("slug;name_vi;kind\nmof;Bộ Tài chính;ministry\n"), by=admin)
    assert outcome.unchanged == ["mof"]
    assert Portal.objects.get(slug="mof").parent is not None


BAD = """slug,name_vi,kind,parent,email_domains
good,Tốt,ministry,,good.example
good,Tốt,ministry,,
B AD,,kingdom,,
lost,Lạc,ministry,nowhere,
loop-a,A,ministry,loop-b,
loop-b,B,ministry,loop-a,
double,Đôi,ministry,,good.example
odd,Lẻ,ministry,,not_a_domain
"""
HIDDEN = """slug,name_vi,kind,parent,website
lost,Lạc,ministry,nowhere,no address
below,Dưới,branch,lost,http://
loop-a,A,ministry,loop-b,
loop-b,B,ministry,loop-a,
under,C,branch,loop-a,
child,D,branch,BAD,
BAD,,kingdom,,ftp:/
"""


def test_every_bad_row_is_named_and_nothing_is_done(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as error:
        call_command("import_portals", write(tmp_path, BAD))
    text = str(error.value)
    assert "Nothing was imported" in text
    for words in (
        "line 3: good stands in the file twice.",
        "line 4: “B AD” is no short address",
        "line 4: The Vietnamese name is missing.",
        "line 4: Unknown kind “kingdom”",
        "line 5: There is no portal nowhere.",
        "line 6: loop-a stands below itself.",
        "line 8: domains: The domain good.example belongs to another portal.",
        "line 9: “not_a_domain” is no domain name.",
    ):
        assert words in text
    assert not Portal.objects.exists()


def test_all_errors_of_all_rows_are_told_at_once(admin: User) -> None:
    outcome = imports.rehearse(read(HIDDEN), by=admin)
    told = [(error.line, error.message.partition(" ")[0]) for error in outcome.errors]
    assert told == [
        (2, "website:"), (2, "There"), (3, "website:"), (4, "loop-a"), (5, "loop-b"),
        (8, "“BAD”"), (8, "The"), (8, "Unknown"), (8, "website:"),
    ]  # fmt: skip


def test_new_portals_that_look_like_others_are_warned_of(
    admin: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    imports.bring_in(read(GOOD), by=admin)
    alike = (
        "slug,name_vi,name_en,kind,website\n"
        "mof2,BO TAI CHINH,Other,ministry,\n"
        "mof3,Ba,Three,ministry,https://www.mof.example/vi\n"
        "moh,Bộ Y tế,Ministry of Health,ministry,https://moh.example\n"
        "mof,Bộ Tài chính,Ministry of Finance,ministry,https://mof.example\n"
    )
    outcome = imports.rehearse(read(alike), by=admin)
    assert (outcome.errors, outcome.unchanged) == ([], ["mof"])
    assert [(one.line, one.message) for one in outcome.warnings] == [
        (2, "mof2 may be there already: mof has the same name or domain."),
        (3, "mof3 may be there already: mof has the same name or domain."),
    ]
    page = client_of(admin).post(
        reverse("manage:import_portals"), {"file": SimpleUploadedFile("p.csv", alike.encode())}
    )
    assert (page.status_code, b"mof2 may be there already" in page.content) == (200, True)
    call_command("import_portals", write(tmp_path, alike))
    assert "line 2: mof2 may be there already" in capsys.readouterr().err


@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode("utf-8-sig"),
        GOOD.encode("utf-16"),
        GOOD.replace(",", ";").encode(),
        GOOD.replace(",", "\t").encode(),
        GOOD.replace("\n", "\r\n").encode(),
    ],
    ids=["mark", "utf-16", "semicolons", "tabs", "crlf"],
)
def test_what_spreadsheets_write_is_read(content: bytes) -> None:
    assert [row.slug for row in read(decoded(content)).rows] == ["treasury", "mof", "gov"]


@pytest.mark.parametrize(
    "content",
    [
        "slug,name_vi,kind\nmof,Bộ,ministry".encode("cp1258", "replace") + b"\xff\xfe\xd2",
        b"PK\x03\x04 spreadsheet",
        b"",
        b"name,kind\nMof,ministry\n",
        b"slug,name_vi,kind\n" + b"a,b,ministry\n" * 2001,
        b"x" * (1024 * 1024 + 1),
        b"slug,name_vi,kind\n\0,\0,ministry\n",
    ],
    ids=["coding", "archive", "empty", "columns", "rows", "size", "nul"],
)
def test_what_is_no_list_is_refused_in_words(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        read(decoded(content))
    with pytest.raises(CommandError):
        call_command("import_portals", write(tmp_path, content))


@pytest.mark.parametrize("who", ["lead", "organiser", "delegate"])
def test_only_admins_import(who: str, request: pytest.FixtureRequest) -> None:
    person = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        imports.bring_in(read(GOOD), by=person)
    assert client_of(person).get(reverse("manage:import_portals")).status_code == 404


def test_the_page_previews_then_imports(admin: User) -> None:
    client, url = client_of(admin), reverse("manage:import_portals")
    preview = client.post(url, {"file": SimpleUploadedFile("p.csv", GOOD.encode())})
    assert preview.context["outcome"].added == ["gov", "mof", "treasury"]
    assert not Portal.objects.exists()
    client.post(url, {"text": preview.context["text"]})
    assert Portal.objects.count() == 3
    again = client.post(url, {"file": SimpleUploadedFile("p.csv", GOOD.encode())})
    assert again.context["outcome"].does_nothing
    assert b"Nothing to do" in again.content


def test_the_page_names_bad_rows(admin: User) -> None:
    answer = client_of(admin).post(
        reverse("manage:import_portals"), {"file": SimpleUploadedFile("p.csv", BAD.encode())}
    )
    assert answer.status_code == 422
    assert b"stands in the file twice" in answer.content
    broken = client_of(admin).post(
        reverse("manage:import_portals"), {"file": SimpleUploadedFile("p.csv", b"\xff\x00\x81")}
    )
    assert (broken.status_code, b"CSV UTF-8" in broken.content) == (422, True)
