"""Columns that organisers and editors keep in every language."""

from modeltranslation.translator import TranslationOptions, register

from portals.models import Portal, Theme


@register(Portal)
class PortalTranslation(TranslationOptions):
    """A portal's name and description in each language."""

    fields = ("name", "about")


@register(Theme)
class ThemeTranslation(TranslationOptions):
    """A theme's name and description in each language."""

    fields = ("name", "description")
