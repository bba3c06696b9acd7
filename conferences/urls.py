"""Addresses of the conferences app."""

from django.urls import path

from conferences.programme_urls import own_agenda_urlpatterns, programme_urlpatterns
from conferences.views import conferences, desk, people, registering, setting_up

app_name = "conferences"

urlpatterns = [
    path("", conferences.ConferenceList.as_view(), name="list"),
    path("new/", conferences.CreateConference.as_view(), name="create"),
    *own_agenda_urlpatterns,
    path("<slug:slug>/", conferences.ConferencePage.as_view(), name="detail"),
    path("<slug:slug>/conference.ics", conferences.ConferenceCalendar.as_view(), name="calendar"),
    path("<slug:slug>/edit/", conferences.EditConference.as_view(), name="edit"),
    path("<slug:slug>/move/<slug:edge>/", conferences.MoveConference.as_view(), name="move"),
    path("<slug:slug>/register/", registering.RegisterPage.as_view(), name="register"),
    path("<slug:slug>/registration/", registering.RegistrationPage.as_view(), name="registration"),
    path("<slug:slug>/registration/answers/", registering.EditAnswers.as_view(), name="edit_answers"),
    path("<slug:slug>/registration/withdraw/", registering.Withdraw.as_view(), name="withdraw"),
    path("<slug:slug>/registration/accept/", registering.AcceptOffer.as_view(), name="accept_offer"),
    path("<slug:slug>/ticket/", registering.TicketPage.as_view(), name="ticket"),
    path("<slug:slug>/people/", people.PeoplePage.as_view(), name="people"),
    path("<slug:slug>/manage/", desk.RegistrationDesk.as_view(), name="desk"),
    path("<slug:slug>/manage/decide/", desk.Decide.as_view(), name="decide"),
    path("<slug:slug>/manage/registrations.csv", desk.RegistrationsCsv.as_view(), name="registrations_csv"),
    path(
        "<slug:slug>/manage/registrations/<int:pk>/",
        desk.RegistrationOnDesk.as_view(),
        name="desk_registration",
    ),
    path(
        "<slug:slug>/manage/registrations/<int:pk>/<slug:edge>/",
        desk.MoveRegistration.as_view(),
        name="move_registration",
    ),
    path("<slug:slug>/manage/seats/", setting_up.SeatsPage.as_view(), name="seats"),
    path("<slug:slug>/manage/questions/", setting_up.QuestionsPage.as_view(), name="questions"),
    path("<slug:slug>/manage/questions/new/", setting_up.QuestionPage.as_view(), name="question_new"),
    path("<slug:slug>/manage/questions/<int:pk>/", setting_up.QuestionPage.as_view(), name="question"),
    path(
        "<slug:slug>/manage/questions/<int:pk>/<slug:verb>/",
        setting_up.QuestionVerb.as_view(),
        name="question_verb",
    ),
    path("<slug:slug>/manage/team/", setting_up.TeamPage.as_view(), name="team"),
    path("<slug:slug>/manage/team/<int:pk>/release/", setting_up.ReleaseFromTeam.as_view(), name="release"),
    *programme_urlpatterns,
]
