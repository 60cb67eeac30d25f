"""One server and one browser for all tests here; a new window with nothing in it for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.browser.addresses import SMALL
from tests.browser.chromium import browser_path
from tests.browser.serving import running_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Route

PATIENCE_MS = 60_000
"""The machine that runs the tests may be busy; a page that never answers still fails."""

Open = Callable[..., "Page"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    path = browser_path()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a real server."""
    browser_path()
    with running_app(SMALL) as address:
        yield address


@pytest.fixture
def open_page(browser: Browser, server: str) -> Iterator[Open]:
    """Open a page in a new window; in the end nothing foreign was asked and nothing complained."""
    contexts, foreign, complaints = [], [], []

    def guard(route: Route) -> None:
        parts = urlsplit(route.request.url)
        if parts.scheme in ("http", "https") and f"{parts.scheme}://{parts.netloc}" != server:
            foreign.append(route.request.url)
            route.abort()
        else:
            route.fallback()

    def note(message: ConsoleMessage) -> None:
        # A refused scenario is an answer with a status that the browser logs by itself.
        if message.type == "error" and "status of 422" not in message.text:
            complaints.append(message.text)

    def open_(address: str, width: int = 1280, height: int = 900, theme: str = "light") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if theme == "dark" else "light",
            reduced_motion="reduce",
            accept_downloads=True,
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        context.route("**/*", guard)
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(server + address)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not foreign, f"requests left the machine: {foreign}"
    assert not complaints, f"the page complained: {complaints}"
