"""Delete old live events."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core.realtime import retention


class Command(BaseCommand):
    """Delete live events that are older than 30 days or not among the newest 10,000 of their room."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Let the two bounds be changed."""
        parser.add_argument("--days", type=int, default=retention.KEEP_DAYS)
        parser.add_argument("--keep", type=int, default=retention.KEEP_EVENTS)

    def handle(self, *args: Any, **options: Any) -> None:
        """Prune and say how many went."""
        self.stdout.write(f"{retention.prune(options['days'], options['keep'])} events deleted")
