"""Forms of the conferences: input becomes clean values, nothing is saved here."""

from conferences.forms.conferences import ConferenceForm, NewConferenceForm
from conferences.forms.desk import DecideForm, QuestionForm, SeatsForm, TeamForm
from conferences.forms.registering import AnswersForm, RegisterForm

__all__ = [
    "AnswersForm",
    "ConferenceForm",
    "DecideForm",
    "NewConferenceForm",
    "QuestionForm",
    "RegisterForm",
    "SeatsForm",
    "TeamForm",
]
