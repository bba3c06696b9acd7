"""What can have happened to conferences, registrations and sessions."""

from django.utils.translation import gettext_lazy as _

from core.facts import Fact

CREATED = Fact("conference.created", _("{actor} created the conference “{about}”."))
CHANGED = Fact("conference.changed", _("{actor} changed the conference “{about}”."))
PUBLISHED = Fact("conference.published", _("The conference “{about}” has been announced."))
RUNNING = Fact("conference.running", _("The conference “{about}” is under way."))
CLOSED = Fact("conference.closed", _("The conference “{about}” has been closed."))
CALLED_OFF = Fact("conference.called_off", _("The conference “{about}” has been called off."), mail=True)
REOPENED = Fact("conference.reopened", _("The conference “{about}” has been opened again."))
ARCHIVED = Fact("conference.archived", _("{actor} archived the conference “{about}”."))
RESTORED = Fact("conference.restored", _("{actor} took the conference “{about}” out of the archive."))
SEATS_SET = Fact(
    "conference.seats_set", _("{actor} set the seats of “{about}”: {capacity} in all, {common} in common.")
)
QUESTIONS_CHANGED = Fact(
    "conference.questions_changed", _("{actor} changed the registration form of “{about}”.")
)
TEAM_JOINED = Fact(
    "conference.team_joined", _("{actor} took a new member into the team of “{about}”: {role}."), mail=True
)
TEAM_LEFT = Fact("conference.team_left", _("{actor} released a member from the team of “{about}”: {role}."))
EXPORTED = Fact("conference.exported", _("{actor} exported {rows} registrations of “{about}”."))

REQUESTED = Fact("registration.requested", _("{actor} asks to take part in “{about}”."))
CONFIRMED = Fact("registration.confirmed", _("The registration for “{about}” is confirmed."))
PUT_ON_LIST = Fact(
    "registration.waiting",
    _("All seats of “{about}” are taken: the registration is on the waiting list."),
    mail=True,
)
OFFERED = Fact(
    "registration.offered",
    _("A seat at “{about}” has become free. Take it until {until} or it passes on."),
    mail=True,
)
DECLINED = Fact("registration.declined", _("The registration for “{about}” was declined."), mail=True)
WITHDRAWN = Fact("registration.withdrawn", _("{actor} withdrew the registration for “{about}”."))
LAPSED = Fact(
    "registration.lapsed", _("The seat offered at “{about}” was not taken in time and passed on."), mail=True
)
RECONSIDERED = Fact(
    "registration.reconsidered", _("{actor} takes up the declined registration for “{about}” again.")
)
ANSWERS_CHANGED = Fact("registration.answers_changed", _("{actor} changed the answers given for “{about}”."))

SESSION_ADDED = Fact("session.added", _("{actor} added the session “{about}”."))
SESSION_CHANGED = Fact("session.changed", _("{actor} changed the session “{about}”."))
SESSION_STARTED = Fact("session.started", _("The session “{about}” has begun."))
SESSION_PAUSED = Fact("session.paused", _("The session “{about}” is paused."))
SESSION_RESUMED = Fact("session.resumed", _("The session “{about}” goes on."))
SESSION_ENDED = Fact("session.ended", _("The session “{about}” has ended."))
SESSION_REOPENED = Fact("session.reopened", _("The session “{about}” has been opened again."))
SESSION_CANCELLED = Fact("session.cancelled", _("The session “{about}” has been cancelled."), mail=True)
SESSION_REINSTATED = Fact("session.reinstated", _("The session “{about}” will be held after all."), mail=True)
SCHEDULE_IMPORTED = Fact(
    "conference.schedule_imported",
    _("{actor} imported the programme of “{about}”: {added} added, {changed} changed, {removed} removed."),
)
