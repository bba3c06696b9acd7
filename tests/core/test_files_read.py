"""Who sees an object does not always read each of its files."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.attachments.actions import attach
from core.attachments.models import Attachment
from forums.actions import posts
from forums.states import BoardRole
from library.actions import best_practices
from portals.models import User
from tests.builders import client_of
from tests.forums.builders import make_admission, make_post, make_thread
from tests.library.builders import make_draft, make_published
from tests.proposals.builders import make_draft as make_problem_draft
from tests.proposals.builders import make_problem, make_solution_draft

pytestmark = pytest.mark.django_db


def one_file(owner: Any, by: User, name: str = "plan.txt") -> Attachment:
    (attachment,) = attach(owner, [SimpleUploadedFile(name, b"One desk.")], by=by)
    return attachment


def test_files_of_a_new_version_wait_for_it(delegate: User, other_editor: User, other_delegate: User) -> None:
    practice = make_published(delegate, other_editor)
    one_file(practice, delegate, "new-figures.txt")
    pages = {
        who: client_of(who).get(practice.get_absolute_url()).content.decode()
        for who in (delegate, other_delegate)
    }
    assert ["new-figures.txt" in page for page in pages.values()] == [True, False]


def test_a_file_of_a_new_version_is_given_to_who_reads_the_draft(
    delegate: User, lead: User, other_editor: User, other_delegate: User, outsider: User
) -> None:
    practice = make_draft(delegate, is_public=True)
    first = one_file(practice, delegate)
    best_practices.submit(practice, by=delegate)
    best_practices.publish(practice, by=other_editor)
    address = one_file(best_practices.revise(practice, by=delegate), delegate).get_absolute_url()
    people = (delegate, lead, other_editor, other_delegate, outsider, None)

    def answers(address: str) -> list[int]:
        return [client_of(person).get(address).status_code for person in people]

    assert answers(first.get_absolute_url()) == [200] * 6
    assert answers(address) == [200, 200, 404, 404, 404, 404]
    best_practices.submit(practice, by=delegate)
    assert answers(address) == [200, 200, 200, 404, 404, 404]
    best_practices.publish(practice, by=other_editor)
    assert answers(address) == [200] * 6


def test_an_author_who_left_reads_what_everybody_reads(delegate: User, other_editor: User) -> None:
    practice = make_published(delegate, other_editor, is_public=True)
    best_practices.revise(practice, by=delegate)
    address = one_file(practice, delegate).get_absolute_url()
    delegate.memberships.all().delete()
    assert client_of(delegate).get(practice.get_absolute_url()).status_code == 200
    assert client_of(delegate).get(address).status_code == 404


def test_files_of_a_hidden_post_are_hidden_with_it(
    delegate: User, lead: User, other_delegate: User, outsider: User
) -> None:
    thread = make_thread(delegate)
    make_admission(thread.board, lead, BoardRole.MODERATOR)
    post = make_post(thread, delegate)
    address = one_file(post, delegate).get_absolute_url()
    people = (delegate, lead, other_delegate, outsider, None)
    before = [client_of(person).get(address).status_code for person in people]
    posts.hide(post, by=lead, reason="Names a citizen.")
    after = [client_of(person).get(address).status_code for person in people]
    assert (before, after) == ([200, 200, 200, 404, 404], [200, 200, 404, 404, 404])


def test_files_of_a_draft_are_its_writers(delegate: User, lead: User, other_delegate: User) -> None:
    problem = make_problem_draft(delegate)
    solution = make_solution_draft(delegate, make_problem(other_delegate))
    addresses = [one_file(owner, delegate).get_absolute_url() for owner in (problem, solution)]
    found = [
        [client_of(person).get(address).status_code for person in (delegate, lead, other_delegate, None)]
        for address in addresses
    ]
    assert found == [[200, 404, 404, 404]] * 2
