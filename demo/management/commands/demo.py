"""Serve the demo platform: one process, SQLite, demo sign-ins."""

import os
import socket
import time
from argparse import ArgumentParser
from typing import Any

from channels.routing import get_default_application
from daphne.server import Server
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from core.errors import Refused
from core.worker import EmbeddedWorker
from demo import folder, story
from portals.models import User

ANNOUNCEMENT = """
Interportal is at http://{host}:{port}/   (stop it with Ctrl+C)

Sign in as {names}
with the address NAME@interportal.example and the password {password}
Data and outgoing mails are in {folder}
"""


class Command(BaseCommand):
    """Bring the database up to date, tell the demo story once, serve until stopped."""

    help = "Serve the demo platform. PORT, INTERPORTAL_HOST and INTERPORTAL_DATA are honoured."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the switch that starts anew."""
        parser.add_argument("--fresh", action="store_true", help="forget all data first")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raise CommandError with what to do when the demo cannot run here."""
        refuse_production()
        host, port = os.environ.get("INTERPORTAL_HOST", "127.0.0.1"), chosen_port()
        try:
            lock = folder.claim(settings.DATA_DIR)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        with lock:
            refuse_taken_port(host, port)
            self.prepare(fresh=options["fresh"])
            self.serve(host, port)

    def prepare(self, *, fresh: bool) -> None:
        """Leave a migrated database with the demo world in it."""
        if fresh:
            refuse_foreign_database()
            folder.empty(settings.DATA_DIR)
        self.timed("Bringing the database up to date", migrate)
        if not User.objects.exists():
            self.timed("Telling the demo story", tell)

    def timed(self, what: str, work: Any) -> None:
        """Do the work; say so with its seconds when it took more than one."""
        began = time.monotonic()
        work()
        if (seconds := time.monotonic() - began) > 1:
            self.stdout.write(f"{what}: {seconds:.0f} s")

    def serve(self, host: str, port: int) -> None:
        """Serve pages, sockets and tasks in this process until a signal comes."""
        connection.close()
        worker = EmbeddedWorker()

        def begin() -> None:
            worker.start()
            self.announce(host, port)

        Server(
            get_default_application(),
            endpoints=[f"tcp:port={port}:interface={host}"],
            ready_callable=begin,
        ).run()
        worker.stop()

    def announce(self, host: str, port: int) -> None:
        """Print the address and the sign-ins."""
        names = ", ".join(sorted(("admin", "outsider", *story.MEMBERS)))
        words = {"names": names, "password": story.PASSWORD, "folder": settings.DATA_DIR}
        self.stdout.write(ANNOUNCEMENT.format(host=host, port=port, **words))
        self.stdout.flush()


def refuse_production() -> None:
    """Raise CommandError unless the settings are those of the demo."""
    if settings.PRODUCTION:
        raise CommandError("The demo does not run in production mode: unset INTERPORTAL_MODE.")


def refuse_foreign_database() -> None:
    """Raise CommandError when --fresh would not reach the database."""
    if connection.vendor != "sqlite":
        raise CommandError(
            "--fresh empties only the embedded database: drop the one of DATABASE_URL yourself."
        )


def chosen_port() -> int:
    """Return PORT, or 8000."""
    word = os.environ.get("PORT", "8000")
    if not word.isdigit() or not 0 < int(word) < 65536:
        raise CommandError(f"PORT must be a number from 1 to 65535, not {word!r}.")
    return int(word)


def refuse_taken_port(host: str, port: int) -> None:
    """Raise CommandError when somebody listens there already."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(f"Port {port} is not free ({error.strerror}): try PORT=8001 ./run") from error


def migrate() -> None:
    """Apply what is missing; the question alone is much quicker than the migrate command."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, database=DEFAULT_DB_ALIAS)


def tell() -> None:
    """Tell the whole story or nothing of it."""
    with transaction.atomic():
        story.tell()
