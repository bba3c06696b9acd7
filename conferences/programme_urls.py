"""Addresses of the programme: agenda, sessions, import."""

from django.urls import path

from conferences.views import agenda, sessions

own_agenda_urlpatterns = [
    path("agenda/", agenda.OwnAgenda.as_view(), name="own_agenda"),
    path("agenda/<str:token>.ics", agenda.OwnCalendar.as_view(), name="own_calendar"),
]

programme_urlpatterns = [
    path("<slug:slug>/agenda/", agenda.Agenda.as_view(), name="agenda"),
    path("<slug:slug>/agenda.ics", agenda.AgendaCalendar.as_view(), name="agenda_calendar"),
    path("<slug:slug>/sessions/new/", sessions.NewSession.as_view(), name="session_new"),
    path("<slug:slug>/sessions/<int:pk>/", sessions.SessionPage.as_view(), name="session"),
    path(
        "<slug:slug>/sessions/<int:pk>/session.ics", agenda.SessionCalendar.as_view(), name="session_calendar"
    ),
    path("<slug:slug>/sessions/<int:pk>/edit/", sessions.EditSession.as_view(), name="session_edit"),
    path("<slug:slug>/sessions/<int:pk>/choose/", agenda.ChooseSession.as_view(), name="session_choose"),
    path("<slug:slug>/sessions/<int:pk>/discuss/", sessions.Discuss.as_view(), name="session_discuss"),
    path(
        "<slug:slug>/sessions/<int:pk>/move/<slug:edge>/", sessions.MoveSession.as_view(), name="session_move"
    ),
    path("<slug:slug>/manage/places/", sessions.Places.as_view(), name="places"),
    path("<slug:slug>/manage/import/", sessions.ImportSchedule.as_view(), name="import"),
]
