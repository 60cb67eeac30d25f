"""Load: how much of the last weeks' working time went into campaigns, and what it does; by hand.

A week has 168 hours, and the people here are always there unless it is said.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from mom_sim.calendars import WorkingClock
from mom_sim.plan.plan import PARTS
from mom_sim.tape.lives import PersonLife
from mom_sim.tape.tape import draw_tape
from tests.made.changes import ALWAYS_BELOW, of_load, put, records, together, with_curves
from tests.made.lengths import HOUR
from tests.made.small import (
    decided_by,
    flaw,
    gate,
    launch,
    model,
    people,
    play,
    request,
    study,
    work,
)

HALF, TWICE = PARTS // 2, 2 * PARTS
WRITING = (work("write", "writer", 4), launch("write"))
WEEK = 168


def hours(name, at, effort):
    """A request with so many hours of writing."""
    return request(name, at, effort=(("write", effort * HOUR),))


def loaded(*steps, weeks=4, tired=-1):
    """Let everybody's load set everybody's pace; and spoil work, if a threshold is given."""
    return together(
        with_curves(of_load(*steps)),
        put(load_curve=0, load_weeks=weeks),
        records("defects", tired=tired),
    )


def lengths(scenario, change, tape=None):
    """How long each campaign was written on."""
    found = {}
    for name, _, start, finish in play(scenario, tape=tape, change=change).stints("write"):
        found[name] = found.get(name, 0) + finish - start
    return found


def writers(*rows, **changes):
    """One writer, followed for some weeks."""
    scenario = study([people("writer", **changes)], WRITING, rows)
    return replace(scenario, run=replace(scenario.run, horizon=5 * WEEK * HOUR))


@pytest.mark.parametrize(("step", "length"), [(HALF - 1, 8), (HALF, 8), (HALF + 1, 4)])
def test_half_of_the_working_time_is_half_a_load(step, length):
    scenario = writers(hours("a", 0, 84), hours("b", WEEK, 4))
    assert lengths(scenario, loaded((0, PARTS), (step, HALF))) == {"a": 84, "b": length}


def test_who_works_all_of_the_time_has_a_load_of_one_whatever_the_productive_share():
    scenario = writers(hours("a", 0, 84), hours("b", WEEK, 2), productive_fraction=0.5)
    curve = ((0, PARTS), (PARTS, HALF), (PARTS + 1, PARTS))
    # 84 hours at half the rate fill the week... to its very end, which is the next week's.
    assert lengths(scenario, loaded(*curve)) == {"a": WEEK, "b": 4}
    scenario = writers(
        *(hours(f"a{day}", 24 * day, 12) for day in range(6)),
        *(hours("a6", 144, 11), hours("b", WEEK, 2)),
        productive_fraction=0.5,
    )
    almost = ((0, PARTS), (PARTS * 166 // WEEK, HALF))
    assert lengths(scenario, loaded(*almost))["b"] == 8


def test_the_first_week_has_no_load():
    scenario = writers(hours("a", 0, 100), hours("b", 100, 4))
    assert lengths(scenario, loaded((0, PARTS), (1, HALF))) == {"a": 100, "b": 4}


def test_work_is_booked_to_the_week_in_which_its_span_ends():
    # From 100 to 184: all of it in the second week, whose load the third week has.
    scenario = writers(hours("a", 100, 84), hours("b", WEEK, 2), hours("c", 2 * WEEK, 2))
    curve = ((0, PARTS), (PARTS // 4, HALF))
    assert lengths(scenario, loaded(*curve)) == {"a": 84, "b": 2, "c": 4}
    # A span that ends at the very end of a week ends in the next one.
    scenario = writers(hours("a", 84, 84), hours("b", WEEK, 2), hours("c", 2 * WEEK, 2))
    assert lengths(scenario, loaded(*curve)) == {"a": 84, "b": 2, "c": 4}


@pytest.mark.parametrize(("weeks", "length"), [(1, 2), (2, 4), (3, 2), (4, 2)])
def test_it_looks_back_on_complete_weeks_alone(weeks, length):
    # Busy for 84 hours of the second week: 0, 1/4, 1/6 and again 1/6 of the weeks before the
    # fourth; the fourth week's own work does not count.
    scenario = writers(
        hours("a", WEEK, 84), hours("x", 3 * WEEK, 40), hours("b", 3 * WEEK + 100, 2)
    )
    change = loaded((0, PARTS), (PARTS // 4, HALF), weeks=weeks)
    assert lengths(scenario, change)["b"] == length


def test_absence_is_no_working_time():
    scenario = writers(hours("a", 0, 21), hours("b", WEEK, 2))
    curve = loaded((0, PARTS), (HALF, HALF))
    assert lengths(scenario, curve) == {"a": 21, "b": 2}
    tape = draw_tape(scenario, 1)
    clock = WorkingClock([0, WEEK * HOUR], [42 * HOUR, 1000 * HOUR])
    tape.lives["writer/1"] = PersonLife(clock, (), tape.lives["writer/1"].spells, ())
    assert lengths(scenario, curve, tape) == {"a": 21, "b": 4}


def test_who_was_not_there_has_no_load():
    scenario = writers(hours("b", WEEK, 2), available_from=WEEK * HOUR)
    assert lengths(scenario, loaded((0, PARTS), (1, HALF))) == {"b": 2}


def test_the_load_of_a_departed_is_not_the_successor_s():
    scenario = writers(hours("a", 0, 100), hours("b", WEEK, 2))
    for events, length in (((), 4), (((110 * HOUR, "departure", 0),), 2)):
        tape = draw_tape(scenario, 1)
        life = tape.lives["writer/1"]
        tape.lives["writer/1"] = PersonLife(life.clock, (), life.spells, events)
        assert lengths(scenario, loaded((0, PARTS), (HALF, HALF)), tape)["b"] == length


# ---------------------------------------------------------------------- overload


TIRED_AT_HALF = ((0, PARTS), (HALF, PARTS - 1))
BUSY_WEEK = (hours("a", 0, 84), hours("b", WEEK, 4))


def escaped(scenario, change, of=None):
    return [name for _, name in play(scenario, of, change=change).events("defect_escaped")]


def test_what_the_overloaded_work_on_is_worse():
    scenario = writers(*BUSY_WEEK)
    assert escaped(scenario, loaded(*TIRED_AT_HALF, tired=ALWAYS_BELOW)) == ["b"]
    assert escaped(scenario, loaded(*TIRED_AT_HALF)) == []
    # At exactly the nominal rate nobody is overloaded.
    assert escaped(scenario, loaded((0, PARTS), (HALF, PARTS), tired=ALWAYS_BELOW)) == []
    assert escaped(scenario, loaded((0, PARTS), (HALF, TWICE), tired=ALWAYS_BELOW)) == []


def test_tiredness_only_worsens():
    scenario = replace(writers(*BUSY_WEEK), defect_risks=(flaw(1.0),))
    assert escaped(scenario, loaded(*TIRED_AT_HALF, tired=0)) == ["a", "b"]


def test_one_of_a_crew_is_enough():
    steps = (
        work("write", "writer", 4),
        work("film", {"artist": 1, "writer": 1}, 1, "write"),
        launch("film"),
    )
    roles = [people("writer"), people("artist")]
    rows = [hours("a", 0, 90), hours("b", WEEK, 0)]
    scenario = study(roles, steps, rows)
    assert escaped(scenario, loaded(*TIRED_AT_HALF, tired=ALWAYS_BELOW)) == ["b"]


def test_a_review_makes_nothing():
    steps = (
        work("plan", "boss", 84),
        work("write", "writer", 1, "plan"),
        gate("board", "boss", 1, "write", revise={"write": 1.0}),
        launch("board"),
    )
    rows = [request("a"), request("b", WEEK, effort=(("plan", 0),))]
    scenario = study([people("writer"), people("boss")], steps, rows)
    played = play(
        replace(scenario, defect_risks=(flaw(0.0),)),
        model(decided_by("expert")),
        change=loaded((0, PARTS), (HALF, HALF), tired=ALWAYS_BELOW),
    )
    # Planning `b` takes no time, but somebody overloaded does it: sent back once, and then good,
    # though the overloaded boss reviews both versions, at half the rate.
    assert [stint[2:] for stint in played.stints("board")][1:] == [
        (WEEK + 1, WEEK + 3),
        (WEEK + 4, WEEK + 6),
    ]
    assert played.events("defect_escaped") == []
    assert played.launched()["b"] == WEEK + 6
