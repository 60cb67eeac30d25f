"""A gate whose chance of a revision depends on the round, and a queue that takes the latest first.

Closed forms: numbers of rounds are a product of chances; a queue without preemption that takes the
latest first has the waits of Poisson arrivals at a single exponential server known to their second
moment.
"""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from mom_sim.operating_models.expected_demand import expected_revisions
from mom_sim.simulation import Study, parse_scenario, simulate
from tests.engines.log_difference import assert_same

CHANCES = (0.6, 0.3, 0.1)
ROUNDS = """\
run: {start: 2026-01-05, warm_up: 0 weeks, horizon: 52 weeks, follow_up: 20 weeks}
units: [company]
hand_off: {within_team: 0h, between_teams: 0h}
people:
  copy: {headcount: 8, productive_fraction: 100%, absence: none, turnover: none}
  check: {headcount: 8, productive_fraction: 100%, absence: none, turnover: none}
workflows:
  standard:
    steps:
      draft: {skill: copy, effort: 1h}
      review:
        skill: check
        after: draft
        effort: 0.5h
        gate:
          revise: {draft: 50%}
          revise_probability: [60%, 30%, 10%]
          error_rates: {expert: {false_reject: 0%, false_accept: 0%}}
      done: {after: review, launch: true}
campaigns:
  email: {demand: 3000 per year}
operating_model:
  name: own
  who_does_the_work: {teams: [{name: team, kinds: all, group: role}]}
  who_decides: [{deciders: [expert]}]
"""
QUEUE = """\
run: {start: 2026-01-05, warm_up: 4 weeks, horizon: 104 weeks, follow_up: 10 weeks}
calendars: {always: {hours: always}}
hours_per_day: 24h
units: [company]
hand_off: {within_team: 0h, between_teams: 0h}
people:
  copy: {headcount: 1, productive_fraction: 100%, absence: none, turnover: none, calendar: always}
workflows:
  standard:
    steps:
      draft: {skill: copy, effort: "exponential(mean=1h)"}
      done: {after: draft, launch: true}
campaigns:
  email: {demand: 4383 per year, arrive: any time}
operating_model:
  name: own
  who_does_the_work: {teams: [{name: team, kinds: all, group: role}], queue_rule: [RULE]}
  who_decides: [{deciders: [expert]}]
"""
REPLICATIONS = 20


def test_rounds_are_as_many_as_their_chances_say() -> None:
    """Shares of the campaigns that go on from rounds 1, 2, 3 and all further ones.

    Each within 4.5 standard errors: false alarm below 3e-5 in all. Seed 1.
    """
    study = Study.of(parse_scenario(ROUNDS))
    run = simulate(study, seed=1)
    assert_same(run.log, simulate(study, seed=1, engine="simpy").log)
    events = run.log.events
    verdict = run.log.vocabularies["event_kind"].index("verdict")
    attempt = events.loc[events["kind"] == verdict, "attempt"].to_numpy()
    came = np.array([(attempt == number).sum() for number in range(1, attempt.max() + 2)])
    assert came[0] > 2500
    for number, chance in enumerate(CHANCES[:2]):
        assert_share(came[number + 1], came[number], chance)
    assert_share(came[3:].sum(), came[2:].sum(), CHANCES[2])
    first, second, further = CHANCES
    expected = first * (1 + second * (1 + further / (1 - further)))
    plan = study.plan()
    assert expected_revisions(study.scenario, plan, "email", "review") == pytest.approx(expected)


def assert_share(went_on: int, came: int, chance: float) -> None:
    assert abs(went_on / came - chance) < 4.5 * sqrt(chance * (1 - chance) / came)


@pytest.mark.parametrize(("rule", "second_moment"), [("fifo", 4.0), ("latest_first", 8.0)])
def test_the_latest_first_spreads_waits_and_keeps_their_mean(
    rule: str, second_moment: float
) -> None:
    """A server busy half of its time, whose work takes an hour: mean wait 1 hour under both rules.

    Moments within 5 standard errors of twenty replications: false alarm 8e-5 each by Student's t.

    Source: Takacs, Delay distributions for one line with Poisson input, general holding times, and
    various orders of service, Bell System Technical Journal 42 (1963): without preemption, the
    second moment of the latest first is that of the first come over 1 - load.
    """
    study = Study.of(parse_scenario(QUEUE.replace("RULE", rule)))
    means, squares = [], []
    for replication in range(1, REPLICATIONS + 1):
        rows = simulate(study, seed=2, replication=replication).log.activities
        rows = rows[rows["team"] >= 0].dropna(subset=["start"])
        wait = (rows["start"] - rows["ready"]).to_numpy(dtype=np.float64) / 3.6e9
        means.append(wait.mean())
        squares.append((wait**2).mean())
    for found, expected in ((means, 1.0), (squares, second_moment)):
        error = np.std(found, ddof=1) / sqrt(REPLICATIONS)
        assert abs(np.mean(found) - expected) < 5 * error
        assert error < 0.15 * expected
