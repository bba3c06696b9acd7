"""The frame of every page, the display switches, the preview and the error pages."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from pytest_django import DjangoAssertNumQueries, Settings

from config.urls import handler400, handler403, handler404, handler500, urlpatterns
from core.views import errors
from portals.models import User
from tests.builders import client_of

LANGUAGES = ["vi", "en", "de"]
TITLES = {
    400: {
        "vi": "Không hiểu được yêu cầu này",
        "en": "This request cannot be understood",
        "de": "Diese Anfrage ist",
    },
    403: {"vi": "Bạn không có quyền", "en": "You may not see or do this", "de": "Das dürfen Sie nicht sehen"},
    404: {"vi": "Không có nội dung tại đây", "en": "There is nothing here", "de": "Hier ist nichts"},
    500: {"vi": "Hệ thống gặp sự cố", "en": "Something broke on our side", "de": "Bei uns ist etwas schief"},
    503: {
        "vi": "tạm thời không truy cập được",
        "en": "is not available just now",
        "de": "ist gerade nicht erreichbar",
    },
}


def asked(language: str) -> HttpRequest:
    """Return a request of somebody who reads `language`."""
    request = RequestFactory().get("/somewhere/", headers={"accept-language": language})
    request.request_id = "abcdef0123456789"  # type: ignore[attr-defined]
    return request


def broken(request: HttpRequest) -> HttpResponse:
    """Fail as code fails."""
    raise RuntimeError


def without_database(request: HttpRequest) -> HttpResponse:
    """Fail as a lost database does."""
    raise OperationalError


def closed(request: HttpRequest) -> HttpResponse:
    """Refuse as a view refuses."""
    raise PermissionDenied


class Broken:
    """Addresses that fail, with the real error pages."""

    failing = [path("broken/", broken), path("lost/", without_database), path("closed/", closed)]
    urlpatterns = [*failing, *urlpatterns]
    handler400, handler403, handler404, handler500 = handler400, handler403, handler404, handler500


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", [400, 500, 503])
def test_pages_of_a_broken_server_ask_nothing_of_the_database(status: int, language: str) -> None:
    shown = errors.bare(asked(language), status)

    page = shown.content.decode()
    assert shown.status_code == status
    assert TITLES[status][language] in page
    assert f'<html lang="{language}"' in page
    assert "abcdef0123456789" in page


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=Broken)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("address", "status"), [("/closed/", 403), ("/there/is/no/such/page/", 404)])
def test_pages_of_refusal_keep_the_frame(client: Client, address: str, status: int, language: str) -> None:
    client.cookies["django_language"] = language

    response = client.get(address)

    assert response.status_code == status
    assert TITLES[status][language] in response.content.decode()
    assert 'class="top-bar"' in response.content.decode()


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=Broken)
def test_a_failing_page_answers_500_with_its_number() -> None:
    response = Client(raise_request_exception=False).get("/broken/", headers={"accept-language": "en"})

    assert response.status_code == 500
    assert TITLES[500]["en"] in response.content.decode()
    assert response["X-Request-Id"] in response.content.decode()


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=Broken)
def test_a_lost_database_answers_503_and_says_when_to_come_back() -> None:
    response = Client(raise_request_exception=False).get("/lost/", headers={"accept-language": "en"})

    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert TITLES[503]["en"] in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("vi", "Biểu mẫu đã quá hạn"), ("de", "zu alt geworden")])
def test_an_old_form_is_explained(language: str, words: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies["django_language"] = language

    response = client.post("/display/", {"theme": "dark"})

    assert response.status_code == 403
    assert words in response.content.decode()


@pytest.mark.django_db
def test_the_styleguide_is_absent_outside_debug_mode(client: Client, admin: User) -> None:
    assert client.get("/styleguide/").status_code == 404
    assert client_of(admin).get("/styleguide/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("/styleguide/", ["trace-stop", "row-item", "table-box", "timeline", "stepper", "ip-editor"]),
        ("/styleguide/?errors=1", ["error-summary", "field-errors"]),
        ("/styleguide/?state=open&theme=data", ['class="chip"']),
    ],
)
def test_the_styleguide_shows_every_component(
    client: Client, settings: Settings, address: str, parts: list[str]
) -> None:
    settings.DEBUG = True

    page = client.get(address, headers={"accept-language": "en"}).content.decode()

    assert [part for part in parts if part not in page] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cookie", "media"),
    [
        ("light", "not all"),
        ("dark", "screen"),
        ("auto", "screen and (prefers-color-scheme: dark)"),
        ("x", "screen and"),
    ],
)
def test_the_theme_of_the_cookie_needs_no_script(client: Client, cookie: str, media: str) -> None:
    client.cookies["theme"] = cookie

    assert f'data-dark media="{media}' in client.get("/nowhere/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "kept", "back", "led"),
    [("dark", "dark", "/library/", "/library/"), ("pink", "auto", "https://evil.example/", "/")],
)
def test_choosing_a_theme_keeps_it_and_stays_on_the_site(
    client: Client, given: str, kept: str, back: str, led: str
) -> None:
    response = client.post("/display/", {"theme": given, "next": back})

    assert response.cookies["theme"].value == kept
    assert response["Location"] == led


@pytest.mark.django_db
def test_lists_can_be_compact(client: Client) -> None:
    client.post("/display/", {"density": "compact", "next": "/"})

    assert 'data-density="compact"' in client.get("/nowhere/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["keys", "voice"])
def test_keys_and_the_voice_of_live_news_can_be_switched_off(client: Client, name: str) -> None:
    for given, kept in (("off", "off"), ("on", "on"), ("loud", "on")):
        client.post("/display/", {name: given, "next": "/"})
        assert f'data-{name}="{kept}"' in client.get("/nowhere/").content.decode()


@pytest.mark.django_db
def test_strangers_can_switch_the_language(client: Client) -> None:
    client.post("/display/language/", {"language": "de", "next": "/nowhere/"})

    assert '<html lang="de"' in client.get("/nowhere/").content.decode()


@pytest.mark.django_db
def test_the_preview_draws_what_will_be_saved(delegate: User) -> None:
    response = client_of(delegate).post("/preview/", {"text": "**now** <script>x</script>"})

    assert response.content.decode().strip() == "<p><strong>now</strong> &lt;script&gt;x&lt;/script&gt;</p>"


@pytest.mark.django_db
def test_the_preview_refuses_strangers_and_endless_texts(client: Client, delegate: User) -> None:
    assert client.post("/preview/", {"text": "x"}).status_code == 403
    assert client_of(delegate).post("/preview/", {"text": "x" * 20_001}).status_code == 413
    assert client_of(delegate).get("/preview/").status_code == 405


@pytest.mark.django_db
def test_the_frame_shows_whom_one_acts_for(delegate: User) -> None:
    page = client_of(delegate).get("/nowhere/").content.decode()

    assert f"for {delegate.portal.label}" in page
    assert "ip-badge" in page
    assert f'data-reader="{delegate.pk}"' in page


@pytest.mark.django_db
def test_the_frame_offers_sign_in_to_strangers(client: Client) -> None:
    page = client.get("/nowhere/", headers={"accept-language": "en"}).content.decode()

    assert "Sign in" in page
    assert "ip-badge" not in page


@pytest.mark.django_db
def test_the_frame_costs_three_queries(
    delegate: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    request = RequestFactory().get("/nowhere/")
    request.user = User.objects.get(pk=delegate.pk)
    with django_assert_num_queries(3):
        render_to_string("base.html", {}, request)


@pytest.mark.django_db
def test_robots_and_browsers_find_what_they_ask_every_site_for() -> None:
    answer = Client().get("/robots.txt")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain; charset=utf-8")
    lines = answer.content.decode().splitlines()
    assert (lines[0], lines[-1]) == ("User-agent: *", "Disallow: /")
    assert {
        path for path in ("/people/", "/problems/", "/forums/", "/search/") if f"Allow: {path}" in lines
    } == set()
    icon = Client().get("/favicon.ico")
    assert (icon.status_code, icon.url) == (301, "/static/img/favicon.svg")
