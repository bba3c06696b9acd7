"""The five places of the product and where they are."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_PATHS = {
    "dashboard:home": "/",
    "dashboard:search": "/search/",
    "notifications:inbox": "/inbox/",
    "portals:profile": "/me/",
    "portals:switch": "/me/switch/",
    "portals:list": "/portals/",
    "account_login": "/accounts/login/",
    "account_signup": "/accounts/signup/",
    "account_logout": "/accounts/logout/",
    "conferences:list": "/conferences/",
    "proposals:problem_list": "/problems/",
    "proposals:solution_list": "/solutions/",
    "forums:list": "/forums/",
    "library:list": "/library/",
    "manage:home": "/manage/",
}


@dataclass(frozen=True)
class Place:
    """One of the five places: its word, its address and its icon."""

    label: str | Promise
    name: str
    icon: str

    @property
    def url(self) -> str:
        """Where the place is."""
        return address(self.name)

    def holds(self, path: str) -> bool:
        """Tell whether the page at `path` belongs to this place."""
        return path.startswith(self.url)


PLACES = (
    Place(_("Conferences"), "conferences:list", "calendar-event"),
    Place(_("Problems"), "proposals:problem_list", "exclamation-circle"),
    Place(_("Solutions"), "proposals:solution_list", "lightbulb"),
    Place(_("Forums"), "forums:list", "chat-left-text"),
    Place(_("Library"), "library:list", "book"),
)


def address(name: str, *args: object) -> str:
    """Return the address of the url `name`; the ground floor names pages of upper floors, so it must not break
    where one of them is not mounted: then the well-known path stands in, or the home page.
    """
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return _PATHS.get(name, "/")
