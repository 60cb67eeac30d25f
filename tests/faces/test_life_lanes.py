"""Two lives as lanes: what stands in which column, on an axis made by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.cli.life_lanes import SIGNS, life_lanes, sign_of
from mom_sim.experiments.explanation import Lives
from mom_sim.log.contract import CAUSES
from mom_sim.metrics.life import Life
from tests.faces.small_study import lines_that_are_too_long

HOUR = 3_600_000_000
DAYS = np.arange(400) * 24 * HOUR
CLOCK = WorkingClock(DAYS + 9 * HOUR, DAYS + 17 * HOUR)
WORKING_DAY = 8.0 * HOUR
REQUESTED = 9 * HOUR


def life(*pieces: tuple[str, int, str, int], outcome: str = "launched", start: int = 0) -> Life:
    """A life of pieces (step, attempt, cause, working hours) one after the other."""
    at = [start]
    for _, _, _, hours in pieces:
        at.append(at[-1] + hours * HOUR)
    instants = [CLOCK.inverse(CLOCK.work(REQUESTED) + one) for one in at]
    frame = pd.DataFrame(
        {
            "step": [step for step, _, _, _ in pieces],
            "attempt": [attempt for _, attempt, _, _ in pieces],
            "cause": [cause for _, _, cause, _ in pieces],
            "sub_cause": "none",
            "start": instants[:-1],
            "finish": instants[1:],
            "working_start": at[:-1],
            "working_finish": at[1:],
        }
    )
    return Life(outcome, REQUESTED, instants[-1], pd.DataFrame(), frame)


def drawn(a: Life, b: Life, names: tuple[str, str] = ("fast", "slow")) -> list[str]:
    text = life_lanes(Lives(a, b, CLOCK, WORKING_DAY), names)
    assert lines_that_are_too_long(text) == []
    return text.splitlines()


def test_columns_are_in_scale() -> None:
    # 100 columns less 14 for the names and 1 for the end leave 85: 85 hours are one a column.
    slow = life(("write", 1, "queue", 40), ("write", 1, "work", 20), ("check", 2, "decision", 25))
    fast = life(("write", 1, "work", 20), ("check", 1, "hand_off", 10))
    lines = drawn(fast, slow)
    indent = " " * 14
    marks = [f"|{days}" for days in (0, 2, 4, 6, 8, 10)]
    assert lines[0] == "working days  " + "".join(f"{mark:<16}" for mark in marks).rstrip()
    assert lines[2:6] == [
        f"{indent}|write              |check",
        f"fast          {'#' * 20}{'h' * 10}|",
        f"{indent}|write{' ' * 54}|check 2",
        f"slow          {'q' * 40}{'#' * 20}{'D' * 25}|",
    ]
    assert lines[-2] == (
        "# work, h hand-off, d decision, q queue, capitals: waiting in a second or later attempt."
    )
    assert lines[-1] == "A column is 0.12 working days and shows what takes most of it."


def test_the_axis_is_marked_in_working_and_in_calendar_days() -> None:
    lines = drawn(life(("write", 1, "work", 85)), life(("write", 1, "queue", 85)))
    # Two working days of eight hours after 9:00 are over at 17:00 on the second day.
    assert lines[1].split()[:4] == ["calendar", "days", "|0.0", "|1.3"]
    assert [lines[1].index("|1.3"), *(lines[0].index(f"|{mark}") for mark in (0, 2, 4))] == [
        30,
        14,
        30,
        46,
    ]


def test_what_takes_most_of_a_column_is_shown() -> None:
    shared = life(("write", 1, "work", 85), ("write", 1, "queue", 33), ("write", 1, "work", 52))
    lines = drawn(shared, life(("write", 1, "work", 1)))
    lane = next(line for line in lines if line.startswith("fast"))[14:]
    assert len(lane) == 86 and lane[:42] == "#" * 42 and lane[43:59] == "q" * 16


def test_a_life_that_was_not_launched_has_no_names_of_steps_and_dots_where_nothing_went_on() -> (
    None
):
    lost = life(("write", 1, "work", 20), outcome="canceled", start=10 * HOUR)
    lines = drawn(life(("write", 1, "queue", 85)), lost)
    (lane,) = [line for line in lines if line.startswith("slow")]
    assert lane == f"slow          {'.' * 10}{'#' * 20}|"
    assert sum("write" in line for line in lines) == 1


def test_a_life_without_working_time_is_drawn_by_the_wall_clock() -> None:
    night = 20 * HOUR
    frame = pd.DataFrame(
        {
            "step": ["check", "check"],
            "attempt": [1, 1],
            "cause": ["outside", "agency"],
            "sub_cause": "none",
            "start": [night, night + 2 * HOUR],
            "finish": [night + 2 * HOUR, night + 4 * HOUR],
            "working_start": 0,
            "working_finish": 0,
        }
    )
    one = Life("launched", night, night + 4 * HOUR, pd.DataFrame(), frame)
    lines = drawn(one, one)
    assert lines[0].startswith("calendar days |0")
    assert not any(line.startswith("working days") for line in lines)
    lane = next(line for line in lines if line.startswith("fast"))[14:]
    assert set(lane[:42]) == {"o"} and set(lane[43:85]) == {"a"}


def test_a_life_of_no_length_is_drawn_as_its_end() -> None:
    one = Life("launched", REQUESTED, REQUESTED, pd.DataFrame(), life().pieces)
    lines = drawn(one, one)
    assert next(line for line in lines if line.startswith("fast")) == f"fast{' ' * 10}|"


def test_every_cause_has_a_sign_of_its_own() -> None:
    assert set(SIGNS) == set(CAUSES)
    signs = [sign_of(cause, attempt) for cause in CAUSES for attempt in (1, 2)]
    assert len(set(signs)) == len(signs)
    assert sign_of("work", 3) == "R"


@pytest.mark.parametrize("days", [0.01, 0.7, 3.0, 41.0, 333.0])
def test_the_axis_has_a_few_marks_whatever_the_length(days: float) -> None:
    one = life(("write", 1, "work", 1))
    one.pieces["working_finish"] = int(days * WORKING_DAY)
    lines = drawn(one, one)
    assert 3 <= lines[0].count("|") <= 10
