"""The compiled engine gives the same log as the SimPy engine, in every bit.

Without a log it adds up the same causes.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from mom_sim.calendars.units import MICROSECONDS_PER_WEEK
from mom_sim.engines.compiled_engine.compiling import kernel
from mom_sim.engines.compiled_engine.limits import what_it_cannot_do
from mom_sim.log.log import Log
from mom_sim.plan.plan import Plan
from mom_sim.simulation import Study, parse_scenario, run_plan
from mom_sim.tape.tape import Tape, draw_tape
from tests.engines.log_difference import assert_same
from tests.engines.tallied_causes import causes_in_log, causes_without_log

SCENARIOS = Path(__file__).parents[2] / "scenarios"
WEEKS = 8


@cache
def study_of(scenario: str) -> Study:
    return Study.of(SCENARIOS / f"{scenario}.yaml")


CASES = [
    (path.stem, model)
    for path in sorted(SCENARIOS.glob("*.yaml"))
    for model in study_of(path.stem).models
]


@cache
def tape_of(scenario: str, replication: int) -> Tape:
    return draw_tape(study_of(scenario).scenario, replication)


def short_plan(scenario: str, model: str) -> Plan:
    plan = study_of(scenario).plan(model)
    end = WEEKS * MICROSECONDS_PER_WEEK
    return replace(plan, warm_up=min(plan.warm_up, end // 2), horizon=end, limit=2 * end)


def both_logs(scenario: str, model: str, replication: int) -> tuple[Log, Log]:
    study, plan = study_of(scenario), short_plan(scenario, model)
    assert what_it_cannot_do(plan) == []
    tape = tape_of(scenario, replication)
    logs = [run_plan(study, plan, tape, engine=name).log for name in ("simpy", "compiled")]
    return logs[0], logs[1]


@pytest.mark.parametrize(("scenario", "model"), CASES)
def test_every_scenario_under_every_model_has_one_log(scenario: str, model: str) -> None:
    of_simpy, of_compiled = both_logs(scenario, model, 3)
    assert_same(of_simpy, of_compiled)
    assert len(of_simpy.activities) > 0
    assert len(kernel().signatures) == 1
    plan = short_plan(scenario, model)
    known = causes_in_log(plan, tape_of(scenario, 3), of_compiled)
    assert causes_without_log(plan, study_of(scenario).scenario, 3) == known


def test_there_is_one_kernel_for_all_plans() -> None:
    both_logs("minimal", "centralized", 1)
    assert len(kernel().signatures) == 1


NOBODY_WORKS = """
run: {warm_up: 1 week, horizon: 6 weeks, follow_up: 2 weeks}
people: {writer: {headcount: 1}}
workflows:
  standard:
    steps:
      print: {wait: "exponential(mean=3 working days)"}
      launch: {after: print, launch: true}
campaigns: {leaflet: {demand: 200 per year}}
"""


def test_a_plan_in_which_nobody_works_has_one_log() -> None:
    study = Study.of(parse_scenario(NOBODY_WORKS))
    plan, tape = study.plan(), draw_tape(study.scenario, 1)
    logs = [run_plan(study, plan, tape, engine=name).log for name in ("simpy", "compiled")]
    assert_same(*logs)
    assert len(logs[0].waits) > 0
