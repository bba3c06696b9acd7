"""Import a programme in frab XML from the command line."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from django.core.management.base import BaseCommand, CommandError

from conferences.actions import schedule_import
from conferences.frab import Programme, read
from conferences.models import Conference
from core.errors import Refused
from portals.models import Portal


class Command(BaseCommand):
    """Make or update a conference from a programme in frab XML."""

    help = "Make or update a conference from a programme in frab XML; a second import changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, and the conference or the host of a new one."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--conference", metavar="SLUG", help="the conference to update; else one is made")
        parser.add_argument("--host", metavar="SLUG", help="the portal that hosts a new conference")
        parser.add_argument(
            "--zone",
            metavar="NAME",
            default="",
            help="the time zone, such as Europe/Berlin, if the file has none",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print added, changed, removed and unchanged sessions, and every warning."""
        path: Path = options["file"]
        zone = known_zone(options["zone"])
        programme = programme_in(path, zone)
        conference = self._conference(programme, options)
        if conference and not zone:
            programme = programme_in(path, conference.time_zone)
        if options["dry_run"]:
            plan = schedule_import.preview(conference or Conference(), programme) if conference else None
            self._print(
                plan or schedule_import.Plan(added=[item.title for item in programme.items]), "would be "
            )
            return
        conference = conference or schedule_import.conference_for(
            programme, host=self._host(options), by=None
        )
        self._print(schedule_import.import_programme(conference, programme, by=None, source=path.name), "")
        self.stdout.write(f"conference {conference.slug} ({conference.state})")

    def _conference(self, programme: Programme, options: dict[str, Any]) -> Conference | None:
        """Return the conference that is named, or the one an earlier import of this programme made."""
        if options["conference"]:
            found = Conference.objects.filter(slug=options["conference"]).first()
            if found is None:
                raise CommandError(f"there is no conference {options['conference']}")
            return found
        made = Conference.objects.exclude(imported_at=None)
        return made.filter(acronym=programme.acronym, title=programme.title).first()

    def _host(self, options: dict[str, Any]) -> Portal:
        portals = Portal.objects.active()
        wanted = portals.filter(slug=options["host"]) if options["host"] else portals.filter(parent=None)
        host = wanted.order_by("pk").first()
        if host is None:
            raise CommandError("no such portal: name the host of the conference with --host SLUG")
        return host

    def _print(self, plan: schedule_import.Plan, word: str) -> None:
        for warning in plan.warnings:
            self.stdout.write(f"warning: {warning}")
        self.stdout.write(
            f"{word}added {len(plan.added)}, {word}changed {len(plan.changed)}, "
            f"{word}removed {len(plan.removed)}, unchanged {plan.unchanged}"
        )


def known_zone(name: str) -> str:
    """Return the name of a zone, or nothing; raise CommandError when there is none of that name."""
    if name and name not in available_timezones():
        raise CommandError(f"there is no time zone {name}: name one such as Europe/Berlin")
    return name


def programme_in(path: Path, zone: str) -> Programme:
    """Return the programme in a file; raise CommandError when it cannot be read."""
    try:
        return read(path.read_bytes(), zone=zone)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}") from error
    except Refused as refusal:
        raise CommandError(f"{path.name}: {refusal.message}") from refusal
