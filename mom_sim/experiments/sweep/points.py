"""Points by rule: combinations, then models, then seeds; and what a point asks for, as a key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from mom_sim.experiments.sweep.design import Combination, combinations, count_of
from mom_sim.experiments.sweep.sweep import Sweep

KEY_BYTES = 16


@dataclass(frozen=True, slots=True)
class Point:
    """One row of a sweep's table.

    Attributes
    ----------
    number : int
        From 1, in the stated order.
    combination : Combination
    model : str or None
    seed : int or None
    request : str
        What is asked for, as a hash: the scenario as written, the changes, model, seed and
        replications.
    """

    number: int
    combination: Combination
    model: str | None
    seed: int | None
    request: str


def points_of(sweep: Sweep) -> Iterator[Point]:
    """Go through the points of a sweep in their stated order.

    Parameters
    ----------
    sweep : Sweep

    Yields
    ------
    Point
        Models change within a combination, seeds within a model.
    """
    number = 0
    for combination in combinations(sweep.design):
        for model in sweep.models:
            for seed in sweep.seeds:
                number += 1
                asked = [sweep.base, combination, model, seed, sweep.replications]
                yield Point(number, combination, model, seed, key_of(asked))


def points_per_combination(sweep: Sweep) -> int:
    """How many points share a combination."""
    return len(sweep.models) * len(sweep.seeds)


def number_of_points(sweep: Sweep) -> int:
    """How many points there are."""
    return count_of(sweep.design) * points_per_combination(sweep)


def key_of(parts: Any) -> str:
    """Hash plain data by its canonical JSON.

    Parameters
    ----------
    parts : Any
        Fit for JSON; order counts.

    Returns
    -------
    str
        Hexadecimal.

    Source: BLAKE2b, RFC 7693.
    """
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return blake2b(text.encode(), digest_size=KEY_BYTES).hexdigest()
