"""Fixtures of the journeys: a running product, and signed-in pages of a real browser."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from .product import Site, chromium, running_product, sign_in


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """One product for all journeys, with the sample project (project 1)."""
    with running_product() as started:
        yield started


@pytest.fixture
def fresh_site() -> Iterator[Site]:
    """A product of its own, for tests that break things."""
    with running_product() as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def browser_page(site: Site, browser: Browser) -> Iterator[Callable[..., Page]]:
    """`browser_page("researcher")`: a signed-in page, each call in a context of its own.

    A page that reports an error or breaks the content security policy fails the test.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "SyntaxError" in message.text:
            complaints.append(message.text)

    def open_page(username: str, **options: object) -> Page:
        settings = {"viewport": {"width": 1440, "height": 900}, "locale": "en-GB"} | options
        context = browser.new_context(**settings)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", listen)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        sign_in(page, site.url, username, site.passwords[username])
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints, complaints
