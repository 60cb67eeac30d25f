"""How a calibrated scenario writes text, numbers and shares."""

from __future__ import annotations

import json
from collections.abc import Callable

AddSource = Callable[..., None]
"""Adds a source: path, origin, and the ends of its range where it has one."""


def quoted(text: str) -> str:
    """Text as YAML reads it, whatever stands in it."""
    return json.dumps(text, ensure_ascii=False)


def share(value: float) -> str:
    """Share in percent."""
    return f"{100 * value:.2f}%"


def rate(per_year: float) -> str:
    """Requests per year."""
    return f"{per_year:.4g} per year" if per_year < 1000 else f"{per_year:.1f} per year"
