"""What a registration form asks, and what people answered."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from conferences.models.conferences import Conference
from conferences.models.registrations import Registration
from conferences.states import QuestionKind

CHOOSING = (QuestionKind.CHOICE, QuestionKind.MULTIPLE)
LANGUAGES = ("vi", "en", "de")


class QuestionQuerySet(models.QuerySet["Question"]):
    """Reads of the questions."""

    def asked(self) -> Self:
        """Keep those that are asked today."""
        return self.filter(is_asked=True)


class Question(models.Model):
    """One question of a conference's registration form, with the reason it is asked."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="questions")
    kind = models.CharField(_("kind of answer"), max_length=10, choices=QuestionKind)
    prompt = models.CharField(_("question"), max_length=300)
    why = models.CharField(_("why it is asked"), max_length=300, blank=True)
    options = models.TextField(_("choices, one per line"), blank=True)
    is_required = models.BooleanField(_("must be answered"), default=False)
    is_asked = models.BooleanField(_("is asked"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects: ClassVar[Any] = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("position", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=QuestionKind.values), name="question_kind_known"),
        ]

    def __str__(self) -> str:
        return self.prompt

    @property
    def field_name(self) -> str:
        """The name of the form field that asks this question."""
        return f"question_{self.pk}"

    @property
    def has_choices(self) -> bool:
        """Whether the answer is picked from a list."""
        return self.kind in CHOOSING

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The choices as stored value and shown label; all languages share one value, so answers add up."""
        values = self._options_in(*LANGUAGES)
        labels = self._options_in(get_language() or "", *LANGUAGES)
        labels += values[len(labels) :]
        return list(zip(values, labels, strict=False))

    def _options_in(self, *languages: str) -> list[str]:
        for language in languages:
            text = getattr(self, f"options_{language}", None)
            if text and text.strip():
                return [line.strip() for line in text.splitlines() if line.strip()]
        return []


class Answer(models.Model):
    """What a person answered to a question: text, number, truth value or list of chosen values."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    value = models.JSONField(_("answer"), null=True, blank=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ("question__position", "question")
        constraints = [
            models.UniqueConstraint(fields=["registration", "question"], name="answer_once_per_question"),
        ]

    def __str__(self) -> str:
        return self.shown

    @property
    def shown(self) -> str:
        """The answer as a person reads it."""
        if isinstance(self.value, bool):
            return gettext("Yes") if self.value else gettext("No")
        labels = dict(self.question.choices) if self.question.has_choices else {}
        values = self.value if isinstance(self.value, list) else [self.value]
        return ", ".join(labels.get(one, str(one)) for one in values if one not in (None, ""))
