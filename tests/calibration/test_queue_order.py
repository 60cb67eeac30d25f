"""Which waiting piece of work is taken first: found where it is so, left alone where it is not."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from mom_sim.calibration.calibrating import Calibration, calibrate
from mom_sim.calibration.event_log import COLUMNS, EventLog
from mom_sim.calibration.fit_warnings import of_queues
from mom_sim.calibration.fitting.queue_order import find_order, waiting_pairs
from mom_sim.calibration.interchange.instances import activity_instances
from mom_sim.scenario.loading import parse_scenario
from mom_sim.simulation import Study, simulate

SCENARIO = """
run: {{start: 2026-01-05, warm_up: 1 weeks, horizon: 40 weeks, seed: 5}}
calendars: {{office: {{hours: {{mon-fri: "09:00-17:00"}}}}}}
units: [company]
hand_off: {{within_team: 0h, between_teams: 0h}}
people:
  intake: {{headcount: 4, productive_fraction: 100%, absence: none, turnover: none}}
  studio: {{headcount: 2, productive_fraction: 100%, absence: none, turnover: none}}
workflows:
  standard:
    steps:
      look: {{skill: intake, effort: "exponential(mean=1h)"}}
      make: {{skill: studio, after: look, effort: "exponential(mean=2h)"}}
      done: {{after: make, launch: true}}
classes_of_service:
  first: {{rank: 0}}
  standard: {{rank: 1}}
campaigns:
  urgent: {{demand: 500 per year, due: 2h, class_of_service: {urgent}}}
  usual: {{demand: 1400 per year, due: 200h}}
operating_model:
  name: own
  who_does_the_work:
    teams: [{{name: team, kinds: all, group: role}}]
    queue_rule: [{rule}]
  who_decides: [{{deciders: [expert]}}]
"""


@cache
def simulated(rule: str, urgent: str = "standard") -> EventLog:
    """Log of a studio that is busy for 90% of its time, as a ticket system would have it."""
    study = Study.of(parse_scenario(SCENARIO.format(rule=rule, urgent=urgent)))
    frame = activity_instances(simulate(study), study.scenario)
    frame = frame[(frame["kind"] == "work") & frame["end"].notna()]
    frame = frame.assign(start_estimated=False, priority=frame["type"])
    return EventLog(frame[[*COLUMNS, "priority"]].reset_index(drop=True))


def found_in(rule: str, urgent: str = "standard") -> Calibration:
    return calibrate(simulated(rule, urgent))


def test_first_come_first_served_is_left_alone() -> None:
    """Five other rules at 1% together: false alarm 1%, and next to none where queues are strict."""
    order = found_in("fifo").fitted.queue_order
    assert (order.rule, order.column) == ("fifo", "")
    assert order.pairs > 200
    assert order.first_come > 0.97 * order.pairs


def test_classes_of_a_column_are_recovered_and_written() -> None:
    calibration = found_in("class_of_service, fifo", "first")
    order = calibration.fitted.queue_order
    assert (order.rule, order.ranks) == ("class of priority", ("urgent", "usual"))
    scenario = parse_scenario(calibration.text)
    by_class = {name.rpartition("__")[2]: one.class_of_service for name, one in by_name(scenario)}
    assert by_class == {"urgent": "class_1", "usual": "class_2"}
    demand = {name.rpartition("__")[2]: one for name, one in by_name(scenario)}
    per_year = {name: sum(part.per_year for part in one.demand) for name, one in demand.items()}
    assert per_year["urgent"] == pytest.approx(500, rel=0.15)
    assert per_year["usual"] == pytest.approx(1400, rel=0.15)
    marks = {row.path: row.mark for row in scenario.sources}
    assert "STATED" not in marks.values()
    again = simulate(Study.of(scenario))
    assert again.log.columns("campaigns")["id"].size > 1000


def by_name(loaded) -> list[tuple[str, object]]:  # type: ignore[no-untyped-def]
    return [(one.name, one) for one in loaded.scenario.campaigns]


def test_the_shortest_first_is_recovered() -> None:
    calibration = found_in("shortest_first, fifo")
    assert calibration.fitted.queue_order.rule == "shortest"
    assert "queue_rule: [shortest_first, fifo]" in calibration.text
    assert "who_does_the_work.queue_rule: {mark: COMPUTED" in calibration.text


def test_the_latest_first_is_recovered_and_simulated() -> None:
    calibration = found_in("latest_first")
    assert calibration.fitted.queue_order.rule == "latest"
    assert "queue_rule: [latest_first]" in calibration.text
    assert not of_queues(calibration.fitted.queue_order)
    teams = Study.of(parse_scenario(calibration.text)).plan().teams
    assert {team.rule for team in teams} == {("latest_first",)}


def test_the_latest_first_is_told_from_the_first_come() -> None:
    generator = np.random.default_rng(1)
    ready = np.sort(generator.uniform(0, 100, 400))
    waiting: list[int] = []
    start, now, place = np.zeros(400), 0.0, 0
    while place < 400 or waiting:
        while place < 400 and ready[place] <= now:
            waiting.append(place)
            place += 1
        if not waiting:
            now = float(ready[place])
            continue
        start[waiting.pop()] = now
        now += 0.3
    pairs = waiting_pairs(np.zeros(400, dtype=np.int64), ready, start, ready < start)
    assert np.unique(np.concatenate((pairs.taken, pairs.left))).size == 2 * pairs.count
    order = find_order(pairs, ready, {"latest": -ready}, {})
    assert (order.rule, order.first_come) == ("latest", 0)


def test_chance_is_not_taken_for_a_rule() -> None:
    """Of 400 queues served at random about 1% get another rule; binomial, false alarm 1e-4."""
    generator = np.random.default_rng(2)
    wrong = 0
    for _ in range(400):
        ready = generator.uniform(0, 1, 200)
        start = 2 + np.argsort(generator.uniform(size=200)).astype(np.float64)
        pairs = waiting_pairs(np.zeros(200, dtype=np.int64), ready, start, ready < start)
        value = generator.uniform(size=200)
        classes = [str(one) for one in generator.integers(0, 3, 200)]
        order = find_order(
            pairs, ready, {"latest": -ready, "shortest": value}, {"priority": classes}
        )
        wrong += order.rule != "fifo"
    assert wrong <= 14  # Binomial(400, 1%) is above 14 with probability 3e-5


def test_few_pairs_tell_nothing() -> None:
    ready = np.arange(20.0)
    start = 30.0 - ready
    pairs = waiting_pairs(np.zeros(20, dtype=np.int64), ready, start, ready < start)
    order = find_order(pairs, ready, {"latest": -ready}, {})
    assert (order.rule, order.tried) == ("fifo", ())


def test_what_was_ready_at_one_instant_tells_no_order() -> None:
    """Batches of ten, taken as they stand: none of a batch came before another."""
    ready = np.repeat(np.arange(40) * 10.0, 10)
    start = ready + 1 + np.tile(np.arange(10) * 0.9, 40)
    one_team = np.zeros(400, dtype=np.int64)
    pairs = waiting_pairs(one_team, ready, start, ready < start)
    order = find_order(pairs, ready, {"latest": -ready}, {})
    assert (order.rule, order.pairs, order.first_come, order.tried) == ("fifo", 0, 0, ())
    late = waiting_pairs(one_team, ready, start + 15, ready < start + 15)
    assert late.count > 30
    assert (ready[late.taken] < ready[late.left]).all()


def leaning(share: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A queue that takes the shortest with some probability, and else any."""
    generator = np.random.default_rng(3)
    ready = np.sort(generator.uniform(0, 100, 1500))
    work, start = generator.exponential(1, 1500), np.zeros(1500)
    waiting: list[int] = []
    now, place = 0.0, 0
    while place < 1500 or waiting:
        while place < 1500 and ready[place] <= now:
            waiting.append(place)
            place += 1
        if not waiting:
            now = float(ready[place])
            continue
        shortest = int(np.argmin(work[waiting]))
        by_chance = int(generator.integers(len(waiting)))
        start[waiting.pop(shortest if generator.uniform() < share else by_chance)] = now
        now += 0.064
    return ready, work, start


@pytest.mark.parametrize(
    ("share", "rule", "seen"), [(0.3, "fifo", ("shortest",)), (0.9, "shortest", ())]
)
def test_a_leaning_is_told_and_not_written(share: float, rule: str, seen: tuple[str, ...]) -> None:
    ready, work, start = leaning(share)
    pairs = waiting_pairs(np.zeros(1500, dtype=np.int64), ready, start, ready < start)
    order = find_order(pairs, ready, {"latest": -ready, "shortest": work}, {})
    assert (order.rule, order.seen) == (rule, seen)
    found = of_queues(order)
    assert len(found) == len(seen)
    assert all("goes with the shortest in" in one for one in found)


def test_classes_are_a_rule_though_chance_decides_within_them() -> None:
    """A quarter of the work is urgent and goes first, the rest in any order: the class is clear."""
    generator = np.random.default_rng(4)
    ready = generator.uniform(0, 1, 600)
    named = ["urgent" if one else "usual" for one in generator.uniform(size=600) < 0.25]
    named[:30] = [""] * 30
    urgency = np.array([one != "urgent" for one in named]) + generator.uniform(size=600)
    start = 2 + np.argsort(np.argsort(urgency)).astype(np.float64)
    pairs = waiting_pairs(np.zeros(600, dtype=np.int64), ready, start, ready < start)
    order = find_order(pairs, ready, {"latest": -ready}, {"priority": named})
    assert (order.rule, order.ranks) == ("class of priority", ("urgent", "usual"))
    (tried,) = (one for one in order.tried if one.rule == "class of priority")
    assert tried.share < 0.8 < tried.share_of_told
    (warning,) = of_queues(order)
    assert "goes with the class of priority in" in warning
