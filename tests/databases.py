"""Test databases without the waiting: migrate once for each set of migrations, copy for each worker.

And emptying them after tests that commit: rows are deleted, tables that no test changes keep theirs.
"""

import fcntl
import hashlib
import os
import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

ROOT = Path(__file__).resolve().parent.parent
KEPT_TABLES = {"django_migrations", "django_content_type", "auth_permission"}


def fingerprint() -> str:
    """Return a word that changes whenever a migration or a package does."""
    digest = hashlib.sha256((ROOT / "requirements/run.lock").read_bytes())
    for path in sorted([*ROOT.glob("*/migrations/*.py"), *ROOT.glob("*/*/migrations/*.py")]):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Let one process at a time go on, of all that share the data folder."""
    with (settings.DATA_DIR / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def connect_to(name: str) -> None:
    """Turn the default connection to another database."""
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


class Engine(ABC):
    """Makes the template and this worker's copy of it."""

    def prepare(self, worker: str) -> None:
        """Connect to a fresh, migrated database of this worker's own."""
        template = f"template-{fingerprint()}"
        with alone("template"):
            if not self.has(template):
                self.forget_templates()
                connect_to(self.place(f"{template}-unfinished"))
                self.make_empty(f"{template}-unfinished")
                call_command("migrate", verbosity=0)
                connection.close()
                self.rename(f"{template}-unfinished", template)
        self.copy(template, worker)
        connect_to(self.place(worker))

    @abstractmethod
    def place(self, name: str) -> str:
        """Return the database's name for a worker or template."""

    @abstractmethod
    def has(self, name: str) -> bool:
        """Say whether there is such a database."""

    @abstractmethod
    def make_empty(self, name: str) -> None:
        """Make a new, empty database in place of an old one."""

    @abstractmethod
    def rename(self, old: str, new: str) -> None:
        """Give a database its final name."""

    @abstractmethod
    def copy(self, template: str, name: str) -> None:
        """Make a new database out of a template in place of an old one."""

    @abstractmethod
    def forget_templates(self) -> None:
        """Remove the templates of other migrations."""

    @abstractmethod
    def remove(self, name: str) -> None:
        """Remove a database."""


class Sqlite(Engine):
    """Files in the data folder; threads cannot race on a database in memory."""

    def place(self, name: str) -> str:
        """Return the file."""
        return str(settings.DATA_DIR / f"test-{name}.sqlite3")

    def has(self, name: str) -> bool:
        """Say whether the file is there."""
        return Path(self.place(name)).exists()

    def make_empty(self, name: str) -> None:
        """Remove what an interrupted run has left."""
        self.remove(name)

    def rename(self, old: str, new: str) -> None:
        """Rename the file; its log was written back when the last connection closed."""
        Path(self.place(old)).replace(self.place(new))

    def copy(self, template: str, name: str) -> None:
        """Copy the file."""
        self.remove(name)
        shutil.copyfile(self.place(template), self.place(name))

    def forget_templates(self) -> None:
        """Remove the files."""
        for path in settings.DATA_DIR.glob("test-template-*"):
            path.unlink()

    def remove(self, name: str) -> None:
        """Remove the file and its log."""
        for suffix in ("", "-wal", "-shm"):
            Path(self.place(name) + suffix).unlink(missing_ok=True)


class Postgres(Engine):
    """Databases beside the one of DATABASE_URL, which is never touched itself."""

    def __init__(self) -> None:
        self.base = str(settings.DATABASES["default"]["NAME"])

    def place(self, name: str) -> str:
        """Return the database's name, which PostgreSQL cuts at 63 letters."""
        return f"{self.base[:28]}_{name}".replace("-", "_")

    def run(self, statement: str, *names: str) -> list[tuple[object, ...]]:
        """Run a statement in the server's own database."""
        quoted = [connection.ops.quote_name(self.place(name)) for name in names]
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement.format(*quoted))
            return cursor.fetchall() if cursor.description else []

    def found(self, beginning: str) -> list[str]:
        """Return the names of our databases that begin so."""
        pattern = self.place(beginning).replace("_", r"\_") + "%"
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [pattern])
            return [row[0] for row in cursor.fetchall()]

    def has(self, name: str) -> bool:
        """Say whether the database is there."""
        return self.place(name) in self.found(name)

    def make_empty(self, name: str) -> None:
        """Create it anew."""
        self.remove(name)
        self.run("CREATE DATABASE {}", name)

    def rename(self, old: str, new: str) -> None:
        """Rename it; nobody is connected."""
        self.run("ALTER DATABASE {} RENAME TO {}", old, new)

    def copy(self, template: str, name: str) -> None:
        """Copy it on the server."""
        self.remove(name)
        with alone("copy"):
            self.run("CREATE DATABASE {} TEMPLATE {}", name, template)

    def forget_templates(self) -> None:
        """Drop them."""
        for name in self.found("template-"):
            with connection._nodb_cursor() as cursor:
                cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(name)} WITH (FORCE)")

    def remove(self, name: str) -> None:
        """Drop it, whoever is still connected."""
        self.run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def engine() -> Engine:
    """Return the engine of this run."""
    return Postgres() if connection.vendor == "postgresql" else Sqlite()


def worker() -> str:
    """Return this worker's name: gw0, gw1, … or main."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


@cache
def emptied_tables() -> tuple[str, ...]:
    """Return the tables that tests write to."""
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return tuple(connection.ops.quote_name(name) for name in sorted(names) if name not in KEPT_TABLES)


@cache
def may_ignore_triggers() -> bool:
    """Say whether rows may be deleted in any order, which takes a superuser of PostgreSQL."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return bool(cursor.fetchone()[0])


def empty() -> None:
    """Delete all rows that tests can have written; far quicker than truncating a hundred tables."""
    deletes = [f"DELETE FROM {name}" for name in emptied_tables()]
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA defer_foreign_keys=ON")
        elif may_ignore_triggers():
            deletes = ["; ".join(["SET LOCAL session_replication_role = replica", *deletes])]
        else:
            deletes = [f"TRUNCATE {', '.join(emptied_tables())}"]
        for statement in deletes:
            cursor.execute(statement)
