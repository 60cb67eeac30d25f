"""A sweep that has been read: which points there are, and what each is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mom_sim.experiments.sweep.field_values import FieldValues, Values

SURGE = "surge"
"""The field that is no path of a scenario: the factor of its surges."""

DEFAULT_DESIGN_SEED = 1


@dataclass(frozen=True)
class Design:
    """Which combinations of values there are.

    Attributes
    ----------
    kind : str
        Among those of the form.
    fields : tuple of (str, FieldValues)
        In the order in which they are written.
    points : int
        How many are drawn; 0 where none are.
    seed : int
        Of those that are drawn.
    """

    kind: str
    fields: tuple[tuple[str, FieldValues], ...]
    points: int = 0
    seed: int = DEFAULT_DESIGN_SEED

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the fields."""
        return tuple(name for name, _ in self.fields)

    @property
    def listed(self) -> tuple[tuple[Any, ...], ...]:
        """Values of each field, for designs that take them one by one."""
        return tuple(one.values for _, one in self.fields if isinstance(one, Values))


@dataclass(frozen=True)
class Sweep:
    """All that says which points there are; plain data that is kept beside the results.

    Attributes
    ----------
    name : str
    design : Design
    models : tuple of (str or None)
        None for the one that a point's scenario works in.
    seeds : tuple of (int or None)
        None for the one of a point's scenario.
    replications : int or None
        None for those of a point's scenario.
    base : str
        What the scenario as written is made of, package and engine semantics included, as a hash.
    text : str
        Of the sweep's file.
    currency : str
        Of the scenario.
    """

    name: str
    design: Design
    models: tuple[str | None, ...]
    seeds: tuple[int | None, ...]
    replications: int | None
    base: str
    text: str
    currency: str
