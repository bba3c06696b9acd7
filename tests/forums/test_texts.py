"""Texts: safe, whole, and the people named in them."""

import pytest
from lxml.html import fragment_fromstring

from core.text.markdown import TAGS
from forums.actions.texts import written
from forums.models import Board
from forums.states import BoardKind
from portals.models import Portal, User
from tests.builders import make_member, make_portal
from tests.forums.builders import make_admission, make_board


@pytest.fixture
def board(db: None) -> Board:
    return make_board()


def called(person: User, name: str) -> User:
    person.name = name
    person.save()
    return person


@pytest.mark.parametrize(
    "body",
    [
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "![x](https://evil.example/pixel.png)",
        "`<script>`",
        "> " * 200 + "<script>alert(1)</script>",
        "[a](http://a.example \"' onmouseover='alert(1)\")",
        '<a href="javascript:alert(1)">x</a>',
        "{{7*7}} {% debug %}",
    ],
)
def test_no_text_runs_as_script(board: Board, body: str) -> None:
    root = fragment_fromstring(written(f"{body} @[Nobody]", board).html, create_parent="div")
    assert {one.tag for one in root.iterdescendants()} <= TAGS
    assert {name for one in root.iter() for name in one.attrib} <= {"href", "rel", "title"}
    schemes = {link.split(":")[0] for _one, _name, link, _place in root.iterlinks()}
    assert schemes <= {"http", "https", "mailto"}


def test_a_hostile_name_stays_a_name(board: Board, portal: Portal) -> None:
    name = '"><img src=x onerror=alert(1)>'
    person = called(make_member("mallory", portal), name)
    text = written(f"Hello @[{name}].", board)
    assert text.people == [person]
    assert (
        text.html == '<p>Hello <span class="mention">@"&gt;&lt;img src=x onerror=alert(1)&gt;</span>.</p>\n'
    )


def test_a_mention_in_a_link_title_or_in_code_names_nobody(board: Board, delegate: User) -> None:
    source = '[x](http://a.example "@[Delegate]") `@[Delegate]`\n\n    @[Delegate]'
    text = written(source, board)
    assert text.people == []
    assert "mention" not in text.html


def test_people_and_portals_are_named(board: Board, delegate: User, portal: Portal) -> None:
    text = written("Ask **@[Delegate]**, @[Finance] or @[Nobody here]; again @[Delegate].", board)
    assert (text.people, text.portals) == ([delegate], [portal])
    assert text.html.count('class="mention"') == 3
    assert "@[Nobody here]" in text.html


def test_a_portal_tells_namesakes_apart(board: Board) -> None:
    first = called(make_member("an-1", make_portal("finance")), "Nguyễn Văn An")
    second = called(make_member("an-2", make_portal("health")), "Nguyễn Văn An")
    assert set(written("@[Nguyễn Văn An]", board).people) == {first, second}
    assert written("@[Nguyễn Văn An, Health]", board).people == [second]


def test_only_readers_of_the_board_can_be_named(delegate: User, lead: User) -> None:
    board = make_board(BoardKind.CLOSED)
    make_admission(board, delegate)
    assert written("@[Delegate] @[Lead]", board).people == [delegate]


def test_text_around_mentions_is_kept(board: Board, delegate: User) -> None:
    html = written("a & b <c> @[Nobody] @[Delegate] *d* @[Delegate] e", board).html
    assert html == (
        "<p>a &amp; b &lt;c&gt; @[Nobody] "
        '<span class="mention">@Delegate</span> <em>d</em> <span class="mention">@Delegate</span> e</p>\n'
    )
