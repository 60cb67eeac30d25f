"""Offered load and capacity by hand, and against what runs measure."""

from __future__ import annotations

import numpy as np
import pytest

from mom_sim.experiments.capacity.bench import Bench, Order
from mom_sim.experiments.capacity.formula import bounds_of, expected_wait
from mom_sim.experiments.capacity.load import workload_of
from mom_sim.experiments.capacity.runs import CapacityQuestion
from mom_sim.experiments.capacity.staffing import costs_of_positions, counts_of, staffed
from mom_sim.simulation import Study, parse_scenario
from mom_sim.stats.erlang import allen_cunneen_wait

TEXT = """\
name: Load by hand
units: [north, south]
run: {start: 2026-01-05, warm_up: 4 weeks, horizon: 30 weeks, follow_up: 10 weeks}
people:
  content:
    headcount: 2
    productive_fraction: 50%
    absence: none
    turnover: none
    cost: 60 USD/hour
  brand: {headcount: 1, absence: none, turnover: none, productive_fraction: 80%}
workflows:
  standard:
    steps:
      content: {skill: content}
      brand_review:
        skill: brand
        after: content
        gate: {revise_probability: 50%, revise: {content: 20%}}
      launch: {after: brand_review, launch: true}
      analysis: {skill: content, after: launch}
campaigns:
  email:
    demand: 2 per week
    workflow: standard
    effort: {content: exponential(mean=8h), brand_review: 1h, analysis: 1h}
models:
  plain:
    name: plain
    summary: One team, nothing else.
    who_does_the_work:
      teams: [{name: everybody, kinds: all, group: company}]
    who_decides: [{deciders: [expert]}]
operating_model: plain
"""


@pytest.fixture(scope="module")
def study():
    return Study(parse_scenario(TEXT))


@pytest.fixture(scope="module")
def workload(study):
    return workload_of(study.scenario, study.plan())


def test_hours_are_effort_by_rate_with_the_rounds_that_gates_ask_for(workload):
    # The units ask for two emails a week; half of the reviews send it back: one round more.
    content = next(gap for gap in workload.skills if gap.skill == "content")
    assert content.first_hours == pytest.approx(2 * (8 + 1) / 0.5, rel=1e-3)
    assert content.rework_hours == pytest.approx(2 * 0.2 * 8 / 0.5, rel=1e-3)
    assert content.capacity_hours == pytest.approx(2 * 40, rel=0.01)
    brand = next(gap for gap in workload.skills if gap.skill == "brand")
    assert brand.hours == pytest.approx(2 * 2 * 1 / 0.8, rel=1e-3)
    assert workload.campaigns_per_week == pytest.approx(2.0)


def test_pieces_before_the_launch_are_told_from_those_after(workload):
    content = workload.roles[0]
    assert content.stream.pieces == pytest.approx(2 * 3, rel=1e-3)
    assert content.stream.before_launch == pytest.approx(2 * 2, rel=1e-3)


def test_load_by_formula_is_that_of_the_runs(study, workload):
    """Ten replications of half a year: 520 exponential pieces, so 3 standard errors are 15%."""
    bench = Bench(CapacityQuestion(study, "plain", (), "auto"))
    runs = bench.runs([Order(counts_of(study.scenario), 10)], 5)[0]
    busy = np.sum([run.busy for run in runs], axis=0)
    scheduled = np.sum([run.scheduled for run in runs], axis=0)
    for role, load in enumerate(workload.roles):
        people = study.scenario.roles[role].headcount
        assert busy[role] / scheduled[role] == pytest.approx(load.offered / people, rel=0.15)


def test_expected_wait_is_allen_and_cunneens_in_working_days(study, workload):
    load = workload.roles[0]
    each = allen_cunneen_wait(2, load.offered, load.stream.mean, load.stream.cv2)
    assert expected_wait(load, 2, workload, 26.0) == pytest.approx(2 * each / 8.0, rel=1e-3)


def test_bounds_leave_room_on_both_sides_of_the_load(workload):
    low, high = bounds_of(workload.roles[0], 2)
    assert 1 <= low <= workload.roles[0].offered + 1 < high


def test_overload_waits_longer_the_fewer_people_there_are(workload):
    waits = [expected_wait(workload.roles[0], people, workload, 26.0) for people in range(1, 6)]
    assert waits == sorted(waits, reverse=True)
    assert np.isfinite(waits).all()


def test_positions_are_paid_for_all_scheduled_hours(study):
    assert costs_of_positions(study.scenario)[0] == pytest.approx(60 * 2088, rel=0.01)


HOMES = TEXT.replace("    headcount: 2\n", "    headcount: {north: 2, south: 1}\n")


@pytest.mark.parametrize("count", range(1, 9))
def test_a_larger_headcount_has_no_fewer_people_in_any_unit(count):
    scenario = Study(parse_scenario(HOMES)).scenario
    homes = [dict(staffed(scenario, (n, 1)).roles[0].home) for n in (count, count + 1)]
    assert sum(homes[0].values()) == count
    assert all(homes[0].get(unit, 0) <= homes[1].get(unit, 0) for unit in ("north", "south"))
    assert staffed(scenario, (3, 1)) == scenario
