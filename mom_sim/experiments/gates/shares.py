"""What each gate contributes in one replication, in whole microseconds and whole defects.

For every set of gates there is one run on the same tape. A quantity of that run is a sum over
campaigns, so a whole number; the gates share out the difference between the run with all of them
and the run with none (`mom_sim.stats.shapley`), and nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from mom_sim.experiments.gates.runs import GateRun
from mom_sim.metrics.ingredients import BoolArray
from mom_sim.stats.shapley import removal_contributions, shapley_values


@dataclass(frozen=True)
class Quantity:
    """Something that gates change.

    Attributes
    ----------
    name : str
    unit : str
    meaning : str
        Of a gate's figure, in one sentence.
    sign : int
        1 where gates add to it, -1 where they take from it: so a gate's figure counts what it costs
        or what it stops.
    of_same : bool
        Whether it is about the campaigns that are launched whatever gates there are; else about all
        measured ones.
    value : callable
        From a run and its campaigns in question to a whole number.
    """

    name: str
    unit: str
    meaning: str
    sign: int
    of_same: bool
    value: Callable[[GateRun, BoolArray], int]


DAYS = Quantity(
    "days",
    "days/campaign",
    "Time-to-launch that the gate costs, in calendar days: mean over the campaigns that are "
    "launched whatever gates are removed.",
    1,
    True,
    lambda run, of: sum(run.calendar[of].tolist()),
)
WORKING_DAYS = Quantity(
    "working_days",
    "working days/campaign",
    "The same in working days of the reference calendar.",
    1,
    True,
    lambda run, of: sum(run.working[of].tolist()),
)
DEFECTS = Quantity(
    "defects",
    "defects/100 campaigns",
    "Defects that the gate keeps from escaping, per 100 measured campaigns; each that escapes "
    "surfaces as an incident after the launch unless nobody notices it.",
    -1,
    False,
    lambda run, of: sum(run.defects[of].tolist()),
)
LAUNCHES = Quantity(
    "launches_prevented",
    "campaigns/100 campaigns",
    "Campaigns that the gate keeps from being launched, per 100 measured ones: turned down, or "
    "not out before the run stops.",
    -1,
    False,
    lambda run, of: int(np.count_nonzero(run.launched[of])),
)
QUANTITIES = (DAYS, WORKING_DAYS, DEFECTS, LAUNCHES)


@dataclass(frozen=True)
class Shared:
    """One quantity of one replication, shared out.

    Attributes
    ----------
    shares : tuple of Fraction, one per gate
        They add up to `whole`, exactly.
    with_all, without : int
        The quantity with all gates and with none.
    whole : int
        The difference of the two, with the sign of the quantity.
    noise : tuple of Fraction, one per gate
        Variance of the share that comes from sampling orders of removal; empty where all count.
    """

    shares: tuple[Fraction, ...]
    with_all: int
    without: int
    whole: int
    noise: tuple[Fraction, ...] = ()


@dataclass(frozen=True)
class ReplicationShares:
    """One replication.

    Attributes
    ----------
    measured, same : int
        Measured campaigns, and those of them that are launched in every one of the runs.
    launched_with_all, launched_without : int
        Measured campaigns that are launched with all gates, and with none.
    quantities : mapping of str to Shared
        By name of the quantity.
    """

    measured: int
    same: int
    launched_with_all: int
    launched_without: int
    quantities: Mapping[str, Shared]


def share_out(
    runs: Mapping[int, GateRun], gates: int, orders: Sequence[Sequence[int]] = ()
) -> ReplicationShares:
    """Share out what the gates of one replication do.

    Parameters
    ----------
    runs : mapping of int to GateRun
        By the set of gates that are there: all sets, or those that the orders pass through.
    gates : int
        How many there are.
    orders : sequence of sequence of int, optional
        Sampled orders of removal. Without them, the average is over all orders.

    Returns
    -------
    ReplicationShares
    """
    whole_set = (1 << gates) - 1
    launched = [run.launched for run in runs.values()]
    same = np.logical_and.reduce(launched)
    everyone = np.ones_like(same)
    found = {}
    for quantity in QUANTITIES:
        of = same if quantity.of_same else everyone
        worth = {present: quantity.sign * quantity.value(run, of) for present, run in runs.items()}
        found[quantity.name] = _shared(worth, gates, orders, quantity.sign)
    return ReplicationShares(
        measured=int(same.size),
        same=int(np.count_nonzero(same)),
        launched_with_all=int(np.count_nonzero(runs[whole_set].launched)),
        launched_without=int(np.count_nonzero(runs[0].launched)),
        quantities=found,
    )


def _shared(
    worth: Mapping[int, int], gates: int, orders: Sequence[Sequence[int]], sign: int
) -> Shared:
    every = (1 << gates) - 1
    with_all, without = sign * worth[every], sign * worth[0]
    whole = worth[every] - worth[0]
    if not orders:
        shares = shapley_values([worth[present] for present in range(every + 1)])
        return Shared(shares, with_all, without, whole)
    rows = [removal_contributions(worth, order) for order in orders]
    count = len(rows)
    shares = tuple(Fraction(sum(column), count) for column in zip(*rows, strict=True))
    noise = tuple(
        sum(((value - mean) ** 2 for value in column), Fraction(0)) / (count * (count - 1))
        for column, mean in zip(zip(*rows, strict=True), shares, strict=True)
    )
    return Shared(shares, with_all, without, whole, noise)
