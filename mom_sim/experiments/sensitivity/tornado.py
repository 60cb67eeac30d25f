"""What each input does to a figure at either end of its range, one at a time: a tornado.

The figure of a target is the mean over replications of a year's figure, so that the difference of
two models is a target like any other. A change is paired by replication: the same luck at the end
of the range and in the scenario as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mom_sim.experiments.sensitivity.input import Input
from mom_sim.stats import Interval, mean_interval

Floats = NDArray[np.float64]

NO_FIGURE = "{missing} of {all} replications do not have this figure: run longer"
TURNS, MAY_TURN, KEEPS = "turns", "may turn", "keeps"


@dataclass(frozen=True)
class Bar:
    """One input's part in a tornado.

    Attributes
    ----------
    target : str
        A model, or the difference of two.
    input : Input
    low, high : Interval
        The figure at the ends of the range.
    change_low, change_high : Interval
        The same less the figure of the scenario as it is.
    swing : Interval
        The figure at the high end less that at the low end.
    answer : str
        Of a difference, what becomes of its sign: ``turns`` at an end, ``may turn`` (cannot be told
        from 0 there), ``keeps``; empty for a model, and where the sign cannot be told anyway.
    """

    target: str
    input: Input
    low: Interval
    high: Interval
    change_low: Interval
    change_high: Interval
    swing: Interval
    answer: str = ""

    @property
    def size(self) -> float:
        """Larger of the two changes."""
        changes = (self.change_low.estimate, self.change_high.estimate)
        return max(abs(one) if one is not None else 0.0 for one in changes)

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        found: dict[str, Any] = {"target": self.target, "input": self.input.name}
        for name in ("low", "high", "change_low", "change_high", "swing"):
            found[name] = interval_json(getattr(self, name))
        return found | ({"answer": self.answer} if self.answer else {})


def bar_of(
    target: str,
    of: Input,
    base: Floats,
    low: Floats,
    high: Floats,
    *,
    confidence: float = 0.95,
    is_difference: bool = False,
) -> Bar:
    """Compare the ends of an input's range with the scenario as it is.

    Parameters
    ----------
    target : str
    of : Input
    base, low, high : array of float, shape (replications,)
        Paired by position; NaN where a replication has no figure.
    confidence : float, strictly between 0 and 1
        Of every interval.
    is_difference : bool

    Returns
    -------
    Bar
    """
    ends = [interval_over_years(end, confidence) for end in (low, high)]
    return Bar(
        target,
        of,
        ends[0],
        ends[1],
        interval_over_years(low - base, confidence),
        interval_over_years(high - base, confidence),
        interval_over_years(high - low, confidence),
        _answer(interval_over_years(base, confidence), ends) if is_difference else "",
    )


def interval_over_years(values: Floats, confidence: float = 0.95) -> Interval:
    """Mean over replications with its interval, if all of them have a figure."""
    missing = int(np.isnan(values).sum())
    if missing:
        return Interval(None, None, None, NO_FIGURE.format(missing=missing, all=values.size))
    return mean_interval(values, confidence)


def interval_json(interval: Interval) -> dict[str, Any]:
    """Plain data of an interval."""
    found: dict[str, Any] = {
        "estimate": interval.estimate,
        "low": interval.low,
        "high": interval.high,
    }
    return found | ({"reason": interval.reason} if interval.reason else {})


def sign_of(interval: Interval) -> int:
    """1 or -1 where the whole interval says so, else 0."""
    if interval.low is None or interval.high is None:
        return 0
    return int(interval.low > 0) - int(interval.high < 0)


def _answer(base: Interval, ends: list[Interval]) -> str:
    sign = sign_of(base)
    if not sign:
        return ""
    signs = [sign_of(end) for end in ends]
    if -sign in signs:
        return TURNS
    return MAY_TURN if 0 in signs else KEEPS
