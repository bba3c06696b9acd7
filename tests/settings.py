"""The product's settings in test mode, whatever mode the shell is in, with nothing shared between workers."""

import os
from pathlib import Path

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
os.environ["INTERPORTAL_MODE"] = "test"
os.environ.setdefault("INTERPORTAL_DATA", str(Path(__file__).resolve().parent.parent / "var" / "test"))
if os.environ.get("REDIS_URL"):
    # A numbered database of Redis for each worker, because clearing the cache empties a whole one.
    number = 15 if WORKER == "main" else 8 + int(WORKER.removeprefix("gw")) % 7
    os.environ["REDIS_URL"] = f"{os.environ['REDIS_URL'].rpartition('/')[0]}/{number}"
    os.environ["REDIS_PREFIX"] = f"test-{RUN}-{WORKER}"

from config.settings import *

# Seen once a while is a write that would make the first of two equal requests dearer than the second.
LAST_SEEN_EVERY_SECONDS = 0
# Each test client builds the middleware anew: it shall not list all static files each time.
WHITENOISE_AUTOREFRESH = True
MEDIA_ROOT = DATA_DIR / f"uploads-{WORKER}"
DATABASE = DATABASES["default"]
# A pool would hold connections open when the test database is dropped.
DATABASE["OPTIONS"].pop("pool", None)
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    DATABASE["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )
