"""What conferences do again and again."""

from datetime import timedelta

from conferences.actions import offers
from core.ticking.registry import Duty, register

register(Duty("conferences.release_offers", offers.release_expired.call, every=timedelta(minutes=5)))
