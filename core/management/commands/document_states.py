"""Write docs/states.md from the declared graphs."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from core.transitions import as_markdown, documented_graphs


class Command(BaseCommand):
    """Write docs/states.md."""

    help = "Write docs/states.md from the declared states."

    def handle(self, *args: Any, **options: Any) -> None:
        """Overwrite the file with what the code says now."""
        path = Path(settings.BASE_DIR) / "docs" / "states.md"
        path.write_text(as_markdown(documented_graphs()), encoding="utf-8")
        self.stdout.write(f"wrote {path.name}")
