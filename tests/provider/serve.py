"""Serve the provider on a port: `python -m tests.provider.serve PORT RETURN_ADDRESS`."""

import os
import socketserver
import sys
from importlib import import_module
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.wsgi import get_wsgi_application


class Server(socketserver.ThreadingMixIn, WSGIServer):
    """One thread a request."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Says nothing about requests."""

    def log_message(self, *_words: object) -> None:
        """Keep quiet."""


def private_key() -> str:
    """Return a new RSA key as PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return key.private_bytes(*form).decode()


def main(port: int, return_address: str) -> None:
    """Serve until ended."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.provider.settings"
    os.environ["PROVIDER_KEY"] = private_key()
    django.setup()
    import_module("tests.provider.people").populate(return_address)
    make_server("127.0.0.1", port, get_wsgi_application(), Server, Quiet).serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
