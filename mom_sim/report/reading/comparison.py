"""What ``mom-sim compare --json`` writes, as a comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from mom_sim.experiments.comparison import (
    AS_WRITTEN,
    CALM,
    SURGE,
    Bottleneck,
    Comparison,
    Difference,
    ModelResult,
)
from mom_sim.experiments.input_uncertainty import InputRange, InputUncertainty, InputWins
from mom_sim.experiments.winning import Winner
from mom_sim.metrics.launch_curve import TOLD_DAYS
from mom_sim.report.reading.values import (
    NoResultError,
    estimate,
    get,
    interval,
    items,
    mapping,
    maybe,
    number,
    text,
    texts,
    whole,
)

_CONDITIONS = {AS_WRITTEN: CALM, CALM: CALM, SURGE: SURGE}
_WAYS = ("equal_people", "equal_budget")


@dataclass(frozen=True)
class ReadComparison(Comparison):
    """A comparison without its measurements; tables are those that the file has.

    Attributes
    ----------
    tables : mapping of str to DataFrame
    curves : mapping of (str, str) to DataFrame
        By model and condition: see `launch_curve`.
    """

    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict, repr=False)
    curves: Mapping[tuple[str, str], pd.DataFrame] = field(default_factory=dict, repr=False)

    def table(self, name: str) -> pd.DataFrame:
        """One breakdown of all models side by side; see `Comparison.table`.

        Raises
        ------
        ValueError
            If the file does not have it.
        """
        if name not in self.tables:
            raise ValueError(f"the file has no table {name!r}; it has {', '.join(self.tables)}")
        return self.tables[name]

    def launch_curve(self, model: str, condition: str = CALM) -> pd.DataFrame | None:
        """Share of a model's requests launched over time; see `Comparison.launch_curve`."""
        return self.curves.get((model, condition))


def read_comparison(document: Mapping[str, Any]) -> Comparison:
    """Read a comparison.

    Parameters
    ----------
    document : mapping

    Returns
    -------
    Comparison

    Raises
    ------
    NoResultError
    """
    provenance = mapping(get(document, "provenance"))
    resolved = mapping(get(provenance, "resolved_scenario"))
    written = items(get(document, "models"))
    if not written:
        raise NoResultError('"models" is empty')
    differences = tuple(map(_difference, items(get(document, "differences"))))
    results = tuple(_result(one, differences) for one in written)
    others = tuple(
        _result(other, tuple(map(_difference, items(get(other, "differences")))))
        for one in written
        for way in _WAYS
        if (other := one.get(way)) is not None
    )
    own = differences[0].versus if differences else results[0].model
    frames: dict[str, list[pd.DataFrame]] = {}
    for one in [*written, *(one[way] for one in written for way in _WAYS if one.get(way))]:
        for name, by_condition in mapping(get(one, "tables")).items():
            for condition, rows in mapping(by_condition).items():
                frame = pd.DataFrame(items(rows))
                frame.insert(0, "condition", condition)
                frame.insert(0, "comparison", text(get(one, "comparison")))
                frame.insert(0, "model", text(get(one, "model")))
                frames.setdefault(name, []).append(frame)
    return ReadComparison(
        scenario=text(get(resolved, "name")),
        own_model=own,
        surge_factor=maybe(get(provenance, "surge"), number),
        results=results,
        others=others,
        differences=differences,
        warnings=texts(get(document, "warnings")),
        provenance=provenance,
        currency=text(get(resolved, "currency")),
        winners=tuple(map(_winner, items(get(document, "winners")))),
        inputs=maybe(document.get("inputs"), _inputs),
        tables={name: pd.concat(parts, ignore_index=True) for name, parts in frames.items()},
        curves={
            (text(get(one, "model")), _condition(condition)): _curve(curve)
            for one in written
            for condition, curve in mapping(get(one, "launched")).items()
        },
    )


def _curve(document: Any) -> pd.DataFrame:
    days, shares = (
        [number(one) for one in items(get(document, name))] for name in ("working_days", "launched")
    )
    if len(days) != len(shares) or not set(TOLD_DAYS) <= set(days):
        told = ", ".join(map(str, TOLD_DAYS))
        raise NoResultError(f"a curve has as many shares as days, which have to hold {told}")
    return pd.DataFrame({"working_days": days, "launched": shares})


def _result(document: Any, differences: Sequence[Difference]) -> ModelResult:
    model = text(get(document, "model"))
    doubts = mapping(get(document, "doubts"))
    surge = mapping(document).get("surge")
    return ModelResult(
        model=model,
        comparison=text(get(document, "comparison")),
        kpis=_kpis(get(document, "kpis")),
        surge=maybe(surge, _kpis),
        bottleneck=_bottleneck(get(document, "bottleneck")),
        surge_bottleneck=maybe(mapping(document).get("surge_bottleneck"), _bottleneck),
        warnings=texts(get(document, "warnings")),
        differences=tuple(one for one in differences if one.model == model),
        doubts={_condition(name): texts(words) for name, words in doubts.items()},
    )


def _kpis(document: Any) -> dict[str, Any]:
    return {name: estimate(name, one) for name, one in mapping(document).items()}


def _bottleneck(document: Any) -> Bottleneck:
    return Bottleneck(
        text(get(document, "name")),
        maybe(get(document, "share"), number),
        text(get(document, "why")),
    )


def _difference(document: Any) -> Difference:
    found = interval(document)
    return Difference(
        text(get(document, "model")),
        text(get(document, "versus")),
        text(get(document, "kpi")),
        _condition(mapping(document).get("condition", CALM)),
        found.estimate,
        found.low,
        found.high,
        found.reason,
    )


def _winner(document: Any) -> Winner:
    return Winner(
        kpi=text(get(document, "kpi")),
        condition=_condition(get(document, "condition")),
        better=text(get(document, "better")),
        leader=maybe(get(document, "leader"), text),
        estimate=maybe(get(document, "estimate"), number),
        unit=text(get(document, "unit")),
        probability=maybe(get(document, "probability"), number),
        winner=maybe(get(document, "winner"), text),
        not_told_from=texts(get(document, "not_told_from")),
        without=texts(get(document, "without")),
        caveats=texts(get(document, "caveats")),
        reason=maybe(mapping(document).get("reason"), text),
    )


def _inputs(document: Any) -> InputUncertainty:
    """What the draws say; the inputs themselves are not needed again."""
    return InputUncertainty(
        draws=whole(get(document, "draws")),
        used=whole(get(document, "used")),
        replications=whole(get(document, "replications_per_draw")),
        inputs=(),
        ranges=tuple(
            InputRange(
                model=text(get(one, "model")),
                condition=_condition(get(one, "condition")),
                kpi=text(get(one, "kpi")),
                middle=maybe(get(one, "median"), number),
                low=maybe(get(one, "low"), number),
                high=maybe(get(one, "high"), number),
                draws=whole(get(one, "draws")),
            )
            for one in items(get(document, "ranges"))
        ),
        wins=tuple(
            InputWins(
                model=text(get(one, "model")),
                condition=_condition(get(one, "condition")),
                kpi=text(get(one, "kpi")),
                wins=whole(get(one, "wins")),
                draws=whole(get(one, "draws")),
                share=maybe(get(one, "share"), number),
                low=maybe(get(one, "low"), number),
                high=maybe(get(one, "high"), number),
            )
            for one in items(get(document, "wins"))
        ),
        faults=texts(get(document, "left_out")),
    )


def _condition(word: Any) -> str:
    if word not in _CONDITIONS:
        raise NoResultError(f"a condition is one of {', '.join(_CONDITIONS)}")
    return _CONDITIONS[word]
