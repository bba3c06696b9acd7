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
    """Return a short address for `title` that no row of `model` has, numbered when it is taken.

    A model whose addresses stand beside pages of their own names these in `reserved_slugs`.
    """
    stem = slug_of(title) or fallback
    rows = model._base_manager.filter(slug__startswith=stem)
    taken = {*rows.values_list("slug", flat=True), *getattr(model, "reserved_slugs", ())}
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (stem, *numbered) if slug not in taken)
