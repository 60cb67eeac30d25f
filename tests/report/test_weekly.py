"""Weekly tables: they add up to the log, whatever the length of a period."""

from __future__ import annotations

import numpy as np
import pytest

from mom_sim.log.contract import NULL
from mom_sim.metrics.competing_ends import incidence
from mom_sim.metrics.launch_curve import POINTS, TOLD_DAYS, launched_by
from mom_sim.metrics.view import View, view_of
from mom_sim.metrics.weekly import flow_by_week, utilization_by_week
from mom_sim.report.material import Result
from mom_sim.simulation import Simulation, Study


@pytest.fixture(scope="module")
def view(ran: tuple[Study, list[Result]]) -> View:
    run = next(one for one in ran[1] if isinstance(one, Simulation))
    return view_of(run.log, run.plan)


@pytest.mark.parametrize("weeks", [1, 2, 3, 7, 100])
def test_flow_counts_every_campaign_of_the_horizon_once(view: View, weeks: int) -> None:
    table = flow_by_week(view, weeks=weeks)
    log = view.facts.log
    requested, ended = (log.campaigns[name] for name in ("requested", "ended"))
    horizon = log.window.horizon
    last = table.iloc[-1]
    assert last["requested"] == (requested < horizon).sum()
    assert last["launched"] + last["ended_otherwise"] == ((ended != NULL) & (ended < horizon)).sum()
    assert (table["requested"] - table["launched"] - table["ended_otherwise"]).tolist() == table[
        "inside"
    ].tolist()
    assert table["new_requests"].sum() == last["requested"]
    assert table["new_launches"].sum() == last["launched"]
    assert table["week"].is_monotonic_increasing and table["week"].iloc[-1] == 7


def test_longer_periods_are_the_same_flow_seen_less_often(view: View) -> None:
    weekly = flow_by_week(view).set_index("week")
    for row in flow_by_week(view, weeks=3).to_dict("records"):
        assert weekly.loc[row["week"], "requested"] == row["requested"]
        assert weekly.loc[row["week"], "launched"] == row["launched"]


def test_hours_of_short_periods_add_up_to_those_of_long_ones(view: View) -> None:
    weekly, all_in_one = utilization_by_week(view), utilization_by_week(view, weeks=7)
    assert weekly["week"].max() == 7
    for name in ("scheduled_hours", "busy_hours"):
        sums = weekly.groupby(["team", "skill"], sort=False)[name].sum()
        assert np.allclose(sums, all_in_one[name])
    assert weekly["utilization"].dropna().between(0, 1).all()


def test_the_curve_is_the_incidence_at_chosen_times(comparison: object) -> None:
    measurements = comparison.results[0].measurements["calm"]  # type: ignore[attr-defined]
    steps = incidence(measurements)
    at = steps["working_days"].tolist()
    found = launched_by(measurements, at)
    assert found["launched"].tolist() == steps["launched"].tolist()
    before = launched_by(measurements, [0.0, at[-1] + 5.0])["launched"].tolist()
    assert before[1] == steps["launched"].iloc[-1]
    curve = launched_by(measurements)
    assert len(curve) >= POINTS and set(TOLD_DAYS) <= set(curve["working_days"])
    assert (
        curve["working_days"].is_monotonic_increasing and curve["launched"].is_monotonic_increasing
    )
