"""Where the time differs between two sides of a claim: the cause split of `explain`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from mom_sim.experiments.cause_means import (
    ALL_ATTEMPTS,
    ALL_CAUSES,
    WORKING_DAYS,
    cause_means,
)
from mom_sim.experiments.claims.arms import Runs
from mom_sim.experiments.claims.looking import Run
from mom_sim.experiments.paired_campaigns import PairedCampaigns
from mom_sim.metrics.launch_parts import launch_parts
from mom_sim.metrics.registry import METRICS
from mom_sim.stats import Interval

SMALLEST = 0.02
"""Causes are told whose difference is at least this part of the longer of the two times."""


@dataclass(frozen=True)
class Sides:
    """What is beside what.

    Attributes
    ----------
    set_up : str
        Outcome that is expected there; empty where the sides are the two set-ups.
    type : str
        Campaign type; empty for all.
    a, b : str
        Names of the sides.
    """

    set_up: str
    type: str
    a: str
    b: str


@dataclass(frozen=True, eq=False)
class Trace:
    """The time to launch of the same campaigns on two sides, by cause.

    Attributes
    ----------
    sides : Sides
    campaigns : int
        Launched on both, over all replications.
    causes : DataFrame
        One row a cause, then the whole: `cause`, `a`, `b`, `difference` (b less a), `low`, `high`
        (95%, paired by replication), `reason`; in working days a campaign.
    """

    sides: Sides
    campaigns: int
    causes: pd.DataFrame

    @property
    def main_causes(self) -> pd.DataFrame:
        """Rows of causes that differ by something, the largest difference first; then the whole."""
        whole = self.causes["cause"] == ALL_CAUSES
        parts, last = self.causes[~whole], self.causes[whole]
        least = SMALLEST * float(last[["a", "b"]].to_numpy(dtype=np.float64).max())
        size = parts["difference"].abs()
        kept = parts[size >= least]
        order = kept["difference"].abs().sort_values(ascending=False, kind="stable").index
        return pd.concat([kept.loc[order], last], ignore_index=True)


@dataclass(frozen=True)
class Shown:
    """A figure of docs/metrics.md on one side.

    Attributes
    ----------
    set_up, arm, figure, unit : str
    interval : Interval
        At 95%.
    """

    set_up: str
    arm: str
    figure: str
    unit: str
    interval: Interval


def trace(a: Sequence[Run], b: Sequence[Run], sides: Sides) -> Trace:
    """Split the time to launch of campaigns on two sides by cause.

    Parameters
    ----------
    a, b : sequence of Run
        One a replication, with the same campaigns.
    sides : Sides

    Returns
    -------
    Trace
    """
    pairs = [
        _paired(one, other, sides.type, replication)
        for replication, (one, other) in enumerate(zip(a, b, strict=False), start=1)
    ]
    means = cause_means(pairs, a[0].facts.day)
    chosen = (means["unit"] == WORKING_DAYS) & (means["attempts"] == ALL_ATTEMPTS)
    rows = means.loc[chosen, ["cause", "a", "b", "difference", "low", "high", "reason"]]
    # Waiting for an embargo is no part of the time; it stands after the whole.
    last = int(np.flatnonzero(rows["cause"] == ALL_CAUSES)[0])
    count = sum(len(one.launched) for one in pairs)
    return Trace(sides, campaigns=count, causes=rows.iloc[: last + 1].reset_index(drop=True))


def _paired(a: Run, b: Run, only: str, replication: int) -> PairedCampaigns:
    """The same campaigns by their ids: what is compared may differ in which others there are."""
    mine, theirs = a.launched, b.launched
    both = mine.merge(theirs, on=["campaign", "unit", "type"], suffixes=("_a", "_b"))
    both = both[both["type"] == only] if only else both
    return PairedCampaigns(
        replication=replication,
        launched=both[["campaign", "unit", "type"]],
        parts=(
            launch_parts(a.facts).of(both["row_a"].to_numpy()),
            launch_parts(b.facts).of(both["row_b"].to_numpy()),
        ),
        ends=pd.DataFrame({"a": [], "b": []}),
        measurements=None,
        lives=None,
        tape_hash="",
    )


def show(name: str, arm: str, set_up: str, runs: Runs) -> Shown:
    """Pool a figure over the replications of one arm.

    Parameters
    ----------
    name : str
        Of docs/metrics.md.
    arm, set_up : str
    runs : sequence of mapping of str to Run

    Returns
    -------
    Shown
    """
    from mom_sim.experiments.claims.judging import measured

    def sample(of: Mapping[str, Run]) -> tuple[float, float]:
        found = of[arm].figure(name)
        return found.numerator, found.denominator

    currency = runs[0][arm].simulation.currency
    unit = METRICS[name].unit.replace("currency", currency)
    return Shown(set_up, arm, name, unit, measured(sample, runs))
