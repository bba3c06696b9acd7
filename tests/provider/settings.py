"""The product as a ministry's provider: allauth's identity provider on top, its own cookies and tables."""

import os
from typing import Any

os.environ["INTERPORTAL_MODE"] = "test"

from config.settings import *


class WithoutMigrations(dict[str, None]):
    """Says of every app that it has no migrations, so that its tables are made at once."""

    def __contains__(self, _app: object) -> bool:
        return True

    def __getitem__(self, _app: str) -> None:
        return None


INSTALLED_APPS = [*INSTALLED_APPS, "allauth.idp.oidc"]
ROOT_URLCONF = "tests.provider.urls"
ALLOWED_HOSTS = ["127.0.0.1"]
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "provider-session", "provider-csrf"
MIGRATION_MODULES: Any = WithoutMigrations()
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False
IDP_OIDC_PRIVATE_KEY = os.environ["PROVIDER_KEY"]
