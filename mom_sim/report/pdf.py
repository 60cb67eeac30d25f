"""The report as PDF, by an installed browser without a window and without a network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from mom_sim.errors import Fault, RunError, ScenarioError
from mom_sim.experiments.whole_files import whole_file

BROWSERS = (
    *("google-chrome", "google-chrome-stable", "chromium", "chromium-browser"),
    *("microsoft-edge", "microsoft-edge-stable", "chrome", "msedge"),
)
"""Names under which one is looked for."""

_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)

MISSING = (
    "a PDF is printed by Chrome, Chromium or Edge, and none is installed here: install one, or "
    "leave --pdf out, open the report in any browser and print it there"
)

_LONGEST = 120  # seconds; a guard against a browser that hangs
_OPTIONS = (
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pdf-header-footer",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


def find_browser() -> str | None:
    """Find a browser that can print.

    Returns
    -------
    str or None
        Its path.
    """
    on_path = (shutil.which(name) for name in BROWSERS)
    installed = (place for place in _PLACES if Path(place).is_file())
    return next(filter(None, on_path), None) or next(installed, None)


def refuse_without_browser(browser: str | None) -> None:
    """Refuse, before anything runs, a PDF that nobody could print.

    Parameters
    ----------
    browser : str or None

    Raises
    ------
    ScenarioError
    """
    if browser is None:
        raise ScenarioError([Fault("--pdf", 1, 1, "report", MISSING)])


def print_pdf(page: str, target: str | Path, browser: str) -> None:
    """Print a page.

    Parameters
    ----------
    page : str
        HTML.
    target : str or Path
        Written as a whole or not at all.
    browser : str

    Raises
    ------
    RunError
        If the browser does not print.
    """
    with tempfile.TemporaryDirectory(prefix="mom-sim-report-") as folder, whole_file(target) as pdf:
        source = Path(folder) / "report.html"
        source.write_text(page, encoding="utf-8")
        command = [browser, *_OPTIONS, f"--user-data-dir={folder}/profile"]
        if sys.platform.startswith("linux") and os.geteuid() == 0:
            command.append("--no-sandbox")  # a browser refuses to have one under root
        command += [f"--print-to-pdf={pdf}", source.as_uri()]
        try:
            ran = subprocess.run(command, capture_output=True, timeout=_LONGEST, check=False)
            is_printed = ran.returncode == 0 and Path(pdf).stat().st_size > 0
            why = f"it ended with {ran.returncode}"
        except subprocess.TimeoutExpired:
            is_printed, why = False, f"it took more than {_LONGEST} seconds"
        except OSError as error:
            is_printed, why = False, error.strerror or type(error).__name__
        if not is_printed:
            raise RunError(
                f"{Path(browser).name} did not print the report ({why}); open the HTML file in a "
                "browser and print it there"
            )
