"""Simulate a known scenario, calibrate from its log, recover what it was made of."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest

from mom_sim.calibration.calibrating import calibrate
from mom_sim.calibration.event_log import COLUMNS, EventLog
from mom_sim.calibration.fitting.fitted import Fitted
from mom_sim.calibration.interchange.instances import activity_instances
from mom_sim.scenario.loading import parse_scenario
from mom_sim.simulation import Study, simulate

SCENARIO = """
run: {{start: 2026-01-05, warm_up: 1 weeks, horizon: {weeks} weeks, seed: {seed}}}
calendars: {{office: {{hours: {{mon-fri: "09:00-17:00"}}}}}}
units: [company]
hand_off: {{within_team: 0h, between_teams: 0h}}
people:
  copy: {{headcount: {writers}, productive_fraction: 100%, absence: none, turnover: none}}
  check: {{headcount: {editors}, productive_fraction: 100%, absence: none, turnover: none}}
workflows:
  standard:
    steps:
      draft: {{skill: copy, effort: "{effort}"}}
      think: {{after: draft, wait: "exponential(mean={wait} working hours)"}}
      review:
        {{skill: check, after: think, effort: "{review}h", gate: {{revise: {{think: 100%}},
        revise_probability: {again}%, experts_only: true}}}}
      done: {{after: review, launch: true}}
campaigns:
  email: {{demand: {demand} per year}}
operating_model:
  name: own
  who_does_the_work: {{teams: [{{name: team, kinds: all, group: role}}], queue_rule: [fifo]}}
  who_decides: [{{deciders: [expert]}}]
"""


@dataclass(frozen=True)
class Truth:
    """What a scenario was made of."""

    writers: int
    editors: int
    family: str
    effort: float
    wait: float
    review: float
    again: int
    demand: float
    seed: int

    @property
    def text(self) -> str:
        shape = {"exponential": "", "lognormal": ", cv=0.7", "gamma": ", cv=0.5"}[self.family]
        effort = f"{self.family}(mean={self.effort}h{shape})"
        weeks = 60
        return SCENARIO.format(**(vars(self) | {"effort": effort, "weeks": weeks}))


def truths(count: int) -> list[Truth]:
    """Make scenarios in which people are busy for 35% to 65% of their time."""
    generator = np.random.default_rng(2026)
    found = []
    for number in range(count):
        writers, editors = (int(one) for one in generator.integers(1, 5, 2))
        again = int(generator.integers(10, 50))
        effort = round(float(generator.uniform(1, 4)), 2)
        demand = generator.uniform(0.35, 0.65) * writers * 2087 / effort
        review = round(
            generator.uniform(0.35, 0.65) * editors * 2087 / demand * (1 - again / 100), 3
        )
        wait = round(float(generator.uniform(2, 30)), 1)
        family = ("exponential", "lognormal", "gamma")[number % 3]
        found.append(
            Truth(
                writers, editors, family, effort, wait, review, again, round(demand, 1), number + 1
            )
        )
    return found


def log_of(truth: Truth) -> EventLog:
    """Simulate a year and keep what a ticket system would show."""
    return log_of_text(truth.text)


def log_of_text(text: str) -> EventLog:
    study = Study.of(parse_scenario(text))
    frame = activity_instances(simulate(study), study.scenario)
    frame = frame[frame["kind"].isin(("work", "review")) & frame["end"].notna()]
    ends = frame.groupby("case")["outcome"].last()
    frame = frame[frame["case"].isin(ends[ends == "approved"].index)]
    return EventLog(frame.assign(start_estimated=False)[list(COLUMNS)].reset_index(drop=True))


def hits(truth: Truth, found: Fitted) -> dict[str, bool]:
    """Compare what was fitted with the truth.

    Demand, effort and probabilities with their own stated 95% intervals; the family by its name;
    the mean wait over all types of case with the half-width of an exponential one of that size, 0.1
    hours and 3% of the truth, for waits are found somewhat short.
    """
    by_name = {one.name: one for one in found.activities}
    effort = by_name["draft"].effort
    waits, runs = [], []
    for kind in found.kinds:
        for step in kind.steps:
            if step.name in ("review--wait", "review--2--wait") and step.wait is not None:
                waits.append((step.wait.mean, step.wait.count))
            if step.again is not None:
                runs.append((step.again_low, step.again_high))
    mean = sum(value * count for value, count in waits) / sum(count for _, count in waits)
    number = sum(count for _, count in waits)
    half = 1.96 * truth.wait / number**0.5 + 0.1  # the last idle moment is early by a gap or two
    return {
        "demand": found.arrivals.low <= truth.demand / 52.179 <= found.arrivals.high,
        "effort": effort.low <= truth.effort <= effort.high,
        "family": effort.family == truth.family,
        "wait": abs(mean - truth.wait) <= half + 0.03 * truth.wait,
        "again": all(low <= truth.again / 100 <= high for low, high in runs),
    }


def check_structure(truth: Truth, found: Fitted) -> None:
    """Check what is not a matter of chance: hours, teams, activities, headcount."""
    assert found.week.written() == {"mon-fri": "09:00-17:00"}
    assert {(team.activities, team.positions) for team in found.teams} == {
        (("draft",), truth.writers),
        (("review",), truth.editors),
    }


def test_one_scenario_is_recovered() -> None:
    """Five checks, three of them with 95% intervals: with a fixed seed."""
    (truth,) = truths(1)
    calibration = calibrate(log_of(truth))
    check_structure(truth, calibration.fitted)
    assert all(hits(truth, calibration.fitted).values())
    again = simulate(Study.of(parse_scenario(calibration.text)))
    assert again.log.columns("campaigns")["id"].size > 1000


def test_chances_by_round_are_recovered() -> None:
    """Half go to round 2, 70% of these to a third, then 20%: two 95% intervals, fixed seed."""
    (truth,) = truths(1)
    text = replace(truth, demand=700.0, writers=4, editors=4, review=0.5).text
    text = text.replace(
        f"revise_probability: {truth.again}%", "revise_probability: [50%, 70%, 20%]"
    )
    calibration = calibrate(log_of_text(text))
    (found,) = (
        step.again_by_round
        for kind in calibration.fitted.kinds
        for step in kind.steps
        if step.again is not None
    )
    assert len(found) == 2
    assert all(one.low <= true <= one.high for one, true in zip(found, (0.7, 0.2), strict=True))
    loaded = parse_scenario(calibration.text)
    gates = [
        (gate.revise_probability, *gate.revise_later)
        for workflow in loaded.scenario.workflows
        for step in workflow.steps
        for gate in step.gate
    ]
    assert gates == [pytest.approx(tuple(one.value for one in found), abs=1e-4)]
    rows = [row for row in loaded.sources if "revise_probability" in row.path]
    assert [len(row.range) for row in rows] == [2, 2]
    assert rows[1].origin.startswith("a further round after round 3 and each further one")


@pytest.mark.deep
def test_ten_scenarios_are_recovered() -> None:
    """Fifty checks: if each holds in 95%, fewer than 43 hits happen in 0.4% of such tests."""
    found: list[bool] = []
    for truth in truths(10):
        fitted = calibrate(log_of(truth)).fitted
        check_structure(truth, fitted)
        found += hits(truth, fitted).values()
    assert len(found) == 50
    assert sum(found) >= 43
