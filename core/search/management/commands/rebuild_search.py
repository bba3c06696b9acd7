"""Build the search index anew without downtime: `manage.py rebuild_search`."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core.search.indexing import rebuild, settle
from core.search.models import Entry


class Command(BaseCommand):
    """Rebuild everything; with --if-empty only when nothing is indexed yet."""

    help = "Builds the search index anew; searches use the present one until the new one is complete."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the one option."""
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there is an index")

    def handle(self, *args: Any, **options: Any) -> None:
        """Build, write what waits, and say how long it took."""
        if options["if_empty"] and Entry.objects.exists():
            self.stdout.write("The search index is there already.")
            return
        began = time.perf_counter()
        entries = rebuild()
        settle()
        self.stdout.write(f"{entries} entries indexed in {time.perf_counter() - began:.1f} s.")
