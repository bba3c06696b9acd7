"""The live module in a real browser: cut, restarted, blocked, offline, signed out; nothing lost, nothing twice."""

import os
import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest
from playwright.async_api import BrowserContext, Page, async_playwright, expect

from tests.core.realtime.servers import Server, Site

pytestmark = pytest.mark.xdist_group("servers")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
REMEMBER = """
window.seen = []; window.resets = []; window.people = 0;
document.addEventListener("ip:event", ({ target, detail }) => target.id === "hall" && seen.push(detail.seq));
document.addEventListener("ip:reset", ({ target, detail }) => target.id === "hall" && resets.push(detail.seq));
document.addEventListener("ip:presence", ({ detail }) => (window.people = detail.count));
"""

Show = Callable[..., Awaitable[Page]]

# The news of what was missed may follow the good word at once.
BACK_OR_NEWS = re.compile(r"The connection is back\.|\d+ new")


class Hall:
    """A window on a hall."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def sees(self, numbers: list[int]) -> None:
        """Wait until the window has got exactly these events."""
        await self.page.wait_for_function("last => seen.at(-1) >= last", arg=numbers[-1], timeout=30_000)
        assert await self.page.evaluate("seen") == numbers

    async def is_in_state(self, state: str) -> None:
        """Wait until the element and the page say how the line is."""
        await expect(self.page.locator("#hall")).to_have_attribute("data-state", state, timeout=30_000)
        await expect(self.page.locator("html")).to_have_attribute("data-live", state, timeout=30_000)

    async def bar_says(self, words: str) -> None:
        """Wait until the bar shows `words`, or is gone when there are none."""
        bar = self.page.locator("[data-live-bar]")
        if words:
            await expect(bar).to_contain_text(words, timeout=30_000, use_inner_text=True)
            await expect(self.page.locator("[data-live-status]")).to_contain_text(words, timeout=30_000)
        else:
            await expect(bar).to_be_hidden(timeout=30_000)


@pytest.fixture
async def context(site: Site) -> AsyncIterator[Callable[..., Any]]:
    """Open a browser of the first person."""
    if CHROMIUM is None:
        pytest.skip("needs Chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)

        async def make(server: Server) -> BrowserContext:
            made = await browser.new_context(base_url=server.url, locale="en")
            name, _equals, value = site.cookies[0].partition("=")
            await made.add_cookies([{"name": name, "value": value, "url": server.url}])
            await made.add_init_script(REMEMBER)
            return made

        yield make
        await browser.close()


async def open_hall(made: BrowserContext, site: Site, after: int = 0) -> Hall:
    """Open the page of the test's hall."""
    page = await made.new_page()
    await page.goto(f"/hall/{site.hall}/?after={after}")
    return Hall(page)


async def test_windows_hear_and_count_and_survive_a_killed_server(site: Site, context: Any) -> None:
    made = await context(site.first)
    one, two = await open_hall(made, site), await open_hall(made, site)
    for hall in (one, two):
        await hall.is_in_state("live")
    for _turn in range(3):
        await site.second.append(site.room)
    for hall in (one, two):
        await hall.sees([1, 2, 3])
    await expect(one.page.locator("[data-news-count]")).to_have_text("3")
    assert await one.page.evaluate("people") == 1
    site.first.kill()
    await one.is_in_state("reconnecting")
    await one.bar_says("Connection lost")
    for _turn in range(4):
        await site.second.append(site.room)
    site.first.start()
    for hall in (one, two):
        await hall.is_in_state("live")
        await hall.sees([1, 2, 3, 4, 5, 6, 7])
        await hall.bar_says("")
    await expect(one.page.locator("[data-live-status]")).to_have_text(BACK_OR_NEWS, timeout=10_000)


async def test_where_sockets_are_blocked_the_same_events_are_polled(site: Site, context: Any) -> None:
    made = await context(site.second)
    await made.route_web_socket("**/ws/", lambda route: route.close(code=1011))
    hall = await open_hall(made, site)
    await site.second.append(site.room)
    await hall.is_in_state("polling")
    await hall.bar_says("news comes every few seconds")
    await site.second.append(site.room)
    await hall.sees([1, 2])


async def test_offline_and_back(site: Site, context: Any) -> None:
    made = await context(site.second)
    hall = await open_hall(made, site)
    await hall.is_in_state("live")
    await made.set_offline(True)
    await hall.is_in_state("offline")
    for _turn in range(3):
        await site.second.append(site.room)
    await made.set_offline(False)
    await hall.is_in_state("live")
    await hall.sees([1, 2, 3])


async def test_too_far_behind_is_told_to_load_anew_and_signing_out_ends_it(site: Site, context: Any) -> None:
    made = await context(site.second)
    hall = await open_hall(made, site, after=900)
    await hall.page.wait_for_function("() => resets.length === 1")
    assert await hall.page.evaluate("resets") == [0]
    await site.second.append(site.room)
    await hall.sees([1])
    async with httpx.AsyncClient(cookies={"sessionid": site.cookies[0].partition("=")[2]}) as client:
        await client.post(f"{site.second.url}/end-session/")
    await hall.is_in_state("signed-out")
    await hall.bar_says("You are signed out")
    await hall.page.goto("/healthz")
