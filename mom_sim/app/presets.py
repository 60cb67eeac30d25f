"""Scenarios to begin with: those of ``scenarios/``, which the package carries along."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

PRESETS = (
    "minimal",
    "reference_company",
    "surge",
    "hub_and_spoke",
    "b2b_software",
    "digitally_mature",
    "outsourced_email",
    "bank",
    "pharma",
)
"""In the order in which they are shown. A scenario that needs a second file is none of them."""

_PLACES = (
    Path(__file__).parent / "scenarios",  # in an installed package
    Path(__file__).parents[2] / "scenarios",  # in a checkout
)


@dataclass(frozen=True)
class Preset:
    """A scenario that comes with the package.

    Attributes
    ----------
    id, title, description : str
    yaml : str
        Its text.
    """

    id: str
    title: str
    description: str
    yaml: str


@cache
def presets() -> tuple[Preset, ...]:
    """All presets, the first one to begin with."""
    found = []
    for name in PRESETS:
        text = preset_text(name)
        if text is None:
            continue
        document = yaml.safe_load(text)
        about = str(document.get("description", "")) or _comment(text)
        found.append(Preset(name, str(document.get("name", name)), about, text))
    return tuple(found)


@cache
def preset_text(name: str) -> str | None:
    """Text of a preset, or None if there is none of that name."""
    if name not in PRESETS:
        return None
    for folder in _PLACES:
        path = folder / f"{name}.yaml"
        if path.is_file():
            return path.read_text(encoding="utf-8")
    return None


def _comment(text: str) -> str:
    """First line of a scenario's comment, which says what it is."""
    first = text.splitlines()[0]
    return first.removeprefix("#").strip() if first.startswith("#") else ""
