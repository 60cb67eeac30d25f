"""Statistics without a log equal what is counted in the log of the same run."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mom_sim.calendars.units import MICROSECONDS_PER_WEEK
from mom_sim.engines.compiled_engine import statistics_run
from mom_sim.engines.compiled_engine.engine import lay_tables, run_columns
from mom_sim.engines.compiled_engine.histograms import Histogram, bounds, bucket
from mom_sim.engines.compiled_engine.memory import Memory
from mom_sim.engines.compiled_engine.pool_clocks import lay_pool_clocks
from mom_sim.engines.compiled_engine.statistics_run import Tallies, run_statistics
from mom_sim.engines.internal_dates import with_internal_dates
from mom_sim.log.contract import EVENT_KINDS, OUTCOMES
from mom_sim.log.log import Log
from mom_sim.operating_models.compiling import compile_plan
from mom_sim.plan.instructions import CODES
from mom_sim.plan.plan import Plan
from mom_sim.simulation import Study, parse_scenario, run_plan
from mom_sim.tape.blocks import TapeInBlocks
from mom_sim.tape.tape import Tape, draw_tape
from tests.engines.tallied_causes import causes_in_log
from tests.made.lengths import HOUR
from tests.made.small import launch, model, people, request, study, work

SCENARIOS = Path(__file__).parents[2] / "scenarios"
WEEKS = 26
QUICK = [
    *[("minimal", model) for model in ("centralized", "campaign_centric", "outsourced")],
    ("reference_company", "campaign_centric"),
    ("hub_and_spoke", "hybrid"),
]
LONGER = [
    ("reference_company", "centralized"),
    ("surge", "outsourced"),
    ("campaign_calendar", "self_service"),
]
CASES = [*QUICK, *[pytest.param(*case, marks=pytest.mark.deep) for case in LONGER]]
KINDS_OF_LIVES = {"shift_start", "shift_end", "departure", "hire", "absence_start", "absence_end"}


@cache
def study_of(scenario: str) -> Study:
    return Study.of(SCENARIOS / f"{scenario}.yaml")


@cache
def short_plan(scenario: str, model: str) -> Plan:
    plan = study_of(scenario).plan(model)
    end = WEEKS * MICROSECONDS_PER_WEEK
    return replace(plan, warm_up=end // 4, horizon=end, limit=2 * end)


@cache
def tallies_of(scenario: str, model: str, block: float) -> Tallies:
    source = TapeInBlocks(study_of(scenario).scenario, 2, campaigns_a_block=block)
    return run_statistics(short_plan(scenario, model), source)


@cache
def log_of(scenario: str, model: str) -> tuple[Log, Any, Tape]:
    study, plan = study_of(scenario), short_plan(scenario, model)
    tape = draw_tape(study.scenario, 2, draws=plan.draws)
    raw, _ = run_columns(plan, with_internal_dates(plan, tape))
    return run_plan(study, plan, tape, engine="compiled").log, raw, tape


def within(plan: Plan, start: Any, finish: Any) -> Any:
    return np.maximum(np.minimum(finish, plan.horizon) - np.maximum(start, plan.warm_up), 0)


def expected(scenario: str, model: str) -> dict[str, Any]:
    """The same numbers from the rows of the log, and the holdings of the raw recording."""
    plan = short_plan(scenario, model)
    log, raw, tape = log_of(scenario, model)
    campaigns, stints = log.campaigns, log.stints
    activities = log.activities.sort_values("activity")
    assert (activities["activity"].to_numpy() == np.arange(len(activities))).all()
    requested, ended = campaigns["requested"].to_numpy(), campaigns["ended"].to_numpy()
    outcome = campaigns["outcome"].to_numpy()
    is_backlog = np.zeros(len(campaigns), dtype=bool)
    if "backlog" in tape.campaigns.streams:
        backlog = tape.campaigns.streams.index("backlog")
        is_backlog = tape.campaigns.stream[: len(campaigns)] == backlog
    followed = (requested >= plan.warm_up) & (requested < plan.horizon) & ~is_backlog
    launched = outcome == OUTCOMES.index("launched")
    teams = range(len(plan.teams))
    spent = within(plan, stints["start"].to_numpy(), stints["finish"].to_numpy())
    finish = activities["finish"].to_numpy()
    is_work = activities["instruction"].to_numpy() == CODES["WORK"]
    # Rows of the raw recording have numbers of their own.
    rows, spans = raw.rows, raw.spans
    size, lasts = rows["ready"].size, spans["finish"] - spans["start"]
    held = np.bincount(spans["row"], weights=lasts, minlength=size).astype(np.int64)
    lasts = within(plan, spans["start"], spans["finish"])
    held_in = np.bincount(spans["row"], weights=lasts, minlength=size).astype(np.int64)
    until = np.where(rows["finish"] < 0, log.window.end, rows["finish"])
    waiting_in = within(plan, rows["ready"], until) - held_in
    waited = rows["finish"] - rows["ready"] - held
    of_type = tape.campaigns.type[rows["campaign"]].tolist()
    asks = np.array(
        [
            plan.programs[kind].nodes[node].instruction == "WORK"
            for kind, node in zip(of_type, rows["node"].tolist(), strict=True)
        ]
    )
    counted = asks & (rows["finish"] >= 0)
    counted &= (rows["ready"] >= plan.warm_up) & (rows["ready"] < plan.horizon)
    first = campaigns["first_start"].to_numpy()
    done = followed & launched
    kinds = Counter(EVENT_KINDS[kind] for kind in log.events["kind"].to_numpy().tolist())
    return {
        "arrivals": len(campaigns),
        "completions": int((is_work & (finish >= 0)).sum()),
        "wip_time": int(within(plan, requested, np.where(ended >= 0, ended, plan.horizon)).sum()),
        "launched_in_window": int(
            (launched & (ended >= plan.warm_up) & (ended < plan.horizon)).sum()
        ),
        "ends": {
            word: int((outcome[followed] == code).sum()) for code, word in enumerate(OUTCOMES)
        },
        "busy": tuple(int(spent[stints["team"].to_numpy() == one].sum()) for one in teams),
        "queue_time": tuple(int(waiting_in[asks & (rows["team"] == one)].sum()) for one in teams),
        "causes": causes_in_log(plan, tape, log),
        "events": {kind: kinds[kind] for kind in EVENT_KINDS if kind not in KINDS_OF_LIVES},
        "times": (ended - requested)[done],
        "cycles": (ended - first)[done & (first >= 0)],
        "waits": [waited[counted & (rows["team"] == one)] for one in teams],
    }


@pytest.mark.parametrize(("scenario", "model"), CASES)
def test_sums_and_counts_are_those_of_the_log(scenario: str, model: str) -> None:
    found, known = tallies_of(scenario, model, 8192.0), expected(scenario, model)
    for name in ("arrivals", "completions", "wip_time", "launched_in_window", "ends", "causes"):
        assert getattr(found, name) == known[name], name
    assert found.busy == known["busy"]
    assert found.queue_time == known["queue_time"]
    assert {kind: found.events[kind] for kind in known["events"]} == known["events"]
    assert found.ends["launched"] > 0
    assert sum(found.causes.values()) == found.time_to_launch.total


def test_what_is_under_way_at_the_end_may_be_added_up_one_campaign_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls: list[int] = []
    drain = statistics_run._drain

    def noted(memory: Memory, totals: dict[str, list[int]]) -> None:
        calls.append(memory["closing"])
        drain(memory, totals)

    known = tallies_of("minimal", "centralized", 8192.0)
    monkeypatch.setattr(statistics_run, "_SETTLED_AT_ONCE", 1)
    monkeypatch.setattr(statistics_run, "_drain", noted)
    source = TapeInBlocks(study_of("minimal").scenario, 2, campaigns_a_block=8192.0)
    found = run_statistics(short_plan("minimal", "centralized"), source)
    assert sum(calls) > 3
    assert found.queue_time == known.queue_time and found.ends == known.ends
    assert found.busy == known.busy and found.wip_time == known.wip_time


def test_what_waits_at_the_end_of_a_long_run_can_be_added_up() -> None:
    """Ten thousand pieces of work, thirty years each: more than 64 bits hold."""
    begun = request("r", effort=tuple((f"w{number}", 10**9 * HOUR) for number in range(10)))
    steps = [work(name, "writer", 1) for name, _ in begun.effort]
    scenario = study(
        [people("writer")], (*steps, launch(*(step.name for step in steps))), [begun] * 1000
    )
    end = 30 * 52 * MICROSECONDS_PER_WEEK
    scenario = replace(scenario, run=replace(scenario.run, horizon=end, follow_up=0))
    found = run_statistics(compile_plan(scenario, model()), TapeInBlocks(scenario, 1))
    assert found.queue_time == (9999 * end,)
    assert found.busy == (end,)


@pytest.mark.parametrize(("scenario", "model"), CASES)
def test_histograms_are_those_of_the_log(scenario: str, model: str) -> None:
    found, known = tallies_of(scenario, model, 8192.0), expected(scenario, model)
    pairs = [
        (found.time_to_launch, known["times"]),
        (found.cycle_time, known["cycles"]),
        *zip(found.waits, known["waits"], strict=True),
    ]
    for histogram, values in pairs:
        assert histogram.count == values.size
        assert histogram.total == int(values.sum())
        counts = Counter(bucket(int(value)) for value in values)
        filled = zip(histogram.buckets.tolist(), histogram.counts.tolist(), strict=True)
        assert list(filled) == sorted(counts.items())
        for share in (0.0, 0.05, 0.5, 0.9, 0.99, 1.0) if values.size else ():
            exact = np.sort(values)[max(1, int(np.ceil(share * values.size))) - 1]
            assert histogram.quantile(share) == pytest.approx(exact, rel=0.001)


@pytest.mark.parametrize(("scenario", "model"), QUICK[:3])
def test_the_size_of_the_blocks_changes_nothing(scenario: str, model: str) -> None:
    assert same(tallies_of(scenario, model, 8192.0), tallies_of(scenario, model, 7.0))


def test_every_value_lies_in_its_bucket() -> None:
    for value in (0, 1, 2047, 2048, 2049, 4095, 4096, 10**9, 10**15, (1 << 62) + 12345):
        low, width = bounds(bucket(value))
        assert low <= value < low + width
        assert width == 1 or width <= value / 1024


def test_histograms_can_be_added() -> None:
    one = tallies_of("minimal", "centralized", 8192.0).time_to_launch
    twice = one + one
    assert twice.count == 2 * one.count
    assert twice.mean == one.mean
    assert twice.quantile(0.5) == one.quantile(0.5)
    assert (one + Histogram.empty()).quantile(0.9) == one.quantile(0.9)


def test_histograms_of_different_values_can_be_added() -> None:
    counts = np.zeros((2, 5000), dtype=np.int64)
    counts[0, [3, 70, 4000]], counts[1, [0, 70, 4999]] = (1, 2, 3), (4, 5, 6)
    every = counts.sum(axis=0)
    one, other = (Histogram.taken_out(part, 7) for part in counts)
    assert not counts.any()
    both, expected = one + other, Histogram.taken_out(every, 14)
    assert both.buckets.tolist() == expected.buckets.tolist() == [0, 3, 70, 4000, 4999]
    assert both.counts.tolist() == expected.counts.tolist() == [4, 1, 7, 3, 6]
    assert (both.count, both.total) == (21, 14)


def same(one: Tallies, other: Tallies) -> bool:
    """Whether two runs have added up the same."""

    def plain(value: Any) -> Any:
        if isinstance(value, Histogram):
            filled = zip(value.buckets.tolist(), value.counts.tolist(), strict=True)
            return value.count, value.total, *filled
        return tuple(map(plain, value)) if isinstance(value, tuple) else value

    return {name: plain(value) for name, value in vars(one).items()} == {
        name: plain(value) for name, value in vars(other).items()
    }


ROUND_THE_CLOCK = """
run: {warm_up: 0h, horizon: 8 weeks, follow_up: 4 weeks}
calendars: {always_open: {hours: always}, office: {hours: {mon-fri: "09:00-17:00"}}}
people:
  writer: {headcount: 2, productive_fraction: 100%, calendar: always_open, absence: none}
workflows:
  standard:
    steps:
      write: {skill: writer, effort: 20h}
      launch: {after: write, launch: true}
campaigns: {leaflet: {demand: 400 per year}}
"""


@pytest.mark.parametrize(
    ("old", "new", "asks"),
    [
        ("", "", 0),
        ("calendar: always_open", "calendar: office", 1),
        ("skill: writer,", "skills: {writer: 2},", 1),
    ],
)
def test_causes_are_asked_for_only_where_they_can_occur(old: str, new: str, asks: int) -> None:
    study = Study.of(parse_scenario(ROUND_THE_CLOCK.replace(old, new)))
    plan, source = study.plan("centralized"), TapeInBlocks(study.scenario, 1)
    memory = Memory()
    lay_tables(memory, plan, source.base)
    lay_pool_clocks(memory, plan, source.base)
    assert memory["tells_causes"] == asks
    causes = run_statistics(plan, source).causes
    assert causes["queue"] + causes["assembly"] > 0
    assert (causes["closed"] + causes["assembly"] > 0) == bool(asks)
