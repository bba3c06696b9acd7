"""The data folder of the demo: one process at a time, and emptied on demand."""

import fcntl
import shutil
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from core.errors import Refused

KEPT_NAMES = ("interportal.sqlite3*", "uploads", "mail", "search*")


def claim(folder: Path) -> IO[str]:
    """Lock the folder for this process; keep the returned file open. Raise Refused when another has it."""
    lock = (folder / "demo.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        message = _(
            "Interportal is already running on %(folder)s: stop it, or name another INTERPORTAL_DATA."
        )
        raise Refused(message % {"folder": folder}) from error
    return lock


def empty(folder: Path) -> None:
    """Remove the database, uploads, mails and search files, and nothing else."""
    for pattern in KEPT_NAMES:
        for path in folder.glob(pattern):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
