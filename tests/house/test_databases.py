"""The database of a test is as fresh as Django's own, though it is copied and emptied faster."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command

from core.audit.models import AuditEvent
from portals.models import User
from tests.builders import make_member


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_what_one_test_commits_the_next_does_not_see(time: str) -> None:
    assert (User.objects.count(), AuditEvent.objects.count()) == (0, 0)
    make_member()
    assert User.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_no_test_changes_stays() -> None:
    assert ContentType.objects.filter(app_label="portals", model="user").exists()
    assert Permission.objects.exists()


@pytest.mark.django_db
def test_nothing_is_left_to_migrate() -> None:
    call_command("migrate", check_unapplied=True, verbosity=0)
