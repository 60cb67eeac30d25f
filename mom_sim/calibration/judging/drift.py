"""Whether the time of the test still was like the time of the training: permutation tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import ks_2samp

from mom_sim.calibration.event_log import EventLog

PERMUTATIONS = 999
SIGNIFICANT = 0.01
"""Corrected probability of so large a change by luck below which a change is believed."""
LARGE = 0.1
"""Size of a change, as a share, below which it does not matter."""
_FEWEST_DAYS = 7
_FEWEST_CASES = 10

_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Drift:
    """One thing that may have changed between training and test.

    Attributes
    ----------
    name, definition, unit : str
    train, test : float or None
        The figure in each part.
    change : float or None
        Its size as a share: of the training's mean for times, of the rate for arrivals, of all
        activity instances for the mix.
    statistic : float or None
        Kolmogorov-Smirnov distance, where there is one.
    p_value : float or None
        Probability of a change of this size by luck, from permutations; corrected for the number of
        tests (Holm).
    reason : str or None
        Why something is missing.
    """

    name: str
    definition: str
    unit: str
    train: float | None
    test: float | None
    change: float | None
    statistic: float | None
    p_value: float | None
    reason: str | None = None

    @property
    def is_found(self) -> bool:
        """Whether a change is told from luck and large enough to matter."""
        return (
            self.p_value is not None
            and self.change is not None
            and self.p_value < SIGNIFICANT
            and self.change >= LARGE
        )

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        found = {
            "name": self.name,
            "definition": self.definition,
            "unit": self.unit,
            "train": self.train,
            "test": self.test,
            "change": self.change,
            "kolmogorov_smirnov": self.statistic,
            "p_value": self.p_value,
            "is_found": self.is_found,
        }
        return {**found, "reason": self.reason} if self.reason else found


def find_drift(train: EventLog, test: EventLog, seed: int) -> list[Drift]:
    """Test whether cycle times, arrivals, the mix of activities and their lengths have changed.

    Parameters
    ----------
    train, test : EventLog
    seed : int
        Of the permutations.

    Returns
    -------
    list of Drift

    Source: permutation tests as in Good, Permutation Tests, 2nd ed. (2000); the correction is
    Holm's (1979). Both parts are taken as samples of cases (for arrivals: of days, exchanged among
    the same day of the week).
    """
    generator = np.random.default_rng(np.random.SeedSequence([seed, 7]))
    found = [
        _times(
            "cycle_time",
            "hours from the first start to the last end of a case",
            "hours",
            train.cases["hours"].to_numpy(float),
            test.cases["hours"].to_numpy(float),
            generator,
        ),
        _arrivals(train, test, generator),
        _mix(train, test, generator),
        _times(
            "work",
            "hours that the instances of a case last, added up",
            "hours",
            _work(train),
            _work(test),
            generator,
        ),
    ]
    return _holm(found)


def _times(
    name: str,
    definition: str,
    unit: str,
    train: _Floats,
    test: _Floats,
    generator: np.random.Generator,
) -> Drift:
    if min(train.size, test.size) < _FEWEST_CASES:
        return _missing(name, definition, unit, f"fewer than {_FEWEST_CASES} cases in a part")
    values = np.concatenate((train, test))
    order = np.argsort(values, kind="stable")
    gaps = np.diff(values[order])
    is_test = np.zeros(values.size, dtype=np.bool_)
    is_test[train.size :] = True

    def distance(labels: npt.NDArray[np.bool_]) -> float:
        """1-Wasserstein distance of the two parts."""
        ranked = labels[order]
        of_test = np.cumsum(ranked)[:-1] / test.size
        of_train = np.cumsum(~ranked)[:-1] / train.size
        return float((np.abs(of_test - of_train) * gaps).sum())

    mean = float(train.mean())
    return Drift(
        name,
        definition,
        unit,
        mean,
        float(test.mean()),
        distance(is_test) / mean if mean > 0 else None,
        float(ks_2samp(train, test).statistic),
        _p_value(distance, is_test, generator),
        None if mean > 0 else "all are 0 in the training part",
    )


def _arrivals(train: EventLog, test: EventLog, generator: np.random.Generator) -> Drift:
    name, unit = "arrivals", "cases per day"
    definition = "cases that start on a day, the first and last day of each part left out"
    days = [_days(log, test.time_zone) for log in (train, test)]
    if min(len(one) for one in days) < _FEWEST_DAYS:
        return _missing(name, definition, unit, f"fewer than {_FEWEST_DAYS} whole days in a part")
    counts = np.concatenate([one.to_numpy(float) for one in days])
    weekday = np.concatenate([pd.DatetimeIndex(one.index).dayofweek for one in days])
    is_test = np.zeros(counts.size, dtype=np.bool_)
    is_test[len(days[0]) :] = True

    def rate(labels: npt.NDArray[np.bool_]) -> float:
        """Mean over the days of the week, so that a part with more Mondays is not ahead."""
        means = [counts[labels & (weekday == day)] for day in range(7)]
        return float(np.mean([one.mean() for one in means if one.size]))

    def difference(labels: npt.NDArray[np.bool_]) -> float:
        return abs(rate(labels) - rate(~labels))

    def shuffled(labels: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        again = labels.copy()
        for day in range(7):
            rows = np.flatnonzero(weekday == day)
            again[rows] = generator.permutation(labels[rows])
        return again

    before, after = rate(~is_test), rate(is_test)
    return Drift(
        name,
        definition,
        unit,
        before,
        after,
        abs(after - before) / before if before > 0 else None,
        None,
        _p_value(difference, is_test, generator, shuffled),
        None if before > 0 else "no case starts in the training part",
    )


def _mix(train: EventLog, test: EventLog, generator: np.random.Generator) -> Drift:
    name, unit = "mix", "instances per case"
    definition = "share of each activity among all instances; the figures are instances per case"
    tables = [pd.crosstab(log.frame["case"], log.frame["activity"]) for log in (train, test)]
    if min(map(len, tables)) < _FEWEST_CASES:
        return _missing(name, definition, unit, f"fewer than {_FEWEST_CASES} cases in a part")
    counts = pd.concat(tables).fillna(0).to_numpy(float)
    is_test = np.zeros(len(counts), dtype=np.bool_)
    is_test[len(tables[0]) :] = True

    def distance(labels: npt.NDArray[np.bool_]) -> float:
        """Total variation of the shares."""
        after, before = counts[labels].sum(axis=0), counts[~labels].sum(axis=0)
        return float(np.abs(after / after.sum() - before / before.sum()).sum()) / 2

    return Drift(
        name,
        definition,
        unit,
        float(counts[~is_test].sum() / (~is_test).sum()),
        float(counts[is_test].sum() / is_test.sum()),
        distance(is_test),
        None,
        _p_value(distance, is_test, generator),
    )


def _p_value(
    statistic: Callable[[npt.NDArray[np.bool_]], float],
    labels: npt.NDArray[np.bool_],
    generator: np.random.Generator,
    shuffled: Callable[[npt.NDArray[np.bool_]], npt.NDArray[np.bool_]] | None = None,
) -> float:
    observed = statistic(labels)
    again = generator.permutation if shuffled is None else shuffled
    tolerance = 1e-12 * max(abs(observed), 1.0)
    reached = sum(statistic(again(labels)) >= observed - tolerance for _ in range(PERMUTATIONS))
    return (1 + reached) / (1 + PERMUTATIONS)


def _holm(found: list[Drift]) -> list[Drift]:
    from dataclasses import replace

    tested = sorted(
        (one.p_value, place) for place, one in enumerate(found) if one.p_value is not None
    )
    corrected, least = list(found), 0.0
    for rank, (p_value, place) in enumerate(tested):
        least = max(least, min(1.0, p_value * (len(tested) - rank)))
        corrected[place] = replace(found[place], p_value=least)
    return corrected


def _days(log: EventLog, time_zone: str) -> pd.Series[int]:
    starts = log.cases["start"].dt.tz_convert(time_zone).dt.tz_localize(None).dt.floor("D")
    counts = starts.value_counts().sort_index()
    every = pd.date_range(counts.index[0], counts.index[-1], freq="D")
    return counts.reindex(every, fill_value=0).iloc[1:-1]


def _work(log: EventLog) -> _Floats:
    hours = (log.frame["end"] - log.frame["start"]).dt.total_seconds() / 3600
    return np.asarray(hours.groupby(log.frame["case"]).sum(), dtype=np.float64)


def _missing(name: str, definition: str, unit: str, reason: str) -> Drift:
    return Drift(name, definition, unit, None, None, None, None, None, reason)
