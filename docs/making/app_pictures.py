"""Pictures of the app's pages for the documentation: light and dark, wide, and on a phone.

    python -m docs.making.app_pictures                  all pages: some minutes
    python -m docs.making.app_pictures explain plan     some of them

Needs Chromium and Playwright. Starts the app on scenarios that come with it, asks each page its
question, waits for the answer, and writes docs/pictures/app_PAGE_THEME_WIDTH.png. Look at them
before they are committed.
"""

from __future__ import annotations

import base64
import json
import sys
import time
import urllib.request
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.app_start import app_command, chromium, running

PICTURES = Path(__file__).parents[1] / "pictures"
PATIENCE_MS = 900_000
WIDE, PHONE = 1280, 390
WINDOW_HEIGHT = 900
HIGHEST = {WIDE: 1800, PHONE: 2000}
"""Pixels at which a picture is cut off: what is below says nothing new."""
_WEEKS = 4
"""By which the replay goes on: into the surge, and not to its end."""
VIEWS = (("light", WIDE), ("dark", WIDE), ("light", PHONE))


@dataclass(frozen=True)
class Shown:
    """One page with a question.

    Attributes
    ----------
    name : str
        In the name of the file.
    page : str
        In the address.
    act : callable
        Asks, and waits until the answer stands.
    said : mapping
        Parts of the question, as `front/src/state/question.ts` has them.
    """

    name: str
    page: str
    act: Callable[[Page], None]
    said: Mapping[str, Any] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """What follows the server's address."""
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = packer.compress(json.dumps(dict(self.said)).encode()) + packer.flush()
        return f"/#/{self.page}/{base64.urlsafe_b64encode(packed).decode().rstrip('=')}"


def _compared(page: Page) -> None:
    page.wait_for_selector(".headline[data-phase=done]")


def _explained(page: Page) -> None:
    page.get_by_role("region", name="List of campaigns").get_by_role("button").first.click()
    page.wait_for_selector("[data-picture=lives] .drawing svg")


def _replayed(page: Page) -> None:
    page.wait_for_selector(".stage canvas")
    for _ in range(_WEEKS):
        page.get_by_role("button", name="One week on").click()


def _asked(button: str, *pictures: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        page.get_by_role("button", name=button).click()
        for name in pictures:
            page.wait_for_selector(f"[data-picture={name}] .drawing svg")
        # Pictures are drawn from what is there before all is.
        page.wait_for_function("() => document.querySelector('.job') === null")

    return act


_RETAIL = {"preset": "surge", "precision": "as written"}
_SMALL = {"preset": "minimal", "precision": "as written"}
_PAIR = {"pair": ["centralized", "decentralized"]}
SHOWN = (
    Shown("compare", "compare", _compared, _SMALL),
    Shown("explain", "explain", _explained, _RETAIL | _PAIR),
    Shown("replay", "replay", _replayed, _RETAIL | _PAIR),
    Shown(
        "surge",
        "surge",
        _asked("Find the breaking points", "degradation"),
        _SMALL | {"fields": {"surge.days": "20", "surge.replications": "4"}},
    ),
    Shown(
        "plan",
        "plan",
        _asked("Find the staffing", "marginal-values", "cost-front"),
        _SMALL | {"fields": {"plan.days": "12"}},
    ),
    Shown(
        "sweep",
        "sweep",
        _asked("Run the sweep", "sweep"),
        _SMALL | {"fields": {"sweep.replications": "4"}},
    ),
    Shown(
        "map",
        "sweep",
        _asked("Draw the map", "decision-map"),
        _SMALL | {"fields": {"sweep.mode": "map", "map.replications": "4", "map.y.count": "3"}},
    ),
)


def _wait_for_engine(address: str) -> None:
    """Until then every page says that the engine is compiled."""
    while True:
        with urllib.request.urlopen(f"{address}/api/engine") as answer:
            if json.load(answer)["state"] not in ("looking", "compiling"):
                return
        time.sleep(1)


def _write(page: Page, shown: Shown, theme: str, width: int) -> None:
    # On a phone it is closed until somebody opens it.
    page.evaluate("(is) => { document.querySelector('.assumptions').open = is; }", width == WIDE)
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": WINDOW_HEIGHT})
    page.wait_for_timeout(600)
    height = min(page.evaluate("document.documentElement.scrollHeight"), HIGHEST[width])
    # As high as the page, so that what stays where it is while one scrolls is there as a whole.
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("scrollTo(0, 0)")
    page.mouse.move(0, 0)
    page.wait_for_timeout(600)
    target = PICTURES / f"app_{shown.name}_{theme}_{width}.png"
    page.screenshot(path=target)
    print(f"{target.name}: {width} x {height}, {target.stat().st_size // 1000} kB", flush=True)


def main() -> None:
    """Write the pictures of the pages that are named, or of all."""
    asked = sys.argv[1:] or [one.name for one in SHOWN]
    with running(app_command()) as (address, _), sync_playwright() as play:
        _wait_for_engine(address)
        browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for shown in SHOWN:
            if shown.name not in asked:
                continue
            window = {"width": WIDE, "height": WINDOW_HEIGHT}
            context = browser.new_context(viewport=window, reduced_motion="reduce")  # type: ignore[arg-type]
            context.set_default_timeout(PATIENCE_MS)
            page = context.new_page()
            page.goto(address + shown.address)
            shown.act(page)
            for theme, width in VIEWS:
                _write(page, shown, theme, width)
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
