"""Practice: who has worked longer on a campaign type works at another rate; by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mom_sim.calendars import WorkingClock
from mom_sim.engines.simpy_engine.registers import Registers
from mom_sim.plan.plan import PARTS
from mom_sim.tape.lives import PersonLife
from mom_sim.tape.tape import draw_tape
from tests.made.changes import node, of_load, of_practice, together, with_curves
from tests.made.lengths import HOUR, constant
from tests.made.small import (
    campaign_type,
    flaw,
    gate,
    launch,
    people,
    play,
    request,
    study,
    work,
)

HALF, TWICE = PARTS // 2, 2 * PARTS
WRITING = (work("write", "writer", 4), launch("write"))


def paced(*steps, step="write"):
    """Let practice set the pace of a step."""
    return together(with_curves(of_practice(*steps)), node(step, rate_curves=(0,)))


def pieces(played, step="write"):
    return [(name, start, finish) for name, _, start, finish in played.stints(step)]


def test_who_has_worked_on_a_type_is_faster_next_time():
    rows = [request(name) for name in "abc"]
    change = paced((0, HALF), (8, PARTS), (12, TWICE))
    played = play(study([people("writer")], WRITING, rows), change=change)
    # Eight hours at half the rate, then four, and with exactly twelve hours of practice two.
    assert pieces(played) == [("a", 0, 8), ("b", 8, 12), ("c", 12, 14)]


def test_practice_is_one_s_own_and_counts_by_type():
    roles = [people("writer", 2)]
    step = replace(WRITING[0], effort=(("t", constant(4)), ("u", constant(4))))
    kinds = (campaign_type("t"), campaign_type("u"))
    rows = [request("a"), request("b", 0, type="u"), request("c", 20), request("d", 20, type="u")]
    change = paced((0, PARTS), (1, TWICE))
    played = play(study(roles, (step, launch("write")), rows, campaigns=kinds), change=change)
    # Writer 1 has practice in t alone, writer 2 in u; at 20 both meet what they know.
    assert played.launched() == {"a": 4, "b": 4, "c": 22, "d": 22}
    rows[2] = request("c", 20.5)
    played = play(study(roles, (step, launch("write")), rows, campaigns=kinds), change=change)
    # Writer 1 takes `d` first, and so each has the other's type.
    assert played.launched() == {"a": 4, "b": 4, "d": 24, "c": 24.5}


def test_a_night_ends_no_span_and_only_working_time_counts():
    rows = [request("a", 15), request("b", 33)]
    office = people("writer", calendar="office")
    # From 15 to 17 and from 33 to 35: four hours, none of them before 35.
    played = play(study([office], WRITING, rows), change=paced((0, PARTS), (4, TWICE)))
    assert pieces(played) == [("a", 15, 17), ("a", 33, 35), ("b", 35, 37)]
    played = play(study([office], WRITING, rows), change=paced((0, PARTS), (5, TWICE)))
    assert pieces(played)[-1] == ("b", 35, 39)


def test_interrupted_work_counts_and_the_rest_is_done_with_what_it_taught():
    urgent = campaign_type("u", class_of_service="urgent")
    step = replace(WRITING[0], effort=(("t", constant(4)), ("u", constant(1))))
    rows = [request("a"), request("b", 2, type="u")]
    scenario = study(
        [people("writer")], (step, launch("write")), rows, campaigns=(campaign_type("t"), urgent)
    )
    played = play(scenario, change=paced((0, PARTS), (2, TWICE)))
    # Two hours before the interruption; the other two are done in one. Practice in t is none in u.
    assert pieces(played) == [("a", 0, 2), ("b", 2, 3), ("a", 3, 4)]


def test_canceled_work_counts():
    steps = (
        work("write", "writer", 3),
        gate("board", "judge", 2, reject_share=1.0),
        launch("write", "board"),
    )
    roles = [people("writer"), people("judge")]
    scenario = study(roles, steps, [request("a"), request("b", 10)], defect_risks=(flaw(1.0),))
    played = play(scenario, change=paced((0, PARTS), (2, TWICE)))
    # The board ends `a` at 2, in the midst of writing; its two hours have taught something.
    assert pieces(played) == [("a", 0, 2), ("b", 10, 11.5)]


@pytest.mark.parametrize(("hours", "launched"), [(4, 58), (5, 60)])
def test_a_crew_learns_in_the_time_in_which_all_are_there(hours, launched):
    steps = (work("film", {"writer": 1, "artist": 1}, 4), launch("film"))
    roles = [people("writer"), people("artist", calendar="office")]
    rows = [request("a", 14), request("b", 40)]
    # Together from 14 to 17 and from 33 to 34: four hours for the writer, too. From 40 to 41 and
    # from 57 on they need two hours more, or four.
    change = paced((0, PARTS), (hours, TWICE), step="film")
    assert play(study(roles, steps, rows), change=change).launched() == {"a": 34, "b": launched}


def test_who_leaves_takes_the_practice_along():
    rows = [request("a"), request("b", 5), request("c", 20)]
    scenario = study([people("writer")], WRITING, rows)
    tape = draw_tape(scenario, 1)
    clock = WorkingClock([0], [400 * HOUR])
    spells = ((0, 10 * HOUR, False), (10 * HOUR, 400 * HOUR, False))
    for events, launched in (((), 22), (((10 * HOUR, "departure", 0),), 24)):
        tape.lives["writer/1"] = PersonLife(clock, (), spells, events)
        played = play(scenario, tape=tape, change=paced((0, PARTS), (4, TWICE)))
        assert played.launched() == {"a": 4, "b": 7, "c": launched}


def test_load_is_known_to_rate_curves_too():
    # Nothing is booked to a complete week yet.
    change = together(with_curves(of_load((0, HALF), (1, PARTS))), node("write", rate_curves=(0,)))
    played = play(study([people("writer")], WRITING, [request("a"), request("b")]), change=change)
    assert played.launched() == {"a": 8, "b": 16}


def test_nothing_is_kept_that_no_curve_reads():
    played = play(study([people("writer")], WRITING, [request("a")]))
    registers = Registers(played.plan, played.tape, None)
    assert not registers.count_work
    assert registers._practice == registers._booked == []
