"""Conferences, the seats in them, and the programme."""

from conferences.models.conferences import Conference
from conferences.models.programme import AgendaItem, Room, Session, SessionSpeaker, Speaker, Track
from conferences.models.questions import Answer, Question
from conferences.models.quotas import PortalQuota
from conferences.models.registrations import Registration
from conferences.models.team import TeamMember

__all__ = [
    "AgendaItem",
    "Answer",
    "Conference",
    "PortalQuota",
    "Question",
    "Registration",
    "Room",
    "Session",
    "SessionSpeaker",
    "Speaker",
    "TeamMember",
    "Track",
]
