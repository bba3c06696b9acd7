"""The words every template knows."""

from types import SimpleNamespace

import pytest
from django.template import engines
from django.test import RequestFactory
from django.urls import get_resolver

from conferences.models import Conference
from core.templatetags.interportal import tile_colour
from core.text.names import initials
from core.text.slugs import free_slug, slug_of
from library.models import BestPractice
from portals.models import Theme
from tests.builders import make_theme

PORTAL = SimpleNamespace(slug="bo-tai-chinh", label="BTC", logo_url="")


def draw(source: str, **words: object) -> str:
    """Render a piece of template on a page at /problems/."""
    request = RequestFactory().get("/problems/?q=x")
    return engines["django"].from_string(source).render(words, request)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("BTC", "BTC"),
        ("NHNN", "NHNN"),
        ("Quảng Ninh", "QN"),
        ("Cổng thông tin điện tử Chính phủ", "CTP"),
        ("  ", "–"),
        ("đà nẵng", "ĐN"),
    ],
)
def test_initials(name: str, short: str) -> None:
    assert initials(name) == short


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đường sắt", "duong-sat"),
        ("Größe & Maß", "groesse-mass"),
        ("  ", ""),
        ("x" * 90, "x" * 60),
        ("🙂", ""),
    ],
)
def test_titles_become_short_addresses(title: str, slug: str) -> None:
    assert slug_of(title) == slug


@pytest.mark.django_db
def test_a_short_address_that_is_taken_is_numbered() -> None:
    for slug in ("data", "data-2", "database"):
        make_theme(slug)
    assert [free_slug(Theme, title, "theme") for title in ("Data", "Datab", "🙂")] == [
        "data-3",
        "datab",
        "theme",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("model", [BestPractice, Conference])
def test_no_short_address_hides_a_page(model: type[BestPractice] | type[Conference]) -> None:
    folder = model(slug="new").get_absolute_url().removesuffix("new/")
    names = {
        str(pattern.pattern).partition("/")[0]
        for resolver in get_resolver().url_patterns
        if f"/{resolver.pattern}" == folder
        for pattern in getattr(resolver, "url_patterns", [])
    }
    pages = {name for name in names if name.replace("-", "").isalpha()}
    assert "new" in pages
    assert pages <= model.reserved_slugs
    assert free_slug(model, "New", "thing") == "new-2"


def test_an_icon_is_silent_unless_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in draw('{% icon "inbox" %}')
    labelled = draw('{% icon "inbox" label %}', label="Inbox <3")
    assert 'role="img" aria-label="Inbox &lt;3"' in labelled
    assert "icons.svg#inbox" in labelled


def test_a_state_says_its_word_with_tone_and_icon() -> None:
    thing = SimpleNamespace(get_state_display=lambda: "Verified", state_tone="gold")

    shown = draw("{% state_badge thing %}", thing=thing)

    assert 'class="badge tone-gold"' in shown
    assert "#patch-check-fill" in shown
    assert "Verified" in shown


def test_a_state_without_tone_is_neutral() -> None:
    thing = SimpleNamespace(get_state_display=lambda: "Draft")

    assert "tone-neutral" in draw("{% state_badge thing %}", thing=thing)


def test_a_tile_keeps_its_colour_and_names_its_portal() -> None:
    assert tile_colour("bo-tai-chinh") == tile_colour("bo-tai-chinh")
    assert 'role="img" aria-label="BTC"' in draw("{% portal_tile portal %}", portal=PORTAL)
    assert "aria-label" not in draw("{% portal_tile portal decorative=True %}", portal=PORTAL)
    assert "#person" in draw("{% portal_tile portal %}", portal=None)


def test_a_person_stands_with_their_portal() -> None:
    shown = draw("{% person user portal %}", user="Lê <b>Hưng", portal=PORTAL)

    assert "Lê &lt;b&gt;Hưng" in shown
    assert '<span class="person-portal">BTC</span>' in shown


def test_a_row_escapes_what_people_wrote_and_keeps_its_slot() -> None:
    shown = draw('{% row title url="/p/1/" %}<i>3</i>{% endrow %}', title="<script>x</script>")

    assert "&lt;script&gt;x&lt;/script&gt;" in shown
    assert "<i>3</i>" in shown


def test_the_tab_of_this_page_is_current() -> None:
    shown = draw(
        '{% tabs "Parts" %}{% tab "All" "/problems/" count=1200 %}{% tab "Mine" "/mine/" %}{% endtabs %}'
    )

    assert shown.count('aria-current="page"') == 1
    assert 'href="/problems/" aria-current="page"' in shown


def test_breadcrumbs_vanish_when_none_leads_back() -> None:
    assert draw("{% crumbs %} {% endcrumbs %}") == ""
    assert draw('{% crumbs %}{% crumb "Inbox" %}{% endcrumbs %}') == ""
    assert "<nav" in draw('{% crumbs %}{% crumb "Problems" "/problems/" %}{% endcrumbs %}')


def test_a_blank_fact_is_left_out() -> None:
    shown = draw(
        '{% facts %}{% fact "Cost" %} {% endfact %}{% fact "Time" %}2 weeks{% endfact %}{% endfacts %}'
    )

    assert "Cost" not in shown
    assert "<dt>Time</dt><dd>2 weeks</dd>" in shown


def test_a_verb_that_needs_a_reason_asks_for_it_first() -> None:
    plain = draw('{% verb "/x/" "Submit" %}')
    asking = draw('{% verb "/x/" "Decline" reason=True back="/y/" %}')

    assert "<details" not in plain
    assert 'method="post" action="/x/"' in plain
    assert 'name="reason"' in asking
    assert 'name="next" value="/y/"' in asking


def test_places_have_an_address_even_before_their_pages_exist() -> None:
    assert draw('{% place "conferences:list" %}').startswith("/conferences/")
    assert draw('{% place "nobody:knows" %}') == "/"


def test_a_meter_never_runs_over() -> None:
    assert 'width="100" height="10"></rect>' in draw('{% meter 9 4 "Seats" %}')
    assert 'class="meter-fill" width="0"' in draw('{% meter 9 0 "Seats" %}')
