"""Sums over rows by machine code are those of the definitions, which need no numba."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mom_sim import Study, simulate
from mom_sim.log.log import Log
from mom_sim.metrics.active_periods import active_periods, bottleneck_time
from mom_sim.metrics.idle_capacity import idle_while_others_queue
from mom_sim.metrics.ingredients import Sample
from mom_sim.metrics.kinds import PooledQuantile
from mom_sim.metrics.measuring import figures_of
from mom_sim.metrics.paid_time import paid_time_of
from mom_sim.metrics.staffing import pair_periods
from mom_sim.metrics.summarizing import estimates_of, estimates_of_one
from mom_sim.metrics.view import View, view_of
from mom_sim.metrics.waiting_places import deciding_by_sub_cause, waiting_by_place
from mom_sim.plan.plan import Plan
from tests.invariants.hand_made_log import hand_made_log

RUNS = (
    ("reference_company", "centralized"),
    ("reference_company", "campaign_centric"),
    ("pharma", "weekly_committee"),
    ("outsourced_email", "email_agency"),
)


def facts_of(view: View) -> dict[str, Any]:
    """Everything that machine code has a part in."""
    facts = view.facts
    split, before, queues = facts.split, facts.before_launch, facts.queueing
    staffing, window = facts.staffing, facts.log.window
    middle = (window.warm_up + window.horizon) // 2
    names = ("working_by_cause", "calendar_by_cause", "rework_by_cause")
    pieces = ("campaign", "activity", "attempt", "cause", "sub_cause", "working", "calendar")
    return {
        "row": facts.row,
        **{name: getattr(split, name) for name in names},
        **{f"piece's {name}": getattr(split.pieces, name) for name in pieces},
        "waiting": waiting_by_place(view),
        "deciding": deciding_by_sub_cause(view),
        **{name: getattr(before, name) for name in ("effort", "hand_offs")},
        **{name: getattr(queues, name) for name in ("activity", "enter", "leave", "pool", "stay")},
        "laid before": facts.decisions.ready,
        "waited": np.array(queues.time(window.warm_up, middle)),
        "scheduled": staffing.scheduled_time,
        "busy": staffing.busy_time,
        **{
            f"{name} {part}": getattr(getattr(staffing, name), part)
            for name in ("shifts", "seconded")
            for part in ("group", "start", "finish")
        },
        "paid": paid_time_of(facts.log, facts.plan, staffing),
        "idle": np.array(idle_while_others_queue(facts)),
        **{f"active {part}": part_of for part, part_of in enumerate(active_periods(facts))},
        **{f"bottleneck {part}": np.array(of) for part, of in enumerate(bottleneck_time(facts))},
    }


@pytest.fixture(scope="module", params=RUNS, ids=str)
def run(request: pytest.FixtureRequest) -> tuple[Log, Plan]:
    scenario, model = request.param
    found = simulate(Study.of(f"scenarios/{scenario}.yaml"), model, seed=3, engine="compiled")
    return found.log, found.plan


def test_machine_code_gives_what_the_definitions_give(
    run: tuple[Log, Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "numba" in sys.modules
    found = facts_of(view_of(*run))
    monkeypatch.delitem(sys.modules, "numba")
    expected = facts_of(view_of(*run))
    for name, values in expected.items():
        assert values.dtype == found[name].dtype, name
        np.testing.assert_array_equal(found[name], values, err_msg=name)
    assert found["effort"].any() and found["rework_by_cause"].any()
    assert found["bottleneck 0"].any()


@pytest.mark.parametrize("by", ["type", "unit"])
def test_groups_know_what_each_would_find_alone(run: tuple[Log, Plan], by: str) -> None:
    view = view_of(*run)
    group = view.facts.log.campaigns[by]
    views = view.groups(group, int(group.max()) + 2)  # nothing is of the last
    for code, found in enumerate(views):
        alone = view.narrowed(group == code)
        for name in ("campaigns", "size", "outcomes", "working_by_cause", "rework_by_cause"):
            np.testing.assert_array_equal(getattr(found, name), getattr(alone, name), name)
        assert found.verdict_counts == alone.verdict_counts
    assert sum(one.verdict_counts.latency for one in views) == view.verdict_counts.latency > 0


def test_figures_of_one_replication_are_those_with_intervals(run: tuple[Log, Plan]) -> None:
    figures = figures_of(view_of(*run))
    for name, interval in estimates_of([figures]).items():
        found = estimates_of_one(figures)[name]
        assert repr(found.estimate) == repr(interval.estimate), name
        assert interval.estimate is not None or found.reason == interval.reason


def test_rows_that_are_not_there_are_found_out() -> None:
    from mom_sim.metrics.machine_code import find_rows, go_back

    log = hand_made_log()
    campaign, node = (log.activities[name].to_numpy().copy() for name in ("campaign", "node"))
    kind, row = log.campaigns["type"].to_numpy().copy(), np.empty(node.size, dtype=np.int64)
    first = np.zeros(kind.max() + 1, dtype=np.int64)
    assert find_rows(first, kind, campaign, node, int(node.max()) + 1, row)
    np.testing.assert_array_equal(row, node)
    assert not find_rows(first, kind, campaign, node, int(node.max()), row)
    assert not find_rows(first, kind, campaign + kind.size, node, int(node.max()) + 1, row)
    assert not find_rows(first[:0], kind, campaign, node, int(node.max()) + 1, row)
    ready, step = (log.activities[name].to_numpy().copy() for name in ("ready", "step"))
    belongs, decision = np.ones(int(node.max()) + 1, dtype=np.bool_), np.array([0])
    since = np.empty(1, dtype=np.int64)
    astray = np.full(node.size, node.size)
    assert not go_back(node, belongs, (ready, astray, step), decision, since)


PAIRED = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=12)
"""Kinds of event, of which 2 is something else, and people."""


@given(PAIRED)
def test_periods_are_paired_or_refused(events: list[tuple[int, int]]) -> None:
    from mom_sim.metrics.machine_code import pair_events

    kind, person = np.array(events, dtype=np.int64).reshape(-1, 2).T.copy()
    time, people, end = np.arange(kind.size) * 10, 3, 1000
    started, over = kind == 0, kind == 1
    periods = np.empty((3, np.count_nonzero(started)), dtype=np.int64)
    first, *free = np.zeros((3, people + 1), dtype=np.int64)
    rows = np.flatnonzero(started), np.flatnonzero(over)
    is_paired = pair_events(*rows, (person, time), end, first, (free[0], free[1]), periods)
    left = np.bincount(person[started], minlength=people) - np.bincount(
        person[over], minlength=people
    )
    assert is_paired != bool((left < 0).any() or (left > 1).any())
    if is_paired:
        expected = pair_periods(
            person[started], time[started], person[over], time[over], people, end
        )
        np.testing.assert_array_equal(periods, expected)


def test_people_and_instants_out_of_order_are_found_out() -> None:
    from mom_sim.metrics.machine_code import pair_events, sum_by_person

    one, two = np.array([0, 1]), np.array([10, 20])

    def pair(opening: list[int], closing: list[int], person: list[int]) -> bool:
        first, *free = np.zeros((3, 3), dtype=np.int64)
        periods = np.empty((3, 2), dtype=np.int64)
        events, free_of = (np.array(person), np.array([10, 20, 30, 40])), (free[0], free[1])
        rows = np.array(opening), np.array(closing)
        return bool(pair_events(*rows, events, 50, first, free_of, periods))

    assert pair([0, 2], [1, 3], [0, 0, 1, 1])
    assert pair([0, 2], [1, 3], [0, 0, 0, 0])
    assert not pair([2, 0], [1, 3], [0, 0, 1, 1])
    assert not pair([0, 2], [3, 1], [0, 0, 1, 1])
    for one_of_them in range(4):
        for nobody in (-1, 2):
            person = [0, 0, 1, 1]
            person[one_of_them] = nobody
            assert not pair([0, 2], [1, 3], person)
    sums = np.zeros(1, dtype=np.int64)
    assert not sum_by_person(np.array([0, 1]), one, two, 0, 30, sums)
    assert not sum_by_person(np.array([0, -1]), one, two, 0, 30, sums)


@given(st.lists(st.integers(0, 3), max_size=20))
def test_rows_are_ordered_by_group_or_refused(groups: list[int]) -> None:
    from mom_sim.metrics.machine_code import order_by_group

    group = np.array(groups, dtype=np.int64)
    first, order = np.zeros(6, dtype=np.int64), np.empty(group.size, dtype=np.int64)
    assert order_by_group(group, first, order)
    np.testing.assert_array_equal(order, np.argsort(group, kind="stable"))
    np.testing.assert_array_equal(first[:-1], np.searchsorted(group[order], np.arange(5)))
    few = np.zeros(5, dtype=np.int64)
    assert order_by_group(group, few, order) == (3 not in groups)
    assert not order_by_group(np.append(group, -1), np.zeros_like(first), np.append(order, 0))


@given(
    st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=30),
    st.one_of(st.sampled_from([0.0, 0.5, 0.8, 0.9, 1.0]), st.floats(0, 1)),
)
def test_a_quantile_is_that_of_numpy(values: list[float], probability: float) -> None:
    found = PooledQuantile(probability).estimate_of_one(Sample(np.array(values)))
    assert found == float(np.quantile(values, probability))


def test_paths_and_rows_that_break_the_contract_are_found_out() -> None:
    from mom_sim.metrics.machine_code import own_paths, split_waits, split_work

    def owns(last: list[int], trigger: list[int]) -> tuple[bool, list[int]]:
        owner = np.full(len(trigger), -1)
        found = own_paths(np.arange(len(last)), np.array(last), np.array(trigger), owner)
        return bool(found), owner.tolist()

    assert owns([1, 3], [-1, 0, -1, 2]) == (True, [0, 0, 1, 1])
    assert not owns([1], [1, 0])[0]
    assert not owns([1, 2], [-1, 0, 0])[0]

    owner, attempt, none = np.array([0]), np.array([2]), np.zeros(1, dtype=np.bool_)
    clock = np.array([0, 50]), np.array([20, 60]), np.array([0, 20])
    tables = np.zeros((3, 1, 2), dtype=np.int64)
    sums = tables[0], tables[1], tables[2]
    room = np.zeros((1, 2), dtype=np.int64)
    places = owner, owner, none, room, room, room

    def works(starts: list[int], finishes: list[int]) -> bool:
        stints = np.zeros_like(starts), np.array(starts), np.array(finishes)
        return bool(split_work(owner, attempt, stints, clock, 1, sums, places, np.zeros(1, int)))

    assert works([5, 10, 30], [15, 12, 55])
    assert tables[:, 0, 1].tolist() == [15, 35, 15]  # what overlaps counts once
    assert not works([10, 5], [15, 12])

    def waits(cause: int, sub_cause: int) -> bool:
        columns = (0, 5, 30, cause, sub_cause)
        rows = tuple(np.array([value]) for value in columns)
        return bool(split_waits(owner, attempt, rows, clock, 1, none, sums, places))

    assert waits(0, 1)
    assert tables[:, 0, 0].tolist() == [15, 25, 15]
    assert not waits(2, 0) and not waits(-1, 0) and not waits(0, 2) and not waits(0, -1)
