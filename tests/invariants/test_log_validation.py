"""Every invariant of the log is broken here in every way it can be, and `validate` names it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from mom_sim.errors import LogError
from mom_sim.log.contract import EVENT_KINDS
from mom_sim.log.log import Window
from mom_sim.log.validation import INVARIANTS, check, validate
from tests.invariants.hand_made_log import (
    HOUR,
    OUTCOMES_OF,
    broken_log,
    hand_made_log,
    twice_row,
    without_row,
)

Tables = dict[str, dict[str, Any]]
Change = Callable[[Tables], None]

# Rows of the hand-made log, after sorting.
LAUNCH, CREW, DESIGN_AGAIN, REJECTED_WORK, AGENCY, OPEN_WORK = 11, 5, 8, 3, 4, 7


def put(table: str, column: str, row: int, value: float | str) -> Change:
    def change(tables: Tables) -> None:
        tables[table][column][row] = value

    return change


def hours(table: str, column: str, row: int, value: float) -> Change:
    return put(table, column, row, int(value * HOUR))


def delete(table: str, row: int) -> Change:
    return lambda tables: without_row(tables[table], row)


def repeat(table: str, row: int) -> Change:
    return lambda tables: twice_row(tables[table], row)


def both(*changes: Change) -> Change:
    def change(tables: Tables) -> None:
        for one in changes:
            one(tables)

    return change


def event(tables: Tables, kind: str, number: int = 0) -> int:
    """Row of the nth event of a kind."""
    rows = np.flatnonzero(tables["events"]["kind"] == EVENT_KINDS.index(kind))
    return int(rows[number])


def put_event(kind: str, column: str, value: int, number: int = 0) -> Change:
    def change(tables: Tables) -> None:
        tables["events"][column][event(tables, kind, number)] = value

    return change


def delete_event(kind: str, number: int = 0) -> Change:
    return lambda tables: without_row(tables["events"], event(tables, kind, number))


def swap(table: str, row: int) -> Change:
    def change(tables: Tables) -> None:
        for values in tables[table].values():
            values[[row, row + 1]] = values[[row + 1, row]]

    return change


BROKEN: list[tuple[str, str, Change]] = [
    ("columns_fit_the_contract", "no such word", put("waits", "cause", 0, 99)),
    ("columns_fit_the_contract", "null where none may be", put("campaigns", "due", 0, -1)),
    ("columns_fit_the_contract", "below null", put("activities", "finish", 0, -2)),
    ("columns_fit_the_contract", "not a number", put("campaigns", "value", 0, float("nan"))),
    ("references_exist", "launch", put("campaigns", "launch_activity", 0, 13)),
    ("references_exist", "campaign", put("activities", "campaign", 0, 3)),
    ("references_exist", "trigger", put("activities", "trigger", 1, 13)),
    ("references_exist", "stint", put("stints", "activity", 0, 13)),
    ("references_exist", "wait", put("waits", "activity", 0, 13)),
    ("references_exist", "event's campaign", put("events", "campaign", 0, 3)),
    ("references_exist", "event's activity", put("events", "activity", 0, 13)),
    ("rows_are_in_order", "number of a row", put("activities", "activity", 0, 1)),
    ("rows_are_in_order", "stints swapped", swap("stints", 0)),
    ("rows_are_in_order", "events swapped", swap("events", 0)),
    ("rows_are_in_order", "campaigns by request", hours("campaigns", "requested", 0, 3)),
    ("executions_are_numbered", "the same attempt", put("activities", "attempt", DESIGN_AGAIN, 1)),
    ("executions_are_numbered", "attempt 0", put("activities", "attempt", 0, 0)),
    ("identities_are_unique", "", put("campaigns", "id", 1, "north/small/baseline/1")),
    ("finished_campaigns_have_ended", "no end", put("campaigns", "ended", 1, -1)),
    ("finished_campaigns_have_ended", "inside, but ended", hours("campaigns", "ended", 2, 50)),
    ("launched_by_an_activity", "no activity", put("campaigns", "launch_activity", 0, -1)),
    ("launched_by_an_activity", "not launched", put("campaigns", "launch_activity", 1, 3)),
    ("launched_by_an_activity", "another's", put("campaigns", "launch_activity", 0, 12)),
    ("launched_by_an_activity", "another instant", put("campaigns", "launch_activity", 0, 9)),
    ("nothing_after_the_end", "finishes later", hours("campaigns", "ended", 1, 39)),
    (
        "nothing_after_the_end",
        "still open",
        both(put("activities", "finish", AGENCY, -1), put("activities", "outcome", AGENCY, 0)),
    ),
    ("first_start_is_of_a_team", "later", hours("campaigns", "first_start", 1, 36)),
    ("first_start_is_of_a_team", "never", put("campaigns", "first_start", 0, -1)),
    ("campaigns_end_once", "two requests", lambda t: twice_row(t["events"], 0)),
    ("campaigns_end_once", "no launch", delete_event("launch")),
    ("campaigns_end_once", "two ends", lambda t: twice_row(t["events"], event(t, "end"))),
    ("campaigns_end_once", "end of one inside", put_event("end", "campaign", 2)),
    ("ends_are_dated", "request", hours("events", "time", 2, 3)),
    ("ends_are_dated", "launch", put_event("launch", "time", 35 * HOUR)),
    ("ends_are_dated", "end", put_event("end", "time", 41 * HOUR)),
    ("conservation", "a request is lost", delete_event("request", 2)),
    ("conservation", "an end is lost", delete_event("end")),
    ("times_are_in_order", "ended before requested", hours("campaigns", "requested", 0, 37)),
    ("times_are_in_order", "ready before requested", hours("campaigns", "requested", 2, 2.5)),
    ("times_are_in_order", "started before ready", hours("activities", "start", 12, 39)),
    ("times_are_in_order", "finished before ready", hours("activities", "finish", 12, 39)),
    ("times_are_in_order", "finished before started", hours("activities", "start", AGENCY, 41)),
    ("times_are_in_order", "stint", hours("stints", "finish", 0, 8)),
    ("times_are_in_order", "wait of no length", hours("waits", "finish", 0, 0)),
    ("nothing_happens_outside_the_run", "campaign", hours("campaigns", "requested", 2, 61)),
    ("nothing_happens_outside_the_run", "activity", hours("activities", "finish", AGENCY, 61)),
    ("nothing_happens_outside_the_run", "stint", hours("stints", "finish", 8, 61)),
    ("nothing_happens_outside_the_run", "wait", hours("waits", "finish", 8, 61)),
    ("nothing_happens_outside_the_run", "event", hours("events", "time", 20, 61)),
    ("outcomes_fit", "open, but finished", put("activities", "outcome", CREW, 0)),
    ("outcomes_fit", "done, but not finished", put("activities", "outcome", OPEN_WORK, 1)),
    ("outcomes_fit", "not of its instruction", put("activities", "outcome", CREW, 2)),
    ("triggers_finish_when_ready", "no trigger", put("activities", "trigger", DESIGN_AGAIN, -1)),
    ("triggers_finish_when_ready", "too early", put("activities", "trigger", DESIGN_AGAIN, 0)),
    ("triggers_finish_when_ready", "another's", put("activities", "trigger", 3, 0)),
    ("critical_path_tiles_time_to_launch", "gap", put("activities", "trigger", CREW, 0)),
    ("critical_path_tiles_time_to_launch", "cut short", put("activities", "trigger", CREW, -1)),
    ("critical_path_tiles_time_to_launch", "circle", put("activities", "trigger", 9, 10)),
    ("critical_path_tiles_time_to_launch", "end", hours("campaigns", "ended", 0, 36.5)),
    ("stints_and_waits_tile_the_activity", "a wait is missing", delete("waits", 5)),
    ("stints_and_waits_tile_the_activity", "overlap", hours("waits", "start", 5, 11)),
    ("stints_and_waits_tile_the_activity", "before ready", hours("waits", "start", 1, 0.5)),
    ("stints_and_waits_tile_the_activity", "after finish", hours("stints", "finish", 6, 37)),
    ("stints_and_waits_tile_the_activity", "last stint missing", delete("stints", 7)),
    ("open_activities_are_tiled_to_the_end", "stops early", hours("stints", "finish", 8, 59)),
    ("open_activities_are_tiled_to_the_end", "gap", delete("waits", 8)),
    ("start_is_not_after_a_stint", "later", hours("activities", "start", CREW, 10)),
    ("start_is_not_after_a_stint", "none", put("activities", "start", CREW, -1)),
    ("stint_endings_fit", "open in a finished one", put("stints", "ended_by", 4, 0)),
    ("stint_endings_fit", "finished too early", put("stints", "ended_by", 0, 1)),
    ("one_task_at_a_time", "two tasks", hours("stints", "start", 7, 35)),
    ("one_task_at_a_time", "the same twice", repeat("stints", 6)),
    ("stints_lie_inside_shifts", "too early", hours("stints", "start", 0, 8)),
    ("stints_lie_inside_shifts", "too late", hours("stints", "finish", 2, 18)),
    ("stints_lie_inside_shifts", "the shift of another", put("stints", "person", 8, 0)),
    ("stints_lie_inside_shifts", "shift without an end", delete_event("shift_end", 2)),
    ("stints_lie_inside_shifts", "end without a shift", delete_event("shift_start")),
    (
        "stints_lie_inside_shifts",
        "shifts that overlap",
        put_event("shift_end", "time", 39 * HOUR, 2),
    ),
    ("events_fit_their_kind", "request of nobody", put("events", "campaign", 0, -1)),
    ("events_fit_their_kind", "no such verdict", put_event("verdict", "value", 4)),
    ("events_fit_their_kind", "no such risk", put_event("defect_escaped", "value", 1)),
    ("events_fit_their_kind", "shift of nobody", put_event("shift_start", "person", -1)),
    ("events_agree_with_their_rows", "another's activity", put_event("launch", "activity", 2)),
    ("events_agree_with_their_rows", "before the request", put("events", "campaign", 1, 2)),
]


def test_the_hand_made_log_is_right() -> None:
    assert validate(hand_made_log(), OUTCOMES_OF) == []
    check(hand_made_log(), OUTCOMES_OF)


def test_every_invariant_is_broken_here() -> None:
    assert {name for name, _, _ in BROKEN} == {record.name for record in INVARIANTS}
    assert len({record.name for record in INVARIANTS}) == len(INVARIANTS)


@pytest.mark.parametrize(
    ("name", "change"),
    [pytest.param(name, change, id=f"{name}: {how}") for name, how, change in BROKEN],
)
def test_a_broken_invariant_is_named(name: str, change: Change) -> None:
    log = broken_log(change)
    found = validate(log, OUTCOMES_OF)
    named = [line.partition(":")[0] for line in found]
    assert name in named
    with pytest.raises(LogError, match=name):
        check(log, OUTCOMES_OF)


@pytest.mark.parametrize(
    "window",
    [
        Window(0, 10 * HOUR, 50 * HOUR, 49 * HOUR),
        Window(0, 51 * HOUR, 50 * HOUR, 60 * HOUR),
        Window(11 * HOUR, 10 * HOUR, 50 * HOUR, 60 * HOUR),
    ],
)
def test_a_window_out_of_order_is_named(window: Window) -> None:
    found = validate(hand_made_log(window=window))
    assert any(line.startswith("nothing_happens_outside_the_run") for line in found)


def test_the_first_row_that_breaks_it_is_named() -> None:
    log = broken_log(both(hours("stints", "start", 7, 35), hours("stints", "start", 8, 33.5)))
    line = next(line for line in validate(log) if line.startswith("one_task_at_a_time"))
    assert line == (
        "one_task_at_a_time: Nobody is in two stints at once. "
        f"stints row 7: person 0 starts at {35 * HOUR}, but is in row 6 until {36 * HOUR}"
    )


def test_what_an_instruction_can_do_is_checked_only_when_told() -> None:
    log = broken_log(put("activities", "outcome", CREW, 2))
    assert [line for line in validate(log) if line.startswith("outcomes_fit")] == []


def test_tables_with_a_missing_column_are_refused_without_a_crash() -> None:
    log = hand_made_log()
    lost = replace(log, waits=log.waits.drop(columns="cause"))
    assert [line.partition(":")[0] for line in validate(lost)] == ["columns_fit_the_contract"]
    wide = replace(log, stints=log.stints.astype({"start": "float64"}))
    assert [line.partition(":")[0] for line in validate(wide)] == ["columns_fit_the_contract"]
