"""A programme comes in from a file; the second time nothing changes; nothing in it is run."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from conferences.actions import schedule_import
from conferences.frab import read
from conferences.models import Conference, Session
from core.errors import NotAllowed, Refused
from portals.models import Portal, User
from tests.conferences.builders import make_conference

pytestmark = pytest.mark.django_db


def event(number: int, title: str = "", begin: str = "09:00", room: str = "Saal A", more: str = "") -> str:
    return (
        f'<event id="{number}" guid="guid-{number}"><date>2026-05-04T{begin}:00+07:00</date><start>{begin}</start>'
        f"<duration>00:30</duration><room>{room}</room><title>{title or f'Session {number}'}</title>"
        f'<track>Plenary</track><type>lecture</type><persons><person id="7">Lan Anh</person></persons>{more}</event>'
    )


def programme(*events: str, zone: str = "Asia/Ho_Chi_Minh", title: str = "Hội nghị") -> bytes:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><schedule><version>1</version><conference><title>{title}</title>'
        f"<acronym>hn26</acronym><start>2026-05-04</start><end>2026-05-05</end>"
        f"<time_zone_name>{zone}</time_zone_name></conference>"
        f'<day date="2026-05-04" index="1"><room name="Saal A">{"".join(events)}</room></day></schedule>'
    ).encode()


@pytest.fixture
def conference(organiser: User, host: Portal) -> Conference:
    """A conference that the organiser manages."""
    return make_conference("hn26", organiser=organiser, host=host)


def counts(plan: schedule_import.Plan) -> tuple[int, int, int, int]:
    return len(plan.added), len(plan.changed), len(plan.removed), plan.unchanged


def test_sessions_rooms_tracks_and_speakers_come_in(conference: Conference, organiser: User) -> None:
    plan = schedule_import.import_programme(
        conference, read(programme(event(1), event(2, begin="10:00"))), by=organiser
    )
    session = conference.sessions.get(guid="guid-1")
    assert counts(plan) == (2, 0, 0, 0)
    assert session.starts_at == datetime(2026, 5, 4, 2, tzinfo=UTC)
    assert (session.minutes, session.room.name, session.track.title) == (30, "Saal A", "Plenary")
    assert [one.speaker.name for one in session.session_speakers.all()] == ["Lan Anh"]
    assert conference.speakers.count() == 1


def test_the_second_import_changes_nothing(conference: Conference, organiser: User) -> None:
    read_once = read(programme(event(1), event(2, begin="10:00")))
    schedule_import.import_programme(conference, read_once, by=organiser)
    before = list(Session.objects.order_by("pk").values())
    assert counts(schedule_import.import_programme(conference, read_once, by=organiser)) == (0, 0, 0, 2)
    assert list(Session.objects.order_by("pk").values()) == before


def test_changes_and_removals_are_counted_and_nothing_is_deleted(
    conference: Conference, organiser: User
) -> None:
    schedule_import.import_programme(conference, read(programme(event(1), event(2))), by=organiser)
    newer = read(programme(event(1, title="Another title"), event(3, begin="11:00")))
    assert counts(schedule_import.import_programme(conference, newer, by=organiser)) == (1, 1, 1, 0)
    assert conference.sessions.get(guid="guid-2").state == "cancelled"
    assert counts(schedule_import.import_programme(conference, newer, by=organiser)) == (0, 0, 0, 2)


def test_a_session_that_comes_back_is_held_again(conference: Conference, organiser: User) -> None:
    whole, half = read(programme(event(1), event(2))), read(programme(event(1)))
    for file in (whole, half, whole):
        schedule_import.import_programme(conference, file, by=organiser)
    assert conference.sessions.get(guid="guid-2").state == "planned"


def test_a_preview_writes_nothing(conference: Conference) -> None:
    assert counts(schedule_import.preview(conference, read(programme(event(1))))) == (1, 0, 0, 0)
    assert conference.sessions.count() == 0


def test_strangers_import_nothing(conference: Conference, delegate: User) -> None:
    with pytest.raises(NotAllowed):
        schedule_import.import_programme(conference, read(programme(event(1))), by=delegate)


HOSTILE = b"""<?xml version="1.0"?><!DOCTYPE schedule [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<schedule><conference><title>&x;</title></conference></schedule>"""


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (HOSTILE, "entities"),
        (b"not xml at all", "fault in line 1"),
        (b"<rss><channel/></rss>", "no conference programme"),
        (b"<schedule><conference><acronym>x</acronym></conference></schedule>", "no title"),
        (b"<schedule><conference><title>x</title></conference></schedule>", "no session"),
        (b"", "fault in line 1"),
    ],
)
def test_a_foreign_file_is_refused_with_its_reason(content: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words) as refusal:
        read(content)
    assert refusal.value.field == "file"
    assert "<string>" not in str(refusal.value.message)


def test_script_in_a_programme_is_text(conference: Conference, organiser: User) -> None:
    hostile = (
        "<abstract>&lt;script&gt;alert(1)&lt;/script&gt;&lt;p&gt;Chào &amp;amp; mừng&lt;/p&gt;</abstract>"
    )
    schedule_import.import_programme(conference, read(programme(event(1, more=hostile))), by=organiser)
    assert conference.sessions.get().abstract == "Chào & mừng"


def test_what_had_to_be_guessed_is_a_warning() -> None:
    broken = '<event id="9"><title>No time</title></event><event id="8"><date>2026-05-04T09:00:00+07:00</date></event>'
    found = read(programme(event(1), broken, zone="Nowhere/Never"))
    assert [item.title for item in found.items] == ["Session 1"]
    assert found.time_zone == "Asia/Ho_Chi_Minh"
    assert len(found.warnings) == 3
    assert "times are shown in that of Hanoi, GMT+7" in found.warnings[-1]


def test_a_file_without_zone_is_read_in_the_one_of_the_conference() -> None:
    plain = programme(event(1), zone="").replace(b"T09:00:00+07:00", b"T09:00:00")
    found = read(plain, zone="Europe/Berlin")
    assert found.time_zone == "Europe/Berlin"
    assert found.items[0].starts_at == datetime(2026, 5, 4, 7, tzinfo=UTC)
    assert read(programme(event(1), zone="Asia/Tokyo"), zone="Europe/Berlin").time_zone == "Asia/Tokyo"


@pytest.mark.usefixtures("host")
def test_the_command_takes_a_zone_and_keeps_that_of_the_conference(tmp_path: Path) -> None:
    path = tmp_path / "programme.xml"
    path.write_bytes(programme(event(1), zone="").replace(b"T09:00:00+07:00", b"T09:00:00"))
    call_command("import_schedule", str(path), zone="Europe/Berlin")
    conference = Conference.objects.get()
    assert conference.time_zone == "Europe/Berlin"
    call_command("import_schedule", str(path))
    assert conference.sessions.get().starts_at == datetime(2026, 5, 4, 7, tzinfo=UTC)
    with pytest.raises(CommandError, match="no time zone Mars"):
        call_command("import_schedule", str(path), zone="Mars")


def test_two_sessions_in_one_room_at_one_time_are_a_warning() -> None:
    assert len(schedule_import.clashes(read(programme(event(1), event(2, begin="09:15"))))) == 1


def test_the_command_makes_a_conference_and_prints_what_changed(
    host: Portal, tmp_path: object, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "schedule.xml"  # type: ignore[operator]
    path.write_bytes(programme(event(1), event(2, begin="10:00")))
    call_command("import_schedule", str(path))
    call_command("import_schedule", str(path))
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("added")]
    assert lines == [
        "added 2, changed 0, removed 0, unchanged 0",
        "added 0, changed 0, removed 0, unchanged 2",
    ]
    assert Conference.objects.get().time_zone == "Asia/Ho_Chi_Minh"


def test_the_command_names_what_is_wrong(tmp_path: object) -> None:
    path = tmp_path / "x.xml"  # type: ignore[operator]
    path.write_bytes(b"<rss/>")
    with pytest.raises(CommandError, match="no conference programme"):
        call_command("import_schedule", str(path))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_schedule", str(tmp_path / "missing.xml"))  # type: ignore[operator]
