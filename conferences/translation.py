"""Columns that organisers keep in every language."""

from modeltranslation.translator import TranslationOptions, register

from conferences.models import Conference, Question, Track


@register(Conference)
class ConferenceTranslation(TranslationOptions):
    """A conference's title, summary and venue in each language."""

    fields = ("title", "summary", "venue")


@register(Question)
class QuestionTranslation(TranslationOptions):
    """A question, its reason and its choices in each language."""

    fields = ("prompt", "why", "options")


@register(Track)
class TrackTranslation(TranslationOptions):
    """A track's title in each language."""

    fields = ("title",)
