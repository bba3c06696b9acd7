"""The ticket's code as a picture: a QR code that holds nothing but the random code."""

import segno
from django.utils.safestring import SafeString, mark_safe

MODULES_QUIET = 2


def qr(code: str) -> segno.QRCode:
    """Return the QR code of a ticket; level M still reads when a sixth of it is dirty or bent."""
    return segno.make_qr(code, error="m", boost_error=False)


def qr_svg(code: str) -> SafeString:
    """Return the QR code as inline SVG without style; the page names it for screen readers."""
    svg = qr(code).svg_inline(border=MODULES_QUIET, omitsize=True, svgclass="ticket-qr", lineclass=None)
    return mark_safe(svg)


def qr_rows(code: str) -> list[list[bool]]:
    """Return the QR code as rows of dark and light modules, for mails that may show no picture."""
    return [[bool(module) for module in row] for row in qr(code).matrix_iter(border=MODULES_QUIET)]
