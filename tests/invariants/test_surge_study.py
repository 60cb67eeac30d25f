"""A surge study against what is known of the same runs from elsewhere."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from mom_sim.calendars.units import MICROSECONDS_PER_WEEK
from mom_sim.experiments.comparing import compare
from mom_sim.experiments.surge.default import default_promise
from mom_sim.experiments.surge.measuring import measure_surges
from mom_sim.experiments.surge.setting import RISE, surge_settings
from mom_sim.experiments.surge.study import SurgeStudy
from mom_sim.log.contract import OUTCOMES
from mom_sim.simulation import Study, parse_scenario, simulate
from mom_sim.tape.surges import CALM
from mom_sim.tape.tape import draw_tape

TEXT = """\
name: Small surge
units: [north, south]
run: {warm_up: 1 week, horizon: 12 weeks, follow_up: 30 weeks, replications: 6}
people:
  content: {headcount: 2}
  design: {headcount: 2}
workflows:
  standard:
    steps:
      content: {skill: content, effort: 8h}
      design: {skill: design, after: content, effort: 6h}
      launch: {after: design, launch: true}
campaigns:
  email: {demand: 120 per year, due: 2 weeks, patience: 5 weeks}
surges:
  slump: {start: 0 weeks, weeks: 1, factor: 0.5}
  rush: {start: 3 weeks, weeks: 3, factor: 2, units: [north]}
"""
WITH_RESPONSE = f"""{TEXT}
surge_response:
  freelancers: [{{role: content, count: 4, from: 3 weeks, to: 6 weeks, cost: 75 USD/hour}}]
"""
MODELS = ("centralized", "decentralized")


@pytest.fixture(scope="module")
def study() -> Study:
    return Study(parse_scenario(TEXT))


@pytest.fixture(scope="module")
def found(study: Study) -> SurgeStudy:
    promises = ["p90 time-to-launch <= 0.01 working days"]  # broken in calm: nothing is searched
    return measure_surges(study, MODELS, factors=[1, 2], promises=promises, workers=1)


def test_recovery_and_backlog_are_those_of_a_comparison(study: Study, found: SurgeStudy) -> None:
    comparison = compare(study, MODELS, surge=2.0, workers=1)
    for mine, theirs in zip(found.results, comparison.results, strict=True):
        assert theirs.surge is not None
        expected, told = theirs.surge["weeks_to_recover"], mine.stated.weeks_to_recover
        assert (told.estimate, told.low) == (expected.estimate, expected.low)
        assert told.estimate
        # There from warm-up to horizon, here from the surge until it has recovered.
        larger, told = theirs.surge["peak_backlog"], mine.stated.peak_backlog
        assert larger.estimate is not None and told.estimate is not None
        assert told.estimate <= larger.estimate


def test_late_and_lost_are_counted_campaign_by_campaign(study: Study, found: SurgeStudy) -> None:
    settings, _, _ = surge_settings(study.scenario, None)
    (setting,) = settings
    late, lost, collateral = [], [], []
    for replication in range(1, 7):
        logs = [
            simulate(study, "centralized", replication=replication, surge=surge).log
            for surge in (CALM, 2.0)
        ]
        # Patience and due times are short: by then nothing is open of what counts.
        until = setting.end + 15 * MICROSECONDS_PER_WEEK
        ends = []
        for log in logs:
            some = log.campaigns
            some = some[(some["requested"] >= setting.start) & (some["requested"] < until)]
            words = np.array(OUTCOMES)[some["outcome"]]
            ends.append(
                {
                    identity: (word == "launched" and ended > due, word in ("canceled", "rejected"))
                    for identity, word, ended, due in zip(
                        some["id"], words, some["ended"], some["due"], strict=True
                    )
                }
            )
        calm, surge = ends
        assert set(calm) < set(surge), "a surge adds campaigns and moves none"
        late.append(sum(a for a, _ in surge.values()) - sum(a for a, _ in calm.values()))
        lost.append(sum(b for _, b in surge.values()) - sum(b for _, b in calm.values()))
        collateral.append(sum(not any(calm[one]) and any(surge[one]) for one in calm))
    stated = found.results[0].stated
    assert stated.late.estimate == pytest.approx(np.mean(late), abs=0.2)
    assert stated.lost.estimate == pytest.approx(np.mean(lost), abs=0.2)
    assert stated.collateral.estimate == pytest.approx(np.mean(collateral), abs=0.2)
    assert stated.collateral.estimate


def test_the_factor_1_is_the_calm_run_unless_something_answers_the_surge() -> None:
    calm, helped = (
        measure_surges(
            parse_scenario(text), ["centralized"], factors=[1], replications=2, workers=1
        ).results[0]
        for text in (TEXT, WITH_RESPONSE)
    )
    kpi = "time_to_launch_mean_working_days"
    first, second = (one.curve[0].kpis[kpi].estimate for one in (calm, helped))
    assert first is not None and second is not None and second < first
    assert helped.headrooms[0].to_json() == calm.headrooms[0].to_json()
    assert calm.curve[0].weeks_to_recover.estimate == 0


def test_longer_and_larger_surges_hold_the_shorter_and_smaller(study: Study) -> None:
    settings, rise, calm = surge_settings(study.scenario, [2, 5.5, 40])
    campaigns = [
        set(draw_tape(setting.scenario, 1, seed=3, surge=factor).campaigns.id)
        for setting, factor in (
            *((calm, CALM), (settings[0], 1.5), (settings[0], 2.0), (settings[1], 2.0)),
            (settings[2], 3.0),
        )
    ]
    for smaller, larger in pairwise(campaigns):
        assert smaller < larger
    everything = draw_tape(rise.scenario, 1, seed=3, surge=3.0).campaigns
    assert campaigns[0] < set(everything.id)
    assert [setting.name for setting in (*settings, rise)] == ["2", "5.5", "40", RISE]
    for setting in settings:
        assert setting.start == 3 * MICROSECONDS_PER_WEEK
        run = setting.scenario.run
        assert run.horizon + run.follow_up >= setting.observe_until
    assert rise.start == study.scenario.run.warm_up and rise.end == study.scenario.run.horizon


def test_the_default_promise_is_the_due_time_of_what_is_asked_for_most(study: Study) -> None:
    scenario = study.scenario
    assert default_promise(scenario) == "p90 time-to-launch <= 14 calendar days"
    (email,) = scenario.campaigns
    often = replace(
        email,
        name="note",
        due=replace(email.due, working=True),
        demand=tuple(replace(one, per_year=2 * one.per_year) for one in email.demand),
    )
    both = replace(scenario, campaigns=(email, often))
    days = 14 * 24 / scenario.hours_per_day
    assert default_promise(both) == f"p90 time-to-launch for note <= {days:g} working days"


def test_an_equal_budget_is_kept_to(study: Study) -> None:
    text = TEXT.replace("units:", "comparison: equal_budget\nunits:", 1)
    result = measure_surges(
        parse_scenario(text), ["outsourced"], factors=[1], replications=1, workers=1
    ).results[0]
    assert result.comparison == "equal_budget"
    people = measure_surges(study, ["outsourced"], factors=[1], replications=1, workers=1)
    assert people.results[0].comparison == "equal_people"
    kpi = "time_to_launch_mean_working_days"
    budget, other = (one.curve[0].kpis[kpi].estimate for one in (result, people.results[0]))
    assert budget != other


def test_no_end_of_an_interval_is_below_what_can_be(study: Study) -> None:
    (found,) = measure_surges(
        study, ["centralized"], factors=[1, 2], weeks=[4], replications=2, workers=1
    ).results
    for point in found.curve:
        assert point.peak_backlog.low is not None and point.peak_backlog.low >= 0
        assert point.collateral.low is not None and point.collateral.low >= 0
