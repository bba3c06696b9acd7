"""Opening, changing, admitting and dismissing."""

import pytest

from core.audit.models import AuditEvent
from core.errors import NotAllowed
from core.realtime.models import RoomEvent
from forums.actions import boards
from forums.models import Board, BoardMembership, Thread
from forums.states import BoardKind, BoardRole
from portals.models import Portal, User
from tests.forums.builders import make_admission, make_board, make_thread


def test_the_common_board_is_one_and_open(delegate: User) -> None:
    assert boards.commons() == boards.commons()
    board = Board.objects.get()
    assert (board.kind, str(board.title), board.is_public) == (BoardKind.OPEN, "Common room", False)
    assert board in Board.objects.visible_to(delegate)


def test_admins_open_boards_and_moderate_them(admin: User) -> None:
    board = boards.create(by=admin, title="Đối thoại với doanh nghiệp", kind=BoardKind.CLOSED)
    assert board.slug == "doi-thoai-voi-doanh-nghiep"
    assert board.is_moderated_by(admin)
    assert AuditEvent.objects.about(board).get().fact == "forums.board_opened"


@pytest.mark.parametrize("who", ["delegate", "lead", "organiser", "outsider"])
def test_others_open_no_boards(request: pytest.FixtureRequest, who: str) -> None:
    with pytest.raises(NotAllowed):
        boards.create(by=request.getfixturevalue(who), title="Mine")


def test_two_boards_of_one_name_have_two_addresses(admin: User) -> None:
    slugs = [boards.create(by=admin, title="Talk").slug for _turn in range(3)]
    assert slugs == ["talk", "talk-2", "talk-3"]
    assert boards.create(by=admin, title="???").slug == "board"


def test_an_object_gets_its_board(organiser: User, portal: Portal, delegate: User) -> None:
    board = boards.create_for(portal, "About finance", BoardKind.MEMBERS, organiser)
    assert (board.subject, list(Board.objects.of(portal))) == (portal, [board])
    assert board.is_moderated_by(organiser)
    assert board not in Board.objects.visible_to(delegate)


def test_admitting_twice_is_admitting_once(delegate: User) -> None:
    board = make_board(BoardKind.MEMBERS)
    assert boards.admit(board, delegate) == boards.admit(board, delegate)
    assert AuditEvent.objects.filter(fact="forums.admitted").count() == 1
    assert board in Board.objects.visible_to(delegate)


def test_a_member_becomes_a_moderator_and_stays_one(delegate: User) -> None:
    board = make_board(BoardKind.MEMBERS)
    boards.admit(board, delegate)
    assert boards.admit(board, delegate, BoardRole.MODERATOR).role == BoardRole.MODERATOR
    assert boards.admit(board, delegate).role == BoardRole.MODERATOR


def test_moderators_admit_and_dismiss_others_do_not(delegate: User, lead: User, observer: User) -> None:
    board = make_board(BoardKind.CLOSED)
    make_admission(board, lead, BoardRole.MODERATOR)
    boards.admit(board, delegate, by=lead)
    for verb in (boards.admit, boards.dismiss):
        with pytest.raises(NotAllowed):
            verb(board, observer, by=delegate)
    assert boards.dismiss(board, delegate, by=lead)
    assert not boards.dismiss(board, delegate, by=lead)
    assert BoardMembership.objects.get().user == lead


def test_who_is_dismissed_loses_the_live_line(delegate: User) -> None:
    board = make_board(BoardKind.CLOSED)
    boards.admit(board, delegate)
    boards.dismiss(board, delegate)
    assert board not in Board.objects.visible_to(delegate)
    assert RoomEvent.objects.filter(room__name=f"user:{delegate.pk}", kind="revoke").exists()


def test_a_board_that_changes_its_readers_checks_them_anew(admin: User, delegate: User) -> None:
    board = make_board()
    thread = make_thread(delegate, board)
    boards.change(board, by=admin, title_en="Quiet room")
    assert not RoomEvent.objects.exists()
    boards.change(board, by=admin, kind=BoardKind.MEMBERS)
    rooms = RoomEvent.objects.filter(kind="revoke").values_list("room__name", flat=True)
    assert set(rooms) == {board.room, thread.room}
    assert list(Thread.objects.visible_to(delegate)) == []


def test_only_moderators_change_a_board(delegate: User) -> None:
    with pytest.raises(NotAllowed):
        boards.change(make_board(), by=delegate, title_en="Mine")
