"""Settings of the servers that the tests start: the product on the tests' database, with a page to append."""

import os

from config import settings

globals().update({name: getattr(settings, name) for name in dir(settings) if name.isupper()})
ROOT_URLCONF = "tests.core.realtime.site"
INSTALLED_APPS = [
    name for name in settings.INSTALLED_APPS if name != "daphne"
]  # it would come before the fork
DATABASES = {"default": settings.DATABASES["default"] | {"NAME": os.environ["SITE_DATABASE"]}}
REALTIME_PACE = {"poll": float(os.environ["SITE_POLL"]), "presence": 0.2}
