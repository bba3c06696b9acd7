"""Writing in the library: forms and buttons, adoption and outcome, import with a dry run."""

from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.attachments.models import Attachment
from library.actions import adoptions
from library.models import Adoption, BestPractice
from portals.models import User
from tests.builders import client_of, make_theme
from tests.library.builders import TEXT, make_draft, make_in_review, make_published
from tests.proposals.builders import make_solution

pytestmark = pytest.mark.django_db
FORM = {"title": "One desk", **TEXT, "evidence": "measured", "language": "en", "review_interval_months": "6"}
CSV = "id,title,summary\n1,Một cửa,Một nơi cho mọi người dân\n2,Hỏi nhanh,Đáp nhanh\n"


def send(user: User, name: str, *args: object, follow: bool = True, **values: Any) -> Any:
    """Send a form and follow where it leads."""
    return client_of(user).post(reverse(f"library:{name}", args=args), values, follow=follow)


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def file(name: str = "plan.pdf", content: bytes = b"%PDF-1.7\n") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_practice_is_written_with_themes_and_files(delegate: User) -> None:
    theme = make_theme("water")
    response = send(delegate, "new", **FORM, themes=[theme.pk], files=[file(), file("figures.csv", b"a,b")])
    practice = BestPractice.objects.get()
    assert (practice.title, practice.evidence, practice.review_interval_months) == ("One desk", "measured", 6)
    assert list(practice.themes.all()) == [theme]
    assert [one.name for one in Attachment.objects.of(practice)] == ["plan.pdf", "figures.csv"]
    assert "The draft is saved" in words(response)


def test_two_editors_of_a_practice_see_both_texts(delegate: User, lead: User) -> None:
    practice = make_draft(delegate)
    address = reverse("library:edit", args=[practice.slug])
    seen = client_of(delegate).get(address).context["form"]["revision"].value()
    send(lead, "edit", practice.slug, **{**FORM, "steps": "What the lead wrote"}, revision=seen)
    mine = {**FORM, "steps": "What the delegate wrote"}
    response = send(delegate, "edit", practice.slug, **mine, revision=seen)
    assert response.status_code == 409
    assert f"{lead} has saved another text meanwhile" in words(response)
    assert response.context["pairs"] == [("Steps", "What the lead wrote", "What the delegate wrote")]
    assert response.context["form"]["steps"].value() == "What the delegate wrote"
    practice.refresh_from_db()
    assert (practice.steps, practice.changed_by) == ("What the lead wrote", lead)
    newer = response.context["form"]["revision"].value()
    assert send(delegate, "edit", practice.slug, **mine, revision=newer).status_code == 200
    practice.refresh_from_db()
    assert practice.steps == "What the delegate wrote"


def test_editors_of_a_practice_see_who_else_is_writing(delegate: User, lead: User) -> None:
    cache.clear()
    practice = make_draft(delegate)
    client_of(delegate).get(reverse("library:edit", args=[practice.slug]))
    beat = reverse("library:writing", args=[practice.slug])
    (told,) = client_of(lead).post(beat).json()["others"]
    assert told.startswith(f"{delegate} is writing this too, since ")
    send(delegate, "edit", practice.slug, **FORM)
    assert client_of(lead).post(beat).json() == {"others": []}


def test_extra_fields_change_nothing(delegate: User, other_portal: Any) -> None:
    send(delegate, "new", **FORM, state="published", version=3, owner=other_portal.pk, author=1, slug="x")
    practice = BestPractice.objects.get()
    assert (practice.state, practice.version, practice.owner, practice.author) == (
        "draft",
        0,
        delegate.portal,
        delegate,
    )


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({"title": ""}, "This field is required"),
        ({"title": "x" * 161}, "at most 160"),
        ({"summary": "x" * 601}, "at most 600"),
        ({"title": "a\0b"}, "Null characters"),
        ({"review_interval_months": "0"}, "Between 1 and 60"),
        ({"review_interval_months": "1e309"}, "whole number"),
        ({"language": "xx"}, "valid choice"),
        ({"evidence": "rumour"}, "valid choice"),
    ],
)
def test_bad_input_is_named_and_nothing_is_lost(
    values: dict[str, str], complaint: str, delegate: User
) -> None:
    response = send(delegate, "new", **FORM | values)
    assert response.status_code == 422
    assert complaint in words(response)
    assert "One desk answers all citizens." in words(response) or "summary" in values
    assert BestPractice.objects.count() == 0


def test_a_bad_file_leaves_no_half_written_practice(delegate: User) -> None:
    response = send(delegate, "new", **FORM, files=[file("tool.exe", b"MZ")])
    assert response.status_code == 422
    assert "this kind of file is not accepted" in words(response)
    assert (BestPractice.objects.count(), Attachment.objects.count()) == (0, 0)


def test_a_draft_is_changed_and_gains_files(delegate: User, lead: User) -> None:
    draft = make_draft(delegate)
    send(lead, "edit", draft.slug, **FORM | {"title": "Two desks"}, files=[file()])
    draft.refresh_from_db()
    assert (draft.title, Attachment.objects.of(draft).count()) == ("Two desks", 1)


def test_a_bad_file_leaves_a_draft_as_it_was(delegate: User) -> None:
    draft = make_draft(delegate)
    send(delegate, "edit", draft.slug, **FORM | {"title": "Two desks"}, files=[file("tool.exe", b"MZ")])
    draft.refresh_from_db()
    assert draft.title != "Two desks"


def test_an_accepted_solution_begins_a_practice(delegate: User, other_delegate: User) -> None:
    solution = make_solution(delegate)
    type(solution).objects.filter(pk=solution.pk).update(state="accepted")
    shown = words(send(other_delegate, "from_solution", solution.number))
    practice = BestPractice.objects.get()
    assert (practice.origin, practice.steps, practice.owner) == (
        solution,
        solution.steps,
        other_delegate.portal,
    )
    assert "prefilled from the solution" in shown
    assert "has been begun from this solution already" in words(
        send(delegate, "from_solution", solution.number)
    )


def test_the_way_from_draft_to_publication_by_buttons(delegate: User, other_editor: User) -> None:
    draft = make_draft(delegate)
    send(delegate, "move", draft.slug, "submit")
    assert "Ask for changes" in words(client_of(other_editor).get(draft.get_absolute_url()))
    send(other_editor, "move", draft.slug, "publish", reason="First version")
    draft.refresh_from_db()
    assert (draft.state, draft.version, draft.versions.get().note) == ("published", 1, "First version")


def test_what_is_missing_before_review_is_said(delegate: User) -> None:
    draft = make_draft(delegate, steps="")
    assert "Still to be written before review: steps." in words(send(delegate, "move", draft.slug, "submit"))


def test_a_late_click_is_told_that_somebody_was_faster(delegate: User, other_editor: User) -> None:
    practice = make_in_review(delegate)
    send(other_editor, "move", practice.slug, "publish")
    assert "Somebody was faster" in words(send(other_editor, "move", practice.slug, "publish"))


def test_a_practice_is_replaced_by_another(delegate: User, other_editor: User) -> None:
    practice, better = (make_published(delegate, other_editor) for _ in range(2))
    response = send(delegate, "supersede", practice.slug, successor=practice.pk, reason="Better")
    assert response.status_code == 422
    send(delegate, "supersede", practice.slug, successor=better.pk, reason="Better")
    practice.refresh_from_db()
    assert practice.superseded_by == better


def test_a_language_version_is_written_beside_the_original(delegate: User, other_editor: User) -> None:
    practice = make_published(delegate, other_editor)
    address = reverse("library:translate", args=[practice.slug, "de"])
    assert TEXT["problem_solved"] in words(client_of(other_editor).get(address))
    send(other_editor, "translate", practice.slug, "de", title="Ein Schalter", summary="Für alle")
    german = practice.translations.get()
    assert (german.language, german.title, german.of_version, german.author) == (
        "de",
        "Ein Schalter",
        1,
        other_editor,
    )
    assert client_of(other_editor).get(address.replace("/de/", "/fr/")).status_code == 404


def test_a_portal_adopts_uses_and_reports(delegate: User, other_editor: User, other_delegate: User) -> None:
    practice = make_published(delegate, other_editor)
    assert "Adopt for Health" in words(client_of(other_delegate).get(practice.get_absolute_url()))
    send(other_delegate, "adopt", practice.slug, state="planned", adaptation="With a QR code")
    send(other_delegate, "move_adoption", practice.slug, "use")
    shown = words(send(other_delegate, "report", practice.slug, outcome="Twice as fast", usefulness="5"))
    mine = Adoption.objects.get()
    assert (mine.state, mine.outcome, mine.usefulness) == ("outcome_reported", "Twice as fast", 5)
    assert "Twice as fast" in shown


def test_a_second_click_adopts_once(delegate: User, other_editor: User, other_delegate: User) -> None:
    practice = make_published(delegate, other_editor)
    for _ in range(2):
        send(other_delegate, "adopt", practice.slug, state="interested")
    assert Adoption.objects.count() == 1


@pytest.mark.parametrize("values", [{"outcome": ""}, {"usefulness": "9"}, {"usefulness": "x"}])
def test_a_bad_report_is_sent_back(
    values: dict[str, str], delegate: User, other_editor: User, other_delegate: User
) -> None:
    practice = make_published(delegate, other_editor)
    adoptions.declare(practice, by=other_delegate, state="in_use")
    report = {"outcome": "Faster", "usefulness": "5"} | values
    assert send(other_delegate, "report", practice.slug, **report).status_code == 422


def test_stopping_needs_a_reason(delegate: User, other_editor: User, other_delegate: User) -> None:
    practice = make_published(delegate, other_editor)
    adoptions.declare(practice, by=other_delegate)
    assert "Give a reason" in words(send(other_delegate, "move_adoption", practice.slug, "stop"))
    assert (
        client_of(other_delegate)
        .post(reverse("library:move_adoption", args=[practice.slug, "report"]))
        .status_code
        == 404
    )


def rehearse(user: User, content: str) -> Any:
    return send(user, "import", file=file("list.csv", content.encode()), language="vi")


def test_a_dry_run_keeps_the_file_until_it_is_imported(editor: User) -> None:
    response = rehearse(editor, CSV)
    assert (response.context["report"].is_clean, BestPractice.objects.count()) == (True, 0)
    shown = words(send(editor, "import", token=response.context["token"], language="vi"))
    assert "2 added, 0 changed, 0 unchanged" in shown
    assert [one.language for one in BestPractice.objects.all()] == ["vi", "vi"]
    assert "Nothing to do" in words(rehearse(editor, CSV))


def test_of_a_file_with_a_bad_row_the_good_ones_can_be_imported(editor: User) -> None:
    response = rehearse(editor, CSV + ",,\n3,Long," + "x" * 700 + "\n")
    shown, token = words(response), response.context["token"]
    assert "“Summary” is longer than 600 characters" in shown
    assert "1 empty row is passed over" in shown
    assert "Import the 2 good rows, leave out the 1 faulty one" in shown
    assert "Nothing was imported" in words(send(editor, "import", token=token, language="vi"))
    assert not BestPractice.objects.exists()
    token = rehearse(editor, CSV + "3,Long," + "x" * 700 + "\n").context["token"]
    said = words(send(editor, "import", token=token, language="vi", leaving_out="1"))
    assert "2 added, 0 changed, 0 unchanged. 1 faulty row left out." in said
    assert BestPractice.objects.count() == 2


def test_a_file_without_a_good_row_cannot_be_imported(editor: User) -> None:
    response = rehearse(editor, "id,title,setting\n3,Alone,There\n")
    assert "one of these is needed: Summary, Results with indicators, " in words(response)
    assert response.context["token"] == ""


def test_a_file_that_cannot_be_read_says_why(editor: User) -> None:
    response = send(editor, "import", file=file("a.csv", "tên\n".encode("utf-16")), language="vi")
    assert (response.status_code, "not UTF-8" in words(response)) == (422, True)


def test_a_dry_run_belongs_to_whom_it_was_shown(editor: User, other_editor: User) -> None:
    token = rehearse(editor, CSV).context["token"]
    for stale in (token, "nonsense", "é" * 9):
        shown = words(send(other_editor, "import", token=stale, language="vi"))
        assert "The dry run is too old" in shown
    assert BestPractice.objects.count() == 0
