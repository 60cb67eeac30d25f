"""Agency prices: what is spent, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from mom_sim import Simulation, simulate
from mom_sim.log.comparing import first_difference
from mom_sim.metrics.view import view_of
from mom_sim.operating_models.budget import outside_spend_per_year
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.looking import activities_at, nodes
from tests.mechanisms.test_all import study_with

PRICES = MECHANISMS["agency_prices"]
HOUR = 3_600_000_000
DAY = 24 * HOUR
PRICE = 140  # of an hour, in the archetype


def hours(run: Simulation) -> tuple[np.ndarray, np.ndarray]:
    """Hours of the window's deliveries, and working days from order to due date."""
    places = {p for step in ("write", "draw") for p, _ in nodes(run.plan, "AGENCY", step)}
    rows = activities_at(run, places)
    window = run.log.window
    inside = rows[
        (rows["outcome"] == 1)
        & (rows["finish"] >= window.warm_up)
        & (rows["finish"] < window.horizon)
    ]
    due = run.log.campaigns.set_index("campaign")["due"].loc[inside["campaign"]].to_numpy()
    clock = run.plan.clocks[run.plan.reference_clock]
    left = clock.work_array(due) - clock.work_array(inside["ready"].to_numpy())
    return inside["effort"].to_numpy() / HOUR, left / (8 * HOUR)


def spent(run: Simulation) -> float:
    return view_of(run.log, run.plan).facts.spending.agency


def test_hours_beyond_the_retainers_cost_the_overage_and_no_time_changes() -> None:
    values = {"included": "500h", "overage": "200 USD/hour", "rush_premium": "0%"}
    study = study_with("outsourced", PRICES, values)
    plain, run = simulate(study, "outsourced"), simulate(study, "changed")
    assert first_difference(plain.log, run.log) is None
    worked, _ = hours(run)
    years = (run.log.window.horizon - run.log.window.warm_up) / (365.25 * DAY)
    assert worked.sum() > 500 * years
    assert spent(run) == pytest.approx((worked.sum() - 500 * years) * 200)
    assert spent(plain) == pytest.approx(worked.sum() * PRICE)


def test_included_hours_that_are_not_used_give_nothing_back() -> None:
    study = study_with("outsourced", PRICES, {"included": "9000h", "rush_premium": "0%"})
    assert spent(simulate(study, "changed")) == 0.0


def test_rushed_pieces_cost_the_premium() -> None:
    values = {"rush_premium": "50%", "rush_within": "12 working days"}
    run = simulate(study_with("outsourced", PRICES, values), "changed")
    worked, left = hours(run)
    rushed = left < 12
    assert rushed.any() and not rushed.all()
    expected = PRICE * (worked.sum() + 0.5 * worked[rushed].sum())
    assert spent(run) == pytest.approx(expected)


def test_equal_budget_expects_included_hours() -> None:
    study = study_with("outsourced", PRICES, {"included": "100h", "rush_premium": "0%"})
    plain = outside_spend_per_year(study.scenario, study.plan("outsourced"))
    with_terms = outside_spend_per_year(study.scenario, study.plan("changed"))
    assert plain - with_terms == pytest.approx(100 * PRICE)
