"""Pages over HTTP and the one WebSocket, behind an origin check and the session."""

import os

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
pages = get_asgi_application()

from config.routing import sockets

application = ProtocolTypeRouter({"http": pages, "websocket": sockets})
