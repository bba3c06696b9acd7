"""Language versions of a verified practice."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.announcing import announce
from core.errors import NotAllowed, Refused
from library import facts, policies
from library.models import BestPractice, PracticeTranslation
from portals.models import User


@transaction.atomic
def save(practice: BestPractice, language: str, *, by: User, **text: Any) -> PracticeTranslation:
    """Save the version of `practice` in `language` as a translation of the newest verified version.

    Saving again replaces it. Raises NotAllowed unless an editor or the owner's people, Refused for the
    original's own language.
    """
    if not policies.can_translate(by, practice):
        raise NotAllowed(_("Editors and the owner keep the language versions, once it is verified."))
    if language == practice.language:
        raise Refused(_("This is the language of the original."), field="language")
    translation, _made = PracticeTranslation.objects.update_or_create(
        practice=practice,
        language=language,
        defaults={"of_version": practice.version, "author": by, **text},
    )
    announce(
        facts.PRACTICE_TRANSLATED, by=by, acting_for=by.portal, about=practice, detail={"language": language}
    )
    return translation
