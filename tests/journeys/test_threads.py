"""Two people talk in a thread: live, over a lost line, after a closed window, and without a script."""

from collections.abc import Iterator
from itertools import count

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import NARROW, Visitor

number = count(1)


@pytest.fixture
def thread(sign_in: Visitor) -> str:
    """The address of a new thread by the delegate, on a board that the admin has opened."""
    title = f"Journey {next(number)}"
    admin = sign_in("admin")
    admin.goto("/forums/new/")
    admin.locator("[name=title_vi]").fill(title)
    admin.locator("main form [type=submit], main form .btn-primary").last.click()
    admin.wait_for_url("**/forums/boards/**")
    delegate = sign_in("delegate")
    delegate.goto(f"{admin.url}new/")
    delegate.locator("[name=title]").fill(title)
    delegate.locator("[name=kind][value=question]").check()
    delegate.locator("[name=body]").fill("Who **answers** first?")
    delegate.locator("main form .btn-primary").click()
    delegate.wait_for_url("**/forums/threads/**")
    return delegate.url


def send(page: Page, words: str) -> None:
    """Send at once: that one can take it back for a while is walked in test_writing."""
    page.locator("[data-compose]").evaluate("form => { form.dataset.hold = 0; }")
    page.locator("#post-body").fill(words)
    page.locator("[data-compose] .btn-primary").click()


def live(page: Page, address: str) -> Page:
    """Open the thread and wait for the live line."""
    page.goto(address)
    expect(page.locator("html[data-live=live]")).to_have_count(1)
    return page


def posts(page: Page) -> list[str]:
    """Return the texts of the posts shown, in order."""
    return [text.strip() for text in page.locator("[data-posts] .post-body").all_inner_texts()]


def test_what_one_writes_the_other_sees_without_reload(sign_in: Visitor, thread: str) -> None:
    asking, answering = live(sign_in("delegate"), thread), live(sign_in("lead"), thread)
    send(answering, "We **do**, within a day.")
    expect(asking.locator("#post-2 .post-body strong")).to_have_text("do")
    expect(answering.locator("[data-pending] .post")).to_have_count(0)
    asking.locator("#post-2 [data-react]").click()
    asking.locator(".reaction-menu button[value=thanks]").click()
    expect(answering.locator("#post-2 .reaction .reaction-count")).to_have_text("1")
    expect(asking.locator("#post-2 .reaction")).to_have_attribute("aria-pressed", "true")
    expect(answering.locator("#post-2 .reaction")).to_have_attribute("aria-pressed", "false")
    asking.locator("#post-2 [formaction$='/accept/']").click()
    expect(answering.locator("#post-2.is-answer")).to_have_count(1)
    assert posts(asking) == posts(answering) == ["Who answers first?", "We do, within a day."]


def test_an_edit_comes_in_and_leaves_its_history(sign_in: Visitor, thread: str) -> None:
    asking, answering = live(sign_in("delegate"), thread), live(sign_in("lead"), thread)
    writing = asking.context.new_page()
    writing.goto(thread)
    writing.locator("#post-1 [data-for=own]").click()
    writing.locator("[name=body]").fill("Who **decides** first?")
    writing.locator("main form .btn-primary").click()
    expect(answering.locator("#post-1 .post-body strong")).to_have_text("decides")
    answering.locator("#post-1 .post-edited").click()
    expect(answering.locator(".diff ins").first).to_contain_text("decides")


@pytest.fixture
def rough(browser: Browser, site: str, sign_in: Visitor) -> Iterator[BrowserContext]:
    """A window of the lead whose line may be cut; its complaints about that are expected."""
    state = sign_in("lead").context.storage_state()
    window = browser.new_context(base_url=site, storage_state=state, locale="en")
    yield window
    window.close()


def test_a_lost_line_loses_nothing_and_doubles_nothing(
    sign_in: Visitor, rough: BrowserContext, thread: str
) -> None:
    asking, answering = live(sign_in("delegate"), thread), live(rough.new_page(), thread)
    rough.set_offline(True)
    for words in ("First without a line.", "Second without a line."):
        send(answering, words)
    expect(answering.locator("[data-pending] .post")).to_have_count(2)
    send(asking, "Meanwhile.")
    expect(asking.locator("#post-2")).to_have_count(1)
    rough.set_offline(False)
    expect(asking.locator("#post-4")).to_have_count(1, timeout=40_000)
    expect(answering.locator("[data-pending] .post")).to_have_count(0)
    expect(answering.locator("[data-posts] .post")).to_have_count(4)
    texts = ["Who answers first?", "Meanwhile.", "First without a line.", "Second without a line."]
    assert posts(asking) == posts(answering) == texts


def test_an_unsent_post_is_sent_by_the_next_window(
    sign_in: Visitor, rough: BrowserContext, thread: str
) -> None:
    asking, answering = live(sign_in("delegate"), thread), live(rough.new_page(), thread)
    rough.route("**/posts/", lambda route: route.abort())
    send(answering, "Not to be lost.")
    expect(answering.locator("[data-pending] .post")).to_have_count(1)
    answering.close()
    rough.unroute("**/posts/")
    again = live(rough.new_page(), thread)
    expect(asking.locator("#post-2 .post-body")).to_have_text("Not to be lost.")
    expect(again.locator("#post-2")).to_have_count(1)
    assert len(posts(asking)) == 2


def test_a_draft_is_back_after_the_window_was_closed(sign_in: Visitor, thread: str) -> None:
    page = live(sign_in("lead"), thread)
    page.locator("#post-1 [data-reply]").click()
    page.locator("#post-body").fill("Half a thought")
    expect(page.locator("[data-draft-state]")).not_to_be_empty()
    again = page.context.new_page()
    page.close()
    again.goto(thread)
    expect(again.locator("#post-body")).to_have_value("Half a thought")
    expect(again.locator("[data-answers-name]")).to_contain_text("#1")


def test_names_are_offered_while_typing(sign_in: Visitor, thread: str) -> None:
    page = live(sign_in("lead"), thread)
    name = page.locator("#post-1 .post-author").inner_text()
    page.locator("#post-body").press_sequentially(f"Dear @{name.split()[-1].lower()}")
    expect(page.locator("#names-on-offer [role=option]", has_text=name)).to_have_count(1)
    page.locator("#names-on-offer [role=option]", has_text=name).click()
    assert page.locator("#post-body").input_value().startswith(f"Dear @[{name}")


def test_all_of_it_without_a_script_on_a_phone(sign_in: Visitor, thread: str) -> None:
    page = sign_in("lead", java_script_enabled=False, viewport=NARROW)
    page.goto(thread)
    page.locator("#post-1 [data-quote]").click()
    field = page.locator("#post-body")
    field.fill(field.input_value() + "We do.")
    page.locator("[data-compose] .btn-primary").click()
    expect(page.locator("#post-2 blockquote")).to_contain_text("Who answers first?")
    expect(page.locator("#post-2 blockquote a")).to_have_text("#1")
    expect(page.locator("#post-2 .post-answers")).to_contain_text("#1")
    page.locator("#post-1 [data-react]").click()
    page.locator("button[value=agree]").click()
    expect(page.locator("#post-1 .reaction")).to_have_attribute("aria-pressed", "true")
    page.locator("#post-2 [data-for=own]").click()
    page.locator("[name=body]").fill("We do, daily.")
    page.locator("main form .btn-primary").click()
    expect(page.locator("#post-2 .post-edited")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
