"""The system's browser, or why there is none."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import NoReturn

import pytest

from benchmarks.app_start import BROWSERS, chromium

REQUIRED = "MOM_SIM_BROWSER_REQUIRED"
"""Environment variable with which a missing browser is a failure, not a skip."""

FRONT = Path(__file__).parents[2] / "mom_sim" / "app" / "front"
AXE = FRONT / "node_modules" / "axe-core" / "axe.min.js"


def browser_path() -> str:
    """Where the system's browser is."""
    for needed in ("playwright", "fastapi", "uvicorn"):
        if importlib.util.find_spec(needed) is None:
            missing(f"{needed} is not installed: pip install playwright fastapi uvicorn")
    found = chromium()
    if not found:
        missing(f"none of {', '.join(BROWSERS)} is on the path")
    return found


def axe_script() -> str:
    """The accessibility checker: from its Python package, else from the front end's packages."""
    package = importlib.util.find_spec("axe_playwright_python")
    places = [AXE]
    if package is not None and package.origin is not None:
        places.insert(0, Path(package.origin).with_name("axe.min.js"))
    found = next(filter(Path.is_file, places), None)
    if found is None:
        missing("axe-core is not installed: pip install axe-playwright-python")
    return found.read_text(encoding="utf-8")


def missing(reason: str) -> NoReturn:
    """Skip with a reason; fail where the browser is required."""
    if os.environ.get(REQUIRED):
        pytest.fail(f"{reason} ({REQUIRED} is set)")
    pytest.skip(reason)
