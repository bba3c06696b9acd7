"""Let seat offers lapse whose deadline has passed; run every few minutes by the operator's timer."""

from typing import Any

from django.core.management.base import BaseCommand

from conferences.actions.offers import release_expired


class Command(BaseCommand):
    """Release expired offers and pass the seats on."""

    help = "Let seat offers lapse whose deadline has passed and offer the seats to the next in line."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many offers lapsed."""
        self.stdout.write(f"{release_expired.call()} offers lapsed")
