"""Where the bottleneck is: by waiting on critical paths, and by who is busy without a break.

The two methods answer different questions. The static one says where launched campaigns waited, at
a team, a gate, an agency or a rule; the shifting one says who was the bottleneck at each instant,
among people only.

Source: active-period method: Roser, Nakano and Tanaka, Shifting bottleneck detection, Proceedings
of the 2002 Winter Simulation Conference, 1079-1086. Share of waiting: critical path by backward
pass, see `mom_sim.log.accounting`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from mom_sim.metrics.explanations import (
    NO_BOTTLENECK,
    NONE_LAUNCHED,
    bottleneck_reason,
    place_name,
    shifting_reason,
)
from mom_sim.metrics.ingredients import FloatArray
from mom_sim.metrics.measured_campaigns import number_of
from mom_sim.metrics.measuring import Measurement
from mom_sim.metrics.metric import bounds_of
from mom_sim.metrics.pools import pool_name
from mom_sim.metrics.summarizing import check_replications
from mom_sim.stats import Interval, paired_ratio_difference_interval, ratio_interval


@dataclass(frozen=True, eq=False)
class BottleneckFinding:
    """The bottleneck, if there is one, and everything that it was chosen from.

    Attributes
    ----------
    kind, place : str
        Kind of place (team, gate, agency, outside, hand_off, hold, assembly) and its name in the
        table `waiting`; empty if nothing waited.
    name : str
        Both in words.
    share : Interval
        Share of all waiting, or of the time.
    is_clear : bool
        Whether the interval of its lead over the next one lies above 0.
    reason : str
        One sentence, made by rule.
    ranking : DataFrame
        Columns `kind`, `place`, `share`, `low`, `high`; the largest share first.
    """

    kind: str
    place: str
    name: str
    share: Interval
    is_clear: bool
    reason: str
    ranking: pd.DataFrame


def static_bottleneck(
    measurements: Sequence[Measurement], *, confidence: float = 0.95
) -> BottleneckFinding:
    """Find the place with the largest share of all waiting on the critical paths.

    Parameters
    ----------
    measurements : sequence of Measurement
        One a replication, all of one model and scenario.
    confidence : float, strictly between 0 and 1

    Returns
    -------
    BottleneckFinding
        Shares are of the waiting, in working time, of the measured campaigns that were launched.

    Raises
    ------
    LogError
        If the measurements are not replications of one model and scenario.
    """
    check_replications(measurements)
    time = np.array([one.tables["waiting"]["share"].numerators for one in measurements])
    launched = number_of("launched", (one.measured for one in measurements))
    return _found(
        measurements[0].rows["waiting"],
        time,
        time.sum(axis=1),
        confidence,
        lambda ranking, is_clear: bottleneck_reason(measurements, ranking, is_clear=is_clear),
        NO_BOTTLENECK if launched else NONE_LAUNCHED,
    )


def shifting_bottleneck(
    measurements: Sequence[Measurement], *, confidence: float = 0.95
) -> BottleneckFinding:
    """Find the pool whose people are the bottleneck for the largest share of the time.

    Parameters
    ----------
    measurements : sequence of Measurement
        One a replication, all of one model and scenario.
    confidence : float, strictly between 0 and 1

    Returns
    -------
    BottleneckFinding
        Shares are of the window's working time, alone and shifting added up: an instant at which
        the bottleneck is shifting counts for each pool involved, so that the shares of all pools
        can add up to more than 1.

    Raises
    ------
    LogError
        If the measurements are not replications of one model and scenario.
    """
    check_replications(measurements)
    sole, shifting = (
        np.array([one.tables["teams"][column].numerators for one in measurements])
        for column in ("sole_bottleneck_share", "shifting_bottleneck_share")
    )
    window = [
        one.tables["teams"]["sole_bottleneck_share"].denominators.max(initial=0.0)
        for one in measurements
    ]
    return _found(
        tuple(("team", pool_name(*row)) for row in measurements[0].rows["teams"]),
        sole + shifting,
        np.array(window),
        confidence,
        lambda ranking, is_clear: shifting_reason(ranking, is_clear=is_clear),
    )


def _found(
    places: Sequence[tuple[str, ...]],
    time: FloatArray,
    total: FloatArray,
    confidence: float,
    reason: Callable[[pd.DataFrame, bool], str],
    empty: str = NO_BOTTLENECK,
) -> BottleneckFinding:
    """Rank places by their share of the total; `time` has a row a replication, a column a place."""
    shares = [_share(time[:, place], total, confidence) for place in range(len(places))]
    order = np.argsort(-time.sum(axis=0), kind="stable").tolist()
    ranking = pd.DataFrame(
        [
            (*places[place], shares[place].estimate, shares[place].low, shares[place].high)
            for place in order
        ],
        columns=["kind", "place", "share", "low", "high"],
    )
    if not time.any():
        nothing = Interval(None, None, None, empty)
        return BottleneckFinding("", "", "", nothing, False, empty, ranking)
    first = order[0]
    lead = Interval(None, None, None)
    if len(order) > 1:
        lead = paired_ratio_difference_interval(
            time[:, first], total, time[:, order[1]], total, confidence
        )
    is_clear = len(order) == 1 or (lead.low is not None and lead.low > 0)
    kind, place = places[first]
    why = reason(ranking, is_clear)
    return BottleneckFinding(
        kind, place, place_name(kind, place), shares[first], is_clear, why, ranking
    )


def _share(time: FloatArray, total: FloatArray, confidence: float) -> Interval:
    if not total.any():
        return Interval(None, None, None, NO_BOTTLENECK)
    return ratio_interval(time, total, confidence).within(*bounds_of("share"))
