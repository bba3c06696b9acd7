"""Pages on which a text is written that others may be writing too."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.generic import View

from core import writing
from core.errors import Refused
from core.views.pages import FormPage
from core.writing import EditedMeanwhile


def sentences(others: dict[str, float]) -> list[str]:
    """Return for each of the others that they are writing this too, and since when."""
    return [
        _("%(person)s is writing this too, since %(time)s.")
        % {"person": name, "time": time_format(localtime(datetime.fromtimestamp(since, UTC)), "H:i")}
        for name, since in others.items()
    ]


class SharedFormPage(FormPage):
    """A form about a text with a version: shows who writes it too, and both texts when they collide."""

    version_field = "version"

    def stored_values(self, current: Any) -> dict[str, Any]:
        """Return what is stored of `current`, by the names of the form's fields."""
        raise NotImplementedError

    def refused(self, form: Any, refusal: Refused) -> HttpResponse:
        """Show both texts when somebody saved meanwhile, else the refusal beside its field."""
        if isinstance(refusal, EditedMeanwhile):
            return self.show_clash(form, refusal)
        return super().refused(form, refusal)

    def show_clash(self, form: Any, clash: EditedMeanwhile) -> HttpResponse:
        """Show the stored text beside the typed one; saving again then takes the typed one knowingly."""
        typed, stored = form.cleaned_data, self.stored_values(clash.current)
        form.data = form.data.copy()
        form.data[self.version_field] = stored[self.version_field]
        form.add_error(None, str(clash.message))
        names = [name for name in stored if name in form.fields and name != self.version_field]
        both = [(form.fields[name].label, shown(stored[name]), shown(typed.get(name))) for name in names]
        pairs = [pair for pair in both if pair[1] != pair[2]]
        context = self.get_context_data(form=form, clash=clash.current, pairs=pairs)
        return self.render_to_response(context, status=409)

    def others_writing(self, item: Any) -> list[str]:
        """Note that the reader writes `item`, and say who else does."""
        return sentences(writing.note(item, self.request.user)) if item is not None else []


class Beat(LoginRequiredMixin, View):
    """An open page of writing reports itself and hears who else writes the same text."""

    http_method_names = ("post", "options")
    raise_exception = True

    def load(self) -> Any:
        """Return what is being written, if the reader may write it; raise Http404 or NotAllowed."""
        raise NotImplementedError

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Answer with one sentence for each of the others."""
        others = sentences(writing.note(self.load(), request.user))
        response = JsonResponse({"others": others})
        response["Cache-Control"] = "private, no-store"
        return response


def shown(value: Any) -> str:
    """Return a stored or typed value as one reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, list | tuple) or hasattr(value, "model"):
        return ", ".join(sorted(str(one) for one in value))
    return str(value)
