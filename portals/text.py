"""Texts as people mean them: names in composed letters, several words in one field."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.text.clean import one_line

SEVERAL = re.compile(r"[\s,;|]+")
UNSEEN = {"Cf", "Cs", "Co"}
BLANK_LETTERS = "\u115f\u1160\u3164\uffa0\u2800"
NOT_IN_NAMES = "<>[]{}\\"


def tidy(name: str) -> str:
    """Return `name` on one line in composed letters (NFC), without signs that nobody sees or that turn text."""
    return one_line("".join(_seen(sign) for sign in name))


def _seen(sign: str) -> str:
    """Return the sign, a blank in place of a control, nothing in place of what is not seen."""
    kind = unicodedata.category(sign)
    if kind in UNSEEN or sign in BLANK_LETTERS:
        return ""
    return " " if kind == "Cc" else sign


def plain_name(name: str) -> None:
    """Raise ValidationError for a name with signs of markup, with signs nobody sees, or without a letter."""
    if any(sign in name for sign in NOT_IN_NAMES):
        raise ValidationError(_("Write your name without any of these signs: %s") % " ".join(NOT_IN_NAMES))
    if any(_seen(sign) != sign for sign in name) or not any(sign.isalpha() for sign in name):
        raise ValidationError(_("Write your name with letters."))
