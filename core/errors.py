"""Expected failures: each carries a sentence that the person at the screen can act on."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Sentence = str | Promise


class Refused(Exception):
    """A verb declined to act; `message` says why and what to do next, `field` names the form field."""

    status = 409

    def __init__(self, message: Sentence, *, field: str | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.field = field


class NotAllowed(Refused):
    """The person may not do this to this object now."""

    status = 403

    def __init__(self, message: Sentence | None = None, *, field: str | None = None) -> None:
        super().__init__(message or _("You may not do this. Ask the person in charge."), field=field)


class StaleState(Refused):
    """The object has moved on since the page was opened."""

    def __init__(self, message: Sentence | None = None, *, field: str | None = None) -> None:
        super().__init__(
            message or _("Somebody was faster: this has changed meanwhile. Look at it again."), field=field
        )
