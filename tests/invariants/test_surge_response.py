"""What is done about a surge is no part of the calm run beside it."""

from __future__ import annotations

import pytest

from mom_sim import CALM, Study, compare, parse_scenario, simulate
from mom_sim.cli.comparison_text import comparison_text

TEXT = """\
units: [north]
run: {start: 2026-01-05, warm_up: 1 week, horizon: 9 weeks, follow_up: 9 weeks}
people:
  content: {headcount: 2, absence: none, turnover: none}
  brand: {headcount: 1, absence: none, turnover: none}
campaigns:
  ad: {demand: 200 per year}
surges:
  spring: {start: 2026-01-26, weeks: 2, factor: 2}
"""
RESPONSE = """\
surge_response:
  overtime: [{calendar: office, hours: +50%, from: 2026-01-26, to: 2026-02-08}]
  freelancers:
    - {role: content, count: 3, from: 2026-02-01, to: 2026-02-20}
  freeze: [{types: [ad], from: 2026-01-20, to: 2026-01-27}]
"""
ANOTHER_TIME = "    - {role: content, count: 1, from: 2026-01-06, to: 2026-01-13}\n"
INSERT = "  freeze:"


def study(text: str) -> Study:
    return Study(parse_scenario(text, file="study.yaml"))


@pytest.fixture(scope="module")
def answered() -> Study:
    return study(TEXT + RESPONSE)


def test_calm_is_as_if_nothing_was_done(answered: Study) -> None:
    plain, with_response = (
        compare(one, ["centralized"], replications=2, surge=1.8, workers=1)
        for one in (study(TEXT), answered)
    )
    (without,), (beside,) = plain.results, with_response.results
    assert dict(beside.kpis) == dict(without.kpis)
    assert beside.surge is not None and without.surge is not None
    cost = "people_cost_per_launch"
    assert beside.surge[cost].estimate > without.surge[cost].estimate
    text = " ".join(comparison_text(with_response, answered.scenario).split())
    assert "Calm (without its overtime and freelancers and freeze), and with a surge of" in text
    assert "Calm, and with a surge of" in comparison_text(plain, study(TEXT).scenario)


def test_what_is_planned_for_another_time_stays() -> None:
    other = study(TEXT + RESPONSE.replace(INSERT, ANOTHER_TIME + INSERT))
    run = simulate(other, "centralized", surge=CALM)
    people = [person.name for person in run.plan.people if person.freelancer]
    assert people == ["content/freelancer 1"]
    assert simulate(other, "centralized").plan.people[-1].name == "content/freelancer 4"


def test_simulate_in_calm_is_the_calm_run(answered: Study) -> None:
    log, expected = (simulate(one, surge=CALM).log for one in (answered, study(TEXT)))
    for name in ("campaigns", "activities", "stints", "waits", "events"):
        assert log.table(name).equals(expected.table(name))
