"""Why two models differ on the same campaigns, as tidy frames and JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from mom_sim.calendars.units import MICROSECONDS_PER_DAY
from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.experiments.explanation_json import (
    campaign_entries,
    life_entry,
    mean_entries,
    total_entry,
)
from mom_sim.metrics.life import Life

MOST = 5
"""How many of the campaigns that differ most are shown."""


@dataclass(frozen=True)
class Side:
    """One of the two models.

    Attributes
    ----------
    model : str
    comparison : str
        ``equal_people`` or ``equal_budget``: what was held equal.
    """

    model: str
    comparison: str


@dataclass(frozen=True, eq=False)
class Lives:
    """One campaign's life under both models, and the clock that its working time is read on.

    Attributes
    ----------
    a, b : Life
    clock : WorkingClock
        Of the reference calendar.
    working_day : float, working microseconds
    """

    a: Life
    b: Life
    clock: WorkingClock
    working_day: float

    def calendar_days(self, working_days: float) -> float:
        """Calendar days since the request in which so many working days pass.

        Parameters
        ----------
        working_days : float

        Returns
        -------
        float, calendar days
        """
        requested = self.a.requested
        working = self.clock.work(requested) + round(working_days * self.working_day)
        instant = self.clock.inverse(working) if working_days else requested
        return (instant - requested) / MICROSECONDS_PER_DAY


@dataclass(frozen=True, eq=False)
class Explanation:
    """The same campaigns with the same luck under two models, and where their difference is from.

    Times are whole microseconds; every difference is that under `b` less that under `a`. The
    time-to-launch leaves waiting for an embargo out, as all figures do.

    Attributes
    ----------
    scenario : str
        Name of the scenario.
    a, b : Side
    surge_factor : float or None
    campaigns : DataFrame
        One row a campaign that both launched: `id` (unique), `replication`, `campaign` (id in its
        replication), `unit`, `type`; `a`, `b`, `difference` (time-to-launch on the wall clock),
        `working_a`, `working_b`, `working_difference` (in the reference calendar's working time),
        `embargo_a`, `embargo_b`, `embargo_difference` (wall clock).
    causes : DataFrame
        One row a campaign, cause and attempt (`first`, `later`): `id`, `cause`, `attempts`, and the
        six times, which over causes and attempts add up to those of the campaign.
    means : DataFrame
        See `cause_means`.
    ends : DataFrame
        Counts: how campaigns ended under `a` (rows) and under `b` (columns).
    campaign : str or None
        Id in its replication, where one campaign was asked for.
    lives : Lives or None
        Of that campaign.
    working_day : float, working microseconds
    warnings : tuple of str
        About the study as a whole.
    model_warnings : tuple of tuple of str
        Why a figure may not be trusted, for each of the two.
    provenance : dict
    """

    scenario: str
    a: Side
    b: Side
    surge_factor: float | None
    campaigns: pd.DataFrame
    causes: pd.DataFrame
    means: pd.DataFrame
    ends: pd.DataFrame
    campaign: str | None
    lives: Lives | None
    working_day: float
    warnings: tuple[str, ...]
    model_warnings: tuple[tuple[str, ...], tuple[str, ...]]
    provenance: Mapping[str, Any]

    def __repr__(self) -> str:
        return (
            f'<Explanation "{self.scenario}": {self.b.model} against {self.a.model}, '
            f"{len(self.campaigns):,} campaigns; look at means, causes, campaigns, ends>"
        )

    def largest(self, count: int = MOST) -> pd.DataFrame:
        """Campaigns that differ most, in calendar time; ties in the order of the campaigns.

        Parameters
        ----------
        count : int

        Returns
        -------
        DataFrame
            Rows of `campaigns`; those that do not differ at all are left out.
        """
        differing = self.campaigns[self.campaigns["difference"] != 0]
        order = np.argsort(-differing["difference"].abs().to_numpy(), kind="stable")
        return differing.iloc[order[:count]]

    def to_json(self) -> dict[str, Any]:
        """Plain data for ``explain --json``; the keys are documented in ``docs/formats.md``."""
        results: dict[str, Any] = {
            "campaigns": campaign_entries(self.campaigns, self.causes),
            "ends": {
                str(end): {str(other): int(count) for other, count in row.items() if count}
                for end, row in self.ends.iterrows()
                if row.any()
            },
            "totals": total_entry(self.campaigns, self.causes),
            "means": mean_entries(self.means),
            "largest": self.largest()["id"].tolist(),
        }
        if self.lives is not None:
            results["lives"] = {
                "a": life_entry(self.lives.a),
                "b": life_entry(self.lives.b),
            }
        return {
            "provenance": dict(self.provenance),
            "models": [
                {"model": side.model, "comparison": side.comparison, "warnings": list(texts)}
                for side, texts in zip((self.a, self.b), self.model_warnings, strict=True)
            ],
            "results": results,
            "warnings": list(self.warnings),
        }
