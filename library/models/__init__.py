"""Best practices, their versions and languages, and who adopted them."""

from library.models.adoptions import Adoption
from library.models.practices import BestPractice
from library.models.texts import SECTION_FIELDS, TEXT_FIELDS, PracticeText
from library.models.versions import PracticeTranslation, PracticeVersion

__all__ = [
    "SECTION_FIELDS",
    "TEXT_FIELDS",
    "Adoption",
    "BestPractice",
    "PracticeText",
    "PracticeTranslation",
    "PracticeVersion",
]
