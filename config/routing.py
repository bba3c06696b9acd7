"""The one WebSocket address of the product."""

from channels.routing import URLRouter
from django.conf import settings

from core.realtime.origin import FullOrigin
from core.realtime.routing import websocket_urlpatterns

OURS = [settings.SITE_URL, *settings.CSRF_TRUSTED_ORIGINS] if settings.PRODUCTION else []

sockets = FullOrigin(URLRouter(websocket_urlpatterns), OURS)
