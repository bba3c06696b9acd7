"""Send the daily digests; run once a day by the operator's timer."""

from typing import Any

from django.core.management.base import BaseCommand

from core.notifications.digest import send_all
from core.notifications.outbox import deliver_waiting


class Command(BaseCommand):
    """Send the daily digests and retry waiting mails."""

    help = "Send the daily digests that are due and retry mails that are still waiting."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many digests and mails went out."""
        digests = send_all.call()
        mails = deliver_waiting.call()
        self.stdout.write(f"{digests} digests written, {mails} waiting mails sent")
