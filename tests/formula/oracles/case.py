"""One known answer: a system with its parameters, and the figures it is known to have."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


class CannotExpress(Exception):
    """The scenario format, or this runner, has no words for a case; says what is missing."""


@dataclass(frozen=True)
class Case:
    """A case as the file gives it.

    `parameters` are in one unit of time, which becomes an hour; `expected` is by metric.
    """

    id: str
    family: str
    name: str = ""
    description: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    expected: Mapping[str, float] = field(default_factory=dict)
    exact: bool = True
    tolerance: str = ""
    formula: str = ""
    source: str = ""

    @property
    def words(self) -> str:
        """Name and description in lower case: where a discipline is told in words."""
        return f"{self.name}. {self.description}".lower()

    @property
    def relative_tolerance(self) -> float:
        """How far an approximation may be off, such as 0.15 for ``within +-15%``; 0 if exact."""
        if self.exact:
            return 0.0
        found = re.findall(r"\+\s*[-/]+\s*(\d+(?:\.\d+)?)\s*%", self.tolerance)
        if not found:
            raise CannotExpress("the tolerance of this approximation names no percentage")
        return float(found[0]) / 100.0

    def has(self, *names: str) -> bool:
        """Whether one of the parameters is given."""
        return any(name in self.parameters for name in names)

    def value(self, *names: str, default: Any = None) -> Any:
        """First of the named parameters that is given."""
        for name in names:
            if name in self.parameters:
                return self.parameters[name]
        if default is None:
            raise CannotExpress(f"the parameter {' or '.join(names)} is missing")
        return default

    def number(self, *names: str, default: float | None = None) -> float:
        """One parameter as a finite number."""
        value = self.value(*names, default=default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise CannotExpress(f"the parameter {names[0]} is {value!r}, not a number")
        if not math.isfinite(value):
            raise CannotExpress(f"the parameter {names[0]} is {value!r}, not a finite number")
        return float(value)

    def count(self, *names: str, default: int | None = None) -> int:
        """One parameter as a whole number from 1."""
        value = self.number(*names, default=default)
        if value != int(value) or value < 1:
            raise CannotExpress(f"the parameter {names[0]} is {value}, not a whole number from 1")
        return int(value)

    def numbers(self, *names: str, length: int = 1, default: float | None = None) -> list[float]:
        """One parameter as a list of numbers; a single number stands for `length` of them."""
        value = self.value(*names, default=default)
        listed = list(value) if isinstance(value, Sequence) and not isinstance(value, str) else None
        if listed is None:
            return [self.number(*names, default=default)] * length
        if not all(isinstance(item, int | float) for item in listed):
            raise CannotExpress(f"the parameter {names[0]} is {value!r}, not a list of numbers")
        return [float(item) for item in listed]


def read_cases(path: str | Path) -> list[Case]:
    """Read a JSON list of cases; keys that a case does not know are left aside."""
    listed = json.loads(Path(path).read_text(encoding="utf-8"))
    known = Case.__dataclass_fields__
    return [Case(**{key: value for key, value in one.items() if key in known}) for one in listed]
