"""Short addresses from titles in any of our languages."""

from django.db import models
from django.utils.text import slugify

LETTERS = str.maketrans(
    {"đ": "d", "Đ": "D", "ß": "ss", "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)
LENGTH = 60


def slug_of(title: str) -> str:
    """Return `title` as a short address: letters without marks, words joined by hyphens."""
    return slugify(title.translate(LETTERS))[:LENGTH].strip("-")


def free_slug(model: type[models.Model], title: str, fallback: str) -> str:
    """Return a short address for `title` that no row of `model` has, numbered when it is taken."""
    stem = slug_of(title) or fallback
    taken = set(model._base_manager.filter(slug__startswith=stem).values_list("slug", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return stem if stem not in taken else next(slug for slug in numbered if slug not in taken)
