"""The template of a best practice: the columns of text it shares with its translations."""

from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.models import label_of

TITLE_LENGTH = 160
SUMMARY_LENGTH = 600


class PracticeText(models.Model):
    """The template: a title, a summary and the sections, each Markdown source."""

    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    summary = models.CharField(
        _("summary"),
        max_length=SUMMARY_LENGTH,
        help_text=_("Two sentences: what was done, and what came of it."),
    )
    problem_solved = models.TextField(_("problem solved"), blank=True)
    setting = models.TextField(
        _("setting"), blank=True, help_text=_("Where and under which conditions it worked.")
    )
    steps = models.TextField(
        _("steps"), blank=True, help_text=_("What to do, in order, so that another can follow.")
    )
    people = models.TextField(_("people"), blank=True)
    cost = models.TextField(_("cost"), blank=True)
    time_needed = models.TextField(_("time needed"), blank=True)
    legal_basis = models.TextField(_("legal basis"), blank=True)
    results = models.TextField(_("results with indicators"), blank=True)
    what_did_not_work = models.TextField(_("what did not work"), blank=True)
    prerequisites = models.TextField(_("prerequisites"), blank=True)

    class Meta:
        abstract = True

    def text(self) -> dict[str, str]:
        """Return the template's columns by name."""
        return {name: getattr(self, name) for name in TEXT_FIELDS}

    def sections(self) -> list[tuple[str, str, str]]:
        """Return name, label and text of every section that is not empty, in the template's order."""
        return [
            (name, capfirst(label_of(self, name)), getattr(self, name))
            for name in SECTION_FIELDS
            if getattr(self, name).strip()
        ]

    def chapters(self) -> list[tuple[str, str, str]]:
        """Return the sections that are read as text."""
        return [one for one in self.sections() if one[0] not in BRIEF_FIELDS]

    def brief(self) -> list[tuple[str, str, str]]:
        """Return the sections that are looked up at a glance: people, cost, time."""
        return [one for one in self.sections() if one[0] in BRIEF_FIELDS]

    def fill(self, text: dict[str, Any]) -> None:
        """Set the template's columns from `text`; other keys are ignored."""
        for name in TEXT_FIELDS:
            if name in text:
                setattr(self, name, text[name])


TEXT_FIELDS = (
    "title",
    "summary",
    "problem_solved",
    "setting",
    "steps",
    "people",
    "cost",
    "time_needed",
    "legal_basis",
    "results",
    "what_did_not_work",
    "prerequisites",
)
SECTION_FIELDS = TEXT_FIELDS[2:]
BRIEF_FIELDS = ("people", "cost", "time_needed")
