"""What ``mom-sim map --json`` writes, as a decision map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mom_sim.experiments.decision_map.result import (
    UNSURE,
    Axis,
    Cell,
    DecisionMap,
    FlipOfAnswer,
)
from mom_sim.report.reading.values import (
    NoResultError,
    flag,
    get,
    interval,
    items,
    mapping,
    maybe,
    number,
    text,
    texts,
)


def read_decision_map(document: Mapping[str, Any]) -> DecisionMap:
    """Read a decision map.

    Parameters
    ----------
    document : mapping

    Returns
    -------
    DecisionMap

    Raises
    ------
    NoResultError
    """
    provenance, results = (mapping(get(document, key)) for key in ("provenance", "results"))
    x, y = (_axis(get(results, name)) for name in ("x", "y"))
    cells = tuple(
        _cell(one, place % len(x.values), place // len(x.values))
        for place, one in enumerate(items(get(results, "cells")))
    )
    if len(cells) != len(x.values) * len(y.values):
        raise NoResultError("the cells are not those of a grid over x and y")
    return DecisionMap(
        scenario=text(get(get(provenance, "resolved_scenario"), "name")),
        kpi=text(get(results, "kpi")),
        unit=text(get(results, "unit")),
        better=text(get(results, "better")),
        models=texts(get(results, "models")),
        x=x,
        y=y,
        cells=cells,
        boundary=tuple(map(_flip, items(get(results, "boundary")))),
        warnings=texts(get(document, "warnings")),
        provenance=provenance,
    )


def _axis(document: Any) -> Axis:
    values = items(get(document, "values"))
    numbers = tuple(map(number, items(get(document, "numbers"))))
    if not values or len(values) != len(numbers):
        raise NoResultError("an axis has as many numbers as values, and at least one")
    return Axis(
        text(get(document, "path")),
        tuple(one if isinstance(one, str) else number(one) for one in values),
        numbers,
        text(get(document, "unit")),
    )


def _cell(document: Any, x: int, y: int) -> Cell:
    figures = mapping(get(document, "figures"))
    reason = maybe(mapping(document).get("reason"), text)
    doubts = mapping(mapping(document).get("doubts", {}))
    return Cell(
        x=x,
        y=y,
        figures={model: interval(one) for model, one in figures.items()},
        leader=maybe(get(document, "leader"), text),
        probability=maybe(get(document, "probability"), number),
        reason=None if reason == UNSURE else reason,
        doubts={model: texts(words) for model, words in doubts.items()},
    )


def _flip(document: Any) -> FlipOfAnswer:
    first, second = texts(get(document, "models"))
    return FlipOfAnswer(
        number(get(document, "x")),
        number(get(document, "y")),
        (first, second),
        flag(get(document, "is_clear")),
    )
