"""The app beside the same small page in Streamlit: from the command, and from the slider.

    python -m benchmarks.app_beside_streamlit
    python -m benchmarks.app_beside_streamlit --python PATH --rounds 3 --json FILE
    python -m benchmarks.app_beside_streamlit --python PATH --first-only

Needs Chromium and Playwright; Streamlit (``pip install streamlit``) is needed here alone, in this
interpreter or in that of `--python`, which has to have what mom_sim needs as well. Without it the
app is measured alone.

Each round starts one of them, opens its page in a new window of headless Chromium, waits for the
first answer, and moves the slider of demand by one key press at a time, to a demand that was never
asked before; then the other one, and the next round begins with that one. Times from a key press
are the browser's own: from the key event to the second frame after the answer is in the page.
With `--first-only` the page moves on after each first answer, as a hand that plays with the slider
does: the app gives up what it was sharpening, and Streamlit's page does not sharpen at all. What
was measured is told after each visit, and how busy the machine was: the load average of the last
minute before the first visit and after the last one, beside the number of processors. What is
measured makes one of about 2 by itself; before, it should be near 0.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Error, Page, sync_playwright

from benchmarks.app_start import PATIENCE_SECONDS, ROOT, Command, app_command, chromium, running

STEP = 0.05
ROWS = {
    "live": ("command to a live page", "s"),
    "answer": ("command to a first answer", "s"),
    "kilobytes": ("loaded until then", "kB"),
    "first": ("slider to the first answer", "ms"),
    "sharp": ("slider to the stated precision", "ms"),
}

Times = dict[str, list[float]]


@dataclass(frozen=True)
class Side:
    """One of the two.

    Attributes
    ----------
    name : str
    command : callable
        From interpreter and what is given, a scenario's path first, to what is started.
    slider : str
        Selector of the slider of demand.
    read : str
        JavaScript: from a demand to whether the page's answer is about it (`standing`), whether it
        is the last one (`final`), its replications, and the models' medians.
    """

    name: str
    command: Callable[[str, list[str]], Command]
    slider: str
    read: str


OURS = Side(
    "mom-sim app",
    lambda python, given: app_command(*given, python=python),
    "[id='control-demand']",
    # The page itself says whether its answer is to the newest question.
    """() => {
        const head = document.querySelector('.headline');
        const replications = Number(head?.dataset.replications ?? 0);
        return {
            // A first look lacks costs and bottlenecks: Streamlit's cards have them at once.
            standing: replications > 0 && head.dataset.look === 'whole',
            final: replications > 0 && head.dataset.phase === 'done',
            replications,
            medians: () => [...document.querySelectorAll('.card')].map(
                (card) => card.querySelector('[data-figure=median]')?.textContent ?? 'no figure'),
        };
    }""",
)
STREAMLIT = Side(
    "Streamlit",
    lambda python, given: (
        lambda port, _: [
            *(python, "-m", "streamlit", "run", str(ROOT / "benchmarks" / "streamlit_page.py")),
            *("--server.port", str(port), "--server.address", "127.0.0.1"),
            *("--server.headless", "true", "--browser.gatherUsageStats", "false"),
            *("--", *given),
        ]
    ),
    "[data-testid=stSlider] input[type=range]",
    # Every card names what it is about: old ones stay in the page until new ones take their place.
    """(demand) => {
        const cards = [...document.querySelectorAll('[data-testid=stMetric]')];
        const said = cards.map(
            (card) => card.querySelector('[data-testid=stMetricLabel]')?.textContent ?? '');
        const all = Number(/card \\d+ of (\\d+)/.exec(said[0] ?? '')?.[1] ?? 0);
        const standing =
            all > 0 && all === cards.length && said.every((one) => one.includes(`x${demand}:`));
        return {
            standing,
            final: standing && said.every((one) => one.includes('in all')),
            replications: Number(/: (\\d+) replication/.exec(said[0] ?? '')?.[1] ?? 0),
            medians: () => [...document.querySelectorAll('[data-testid=stMetricValue]')].map(
                (value) => value.textContent),
        };
    }""",
)

# An answer counts once the one before has been seen to be out of date.
WATCH = """(demand) => {
    const read = READ;
    const seen = { begin: null, first: null, sharp: null, medians: [], replications: 0 };
    window.watched = seen;
    let wasStale = false;
    const note = (name) => {
        seen[name] = -1;
        requestAnimationFrame(() => requestAnimationFrame(() => {
            seen[name] = performance.now() - seen.begin;
        }));
    };
    const observer = new MutationObserver(() => {
        if (seen.begin === null) return;
        const now = read(demand);
        if (!now.standing) wasStale = true;
        if (!now.standing || !wasStale) return;
        if (seen.first === null) {
            seen.medians = now.medians();
            note('first');
        }
        if (now.final && seen.sharp === null) {
            seen.replications = now.replications;
            observer.disconnect();
            note('sharp');
        }
    });
    addEventListener('keydown', (event) => { seen.begin = event.timeStamp; },
        { capture: true, once: true });
    observer.observe(document.documentElement,
        { subtree: true, childList: true, attributes: true, characterData: true });
}"""


class Loaded:
    """Bytes over the wire, with headers and as they were packed; sockets and streams, too."""

    def __init__(self, session: CDPSession) -> None:
        self._open: dict[str, float] = defaultdict(float)
        self._done = 0.0
        session.on("Network.dataReceived", self._piece)
        session.on("Network.loadingFinished", self._finished)
        session.on("Network.webSocketFrameReceived", self._frame)
        session.send("Network.enable")

    @property
    def kilobytes(self) -> float:
        """So far."""
        return (self._done + sum(self._open.values())) / 1000

    def _piece(self, said: dict[str, Any]) -> None:
        self._open[said["requestId"]] += said["encodedDataLength"] or said["dataLength"]

    def _finished(self, said: dict[str, Any]) -> None:
        self._open.pop(said["requestId"], None)
        self._done += said["encodedDataLength"]

    def _frame(self, said: dict[str, Any]) -> None:
        frame = said["response"]
        text = frame["payloadData"]
        self._done += len(base64.b64decode(text) if frame["opcode"] == 2 else text.encode())


def visit(
    side: Side, browser: Browser, address: str, begin: float, asked: argparse.Namespace
) -> dict[str, Any]:
    """One person who opens the page and moves the slider; seconds, kilobytes, milliseconds."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE_SECONDS * 1000)
    page = context.new_page()
    try:
        loaded = Loaded(context.new_cdp_session(page))
        page.goto(address, wait_until="commit")
        page.wait_for_selector(side.slider, state="attached")
        live = time.perf_counter() - begin
        page.wait_for_function(f"(demand) => ({side.read})(demand).standing", arg="1.00")
        answer = time.perf_counter() - begin
        kilobytes = loaded.kilobytes
        if not asked.first_only:
            page.wait_for_function(f"(demand) => ({side.read})(demand).final", arg="1.00")
        demands = [1.0 + STEP * number for number in range(1, asked.changes + 1)]
        moves = [move(side, page, demand, asked.first_only) for demand in demands]
    except Error as error:
        shown = page.inner_text("body")[:500]
        raise RuntimeError(f"{side.name}: {error}\nOn the page: {shown}") from None
    finally:
        context.close()
    return {"live": live, "answer": answer, "kilobytes": kilobytes, "moves": moves}


def move(side: Side, page: Page, demand: float, first_only: bool) -> dict[str, Any]:
    """Press a key once, and wait for what comes of it."""
    slider = page.locator(side.slider)
    slider.focus()
    page.evaluate(WATCH.replace("READ", side.read), f"{demand:.2f}")
    page.keyboard.press("ArrowRight")
    awaited = "first" if first_only else "sharp"
    page.wait_for_function(f"() => window.watched.first > 0 && window.watched.{awaited} > 0")
    found: dict[str, Any] = page.evaluate("window.watched")
    return {"demand": round(demand, 2), **found}


def times_of(visits: list[dict[str, Any]]) -> Times:
    """Figures of all visits, by row of the table."""
    found: Times = {name: [one[name] for one in visits] for name in ("live", "answer", "kilobytes")}
    for name in ("first", "sharp"):
        moves = [one[name] for visit in visits for one in visit["moves"]]
        found[name] = [one for one in moves if one is not None and one > 0]
    return found


def differing(visits: dict[str, list[dict[str, Any]]], first_only: bool) -> list[str]:
    """Medians of first answers and replications of last ones that are not the same on both."""
    found = []
    ours, theirs = ([one for visit in of for one in visit["moves"]] for of in visits.values())
    for mine, other in zip(ours, theirs, strict=True):
        if not first_only and mine["replications"] != other["replications"]:
            found.append(f"x{mine['demand']}: {mine['replications']} or {other['replications']}")
        if len(mine["medians"]) != len(other["medians"]):
            found.append(f"x{mine['demand']}: {mine['medians']} or {other['medians']}")
            continue
        for here, there in zip(mine["medians"], other["medians"], strict=True):
            if not is_same(here, there):
                found.append(f"x{mine['demand']}: {here} or {there}")
    return found


def is_same(here: str, there: str) -> bool:
    """Whether two numbers are one, each rounded in its way."""
    if "no figure" in (here, there):
        return here == there
    shown = [text.replace(",", "") for text in (here, there)]
    coarse = min(len(text.partition(".")[2]) for text in shown)
    return abs(float(shown[0]) - float(shown[1])) <= 0.5 * 10.0**-coarse + 0.005 + 1e-9


def show(results: dict[str, Times]) -> None:
    """Print medians and ranges."""
    print(f"{'median (least to most)':34}" + "".join(f"{name:>28}" for name in results))
    for row, (words, unit) in ROWS.items():
        cells = [cell(times[row], unit) for times in results.values()]
        print(f"{f'{words}, {unit}':34}" + "".join(f"{one:>28}" for one in cells))


def cell(values: list[float], unit: str) -> str:
    """Median and range."""
    if not values:
        return "not asked"
    places = 1 if unit == "s" else 0
    middle, least, most = statistics.median(values), min(values), max(values)
    return f"{middle:,.{places}f} ({least:,.{places}f} to {most:,.{places}f})"


def streamlit_of(python: str) -> tuple[str, str]:
    """Version of an interpreter's Streamlit; or nothing, and why there is none."""
    code = "import streamlit, mom_sim; print(streamlit.__version__)"
    asked = subprocess.run(
        [python, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    said = (asked.stdout if asked.returncode == 0 else asked.stderr).strip().splitlines()
    return (said[-1], "") if asked.returncode == 0 else ("", said[-1] if said else "it ended")


def main() -> None:
    """Start one after the other, and tell what it took."""
    reading = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reading.add_argument("--scenario", default=str(ROOT / "scenarios" / "minimal.yaml"))
    reading.add_argument("--rounds", type=int, default=1, help="starts of each")
    reading.add_argument("--changes", type=int, default=5, help="moves of the slider in each round")
    reading.add_argument("--first-only", action="store_true", help="no waiting for the precision")
    reading.add_argument("--python", default=sys.executable, help="interpreter with Streamlit")
    reading.add_argument("--chromium", default=chromium())
    reading.add_argument("--json", type=Path, help="file for all figures")
    asked = reading.parse_args()
    if not asked.chromium:
        reading.error("no Chromium is on the path; name it by --chromium")
    if asked.rounds < 1 or asked.changes < 1:
        reading.error("--rounds and --changes are 1 or more")
    scenario = str(Path(asked.scenario).resolve())
    pythons = {OURS: sys.executable}
    version, reason = streamlit_of(asked.python)
    if version:
        pythons[STREAMLIT] = asked.python
    else:
        print(f"Streamlit is not measured: {reason} (pip install streamlit)")
    visits: dict[str, list[dict[str, Any]]] = {side.name: [] for side in pythons}
    load = [os.getloadavg()[0]]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=asked.chromium, args=["--no-sandbox"])
        for number in range(asked.rounds):
            for side in list(pythons)[:: -1 if number % 2 else 1]:
                print(f"round {number + 1} of {asked.rounds}: {side.name}", file=sys.stderr)
                given = [scenario]
                if asked.first_only and side is STREAMLIT:
                    given.append("first-only")
                with running(side.command(pythons[side], given)) as (address, begin):
                    visits[side.name].append(visit(side, browser, address, begin, asked))
                print(json.dumps(visits[side.name][-1]), file=sys.stderr, flush=True)
        browser.close()
    load.append(os.getloadavg()[0])
    results = {name: times_of(of) for name, of in visits.items()}
    show(results)
    before, after = load
    print(f"load average: {before:.1f} before, {after:.1f} after; {os.cpu_count()} processors")
    if not asked.first_only:
        counts = [one["replications"] for visit in visits[OURS.name] for one in visit["moves"]]
        print(f"replications in the end: {min(counts)} to {max(counts)}")
    differences = differing(visits, asked.first_only) if version else []
    if version:
        print(f"Streamlit {version}; {len(differences)} figures differ", *differences, sep="\n  ")
    if asked.json:
        found = {
            "scenario": Path(scenario).name,
            "streamlit": version or None,
            "processors": os.cpu_count(),
            "load": {"before": before, "after": after},
            "visits": visits,
        }
        asked.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
