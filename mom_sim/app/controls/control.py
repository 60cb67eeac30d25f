"""One thing that can be moved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

SLIDER, SWITCH, CHOICE = "slider", "switch", "choice"

Changes = dict[str, Any]
"""New values by path of the scenario, as `mom_sim.experiments.changing.changed` takes them."""


@dataclass(frozen=True)
class Option:
    """One of the values of a choice."""

    value: str
    label: str


@dataclass(frozen=True)
class Control:
    """A slider, a switch, or a choice.

    Attributes
    ----------
    id : str
        Key of `settings` in a question.
    group, label, unit, help : str
    value : float, bool or str
        As the scenario has it.
    changes : callable
        From another value to what it changes.
    kind : str
    low, high, step : float
        Of a slider.
    options : tuple of Option
        Of a choice.
    models : tuple of str
        Whom alone it concerns; empty: all.
    paths : tuple of str
        Where it changes the scenario.
    """

    id: str
    group: str
    label: str
    value: float | bool | str
    changes: Callable[[Any], Changes] = field(repr=False, compare=False)
    kind: str = SLIDER
    unit: str = ""
    low: float = 0.0
    high: float = 0.0
    step: float = 1.0
    options: tuple[Option, ...] = ()
    models: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    help: str = ""

    def trouble(self, value: object) -> str:
        """Say what is wrong with a value; nothing if it may be."""
        if self.kind == SWITCH:
            return "" if isinstance(value, bool) else f"expected true or false, got {value!r}"
        if self.kind == CHOICE:
            allowed = [option.value for option in self.options]
            if value in allowed:
                return ""
            return f"expected one of {', '.join(allowed)}, got {value!r}"
        if isinstance(value, bool) or not isinstance(value, int | float):
            return f"expected a number from {self.low:g} to {self.high:g}, got {value!r}"
        if not self.low <= value <= self.high:
            return f"expected a number from {self.low:g} to {self.high:g}, got {value:g}"
        if float(self.step).is_integer() and not float(value).is_integer():
            return f"expected a whole number, got {value:g}"
        return ""

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        found: dict[str, Any] = {
            "id": self.id,
            "group": self.group,
            "kind": self.kind,
            "label": self.label,
            "unit": self.unit,
            "value": self.value,
            "models": list(self.models) or None,
            "paths": list(self.paths),
            "help": self.help,
        }
        if self.kind == SLIDER:
            found |= {"min": self.low, "max": self.high, "step": self.step}
        if self.kind == CHOICE:
            found["options"] = [{"value": one.value, "label": one.label} for one in self.options]
        return found
