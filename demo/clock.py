"""Moving the clock while the past of the demo is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

from django.utils import timezone

_shift = timedelta()


class _Shifted(datetime):
    """A clock that runs behind by the shift in force."""

    @classmethod
    def now(cls, tz: Any = None) -> Any:
        """Return the moment that the story has reached."""
        return datetime.now(tz) + _shift


@contextmanager
def days_ago(days: float, hours: float = 0) -> Iterator[None]:
    """Run a block as if it were `days` and `hours` ago, so that verbs stamp the past."""
    global _shift
    former, _shift = _shift, -timedelta(days=days, hours=hours)
    try:
        with patch.object(timezone, "datetime", _Shifted):
            yield
    finally:
        _shift = former
