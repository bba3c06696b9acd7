"""Add and change portals from a CSV file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.errors import Refused
from portals.actions import imports
from portals.portal_files import decoded, read


class Command(BaseCommand):
    """Import portals; all rows or none."""

    help = "Add and change portals from a CSV file: slug, name_vi, name_en, kind, parent, website, email_domains."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file and whether only to rehearse."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        """Print added, changed and unchanged, warnings apart; fail with one line per bad row."""
        do = imports.rehearse if dry_run else imports.bring_in
        try:
            outcome = do(read(decoded(file.read_bytes())), by=None)
        except (OSError, Refused) as error:
            raise CommandError(str(error)) from error
        if outcome.errors:
            lines = [f"line {error.line}: {error.message}" for error in outcome.errors]
            raise CommandError("\n".join(["Nothing was imported.", *lines]))
        self._report(outcome, dry_run=dry_run)

    def _report(self, outcome: imports.Outcome, *, dry_run: bool) -> None:
        for warning in outcome.warnings:
            self.stderr.write(f"line {warning.line}: {warning.message}")
        counts = (
            f"added {len(outcome.added)}, changed {len(outcome.changed)}, unchanged {len(outcome.unchanged)}"
        )
        self.stdout.write(f"{'would be: ' if dry_run else ''}{counts}")
        for slug, columns in outcome.changed.items():
            self.stdout.write(f"  {slug}: {', '.join(columns)}")
        if outcome.does_nothing:
            self.stdout.write("Nothing to do: the portals already are as the file says.")
