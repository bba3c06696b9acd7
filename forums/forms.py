"""What people type: posts, threads, admissions."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.attachments.fields import FilesField
from core.forms import MarkdownField, MarkdownWidget
from forums.models import Board, Post, Thread
from forums.states import BoardKind, BoardRole, ThreadKind
from portals.models import Portal, Theme, User


class ClientIdField(forms.UUIDField):
    """The key under which a browser sends a text, also a second time; made with the empty form."""

    widget = forms.HiddenInput

    def __init__(self, **words: Any) -> None:
        defaults: dict[str, Any] = {"required": False, "initial": uuid4}
        super().__init__(**defaults | words)

    def clean(self, value: Any) -> UUID:
        """Return the key, a new one for senders without."""
        return super().clean(value) or uuid4()


class PostForm(forms.Form):
    """A new post in `thread`."""

    body = MarkdownField(label=_("Your post"))
    files = FilesField()  # type: ignore[assignment]
    reply_to = forms.ModelChoiceField(Post.objects.none(), required=False, widget=forms.HiddenInput)
    client_id = ClientIdField()

    def __init__(self, *args: Any, thread: Thread, **words: Any) -> None:
        super().__init__(*args, **words)
        reply_to: Any = self.fields["reply_to"]
        reply_to.queryset = thread.posts.select_related("author")


class EditForm(forms.Form):
    """A new text for a post on `board`; `version` is the one the author saw."""

    body = MarkdownField(label=_("Your post"))
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, board: Board, **words: Any) -> None:
        super().__init__(*args, **words)
        preview_on(board, self.fields["body"])


def preview_on(board: Board, field: forms.Field) -> None:
    """Have the editor of `field` show what the text becomes on `board`."""
    field.widget.attrs["data-preview"] = reverse("forums:preview", args=[board.slug])


class ThreadForm(forms.Form):
    """A new thread on a board; `kinds` are those the author may start."""

    title = forms.CharField(
        label=_("Title"), max_length=200, help_text=_("One sentence that says what it is about.")
    )
    kind = forms.ChoiceField(label=_("Kind"), widget=forms.RadioSelect, initial=ThreadKind.DISCUSSION)
    theme: Any = forms.ModelChoiceField(
        Theme.objects.filter(is_active=True), label=_("Theme"), required=False, empty_label=_("No theme")
    )
    body = MarkdownField(label=_("First post"), help_text=_("What others need to know to answer you."))
    files = FilesField()  # type: ignore[assignment]
    client_id = ClientIdField()

    def __init__(self, *args: Any, board: Board, may_announce: bool, **words: Any) -> None:
        super().__init__(*args, **words)
        allowed = [kind for kind in ThreadKind if may_announce or kind != ThreadKind.ANNOUNCEMENT]
        kinds: Any = self.fields["kind"]
        kinds.choices = [(kind.value, kind.label) for kind in allowed]
        self.fields["theme"].initial = board.theme_id
        preview_on(board, self.fields["body"])


class AdmissionForm(forms.Form):
    """A person to be admitted to a board, by the address of the account."""

    email = forms.EmailField(label=_("E-mail address of the person"))
    role = forms.ChoiceField(label=_("As"), choices=BoardRole.choices, initial=BoardRole.MEMBER)

    def clean_email(self) -> User:
        """Return the person with this address."""
        person = User.objects.active().filter(email__iexact=self.cleaned_data["email"]).first()
        if person is None:
            raise forms.ValidationError(_("Nobody has an account with this address."))
        return person


class BoardForm(forms.ModelForm):
    """A board with its words in every language."""

    class Meta:
        model = Board
        fields = (
            "title_vi",
            "title_en",
            "title_de",
            "description_vi",
            "description_en",
            "description_de",
            "kind",
            "is_public",
            "portals",
            "starters",
            "writers",
            "theme",
            "rules_vi",
            "rules_en",
            "rules_de",
        )
        widgets = {f"rules_{language}": MarkdownWidget(attrs={"rows": 4}) for language in ("vi", "en", "de")}
        help_texts = {
            "kind": _(
                "Those admitted are added on the board's page of people. Closed boards are not open to admins."
            ),
            "is_public": _("Only for boards open to every member; writing always needs a portal."),
            "rules_vi": _("What is welcome here and what is not; shown beside the threads."),
        }

    def __init__(self, *args: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        theme: Any = self.fields["theme"]
        theme.empty_label = _("No theme")
        self.fields["title_vi"].required = True
        portals: Any = self.fields["portals"]
        portals.queryset = Portal.objects.active()

    def clean(self) -> dict[str, Any]:
        """Ask for portals where the board is for chosen ones."""
        words = super().clean() or self.cleaned_data
        if words.get("kind") == BoardKind.PORTALS and not words.get("portals"):
            self.add_error("portals", _("Choose at least one portal."))
        return words


class DraftForm(forms.Form):
    """What was typed so far; `draft_version` is the one the device last saw, 0 for none."""

    body = forms.CharField(required=False, strip=False, widget=forms.Textarea)
    client_id = ClientIdField()
    draft_version = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)

    def clean(self) -> dict[str, Any]:
        """Call the version what the verb calls it."""
        cleaned = dict(super().clean() or {})
        cleaned["version"] = cleaned.pop("draft_version", None) or 0
        return cleaned


class UploadForm(forms.Form):
    """Files for the text that is being written under `client_id`."""

    client_id = ClientIdField()
    files = FilesField(required=True)  # type: ignore[assignment]
