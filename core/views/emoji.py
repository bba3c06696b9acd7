"""The emoji on offer in editors, named in the reader's language."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from core.text.emoji import EMOJI


@require_safe
def emoji(request: HttpRequest) -> JsonResponse:
    """List signs and names."""
    answer = JsonResponse({"emoji": [[sign, str(name)] for sign, name in EMOJI]})
    answer["Cache-Control"] = "private, max-age=3600"
    answer["Vary"] = "Cookie, Accept-Language"
    return answer
