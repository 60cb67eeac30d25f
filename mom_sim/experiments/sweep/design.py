"""Combinations of values by rule, one after the other: no design is ever held whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from math import prod
from typing import Any

import numpy as np

from mom_sim.experiments.sweep.form import GRID, LATIN_HYPERCUBE, LIST, ONE_AT_A_TIME, SOBOL
from mom_sim.experiments.sweep.sweep import Design
from mom_sim.metrics.ingredients import FloatArray

Combination = tuple[tuple[str, Any], ...]
"""Fields that are changed, each with its value, in the order in which they are written."""

Blocks = Callable[[Design], Iterator[FloatArray]]

BLOCK = 4096
"""Combinations that are drawn at once; a power of two, as Sobol's sequence wants it."""


def combinations(design: Design) -> Iterator[Combination]:
    """Go through the combinations of a design.

    Parameters
    ----------
    design : Design

    Yields
    ------
    Combination
        ``grid``: the last field changes fastest. ``one_at_a_time``: the scenario as written, then
        every value of every field alone.

    Source of what is drawn: `scipy.stats.qmc`; McKay, Beckman and Conover (1979), Technometrics 21,
    239-245; Sobol (1967), USSR Computational Mathematics and Mathematical Physics 7, 86-112, with
    Owen's scrambling. A Latin hypercube of more than 4,096 points is drawn as several of them, each
    of at most as many.
    """
    return _ENUMERATED[design.kind](design)


def count_of(design: Design) -> int:
    """How many combinations a design has."""
    lengths = [len(values) for values in design.listed]
    if design.kind == GRID:
        return prod(lengths)
    if design.kind == LIST:
        return lengths[0]
    return 1 + sum(lengths) if design.kind == ONE_AT_A_TIME else design.points


def _grid(design: Design) -> Iterator[Combination]:
    for values in product(*design.listed):
        yield tuple(zip(design.names, values, strict=True))


def _list(design: Design) -> Iterator[Combination]:
    for values in zip(*design.listed, strict=True):
        yield tuple(zip(design.names, values, strict=True))


def _one_at_a_time(design: Design) -> Iterator[Combination]:
    yield ()
    for name, values in zip(design.names, design.listed, strict=True):
        for value in values:
            yield ((name, value),)


def _drawn(
    design: Design, blocks: Callable[[Design], Iterator[FloatArray]]
) -> Iterator[Combination]:
    for block in blocks(design):
        for shares in block:
            yield tuple(
                (name, values.at(float(share)))
                for (name, values), share in zip(design.fields, shares, strict=True)
            )


def _latin_hypercubes(design: Design) -> Iterator[FloatArray]:
    from scipy.stats import qmc  # takes a second to load; other designs do without

    generator = np.random.default_rng(design.seed)
    for start in range(0, design.points, BLOCK):
        sampler = qmc.LatinHypercube(len(design.fields), rng=generator)
        yield sampler.random(min(BLOCK, design.points - start))


def _sobol(design: Design) -> Iterator[FloatArray]:
    from scipy.stats import qmc

    sampler = qmc.Sobol(len(design.fields), rng=np.random.default_rng(design.seed))
    for start in range(0, design.points, BLOCK):
        # The sequence is one whatever its end: a whole block is drawn, and cut.
        yield sampler.random(BLOCK)[: design.points - start]


_ENUMERATED: dict[str, Callable[[Design], Iterator[Combination]]] = {
    GRID: _grid,
    LIST: _list,
    ONE_AT_A_TIME: _one_at_a_time,
    LATIN_HYPERCUBE: lambda design: _drawn(design, _latin_hypercubes),
    SOBOL: lambda design: _drawn(design, _sobol),
}
