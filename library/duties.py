"""What the library does again and again."""

from datetime import time

from core.ticking.registry import Duty, register
from library.actions import retirement

register(Duty("library.mark_due", retirement.mark_due.call, at=time(0, 10)))
