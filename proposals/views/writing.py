"""Writing problems and solutions: new, edit, autosave, and both texts when two people edited."""

from typing import Any
from uuid import uuid4

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from conferences.models import Conference, Session
from core import writing
from core.errors import NotAllowed, Refused
from core.views.writing import Beat, SharedFormPage
from proposals.actions import problems, solutions
from proposals.forms.writing import DraftableForm, ProblemForm, SolutionForm, stored_values
from proposals.models import Problem, Solution
from proposals.policies import can_edit_problem, can_edit_solution, can_write

SUBMIT = "submit"


class WritePage(SharedFormPage):
    """A form for a new or an existing item: save as a draft, or submit; refusals keep what was typed."""

    model: type[Problem] | type[Solution]
    kind = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Load the item of the address; lead those back who may not edit it."""
        self.item: Any = None
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if "number" in kwargs:
            self.item = get_object_or_404(
                self.model.objects.visible_to(request.user), number=kwargs["number"]
            )
            if not self.may_edit():
                raise NotAllowed(_("This can no longer be edited by you."))
        elif not can_write(request.user):
            raise NotAllowed(
                _("You act for no portal, or only watch for it. Ask its lead for a role to write.")
            )
        return super().dispatch(request, *args, **kwargs)

    def may_edit(self) -> bool:
        """Tell whether the reader may edit the item."""
        raise NotImplementedError

    def store(self, form: Any) -> Any:
        """Write the clean input with the verb and return the item."""
        raise NotImplementedError

    def submit(self, item: Any) -> Any:
        """Submit the item with the verb."""
        raise NotImplementedError

    @property
    def wants_submit(self) -> bool:
        """Whether the button pressed was the one that submits."""
        return self.request.POST.get("then") == SUBMIT

    @property
    def must_be_complete(self) -> bool:
        """Whether every needed field has to be filled: to submit, and in what is submitted; shown so at first."""
        if self.request.method != "POST":
            return True
        return self.wants_submit or (self.item is not None and not self.item.is_draft)

    def get_initial(self) -> dict[str, Any]:
        """Begin with what is stored, or with a fresh client id."""
        return stored_values(self.item) if self.item else {"client_id": uuid4()}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the reader and how strict to be."""
        words = {"user": self.request.user, "complete": self.must_be_complete}
        return {**super().get_form_kwargs(), **words}

    def perform(self, form: Any) -> Any:
        """Store, and submit when asked to: both or neither."""
        with transaction.atomic():
            item = self.store(form)
            if self.wants_submit and item.is_draft:
                item = self.submit(item)
        return item

    def get_success_url(self) -> str:
        """Return the item's page; its writer has left the form."""
        writing.leave(self.result, self.request.user)
        return super().get_success_url()

    def stored_values(self, current: Any) -> dict[str, Any]:
        """Return what is stored, by the names of the form's fields."""
        return stored_values(current)

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the item and where drafts save themselves."""
        autosave = ""
        if self.item is None:
            autosave = reverse(f"proposals:{self.kind}_autosave_new")
        elif self.item.is_draft:
            autosave = reverse(f"proposals:{self.kind}_autosave", args=[self.item.number])
        key = f"{self.kind}-{self.item.number if self.item else 'new'}"
        others = self.others_writing(self.item)
        words = {"item": self.item, "autosave": autosave, "draft_key": key, "others": others, **words}
        return super().get_context_data(**words)


class WriteProblem(WritePage):
    """New or edited problem."""

    model = Problem
    kind = "problem"
    form_class = ProblemForm
    template_name = "proposals/problem_form.html"

    def may_edit(self) -> bool:
        """Ask the policy."""
        return can_edit_problem(self.request.user, self.item)

    def place(self) -> tuple[Conference | None, Session | None]:
        """Return conference and session: of the item, of what was sent, or of the address."""
        if self.item is not None and self.request.method == "GET":
            return self.item.conference, self.item.session
        wanted = self.request.POST.get("conference") or self.request.GET.get("conference", "")
        session = _seen(Session, self.request.user, self.request.GET.get("session", ""))
        conference = session.conference if session else _seen(Conference, self.request.user, wanted)
        return conference, session

    def get_initial(self) -> dict[str, Any]:
        """Begin at the conference and session one comes from."""
        initial = super().get_initial()
        if self.item is None:
            conference, session = self.place()
            initial |= {"conference": conference, "session": session, "severity": 2, "urgency": 1}
        return initial

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the sessions of the conference."""
        return {**super().get_form_kwargs(), "conference": self.place()[0]}

    def store(self, form: ProblemForm) -> Problem:
        """Draft or save."""
        return store_problem(self.item, form, self.request.user, form.cleaned_data.get("files", ()))

    def submit(self, item: Problem) -> Problem:
        """Submit it."""
        return problems.submit(item, by=self.request.user)


class WriteSolution(WritePage):
    """New or edited solution."""

    model = Solution
    kind = "solution"
    form_class = SolutionForm
    template_name = "proposals/solution_form.html"

    def may_edit(self) -> bool:
        """Ask the policy."""
        return can_edit_solution(self.request.user, self.item)

    def get_initial(self) -> dict[str, Any]:
        """Begin with the problem one comes from."""
        initial = super().get_initial()
        if self.item is None:
            problem = _seen(Problem, self.request.user, self.request.GET.get("problem", ""), "number")
            initial["problems"] = [problem] if problem else []
        return initial

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the problems it answers, to be read while one writes."""
        form = words.get("form") or self.get_form()
        words["form"] = form
        named = getattr(form, "cleaned_data", {}).get("problems") or self.get_initial().get("problems") or []
        return super().get_context_data(answered=named, **words)

    def store(self, form: SolutionForm) -> Solution:
        """Draft or save."""
        return store_solution(self.item, form, self.request.user, form.cleaned_data.get("files", ()))

    def submit(self, item: Solution) -> Solution:
        """Submit it."""
        return solutions.submit(item, by=self.request.user)


def _seen(model: Any, user: Any, key: str, column: str = "pk") -> Any:
    """Return the row of `model` called `key` as `user` may see it, or None for anything else."""
    if not key.isascii() or not key.isdigit() or len(key) > 9:
        return None
    return model.objects.visible_to(user).filter(**{column: int(key)}).first()


def store_problem(item: Problem | None, form: Any, user: Any, files: Any = ()) -> Problem:
    """Draft or save a problem from a form."""
    if item is None:
        client_id = form.cleaned_data.get("client_id")
        return problems.draft(by=user, client_id=client_id, files=files, **form.written)
    version = form.cleaned_data.get("version")
    return problems.save(item, form.written, by=user, version=version, files=files)


def store_solution(item: Solution | None, form: Any, user: Any, files: Any = ()) -> Solution:
    """Draft or save a solution from a form."""
    answered = form.cleaned_data.get("problems")
    if item is None:
        client_id = form.cleaned_data.get("client_id")
        words = {"problems": answered or [], "client_id": client_id, "files": files}
        return solutions.draft(by=user, **words, **form.written)
    version = form.cleaned_data.get("version")
    return solutions.save(item, form.written, by=user, version=version, problems=answered, files=files)


class Autosave(LoginRequiredMixin, View):
    """Saves a draft while it is written; what is not valid yet is left as it was."""

    http_method_names = ("post", "options")
    kind = ""
    raise_exception = True

    def post(self, request: HttpRequest, number: int | None = None) -> HttpResponse:
        """Answer with the new version and the draft's addresses; 409 when it is no draft or not the newest."""
        item = self.load(number)
        if item is not None and not item.is_draft:
            raise Refused(_("This is submitted already: save it with the button."))
        form = self.form(item)
        form.is_valid()
        with transaction.atomic():
            saved = self.store(item, form)
        return JsonResponse(self.answer(saved))

    def answer(self, item: Any) -> dict[str, Any]:
        """Return what the browser needs to go on."""
        return {
            "version": item.version,
            "saved_at": timezone.localtime().strftime("%H:%M"),
            "edit": reverse(f"proposals:{self.kind}_edit", args=[item.number]),
            "autosave": reverse(f"proposals:{self.kind}_autosave", args=[item.number]),
            "key": f"{self.kind}-{item.number}",
        }

    def load(self, number: int | None) -> Any:
        """Return the draft of the address, None for a new one."""
        raise NotImplementedError

    def form(self, item: Any) -> DraftableForm:
        """Return the lenient form with what was sent."""
        raise NotImplementedError

    def store(self, item: Any, form: Any) -> Any:
        """Draft or save."""
        raise NotImplementedError


class AutosaveProblem(Autosave):
    """Saves the draft of a problem."""

    kind = "problem"

    def load(self, number: int | None) -> Problem | None:
        """Return the draft."""
        if number is None:
            return None
        return get_object_or_404(Problem.objects.visible_to(self.request.user), number=number)

    def form(self, item: Problem | None) -> ProblemForm:
        """Return the lenient form."""
        wanted = self.request.POST.get("conference", "")
        conference = _seen(Conference, self.request.user, wanted)
        return ProblemForm(self.request.POST, user=self.request.user, conference=conference, complete=False)

    def store(self, item: Problem | None, form: Any) -> Problem:
        """Draft or save."""
        return store_problem(item, form, self.request.user)


class AutosaveSolution(Autosave):
    """Saves the draft of a solution."""

    kind = "solution"

    def load(self, number: int | None) -> Solution | None:
        """Return the draft."""
        if number is None:
            return None
        return get_object_or_404(Solution.objects.visible_to(self.request.user), number=number)

    def form(self, item: Solution | None) -> SolutionForm:
        """Return the lenient form."""
        return SolutionForm(self.request.POST, user=self.request.user, complete=False)

    def store(self, item: Solution | None, form: Any) -> Solution:
        """Draft or save."""
        return store_solution(item, form, self.request.user)


class SolutionBeat(Beat):
    """Says who else writes a solution."""

    def load(self) -> Solution:
        """Return the solution, if the reader may write it."""
        seen = Solution.objects.visible_to(self.request.user)
        solution: Solution = get_object_or_404(seen, number=self.kwargs["number"])
        if not can_edit_solution(self.request.user, solution):
            raise Http404
        return solution
