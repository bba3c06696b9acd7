"""Whoever reads an object but is not admitted to its board is told who discusses it, and where to ask."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from forums.actions import threads
from forums.models import Board
from forums.states import BoardKind
from portals.models import Portal, User
from tests.conferences.builders import make_conference
from tests.forums.builders import make_admission, make_board, make_post

pytestmark = pytest.mark.django_db


def door(user: object, subject: object) -> str:
    request = RequestFactory().get("/somewhere/")
    request.user = user
    words = Context({"request": request, "subject": subject})
    return Template("{% load doors %}{% closed_door subject %}").render(words).strip()


@pytest.fixture
def board(delegate: User, portal: Portal) -> Board:
    """The board of a conference, with a thread about the portal in which the delegate wrote."""
    board = make_board(BoardKind.MEMBERS)
    board.subject = make_conference(title_en="Spring meeting")
    board.save()
    make_admission(board, delegate)
    make_post(threads.open_about(portal, board=board, title="Secret", by=delegate), delegate, "Hidden words.")
    return board


@pytest.mark.parametrize("who", ["anonymous", "outsider", "lead"])
def test_who_is_not_admitted_is_shown_the_way(
    board: Board, portal: Portal, who: str, request: pytest.FixtureRequest
) -> None:
    person = AnonymousUser() if who == "anonymous" else request.getfixturevalue(who)
    shown = door(person, portal)
    assert "The discussion is for participants of “Spring meeting”." in shown
    assert f'href="/conferences/{board.subject.slug}/register/"' in shown
    assert "Secret" not in shown
    assert "Hidden words" not in shown


def test_after_registration_has_closed_the_way_leads_to_the_conference(
    board: Board, portal: Portal, lead: User
) -> None:
    conference = board.subject
    conference.registration_closes_at = timezone.now()
    conference.save()
    assert f'href="{conference.get_absolute_url()}"' in door(lead, portal)


def test_who_is_admitted_needs_no_door(board: Board, portal: Portal, delegate: User) -> None:
    assert door(delegate, portal) == ""


def test_a_closed_board_of_nothing_says_nothing(portal: Portal, delegate: User, lead: User) -> None:
    board = make_board(BoardKind.CLOSED)
    make_admission(board, delegate)
    threads.open_about(portal, board=board, title="Between us", by=delegate)
    assert door(lead, portal) == ""
