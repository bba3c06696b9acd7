"""What the outbox and the inbox do again and again."""

from datetime import time, timedelta

from core.notifications import digest, outbox
from core.ticking.registry import Duty, register

register(Duty("notifications.waiting_mails", outbox.deliver_waiting.call, every=timedelta(minutes=5)))
register(Duty("notifications.digests", digest.send_all.call, at=time(6, 30)))
