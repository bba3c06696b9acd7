"""A real browser before the real demo platform: one process, SQLite, a world freshly told.

Run in a process of its own (`./test` does): Playwright's sync API and pytest-asyncio do not mix.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "interportal-demo"
READY_SECONDS = 180
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 360, "height": 740}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic"]

Visitor = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here as a journey."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def answers(address: str) -> bool:
    """Say whether a server answers there, be it with an error page."""
    try:
        return httpx.get(address, timeout=10).status_code > 0
    except httpx.TransportError:
        return False


def wait_until_ready(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Return when the demo answers; fail with its output when it ends or takes too long."""
    deadline = time.monotonic() + READY_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        if answers(address):
            return
        time.sleep(0.2)
    pytest.fail(f"the demo did not start:\n{log.read_text()}")


def start_demo(port: int, folder: Path, log: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start the demo on an empty folder."""
    changes = {"INTERPORTAL_MODE": "demo", "INTERPORTAL_DATA": str(folder), "PORT": str(port)}
    environment = os.environ | changes | {"DATABASE_URL": "", "REDIS_URL": ""}
    command = [sys.executable, "manage.py", "demo"]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demo platform of this run's own."""
    folder, port = tmp_path_factory.mktemp("demo"), free_port()
    address, log = f"http://127.0.0.1:{port}", folder / "output.log"
    with log.open("wb") as output:
        process = start_demo(port, folder, output)
        try:
            wait_until_ready(process, address, log)
            yield address
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window; the journeys are skipped where there is none."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        pytest.skip("needs Chromium: apt-get install chromium, or name one in CHROMIUM")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def visitor(browser: Browser, site: str) -> Iterator[Visitor]:
    """Open windows with cookies of their own: visitor(locale="en", viewport=NARROW, java_script_enabled=False).

    Every script error and broken content policy of these windows fails the test.
    """
    windows, complaints = [], []

    def open_window(**options: Any) -> Page:
        settings = {"base_url": site, "locale": "en", "viewport": WIDE, "timezone_id": "Asia/Ho_Chi_Minh"}
        windows.append(browser.new_context(**settings | options))
        page = windows[-1].new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
        return page

    yield open_window
    for window in windows:
        window.close()
    assert complaints == []


@pytest.fixture
def sign_in(visitor: Visitor) -> Visitor:
    """Open a window signed in as one of the demo people: sign_in("delegate", viewport=NARROW)."""

    def open_as(name: str, **options: Any) -> Page:
        page = visitor(**options)
        page.goto("/accounts/login/")
        page.locator("input[name=login]").fill(f"{name}@interportal.example")
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url(lambda address: "/accounts/" not in address)
        return page

    return open_as
