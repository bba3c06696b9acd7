"""What people type, made comparable: one Unicode form, nothing that cannot be seen or turns text around."""

import re
import unicodedata

_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_UNSEEN = re.compile(
    "[\\s\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202f\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
_MANY_MARKS = re.compile(
    "([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{4})[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+"
)


def prose(text: str) -> str:
    """Return `text` in NFC with plain line ends, without control and direction characters.

    NUL stays, so that the form refuses it with words. Text without a visible character becomes empty;
    piles of combining marks are cut to four.
    """
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = _MANY_MARKS.sub(r"\1", _CONTROL.sub("", _TURNING.sub("", text)))
    return text.strip() if _UNSEEN.sub("", text) else ""


def one_line(text: str) -> str:
    """Return `text` cleaned like prose, on one line with single blanks."""
    return " ".join(prose(text).split())
