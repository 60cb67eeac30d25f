"""The records of all mechanisms: one module each, found by being here.

A module of this package has one constant, ``MECHANISM``, and is called by its name.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from mom_sim.scenario.mechanism import QUESTIONS, Mechanism


def _records() -> dict[str, Mechanism]:
    names = sorted(module.name for module in iter_modules(__path__))
    records = [import_module(f"{__name__}.{name}").MECHANISM for name in names]
    records.sort(key=lambda record: QUESTIONS.index(record.question))
    return {record.name: record for record in records}


MECHANISMS = MappingProxyType(_records())
"""By name, in the order of the four questions; this is also the order in which they take effect."""
