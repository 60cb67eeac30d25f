"""The Compare page in a browser: from the slider's stop to figures on screen.

    python -m benchmarks.app_first_answer                          three scenarios, 20 changes each
    python -m benchmarks.app_first_answer --scenarios minimal --changes 5

Starts `mom-sim app` itself and opens its page in the system's Chromium. A slider is moved once, as
a hand leaves it; the clock of the page runs from that event until the frame in which the cards show
figures of the new question is painted, and until all figures and pictures are there. Then comes a
pause of a reader, and the next change cancels what is still being sharpened. Every change is a
question that was never asked before; a few changes go first that are not counted. Each kind of
slider begins with the scenario as it is written. Demand keeps the compiled models, people of a role
compile them anew.

Needs Playwright for Python and a Chromium.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import os
import statistics
import zlib
from typing import TYPE_CHECKING

from benchmarks.app_start import app_command, chromium, running

if TYPE_CHECKING:
    from playwright.async_api import Page

READING_MS = 600.0
UNCOUNTED = 3

MOVE = """({ id, step }) => new Promise((resolve) => {
    const slider = document.getElementById(id);
    const headline = document.querySelector(".headline");
    const { min, max, value, step: grain } = slider;
    const span = Number(max) - Number(min);
    const next = Number(min) + ((Number(value) - Number(min) + step * Number(grain)) % span);
    const told = { first: null };
    let isAsked = false;
    const painted = (act) => requestAnimationFrame(() => {
        const after = new MessageChannel();
        after.port1.onmessage = act;
        after.port2.postMessage(0);
    });
    const look = () => {
        const shown = Number(headline.dataset.replications);
        isAsked ||= shown === 0;
        if (!isAsked || shown === 0) return;
        if (told.first === null) {
            told.first = 0;
            painted(() => (told.first = performance.now() - begin));
        }
        if (headline.dataset.look === "first") return;
        observer.disconnect();
        painted(() => resolve({ ...told, whole: performance.now() - begin }));
    };
    const observer = new MutationObserver(look);
    observer.observe(headline, { attributes: true });
    const begin = performance.now();
    slider.value = next;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
})"""


def address(server: str, preset: str) -> str:
    """A page that asks about a preset, as sharply as the app does by itself."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(json.dumps({"preset": preset}).encode()) + packer.flush()
    return f"{server}/#/compare/{base64.urlsafe_b64encode(packed).decode().rstrip('=')}"


async def changes(page: Page, kind: str, count: int) -> list[dict[str, float]]:
    """Move sliders of a kind, one after the other, and note what the page's clock says."""
    sliders = await page.locator("input[type=range]").evaluate_all(
        "(all, kind) => all.map((one) => one.id).filter((id) => id.startsWith(`control-${kind}`))",
        kind,
    )
    of = [one for one in sliders if one == "control-demand"] or sliders
    found = []
    for number in range(count + UNCOUNTED):
        step = 1 if kind == "people" else 3
        move = {"id": of[number % len(of)], "step": step}
        found.append(await page.evaluate(MOVE, move))
        await page.wait_for_timeout(READING_MS)
    return found[UNCOUNTED:]


async def measure(server: str, asked: argparse.Namespace) -> None:
    """Print a row for each scenario and kind of slider."""
    from playwright.async_api import async_playwright

    print(f"{'milliseconds to':32} {'first figures':>22} {'all of it':>22}   load", flush=True)
    print(f"{'':32} {'median':>14} {'worst':>7} {'median':>14} {'worst':>7}")
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for preset in asked.scenarios.split(","):
            for kind in asked.sliders.split(","):
                page = await browser.new_page(viewport={"width": 1280, "height": 900})
                await page.goto(address(server, preset))
                await page.wait_for_function(
                    "() => Number(document.querySelector('.headline')?.dataset.replications) >= 2",
                    timeout=120_000,
                )
                times = await changes(page, kind, asked.changes)
                row = []
                for word in ("first", "whole"):
                    of = [one[word] for one in times]
                    row += [f"{statistics.median(of):14.0f} {max(of):7.0f}"]
                load = os.getloadavg()[0]
                print(f"{preset + ', ' + kind:32} {' '.join(row)}   {load:.1f}", flush=True)
                await page.close()
        await browser.close()


def main() -> None:
    """Start the app, move sliders, end it."""
    reading = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reading.add_argument("--scenarios", default="minimal,reference_company,b2b_software")
    reading.add_argument("--sliders", default="demand,people")
    reading.add_argument("--changes", type=int, default=20)
    reading.add_argument("--workers", type=int, default=2)
    asked = reading.parse_args()
    with running(app_command("--workers", str(asked.workers))) as (server, _):
        asyncio.run(measure(server, asked))


if __name__ == "__main__":
    main()
