"""Every microsecond from request to launch is booked once, and under the right cause."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given

from mom_sim.calendars import WorkingClock
from mom_sim.errors import LogError
from mom_sim.log.accounting import (
    _pieces_by_machine_code,
    _pieces_by_sorting,
    critical_path,
    critical_pieces,
    time_by_cause,
)
from mom_sim.log.contract import CAUSES, NULL
from mom_sim.log.log import Log
from tests.invariants.generated_logs import END, logs
from tests.invariants.hand_made_log import HOUR, broken_log, hand_made_log

CLOCK = WorkingClock([3, 20, 47, 100], [9, 40, 80, 130])


def booked_instant_by_instant(log: Log, campaign: int) -> dict[str, int]:
    """The rule read aloud: walk back from the launch, and at each instant look who is at work."""
    booked = dict.fromkeys((*CAUSES, "rework_microseconds"), 0)
    activity = int(log.campaigns["launch_activity"][campaign])
    while activity != NULL:
        row = log.activities.loc[activity]
        stints = log.stints[log.stints["activity"] == activity]
        waits = log.waits[log.waits["activity"] == activity]
        for instant in range(int(row["ready"]), int(row["finish"])):
            at_work = ((stints["start"] <= instant) & (instant < stints["finish"])).any()
            waiting = waits[(waits["start"] <= instant) & (instant < waits["finish"])]
            cause = "work" if at_work else CAUSES[int(waiting["cause"].iloc[0])]
            booked[cause] += 1
            booked["rework_microseconds"] += int(row["attempt"] > 1)
        activity = int(row["trigger"])
    return booked


@given(logs())
def test_the_split_is_the_rule_read_instant_by_instant(log: Log) -> None:
    found = time_by_cause(log).set_index("campaign")
    launched = log.campaigns[log.campaigns["outcome"] == 1]
    assert list(found.index) == list(launched["campaign"])
    for campaign in launched["campaign"]:
        assert found.loc[campaign].to_dict() == booked_instant_by_instant(log, campaign)


@given(logs())
def test_the_causes_add_up_exactly(log: Log) -> None:
    launched = log.campaigns[log.campaigns["outcome"] == 1]
    wall, working = time_by_cause(log), time_by_cause(log, CLOCK.work_array)
    assert (wall.dtypes == np.int64).all()
    assert (working.dtypes == np.int64).all()
    whole = (launched["ended"] - launched["requested"]).to_numpy()
    assert np.array_equal(wall[list(CAUSES)].sum(axis=1), whole)
    worked = CLOCK.work_array(launched["ended"]) - CLOCK.work_array(launched["requested"])
    assert np.array_equal(working[list(CAUSES)].sum(axis=1), worked)
    assert (working <= wall).all().all()
    assert (wall["rework_microseconds"] <= whole).all()


@given(logs())
def test_the_critical_path_runs_from_the_request_to_the_launch(log: Log) -> None:
    path = critical_path(log)
    for campaign, rows in path.groupby("campaign"):
        activities = rows["activity"].tolist()
        assert rows["order"].tolist() == list(range(len(activities)))
        assert log.activities["trigger"][activities].tolist() == [NULL, *activities[:-1]]
        assert activities[-1] == log.campaigns["launch_activity"][campaign]
    assert (path.dtypes == np.int64).all()


@given(logs())
def test_the_pieces_tile_the_path(log: Log) -> None:
    pieces = critical_pieces(log)
    for campaign, rows in pieces.groupby("campaign"):
        bounds = [log.campaigns["requested"][campaign], *rows["finish"]]
        assert bounds[:-1] == rows["start"].tolist()
        assert bounds[-1] == log.campaigns["ended"][campaign]
    assert set(pieces["finish"]) <= set(range(END + 1))


@given(logs())
def test_machine_code_makes_the_same_pieces(log: Log) -> None:
    found, expected = _pieces_by_machine_code(log), _pieces_by_sorting(log)
    assert found is not None
    assert list(found) == list(expected)
    for name, column in expected.items():
        assert found[name].dtype == column.dtype == np.int64
        np.testing.assert_array_equal(found[name], column)


def test_machine_code_leaves_logs_that_break_their_contract_to_the_definition() -> None:
    def in_a_circle(columns: dict[str, dict[str, Any]]) -> None:
        columns["activities"]["trigger"][:] = columns["campaigns"]["launch_activity"][0]

    def out_of_order(columns: dict[str, dict[str, Any]]) -> None:
        columns["waits"] = {name: column[::-1] for name, column in columns["waits"].items()}

    for change in (in_a_circle, out_of_order):
        assert _pieces_by_machine_code(broken_log(change)) is None


def test_the_hand_made_log_is_split_as_one_does_it_by_hand() -> None:
    split = time_by_cause(hand_made_log()).iloc[0] // HOUR
    expected = {"work": 10, "hand_off": 2, "closed": 23, "queue": 1, "rework_microseconds": 2}
    assert {name: hours for name, hours in split.items() if hours} == expected


def test_working_time_is_split_by_the_reference_calendar() -> None:
    days = np.arange(3) * 24 * HOUR
    clock = WorkingClock(days + 9 * HOUR, days + 17 * HOUR)
    split = time_by_cause(hand_made_log(), clock.work_array).iloc[0]
    assert split["work"] == 10 * HOUR
    assert split["closed"] == 0
    assert split["queue"] == 1 * HOUR
    assert split["hand_off"] == 0


def test_a_gap_is_an_error_and_not_a_smaller_sum() -> None:
    def change(tables: dict[str, Any]) -> None:
        tables["waits"]["finish"][5] -= 1

    message = "campaigns row 0: the causes add up to 129599999999 microseconds, not to the 129600"
    with pytest.raises(LogError, match=message):
        time_by_cause(broken_log(change))


def test_triggers_in_a_circle_are_an_error_and_no_endless_loop() -> None:
    def change(tables: dict[str, Any]) -> None:
        tables["activities"]["trigger"][9] = 10

    with pytest.raises(LogError, match="campaigns row 0: its triggers run in a circle"):
        critical_path(broken_log(change))
