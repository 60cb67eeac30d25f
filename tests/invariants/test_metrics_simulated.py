"""Identities that hold for the figures of every simulated log."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest

from mom_sim.log.log import Log, log_hash
from mom_sim.log.validation import validate
from mom_sim.metrics.bottlenecks import shifting_bottleneck, static_bottleneck
from mom_sim.metrics.ingredients import Ratio
from mom_sim.metrics.measuring import Measurement, measure
from mom_sim.metrics.pairing import cross_table_of_ends, paired_time_difference
from mom_sim.metrics.registry import BREAKDOWNS, METRICS
from mom_sim.metrics.summarizing import difference, names_of, summarize
from mom_sim.metrics.tabulating import by_type, by_unit, table
from mom_sim.metrics.view import View, view_of
from mom_sim.plan.plan import Plan
from mom_sim.simulation import Study, parse_scenario, run_plan
from mom_sim.stats import step_integral
from mom_sim.tape.tape import draw_tape

SCENARIO = """
name: Small study
units: [north, south]
people:
  strategy: {headcount: 2}
  content: {headcount: 2}
  design: {headcount: 2}
  brand: {headcount: 1}
campaigns:
  small: {demand: 100 per year, value: 20k USD}
  large:
    demand: 12 per year
    value: {amount: 90k USD, half_life: 4 weeks}
    effort: {strategy: 40h, content: 90h, design: 90h}
run: {horizon: 16 weeks, warm_up: 4 weeks, follow_up: 26 weeks, seed: 5}
"""
MODELS = ("centralized", "decentralized", "campaign_centric", "outsourced")
REPLICATIONS = (1, 2)


@dataclass(frozen=True)
class Run:
    log: Log
    plan: Plan

    @property
    def view(self) -> View:
        return view_of(self.log, self.plan)


@cache
def runs(model: str) -> tuple[Run, ...]:
    study = Study.of(parse_scenario(SCENARIO))
    plan = study.plan(model)
    tapes = (draw_tape(study.scenario, number, seed=5, draws=plan.draws) for number in REPLICATIONS)
    return tuple(Run(run_plan(study, plan, tape).log, plan) for tape in tapes)


@cache
def measured(model: str) -> tuple[Measurement, ...]:
    return tuple(measure(run.log, run.plan) for run in runs(model))


@pytest.mark.parametrize("model", MODELS)
def test_measuring_changes_nothing_and_repeats_itself(model: str) -> None:
    run = runs(model)[0]
    before = log_hash(run.log)
    assert not validate(run.log)
    first, second = measure(run.log, run.plan), measure(run.log, run.plan)
    assert log_hash(run.log) == before
    assert summarize([first]) == summarize([second])


@pytest.mark.parametrize("model", MODELS)
def test_causes_and_work_add_up_to_the_mean(model: str) -> None:
    for one in measured(model):
        parts = [
            part
            for name, part in one.figures.items()
            if name == "work_working_days"
            or (name.startswith("wait_") and name != "wait_embargo_working_days")
        ]
        assert len(parts) == 9
        launched = one.campaigns[one.campaigns["outcome"] == "launched"]
        assert all(isinstance(part, Ratio) and part.denominator == len(launched) for part in parts)
        total = sum(part.numerator for part in parts if isinstance(part, Ratio))
        assert total == pytest.approx(launched["working_days"].sum(), rel=1e-12)


@pytest.mark.parametrize("model", MODELS)
def test_shares_of_a_whole_add_up_to_one(model: str) -> None:
    found = summarize(measured(model))
    ends = ("launched", "rejected", "canceled", "shadow", "reused", "inside")
    assert sum(found[f"{end}_share"].estimate or 0.0 for end in ends) == pytest.approx(1.0)
    for name in ("waiting", "causes"):
        shares = table(name, measured(model)).query("figure == 'share'")["estimate"]
        assert shares.sum() == pytest.approx(1.0)
    gates = table("gates", measured(model)).dropna(subset="estimate")
    sub_causes = ("cadence_share", "agenda_share", "closed_share", "busy_share", "preempted_share")
    by_gate = gates[gates["figure"].isin(sub_causes)].groupby("gate")["estimate"].sum()
    assert by_gate.to_numpy() == pytest.approx(1.0)


@pytest.mark.parametrize("model", MODELS)
def test_bottleneck_shares_cover_the_time_once_or_more(model: str) -> None:
    for one in measured(model):
        sole = one.tables["teams"]["sole_bottleneck_share"]
        shifting = one.tables["teams"]["shifting_bottleneck_share"]
        window = sole.denominators[0]
        assert (sole.numerators >= 0).all() and (shifting.numerators >= 0).all()
        assert (sole.numerators + shifting.numerators <= window).all()
        assert sole.numerators.sum() + shifting.numerators.max() <= window
    assert shifting_bottleneck(measured(model)).share.estimate is not None
    found = static_bottleneck(measured(model))
    assert found.ranking["share"].is_monotonic_decreasing
    assert found.share.estimate == found.ranking["share"].iloc[0]


@pytest.mark.parametrize("model", MODELS)
def test_littles_law_is_an_identity(model: str) -> None:
    """The integral of work in progress is the time that campaigns spend inside the window."""
    for run in runs(model):
        window, facts = run.log.window, run.view.facts
        requested = run.log.campaigns["requested"].to_numpy()
        inside = np.clip(facts.times.until, window.warm_up, window.horizon) - np.clip(
            requested, window.warm_up, window.horizon
        )
        assert step_integral(*facts.wip, window.warm_up, window.horizon) == inside.sum()
        queueing = facts.queueing
        waited = np.clip(queueing.leave, window.warm_up, window.horizon) - np.clip(
            queueing.enter, window.warm_up, window.horizon
        )
        path = queueing.path()
        assert step_integral(*path, window.warm_up, window.horizon) == waited.sum()


@pytest.mark.parametrize("model", MODELS)
def test_queues_are_where_nobody_works_and_nobody_holds(model: str) -> None:
    """Stays never overlap a stint of their activity."""
    for run in runs(model):
        queueing = run.view.facts.queueing
        first = run.log.stints.groupby("activity")["start"].min()
        last = run.log.stints.groupby("activity")["finish"].max()
        for activity, enter, leave in zip(
            queueing.activity.tolist(),
            queueing.enter.tolist(),
            queueing.leave.tolist(),
            strict=True,
        ):
            if activity in first.index and enter < leave and enter < first[activity]:
                assert leave == first[activity]
            elif activity in first.index and enter < leave:
                assert enter >= first[activity]
                assert leave <= max(last[activity], run.log.window.end)


@pytest.mark.parametrize("model", MODELS)
def test_people_are_busy_only_on_shift_and_cost_what_they_are_there(model: str) -> None:
    for run, one in zip(runs(model), measured(model), strict=True):
        staffing = run.view.facts.staffing
        assert (staffing.busy_time <= staffing.scheduled_time).all()
        assert (staffing.idle_seconded_time + staffing.busy_time <= staffing.scheduled_time).all()
        teams = one.tables["teams"]["utilization"]
        assert (teams.numerators <= teams.denominators).all()
        people = one.tables["people"]["cost_per_week"]
        weeks = people.denominators[0]
        costs = one.figures["people_cost_per_launch"]
        assert isinstance(costs, Ratio)
        assert people.numerators.sum() == pytest.approx(costs.numerator)
        assert weeks == 12


@pytest.mark.parametrize("model", MODELS)
def test_types_and_units_add_up_to_the_whole(model: str) -> None:
    for one in measured(model):
        for groups in (one.by_type, one.by_unit):
            for name, metric in METRICS.items():
                whole = one.figures.get(name)
                if not metric.of_campaigns or not isinstance(whole, Ratio):
                    continue
                parts = [group[name] for group in groups.values()]
                for side in ("numerator", "denominator"):
                    total = sum(getattr(part, side) for part in parts)
                    assert total == pytest.approx(getattr(whole, side), rel=1e-9, abs=1e-9)


def test_every_figure_and_table_comes_with_unit_and_definition() -> None:
    found = summarize(measured("centralized"))
    assert tuple(found) == names_of()
    assert found.pop("incident_share").reason == "the scenario states no risk of bad work"
    for estimate in found.values():
        assert estimate.estimate is not None, estimate
        assert estimate.low is not None and estimate.high is not None
        assert estimate.low <= estimate.estimate <= estimate.high
    for name in BREAKDOWNS:
        frame = table(name, measured("centralized"))
        assert len(frame) and frame["unit"].all() and frame["definition"].all()
    for frame in (by_type(measured("centralized")), by_unit(measured("centralized"))):
        assert set(frame["figure"]) == {n for n, metric in METRICS.items() if metric.of_campaigns}


def test_the_same_campaigns_pair_across_models() -> None:
    a, b = measured("centralized"), measured("decentralized")
    ends = cross_table_of_ends(a, b)
    assert ends.to_numpy().sum() == sum(len(one.campaigns) for one in a)
    paired = paired_time_difference(a, b)
    swapped = paired_time_difference(b, a)
    assert paired.estimate is not None and swapped.estimate is not None
    assert paired.estimate == pytest.approx(-swapped.estimate)
    found = difference(a, b, "time_to_launch_mean_working_days")
    sides = [summarize(side)["time_to_launch_mean_working_days"].estimate for side in (a, b)]
    assert sides[0] is not None and sides[1] is not None
    assert found.estimate == pytest.approx(sides[0] - sides[1])


def test_task_forces_hold_people_and_agencies_cost_money() -> None:
    force, bought = (summarize(measured(model)) for model in MODELS[2:])
    assert (force["seconded_idle_share"].estimate or 0.0) > 0.0
    assert (bought["agency_cost_per_launch"].estimate or 0.0) > 0.0
    assert (bought["wait_agency_working_days"].estimate or 0.0) > 0.0


def test_only_separate_teams_are_idle_while_others_queue() -> None:
    central, apart = (summarize(measured(model)) for model in MODELS[:2])
    assert central["idle_while_others_queue"].estimate == 0.0
    assert (apart["idle_while_others_queue"].estimate or 0.0) > 0.0


class GivenUpError(Exception):
    """Raised in place of going on."""


def measured_until(run: Run, last: int) -> tuple[Measurement, int]:
    """Measure a run, give up when asked for the given time, and say how often it was asked."""
    calls = 0

    def check() -> None:
        nonlocal calls
        calls += 1
        if calls == last:
            raise GivenUpError

    return measure(run.log, run.plan, check=check), calls


def test_measuring_can_be_given_up_at_every_part() -> None:
    run = runs("centralized")[0]
    found, calls = measured_until(run, 0)
    parts = len(found.figures) + len(found.by_type) + len(found.by_unit) + len(found.tables)
    assert calls == parts and found.by_unit and found.by_type
    for last in (1, len(found.figures) + 1, parts):
        with pytest.raises(GivenUpError):
            measured_until(run, last)
