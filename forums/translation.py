"""Columns of a board that moderators keep in every language."""

from modeltranslation.translator import TranslationOptions, register

from forums.models import Board


@register(Board)
class BoardTranslation(TranslationOptions):
    """A board's name, purpose and standing order in each language."""

    fields = ("title", "description", "rules")
