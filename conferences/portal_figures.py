"""What a portal's page tells about its conferences."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from conferences.models import Conference, Registration
from portals.figures import Figure, register_figures
from portals.models import Portal


@register_figures
def figures(portal: Portal, viewer: Any) -> Iterable[Figure]:
    """Count the conferences the portal hosted, as far as the viewer sees them, and those it took part in."""
    seen = Conference.objects.visible_to(viewer)
    hosted = seen.filter(host=portal).count()
    if hosted:
        words = ngettext("conference hosted", "conferences hosted", hosted)
        yield Figure(hosted, words, f"{reverse('conferences:list')}?host={portal.pk}")
    confirmed = Registration.objects.confirmed().filter(portal=portal, conference__in=seen)
    attended = confirmed.values("conference").distinct().count()
    if attended:
        yield Figure(attended, ngettext("conference attended", "conferences attended", attended))
