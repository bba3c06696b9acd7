"""A passkey in a real browser: enrolled with the browser's virtual authenticator, then used to sign in."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PASSWORD, WIDE

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A window on localhost (keys are bound to names, not to numbers) with an authenticator of its own."""
    address = site.replace("127.0.0.1", "localhost")
    window = browser.new_context(base_url=address, locale="en", viewport=WIDE)
    page = window.new_page()
    devtools = window.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    broken: list[str] = []
    page.on(
        "console", lambda message: "Content Security Policy" in message.text and broken.append(message.text)
    )
    yield page
    window.close()
    assert broken == []


def enrol(page: Page) -> None:
    """Sign in with the password, confirm it, and add a passkey."""
    page.goto("/accounts/login/?next=/accounts/2fa/webauthn/add/")
    page.locator("input[name=login]").fill("observer@interportal.example")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form:has(input[name=password]) [type=submit]").first.click()
    page.wait_for_url("**/accounts/reauthenticate/**")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form:has(input[name=password]) [type=submit]").first.click()
    page.locator("input[name=name]").fill("Office laptop")
    expect(page.locator("input[name=passwordless]")).to_be_checked()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/accounts/2fa/recovery-codes/**")


def test_a_passkey_is_enrolled_and_opens_the_door(page: Page) -> None:
    enrol(page)
    page.goto("/accounts/2fa/webauthn/")
    expect(page.get_by_text("Office laptop").first).to_be_visible()
    page.context.clear_cookies()
    page.goto("/accounts/login/?next=/me/security/")
    page.locator("#passkey_login").click()
    page.wait_for_url("**/me/security/")
    expect(page.get_by_text("1 khóa")).to_be_visible()
