"""Cards for links, asked for by each reader: texts are drawn once for everybody, rights are not."""

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from core.cards import card_at

MOST = 12
LONGEST = 300


@require_safe
def cards(request: HttpRequest) -> JsonResponse:
    """Answer `?u=/address/&u=…` with the card of each page the reader may see, by address; others are absent."""
    found = {}
    for address in request.GET.getlist("u")[:MOST]:
        if not address.startswith("/") or len(address) > LONGEST:
            continue
        if card := card_at(address, request.user):
            words = {"card": card, "address": address}
            found[address] = render_to_string("components/link_card.html", words, request).strip()
    answer = JsonResponse({"cards": found})
    answer["Cache-Control"] = "private, no-store"
    return answer
