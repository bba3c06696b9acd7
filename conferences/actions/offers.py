"""Offers of seats that nobody took in time."""

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from conferences import facts
from conferences.actions import registrations, seats
from conferences.models import Registration
from conferences.states import RegistrationState


@task()
def release_expired() -> int:
    """Let every offer lapse whose deadline has passed and pass the seats on; return how many lapsed."""
    expired = Registration.objects.offers_expired(timezone.now()).values_list("pk", flat=True)
    return sum(lapse(pk) for pk in list(expired))


@transaction.atomic
def lapse(pk: int) -> bool:
    """Let one offer lapse unless the person was faster; tell whether it did.

    Locks the conference. Announces `registration.lapsed`.
    """
    registration = registrations.lock(Registration.objects.select_related("conference").get(pk=pk))
    expired = registration.offered_until and registration.offered_until <= timezone.now()
    if registration.state != RegistrationState.OFFERED or not expired:
        return False
    registrations.leave(registration, "lapse", "")
    registrations.tell(facts.LAPSED, registration, None, to=[registration.user])
    seats.pass_on(registration.conference)
    return True
