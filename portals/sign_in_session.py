"""Asking a portal's provider: only addresses we know, in time, of bounded size, no redirects.

This is the one place where the server fetches what somebody else names.
"""

from collections.abc import Callable, Iterable
from typing import Any, NoReturn
from urllib.parse import urlsplit

import requests
from django.conf import settings

LIMIT = 1024 * 1024
NEEDED = ("issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
Refuse = Callable[[str], NoReturn]


def origin_of(url: str) -> str:
    """Return scheme, host and port of `url`."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()


def is_safe(url: str) -> bool:
    """Tell whether a provider may live at `url`: over TLS, or anywhere while we are not in production."""
    parts = urlsplit(url)
    schemes = {"https"} if settings.PRODUCTION else {"https", "http"}
    return parts.scheme in schemes and bool(parts.hostname) and not parts.username and not parts.fragment


class UnknownAddressError(requests.RequestException):
    """The provider named an address that nobody has allowed."""


class ProviderSession(requests.Session):
    """Requests to the origins of configured providers and those in SIGN_IN_PROVIDERS, nothing else.

    `refuse` is called with a reason for whoever wants to sign in when the provider does not answer or
    answers nonsense; it must raise.
    """

    def __init__(self, origins: Iterable[str], refuse: Refuse) -> None:
        super().__init__()
        self.origins = {*map(str.lower, origins), *map(str.lower, settings.SIGN_IN_PROVIDERS)}
        self.refuse = refuse
        self.trust_env = False

    def request(self, method: str | bytes, url: str | bytes, **options: Any) -> requests.Response:  # type: ignore[override]
        """Fetch `url` within the bounds; a page that is asked for must be JSON."""
        try:
            response = self._bounded(str(method), str(url), options)
        except requests.RequestException as error:
            self.refuse(type(error).__name__)
        if str(method).upper() == "GET" and not _is_object(response):
            self.refuse("no JSON")
        return response

    def _bounded(self, method: str, url: str, options: dict[str, Any]) -> requests.Response:
        if origin_of(url) not in self.origins or not is_safe(url):
            raise UnknownAddressError(url)
        bounds = {
            "timeout": settings.SOCIALACCOUNT_REQUESTS_TIMEOUT,
            "allow_redirects": False,
            "stream": True,
        }
        response = super().request(method, url, **options | bounds)
        content = response.raw.read(LIMIT + 1, decode_content=True)
        if response.is_redirect or len(content) > LIMIT:
            raise requests.TooManyRedirects(url)
        response._content = content
        return response


def _is_object(response: requests.Response) -> bool:
    try:
        return response.ok and isinstance(response.json(), dict)
    except ValueError:
        return False


def missing_in_configuration(issuer: str, session: requests.Session) -> list[str]:
    """Return which of the addresses we need the provider at `issuer` does not name."""
    found = session.get(f"{issuer.rstrip('/')}/.well-known/openid-configuration").json()
    return [name for name in NEEDED if not found.get(name)]
