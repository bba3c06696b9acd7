"""The verb that chooses one's mails."""

from collections.abc import Iterable

from django.db import transaction

from core.announcing import announce
from core.facts import all_facts
from core.notifications.models import Preference
from portals import facts
from portals.models import User


def group_of(key: str) -> str:
    """Return the group a fact belongs to: what stands before the dot of its key."""
    return key.partition(".")[0]


def groups() -> list[str]:
    """Return the groups of facts that are mailed at all, in the order of their keys."""
    return list(dict.fromkeys(group_of(one.key) for one in all_facts() if one.mail))


def wanted_groups(preference: Preference | None) -> list[str]:
    """Return the groups a person is mailed about."""
    muted = {group_of(key) for key in preference.muted_facts} if preference else set()
    return [group for group in groups() if group not in muted]


@transaction.atomic
def choose_mails(*, by: User, mail: str, wanted: Iterable[str]) -> Preference:
    """Choose how one is mailed, and about which groups of facts; the inbox holds everything anyway.

    Announces account.profile_changed.
    """
    kept = set(wanted)
    muted = [one.key for one in all_facts() if one.mail and group_of(one.key) not in kept]
    values = {"mail": mail, "muted_facts": muted}
    preference, _made = Preference.objects.update_or_create(user=by, defaults=values)
    announce(facts.PROFILE_CHANGED, by=by, about=by, detail={"changed": ["mails"]}, url="")
    return preference
