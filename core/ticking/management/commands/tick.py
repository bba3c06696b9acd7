"""Do what is due; run every minute by the operator's timer."""

from typing import Any

from django.core.management.base import BaseCommand

from core.ticking.ticks import tick


class Command(BaseCommand):
    """Do every duty that is due."""

    help = (
        "Do what is due: mails, digests, offers, memberships, reviews, clearing up. Safe to run at any time."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what was done and what came of it."""
        for key, outcome in tick().items():
            self.stdout.write(f"{key}: {outcome}")
