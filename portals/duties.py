"""What portals do again and again."""

from datetime import time

from core.ticking.registry import Duty, register
from portals.actions import memberships

register(Duty("portals.expire_memberships", memberships.expire_due, at=time(0, 5)))
