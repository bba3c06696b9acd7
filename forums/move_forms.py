"""Where threads and posts are to go."""

import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from forums.models import Board, Post, Thread

ADDRESS = re.compile(r"(?:.*/threads/)?#?(\d{1,9})/?(?:[?#].*)?")
NUMBERS = re.compile(r"(\d{1,9})(?:\s*[-–]\s*(\d{1,9}))?")
MOST = 500


class WhyField(forms.CharField):
    """A reason one may give; it stands in the story of the thread."""

    def __init__(self, **words: Any) -> None:
        shown: dict[str, Any] = {
            "label": _("Why"),
            "help_text": _("Stands in the thread for everybody to read."),
            "required": False,
            "max_length": 500,
        }
        super().__init__(**shown | words)


class MoveForm(forms.Form):
    """Another board for a thread, one of those one moderates."""

    board: Any = forms.ModelChoiceField(Board.objects.none(), label=_("To the board"))
    reason = WhyField()

    def __init__(self, *args: Any, boards: QuerySet[Board], **words: Any) -> None:
        super().__init__(*args, **words)
        self.fields["board"].queryset = boards  # type: ignore[attr-defined]


class SplitForm(forms.Form):
    """Posts for a thread of their own: boxes for those of the page, and a line for any other."""

    posts = forms.MultipleChoiceField(label=_("Posts"), required=False, widget=forms.CheckboxSelectMultiple)
    numbers = forms.CharField(
        label=_("Or by number"),
        required=False,
        max_length=200,
        help_text=_("Single numbers and ranges: 12, 15-18."),
    )
    title = forms.CharField(label=_("Title of the new thread"), max_length=200)
    board: Any = forms.ModelChoiceField(Board.objects.none(), label=_("On the board"))
    reason = WhyField()

    def __init__(self, *args: Any, boards: QuerySet[Board], shown: list[Post], **words: Any) -> None:
        super().__init__(*args, **words)
        self.fields["board"].queryset = boards  # type: ignore[attr-defined]
        choices = [(str(post.number), f"#{post.number} {post.author}: {_beginning(post)}") for post in shown]
        self.fields["posts"].choices = choices  # type: ignore[attr-defined]

    def clean_numbers(self) -> set[int]:
        """Return the numbers typed, at most 500."""
        typed, found = self.cleaned_data["numbers"], set[int]()
        for part in filter(None, re.split(r"[,;\s]+(?!\s*[-–])", typed.strip())):
            match = NUMBERS.fullmatch(part)
            if match is None:
                raise forms.ValidationError(_("Write numbers and ranges only: 12, 15-18."))
            first, last = int(match[1]), int(match[2] or match[1])
            found.update(range(first, min(last, first + MOST) + 1))
        return found

    def clean(self) -> dict[str, Any]:
        """Join boxes and numbers."""
        words = super().clean() or {}
        numbers = {int(number) for number in words.pop("posts", [])} | words.get("numbers", set())
        if not numbers and "numbers" not in self.errors:
            self.add_error("numbers", _("Choose at least one post."))
        return words | {"numbers": numbers}


def _beginning(post: Post) -> str:
    words = " ".join(post.body.split())
    return words if len(words) <= 90 else f"{words[:90]}…"


class MergeForm(forms.Form):
    """The thread to put the posts into: one of the latest, or any other by its address."""

    latest: Any = forms.ModelChoiceField(
        Thread.objects.none(), label=_("Into the thread"), required=False, empty_label=_("Another one")
    )
    into = forms.CharField(
        label=_("Or its address"),
        required=False,
        max_length=300,
        help_text=_("Copied from the browser, or its number."),
    )
    reason = WhyField()

    def __init__(self, *args: Any, threads: QuerySet[Thread], **words: Any) -> None:
        super().__init__(*args, **words)
        self.threads = threads
        newest = threads.order_by("-last_post_at").values_list("pk", flat=True)[:40]
        self.fields["latest"].queryset = threads.filter(pk__in=list(newest)).order_by("-last_post_at")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Return the thread as `into`."""
        words = super().clean() or {}
        into = words.pop("latest", None) or self._at(words.get("into", ""))
        if into is None and not self.errors:
            self.add_error("into", _("Choose a thread on a board you moderate."))
        return words | {"into": into}

    def _at(self, address: str) -> Thread | None:
        found = ADDRESS.fullmatch(address.strip())
        return self.threads.filter(pk=int(found[1])).first() if found else None
