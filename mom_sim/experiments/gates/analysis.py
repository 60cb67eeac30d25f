"""What the gates of an operating model are worth, as objects, a tidy frame and JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import pandas as pd

from mom_sim.stats import Interval

FIGURES = ("days", "working_days", "defects", "launches_prevented", "days_per_defect")
LEVELS = ("days", "working_days", "defects", "launched")

TOTAL = "all gates"
"""In tables: what the gates are worth together."""


@dataclass(frozen=True)
class GateWorth:
    """What one gate costs and stops.

    Attributes
    ----------
    gate : str
    days, working_days : Interval, days a campaign
        Time-to-launch that it costs, in calendar days and in working days: mean over the campaigns
        that are launched whatever gates are removed.
    defects : Interval, defects per 100 campaigns
        That it keeps from escaping.
    launches_prevented : Interval, campaigns per 100 campaigns
        That are not launched because of it.
    days_per_defect : Interval, days a defect
        Calendar days of delay, over all campaigns, for each defect that it stops.
    exact : mapping of str to Fraction
        Sums over all campaigns of all replications, by name: `microseconds`,
        `working_microseconds`, `defects`, `launches_prevented`.
    noise : mapping of str to float
        Where orders of removal are sampled: by figure, the half-width of the 95% interval of what
        that alone leaves open. It is part of the intervals above.
    """

    gate: str
    days: Interval
    working_days: Interval
    defects: Interval
    launches_prevented: Interval
    days_per_defect: Interval
    exact: Mapping[str, Fraction]
    noise: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Level:
    """Figures of the runs with one set of gates.

    Attributes
    ----------
    days, working_days : Interval, days
        Mean time-to-launch of the campaigns that are launched whatever gates are removed.
    defects : Interval, defects per 100 campaigns
        That escape.
    launched : Interval, campaigns per 100 campaigns
    """

    days: Interval
    working_days: Interval
    defects: Interval
    launched: Interval


@dataclass(frozen=True)
class CampaignCounts:
    """Campaigns over all replications.

    Attributes
    ----------
    measured : int
        Requested in the measured window.
    same : int
        Launched whatever gates are removed: days are about them.
    launched_with_all_gates, launched_without_gates : int
    """

    measured: int
    same: int
    launched_with_all_gates: int
    launched_without_gates: int


@dataclass(frozen=True)
class GateAnalysis:
    """The gates of one operating model, side by side.

    Attributes
    ----------
    scenario, model : str
    surge_factor : float or None
    gates : tuple of GateWorth
        In the order of the file. Their figures add up to those of `total`.
    total : GateWorth
        All gates together: the runs with all of them against those with none.
    with_all_gates, without_gates : Level
    campaigns : CampaignCounts
    sampled_orders : int
        Orders of removal in each replication; 0 where all of them count.
    warnings : tuple of str
    provenance : dict
    """

    scenario: str
    model: str
    surge_factor: float | None
    gates: tuple[GateWorth, ...]
    total: GateWorth
    with_all_gates: Level
    without_gates: Level
    campaigns: CampaignCounts
    sampled_orders: int
    warnings: tuple[str, ...]
    provenance: Mapping[str, Any]

    def __repr__(self) -> str:
        names = ", ".join(one.gate for one in self.gates)
        return f'<GateAnalysis "{self.scenario}", {self.model}: {names}; look at frame, total>'

    @property
    def frame(self) -> pd.DataFrame:
        """One row per gate and figure, then those of all gates together."""
        rows = [
            {
                "gate": worth.gate,
                "figure": name,
                "estimate": figure.estimate,
                "low": figure.low,
                "high": figure.high,
                "reason": figure.reason,
            }
            for worth in (*self.gates, self.total)
            for name, figure in _figures(worth, FIGURES)
        ]
        return pd.DataFrame(rows)

    def to_json(self) -> dict[str, Any]:
        """Plain data for ``gates --json``; the keys are documented in ``docs/formats.md``."""
        counts = self.campaigns
        return {
            "provenance": dict(self.provenance),
            "model": self.model,
            "results": {
                "gates": [{"gate": worth.gate, **_worth_json(worth)} for worth in self.gates],
                "total": _worth_json(self.total),
                "with_all_gates": _figures_json(self.with_all_gates, LEVELS),
                "without_gates": _figures_json(self.without_gates, LEVELS),
                "campaigns": {
                    "measured": counts.measured,
                    "same": counts.same,
                    "others": counts.measured - counts.same,
                    "launched_with_all_gates": counts.launched_with_all_gates,
                    "launched_without_gates": counts.launched_without_gates,
                },
                "orders": self.sampled_orders or "all",
            },
            "warnings": list(self.warnings),
        }


def _figures(of: GateWorth | Level, names: tuple[str, ...]) -> Iterator[tuple[str, Interval]]:
    return ((name, getattr(of, name)) for name in names)


def _figures_json(of: GateWorth | Level, names: tuple[str, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    reasons: dict[str, str] = {}
    for name, figure in _figures(of, names):
        found[name] = figure.estimate
        found[f"{name}_low"], found[f"{name}_high"] = figure.low, figure.high
        if figure.reason:
            reasons[name] = figure.reason
    return {**found, "reasons": reasons} if reasons else found


def _worth_json(worth: GateWorth) -> dict[str, Any]:
    found = _figures_json(worth, FIGURES)
    # Texts, since a third has no end as a decimal number and a sum may be beyond 2**53.
    found["exact"] = {name: str(value) for name, value in worth.exact.items()}
    if worth.noise:
        found["orders_half_width"] = dict(worth.noise)
    return found
