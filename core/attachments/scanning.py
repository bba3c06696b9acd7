"""The hook for a virus scanner: clamd over TCP. Where one is configured and does not answer, nothing is accepted."""

import socket
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from core.errors import Refused

SECONDS = 30
CHUNK = 1024 * 1024
CLEAN = b"stream: OK"


def scan(content: bytes, name: str) -> None:
    """Ask the scanner of the setting VIRUS_SCANNER (`clamd://host:port`); do nothing when none is set.

    Raises Refused when it finds something, and when it cannot be asked.
    """
    if not settings.VIRUS_SCANNER:
        return
    try:
        answer = _asked(content)
    except OSError as error:
        sentence = _("Files cannot be checked just now, so none is accepted. Try again later.")
        raise Refused(sentence, field="files") from error
    if answer != CLEAN:
        raise Refused(_("%(name)s was refused by the virus scanner.") % {"name": name}, field="files")


def _asked(content: bytes) -> bytes:
    """Return the scanner's answer to `content`, sent in pieces as clamd's INSTREAM wants them."""
    parts = urlsplit(settings.VIRUS_SCANNER)
    with socket.create_connection((parts.hostname or "", parts.port or 3310), SECONDS) as line:
        line.sendall(b"zINSTREAM\0")
        for begin in range(0, len(content), CHUNK):
            piece = content[begin : begin + CHUNK]
            line.sendall(len(piece).to_bytes(4, "big") + piece)
        line.sendall(bytes(4))
        answer = b""
        while (received := line.recv(4096)) and not answer.endswith(b"\0"):
            answer += received
    return answer.strip(b"\0\r\n ")
