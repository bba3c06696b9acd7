"""The person at the screen, as verbs want them."""

from typing import Any

from django.http import HttpRequest


class Signed:
    """Gives a view for signed-in people its `person`."""

    request: HttpRequest

    @property
    def person(self) -> Any:
        """The signed-in person; views that use this ask for sign-in first."""
        return self.request.user
