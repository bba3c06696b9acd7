"""What the log of live events does again and again."""

from datetime import time

from core.realtime import retention
from core.ticking.registry import Duty, register

register(Duty("realtime.prune", retention.prune, at=time(3, 10)))
