"""Names in the reader's language: of the bodies people act for, and of things named in several languages."""

from collections.abc import Collection
from typing import Any

from django.db import models
from modeltranslation.translator import translator

_body_models: list[type[models.Model]] = []


def register_bodies(model: type[models.Model]) -> None:
    """Say that people act for rows of `model`; raise ValueError when another model is known already."""
    if _body_models and _body_models != [model]:
        raise ValueError(f"people act for {_body_models[0].__name__} already")
    _body_models[:] = [model]


def bodies(keys: Collection[int]) -> dict[int, Any]:
    """Return the bodies with these keys as they are now, with one query if there are any to be read."""
    return _body_models[0]._base_manager.in_bulk(keys) if keys and _body_models else {}


def is_spoken(model: type[models.Model] | None) -> bool:
    """Tell whether the things of `model` have a name in each language."""
    return model in translator.get_registered_models(abstract=False)
