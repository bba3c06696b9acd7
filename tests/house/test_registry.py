"""The registry of all objects is for admins."""

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.access import OK, SIGN_IN, Cast, told
from tests.builders import client_of


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "answer"), [("anonymous", SIGN_IN), ("organiser", SIGN_IN), ("admin", OK)])
def test_the_registry_opens_for_admins_only(role: str, answer: int, settings: object) -> None:
    settings.LOGIN_URL = "admin:login"
    client = client_of(Cast().people[role])
    pages = [
        f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist" for model in admin.site._registry
    ]
    assert pages
    assert {page: told(client.get(reverse(page))) for page in pages} == dict.fromkeys(pages, answer)
