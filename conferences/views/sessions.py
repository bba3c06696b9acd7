"""The page of one session, and making, changing and moving it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from conferences import policies
from conferences.actions import programme, schedule_import
from conferences.forms.programme import PlaceForm, ScheduleForm, SessionForm, agenda_columns
from conferences.frab import Programme, read
from conferences.models import AgendaItem, Conference, Session
from conferences.states import SESSION
from conferences.views.inside import InsideConference, ManagedConference
from core.errors import Refused
from core.held import held, hold
from core.views.pages import DetailPage, FormPage, VerbView


class SessionPage(InsideConference, DetailPage):
    """One session with its time, room, speakers and discussion."""

    model = Session
    template_name = "conferences/session_detail.html"
    context_object_name = "session"
    tab = "agenda"
    slug_field = "conference__slug"
    query_pk_and_slug = True

    def get_queryset(self) -> QuerySet[Any]:
        """Return what the reader may see, with everything the page shows."""
        return super().get_queryset().with_places()

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add whether it is on now, whether the reader chose it, and what the reader may do."""
        session, user, now = self.object, self.request.user, timezone.now()
        runs = policies.can_run_sessions(user, self.conference)
        return super().get_context_data(
            is_on=session.starts_at <= now < session.ends_at,
            is_chosen=user.is_authenticated
            and AgendaItem.objects.filter(user=user, session=session).exists(),
            edges=SESSION.edges_from(session.state) if runs else (),
            runs=runs,
            manages=policies.can_manage(user, self.conference),
            **words,
        )


class MoveSession(VerbView):
    """The buttons of a session: start, pause, go on, end, cancel."""

    model = Session

    def load(self) -> Session:
        """Return the session of the address."""
        seen = Session.objects.visible_to(self.request.user).select_related("conference")
        return get_object_or_404(seen, conference__slug=self.kwargs["slug"], pk=self.kwargs["pk"])

    def perform(self, obj: Session) -> None:
        """Run the verb of the edge; an unknown edge is refused in words."""
        if self.kwargs["edge"] not in programme.MOVES:
            raise Refused(_("There is no such step."))
        programme.move(obj, self.kwargs["edge"], by=self.request.user, reason=self.reason)


class Discuss(MoveSession):
    """The button that opens the discussion of a session."""

    def perform(self, obj: Session) -> None:
        """Open the thread, if the conference has a board and the person takes part."""
        if not policies.takes_part(self.request.user, obj.conference):
            raise Refused(_("Those who take part in the conference open its discussions."))
        with transaction.atomic():
            if programme.discuss(obj, by=self.request.user) is None:
                raise Refused(_("The conference has no board yet: it opens when it is announced."))


class InZone:
    """Reads and shows the times of a form in the conference's own zone."""

    conference: Conference

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer with the conference's zone in force."""
        with timezone.override(self.conference.zone):
            response = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
            return response.render() if hasattr(response, "render") else response


class NewSession(InZone, ManagedConference, FormPage):
    """Put a session into the programme."""

    form_class = SessionForm
    template_name = "conferences/session_form.html"
    message = _("The session is in the programme.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the conference's rooms, tracks and speakers."""
        return {**super().get_form_kwargs(), "conference": self.conference}

    def perform(self, form: SessionForm) -> Session:
        """Add it, with new speakers."""
        with transaction.atomic():
            return programme.add(
                self.conference, by=self.request.user, speakers=self.speakers(form), **form.columns()
            )

    def speakers(self, form: SessionForm) -> list[Any]:
        """Return the chosen speakers and those named anew."""
        by = self.request.user
        fresh = [programme.add_speaker(self.conference, by=by, name=name) for name in form.names()]
        return [*form.cleaned_data["speakers"], *fresh]


class EditSession(NewSession):
    """Change a session."""

    message = _("Saved.")

    @cached_property
    def session(self) -> Session:
        """The session of the address."""
        return get_object_or_404(
            self.conference.sessions.prefetch_related("session_speakers"), pk=self.kwargs["pk"]
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        """Fill the form with the session."""
        return {**super().get_form_kwargs(), "instance": self.session}

    def get_initial(self) -> dict[str, Any]:
        """Tick its speakers."""
        return {"speakers": agenda_columns(self.session)}

    def perform(self, form: SessionForm) -> Session:
        """Change it."""
        fresh = Session.objects.select_related("conference").get(pk=self.session.pk)
        with transaction.atomic():
            return programme.change(
                fresh, by=self.request.user, speakers=self.speakers(form), **form.columns()
            )


class Places(ManagedConference, FormPage):
    """Rooms and tracks of the conference."""

    form_class = PlaceForm
    template_name = "conferences/places.html"
    message = _("Saved.")

    def perform(self, form: PlaceForm) -> None:
        """Add what was named."""
        by, values = self.request.user, form.cleaned_data
        if values["room"]:
            programme.add_room(self.conference, by=by, name=values["room"], capacity=values["capacity"])
        if values["track"]:
            programme.add_track(self.conference, by=by, title=values["track"], tone=values["tone"] or "teal")

    def get_success_url(self) -> str:
        """Stay here."""
        return reverse("conferences:places", args=[self.conference.slug])


class ImportSchedule(LoginRequiredMixin, ManagedConference, FormView):
    """Upload a programme: the preview says what would happen, a second press does it."""

    form_class = ScheduleForm
    template_name = "conferences/schedule_import.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Preview an upload, or import the one that was previewed."""
        if "token" not in request.POST:
            return super().post(request, *args, **kwargs)
        kept = held(request.user, request.POST["token"])
        if kept is None:
            messages.error(request, _("The preview is too old. Choose the file again."))
            return HttpResponseRedirect(request.path)
        plan = schedule_import.import_programme(
            self.conference, self._read(kept.content), by=self.request.user, source=kept.name
        )
        messages.success(request, self._said(plan))
        return HttpResponseRedirect(reverse("conferences:agenda", args=[self.conference.slug]))

    def form_valid(self, form: ScheduleForm) -> HttpResponse:
        """Show the preview, or why the file is refused."""
        upload = form.cleaned_data["file"]
        content = upload.read()
        try:
            programme_read = self._read(content)
        except Refused as refusal:
            form.add_error("file", str(refusal.message))
            return self.form_invalid(form)
        plan = schedule_import.preview(self.conference, programme_read)
        token = hold(self.request.user, upload.name, content)
        words = {"form": form, "plan": plan, "programme": programme_read, "token": token, "name": upload.name}
        return self.render_to_response(self.get_context_data(**words))

    def _read(self, content: bytes) -> Programme:
        """Read a file; what names no zone is in that of the conference."""
        return read(content, zone=self.conference.time_zone)

    def form_invalid(self, form: ScheduleForm) -> HttpResponse:
        """Show the error, as 422."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    @staticmethod
    def _said(plan: schedule_import.Plan) -> str:
        if plan.changes_nothing:
            return str(_("Nothing changed: the programme was up to date."))
        return str(_("%(added)s added, %(changed)s changed, %(removed)s removed, %(same)s unchanged.")) % {
            "added": len(plan.added),
            "changed": len(plan.changed),
            "removed": len(plan.removed),
            "same": plan.unchanged,
        }
