"""Pages of best practices: list, read, write, versions, languages."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, TemplateView

from core import writing
from core.errors import NotAllowed
from core.models import label_of
from core.text.diff import marked
from core.views.pages import DetailPage, FormPage, ListPage, Sort, VerbView
from core.views.writing import Beat, SharedFormPage
from library import policies
from library.actions import best_practices, translations
from library.filters import PracticeFilter
from library.forms import AdoptForm, PracticeForm, TranslationForm, stored_values
from library.models import SECTION_FIELDS, BestPractice, PracticeText, PracticeTranslation, PracticeVersion
from library.states import WORKING
from library.words import buttons_for
from proposals.models import Solution


class PracticeList(ListPage):
    """The library: verified practices, the newest verification first."""

    model = BestPractice
    filterset_class = PracticeFilter
    template_name = "library/practice_list.html"
    has_trace = True
    sorts = (
        Sort("verified", _("Newly verified"), "-verified_at"),
        Sort("adopted", _("Most adopted"), "-adoption_count"),
        Sort("due", _("Review due first"), "verified_until"),
        Sort("title", _("Title"), "title"),
    )

    def rows(self) -> QuerySet[Any]:
        """Return the verified ones with what their rows show."""
        seen = BestPractice.objects.visible_to(self.request.user).verified()
        return seen.with_counts().with_parties().with_text_read()

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add what the reader may begin."""
        user = self.request.user
        return super().get_context_data(
            can_draft=policies.can_draft(user),
            can_import=policies.can_import(user),
            can_see_desk=policies.can_see_desk(user),
            **words,
        )


class PracticePage(DetailPage):
    """One practice as it may be read: the verified version, or the working copy for its parties."""

    model = BestPractice
    template_name = "library/practice_detail.html"
    context_object_name = "practice"

    def get_queryset(self) -> QuerySet[Any]:
        """Return what the reader may see with what the page shows."""
        return (
            super()
            .get_queryset()
            .with_parties()
            .select_related("verified_by", "verified_for", "superseded_by")
        )

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the text in the wanted language, versions, adoptions and what the reader may do."""
        practice, user = self.object, self.request.user
        text, shown = self.text
        drafts = policies.can_see_draft(user, practice)
        versions = list(practice.versions.select_related("published_by"))
        adoptions = list(practice.adoptions.with_parties())
        mine = next((one for one in adoptions if user.is_authenticated and one.portal == user.portal), None)
        return super().get_context_data(
            text=text,
            shown_language=shown,
            is_working_copy=text is practice,
            has_working_copy=drafts and text is not practice and practice.state in WORKING,
            standing=practice if text is practice else practice.as_read,
            languages=self._languages(),
            versions=versions,
            adoptions=adoptions,
            mine=mine,
            adopt_form=AdoptForm() if policies.can_adopt(user, practice) and not mine else None,
            buttons=buttons_for(user, practice),
            can_edit=policies.can_edit(user, practice),
            can_see_draft=drafts,
            can_translate=policies.can_translate(user, practice),
            **words,
        )

    @cached_property
    def text(self) -> tuple[PracticeText, str]:
        """The text to show and its language: wanted draft, then the reader's language, then the original."""
        practice = self.object
        drafts = policies.can_see_draft(self.request.user, practice)
        if practice.version == 0 or (drafts and "draft" in self.request.GET):
            return practice, practice.language
        wanted = self.request.GET.get("language") or get_language()
        translated = (
            None if wanted == practice.language else practice.translations.filter(language=wanted).first()
        )
        if translated:
            return translated, translated.language
        return practice.newest_version() or practice, practice.language

    def _languages(self) -> list[dict[str, Any]]:
        done = {one.language: one for one in self.object.translations.select_related("practice")}
        names = dict(settings.LANGUAGES)
        original = self.object.language
        return [
            {"code": code, "name": name, "is_original": code == original, "translation": done.get(code)}
            for code, name in names.items()
        ]


class NewPractice(FormPage):
    """Begin a practice from nothing."""

    form_class = PracticeForm
    template_name = "library/practice_form.html"
    message = _("The draft is saved. Only your portal sees it until it is published.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Tell those who write for no portal at once, before they have typed anything."""
        if request.user.is_authenticated and not policies.can_draft(request.user):
            raise NotAllowed(_("You act for no portal yet, or only observe. Ask the lead of your portal."))
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """Write in the person's own language unless said otherwise."""
        return {"language": self.request.user.language}

    def perform(self, form: Any) -> BestPractice:
        """Draft it, with its files."""
        return best_practices.draft(by=self.request.user, **form.columns())


class EditPractice(SharedFormPage):
    """Change the working copy."""

    version_field = "revision"
    form_class = PracticeForm
    template_name = "library/practice_form.html"
    message = _("Saved.")

    @cached_property
    def practice(self) -> BestPractice:
        """The practice of the address, if the reader may see its draft."""
        practice = get_object_or_404(
            BestPractice.objects.visible_to(self.request.user), slug=self.kwargs["slug"]
        )
        if not policies.can_edit(self.request.user, practice):
            raise Http404
        return practice

    def get_form_kwargs(self) -> dict[str, Any]:
        """Fill the form with what is written."""
        return {**super().get_form_kwargs(), "instance": self.practice}

    def get_initial(self) -> dict[str, Any]:
        """Tick the themes it has; remember from which text the edit began."""
        return {"themes": self.practice.themes.all(), "revision": self.practice.revision}

    def stored_values(self, current: BestPractice) -> dict[str, Any]:
        """Return what is stored, by the names of the form's fields."""
        return stored_values(current)

    def perform(self, form: Any) -> BestPractice:
        """Save it, with further files."""
        revision = form.cleaned_data["revision"]
        return best_practices.save(self.practice, by=self.request.user, revision=revision, **form.columns())

    def get_success_url(self) -> str:
        """Return the practice; its writer has left the form."""
        writing.leave(self.practice, self.request.user)
        return super().get_success_url()

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the practice and who else is writing it."""
        others = self.others_writing(self.practice)
        return super().get_context_data(practice=self.practice, others=others, **words)


class PracticeBeat(Beat):
    """Says who else writes a practice."""

    def load(self) -> BestPractice:
        """Return the practice, if the reader may write it."""
        practice: BestPractice = get_object_or_404(
            BestPractice.objects.visible_to(self.request.user), slug=self.kwargs["slug"]
        )
        if not policies.can_edit(self.request.user, practice):
            raise Http404
        return practice


class FromSolution(VerbView):
    """The button on an accepted solution that begins its practice."""

    model = Solution
    message = _("The draft is prefilled from the solution. Complete it and send it to review.")

    def perform(self, obj: Solution) -> None:
        """Begin the draft."""
        self.practice = best_practices.draft_from(obj, by=self.request.user)

    def back(self, obj: Solution) -> str:
        """Go to the draft, or back to the solution when it was refused."""
        made = getattr(self, "practice", None)
        return made.get_absolute_url() if made else obj.get_absolute_url()


class VersionPage(DetailView):
    """A former version, as it was verified."""

    template_name = "library/version_detail.html"
    context_object_name = "version"

    def get_object(self, queryset: QuerySet[Any] | None = None) -> PracticeVersion:
        """Return the version of a practice that the reader may see."""
        practice = get_object_or_404(
            BestPractice.objects.visible_to(self.request.user), slug=self.kwargs["slug"]
        )
        return get_object_or_404(practice.versions.select_related("practice"), number=self.kwargs["number"])


class CompareVersions(TemplateView):
    """Two versions, with the words that differ marked."""

    template_name = "library/version_compare.html"

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the two versions and the marked sections."""
        practice = get_object_or_404(
            BestPractice.objects.visible_to(self.request.user), slug=self.kwargs["slug"]
        )
        versions = {one.number: one for one in practice.versions.all()}
        if len(versions) < 2:
            raise Http404
        new = versions.get(_number(self.request.GET.get("new")), versions[max(versions)])
        old = versions.get(_number(self.request.GET.get("old")), versions[max(versions) - 1])
        return super().get_context_data(
            practice=practice,
            versions=sorted(versions.values(), key=lambda one: one.number),
            old=old,
            new=new,
            sections=_differences(old, new),
            **words,
        )


def _number(word: str | None) -> int:
    return int(word) if word and word.isascii() and word.isdigit() else 0


def _differences(old: PracticeText, new: PracticeText) -> list[tuple[str, str]]:
    names = ("title", "summary", *SECTION_FIELDS)
    pairs = [(capfirst(label_of(new, name)), getattr(old, name), getattr(new, name)) for name in names]
    return [(label, marked(before, after)) for label, before, after in pairs if before or after]


class Translate(FormPage):
    """Write the practice in another language."""

    form_class = TranslationForm
    template_name = "library/translation_form.html"
    message = _("The language version is saved.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer for our languages only."""
        if kwargs["language"] not in dict(settings.LANGUAGES):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def practice(self) -> BestPractice:
        """The practice of the address, if the reader may translate it."""
        practice = get_object_or_404(
            BestPractice.objects.visible_to(self.request.user), slug=self.kwargs["slug"]
        )
        if (
            not policies.can_translate(self.request.user, practice)
            or practice.language == self.kwargs["language"]
        ):
            raise Http404
        return practice

    def get_form_kwargs(self) -> dict[str, Any]:
        """Fill the form with the translation there is."""
        known = self.practice.translations.filter(language=self.kwargs["language"]).first()
        return {**super().get_form_kwargs(), "instance": known or PracticeTranslation()}

    def perform(self, form: forms.ModelForm) -> BestPractice:
        """Save the translation."""
        translations.save(self.practice, self.kwargs["language"], by=self.request.user, **form.cleaned_data)
        return self.practice

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the original to translate from, section by section."""
        form = words.get("form") or self.get_form()
        original = self.practice.newest_version() or self.practice
        rows = [(form[name], getattr(original, name)) for name in form.fields]
        return super().get_context_data(
            practice=self.practice,
            language=self.kwargs["language"],
            language_name=dict(settings.LANGUAGES)[self.kwargs["language"]],
            original_name=self.practice.get_language_display(),
            pairs=rows,
            **{**words, "form": form},
        )
