"""Which model is best by a figure, and how sure that is; or that the data cannot tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from mom_sim.experiments.comparison import ModelResult
from mom_sim.experiments.directions import BETTER, MORE
from mom_sim.metrics.kinds import MEDIAN
from mom_sim.metrics.measuring import Measurement
from mom_sim.metrics.registry import METRICS
from mom_sim.metrics.summarizing import difference
from mom_sim.stats import Interval, chance_above_zero, probability_of_correct_selection

SURE = 0.95
"""Probability of correct selection from which a model is called the best."""

_STEPS = 30


@dataclass(frozen=True)
class Winner:
    """Who is best by one figure.

    Attributes
    ----------
    kpi, condition, better : str
    leader : str or None
        The model with the best estimate; None where fewer than two have one.
    estimate : float or None
        The leader's.
    unit : str
    probability : float or None
        At least so probable is it that the leader is truly the best of those that have the figure.
    winner : str or None
        The leader, if that is at least `SURE`; None: the data cannot tell.
    not_told_from : tuple of str
        Models that keep the leader from being the winner.
    without : tuple of str
        Models that have no such figure.
    caveats : tuple of str
        Why even a winner should be taken with care.
    reason : str or None
        Why there is no winner.
    """

    kpi: str
    condition: str
    better: str
    leader: str | None
    estimate: float | None
    unit: str
    probability: float | None
    winner: str | None
    not_told_from: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    reason: str | None = None

    def to_json(self, condition: str) -> dict[str, Any]:
        """Plain data, with the condition as the other tables call it."""
        found: dict[str, Any] = {
            "kpi": self.kpi,
            "condition": condition,
            "better": self.better,
            "winner": self.winner,
            "leader": self.leader,
            "estimate": self.estimate,
            "unit": self.unit,
            "probability": self.probability,
            "not_told_from": list(self.not_told_from),
            "without": list(self.without),
            "caveats": list(self.caveats),
        }
        return found | ({"reason": self.reason} if self.reason else {})


def winners_of(results: Sequence[ModelResult]) -> tuple[Winner, ...]:
    """Find the best model by every figure that has a better side.

    Parameters
    ----------
    results : sequence of ModelResult
        On the same replications.

    Returns
    -------
    tuple of Winner
        By condition, then by figure; none where fewer than two models are compared, nor by figures
        that no model has.

    Notes
    -----
    The leader's paired difference from every other model says how probable it is that the other is
    truly better; one less the sum of these is a lower bound of the probability of correct selection
    (Chen, Lin, Yücesan and Chick 2000, Discrete Event Dynamic Systems 10, 251-270).
    """
    if len(results) < 2:
        return ()
    conditions = [name for name, _ in results[0].conditions()]
    found = [_winner(results, kpi, condition) for condition in conditions for kpi in BETTER]
    return tuple(one for one in found if one is not None)


def _winner(results: Sequence[ModelResult], kpi: str, condition: str) -> Winner | None:
    figures = {one.model: dict(one.conditions())[condition].get(kpi) for one in results}
    known = {
        model: figure.estimate
        for model, figure in figures.items()
        if figure is not None and figure.estimate is not None
    }
    units = [figure.unit for figure in figures.values() if figure is not None]
    if not known:
        return None
    without = tuple(model for model in figures if model not in known)
    sign = -1.0 if BETTER[kpi] == MORE else 1.0
    leader = min(known, key=lambda model: sign * known[model])
    by_name = {one.model: one for one in results}

    def told(probability: float | None, close: Sequence[str], reason: str | None) -> Winner:
        return Winner(
            kpi,
            condition,
            BETTER[kpi],
            leader if len(known) > 1 else None,
            known[leader] if len(known) > 1 else None,
            units[0],
            probability,
            leader if reason is None else None,
            tuple(close),
            without,
            _caveats(by_name[leader], condition, kpi),
            reason,
        )

    if len(known) < 2:
        return told(None, (), f"only {leader} has this figure")
    if len(set(known.values())) == 1:
        return replace(
            told(None, tuple(known), "the figure is the same in all models"),
            leader=None,
            caveats=(),
        )
    mine = by_name[leader].measurements[condition]
    doubts = {
        other: _doubt(mine, by_name[other].measurements[condition], kpi, sign)
        for other in known
        if other != leader
    }
    unknown = [model for model, doubt in doubts.items() if doubt is None]
    if unknown:
        return told(
            None, unknown, "some paired differences have no interval: run more replications"
        )
    sure = {model: doubt for model, doubt in doubts.items() if doubt is not None}
    probability = probability_of_correct_selection(list(sure.values()))
    if probability >= SURE:
        return told(probability, (), None)
    each = (1.0 - SURE) / len(sure)
    close = [model for model, doubt in sure.items() if doubt > each]
    return told(probability, close, "cannot tell: the differences may be luck")


def _doubt(
    mine: Sequence[Measurement], others: Sequence[Measurement], kpi: str, sign: float
) -> float | None:
    """Probability that the other model is truly better."""
    if len(mine) < 2:
        return None
    if METRICS[kpi].kind is MEDIAN:
        return _doubt_by_rank(mine, others, kpi, sign)
    return chance_above_zero(_signed(difference(mine, others, kpi), sign), len(mine) - 1)


def _doubt_by_rank(
    mine: Sequence[Measurement], others: Sequence[Measurement], kpi: str, sign: float
) -> float | None:
    """Of a median, whose interval has no error: at what confidence it just reaches 0."""

    def apart(confidence: float) -> bool | None:
        found = _signed(difference(mine, others, kpi, confidence=confidence), sign)
        return None if found.estimate is None else found.high is not None and found.high < 0.0

    if apart(SURE) is None:
        return None
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2.0
        low, high = (middle, high) if apart(middle) else (low, middle)
    return (1.0 - low) / 2.0


def _signed(interval: Interval, sign: float) -> Interval:
    """The difference turned so that below 0 is better."""
    if sign > 0:
        return interval
    estimate, low, high = (
        None if value is None else -value
        for value in (interval.estimate, interval.high, interval.low)
    )
    return Interval(estimate, low, high, interval.reason)


def _caveats(result: ModelResult, condition: str, kpi: str) -> tuple[str, ...]:
    """Why the leader's own figure may be better than the truth."""
    doubts = result.doubts.get(condition, ())
    found = []
    if "overloaded" in doubts:
        found.append(f"{result.model} is overloaded, and its figures depend on how long the run is")
    if "restricted" in doubts and kpi.startswith("time_to_launch"):
        found.append(
            f"campaigns were still inside {result.model} when the runs stopped, so that its time "
            "is a lower bound"
        )
    return tuple(found)
