"""The reference company, centralized, against the published figures it is calibrated to.

The bands are those of DOMAIN section 8, for small campaigns (emails). Years differ, mostly because
strategy and operations are busy for most of their time: so a band is widened by 3.3 standard errors
of the mean of `REPLICATIONS`, whose standard deviations below were measured over twenty. A figure
whose truth lies within its band is then outside by chance in less than 1 of 1000 seeds, and any of
the seven in less than 1 of 100. One whose truth lies seven standard errors out is missed as rarely:
were 95% of emails to take more than a week, the test would say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from mom_sim.calendars.units import MICROSECONDS_PER_DAY
from mom_sim.log.contract import NULL
from mom_sim.metrics.view import view_of
from mom_sim.simulation import Simulation, Study, simulate
from tests.formula.oracles.measuring import fastest_engine

REFERENCE = Path(__file__).parents[2] / "scenarios" / "reference_company.yaml"
REPLICATIONS = 16
STANDARD_ERRORS = 3.3


@dataclass(frozen=True)
class Band:
    """Lowest and highest value, and the standard deviation between replications."""

    figure: str
    low: float
    high: float
    deviation: float

    def __str__(self) -> str:
        return self.figure


BANDS = (
    Band("median calendar days", 10.0, 18.0, 7.2),
    Band("share over 7 days", 0.75, 0.80, 0.094),
    Band("share over 30 days", 0.15, 0.25, 0.139),
    Band("versions per brand approval", 3.1, 3.3, 0.11),
    Band("touch share", 0.10, 0.25, 0.063),
    Band("share late", 0.30, 0.55, 0.148),
    Band("utilization of two approvers", 0.55, 0.69, 0.089),
)


def figures(run: Simulation) -> dict[str, float]:
    """The figures of one replication."""
    view = view_of(run.log, run.plan)
    times, campaigns = view.facts.times, run.log.campaigns
    small = campaigns["type"].to_numpy() == run.log.vocabularies["type"].index("small")
    chosen = small & times.measured & times.launched
    days = times.calendar[chosen] / MICROSECONDS_PER_DAY
    ended, due = (campaigns[name].to_numpy()[chosen] for name in ("ended", "due"))
    by_type, gates, teams = (run.table(name) for name in ("by_type", "gates", "teams"))
    assert (ended != NULL).all()
    return {
        "median calendar days": float(np.median(days)),
        "share over 7 days": float((days > 7).mean()),
        "share over 30 days": float((days > 30).mean()),
        "versions per brand approval": _one(gates, gate="brand_review", figure="rounds_per_gate"),
        "touch share": _one(by_type, campaign_type="small", figure="touch_share"),
        "share late": float((ended > due).mean()),
        "utilization of two approvers": _one(teams, skill="brand", figure="utilization"),
    }


def _one(table: pd.DataFrame, **row: str) -> float:
    chosen = table
    for column, value in row.items():
        chosen = chosen[chosen[column] == value]
    (estimate,) = chosen["estimate"]
    return float(estimate)


@cache
def all_figures() -> tuple[dict[str, float], ...]:
    of = Study.of(REFERENCE)
    return tuple(
        figures(simulate(of, "centralized", replication=number, engine=fastest_engine()))
        for number in range(1, REPLICATIONS + 1)
    )


@pytest.mark.parametrize("band", BANDS, ids=str)
def test_emails_take_as_long_as_surveys_say(band: Band) -> None:
    found = np.mean([figure[band.figure] for figure in all_figures()])
    margin = STANDARD_ERRORS * band.deviation / REPLICATIONS**0.5
    assert band.low - margin < found < band.high + margin
