"""Where a practice and its adoptions stand on the chain."""

from django.utils.translation import gettext_lazy as _

from core.trace.stops import Stop, register_stop
from library.models import Adoption, BestPractice

register_stop(
    Stop(
        key="practice",
        order=8,
        label=_("Best practice"),
        reached=_("verified"),
        missing=_("no best practice yet"),
        model=BestPractice,
        when=lambda practice: practice.verified_at,
    )
)
register_stop(
    Stop(
        key="adoption",
        order=9,
        label=_("Adoption"),
        reached=_("adopted"),
        missing=_("no portal has adopted it yet"),
        model=Adoption,
        when=lambda adoption: adoption.declared_at,
    )
)
register_stop(
    Stop(
        key="outcome",
        order=10,
        label=_("Outcome"),
        reached=_("outcome reported"),
        missing=_("no outcome reported yet"),
        model=Adoption,
        when=lambda adoption: adoption.outcome_at,
    )
)
