"""Agencies: turnaround, calendar, capacity, briefing, and work that overflows; by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mom_sim.errors import PlanError
from mom_sim.log.contract import NULL
from mom_sim.scenario.resolved import (
    Delay,
    EventRisk,
    HandOff,
    Overflow,
    SurgeResponse,
    TeamRule,
    Unit,
)
from tests.made.lengths import HOUR, constant
from tests.made.small import (
    agency,
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

ROLES = [people("boss"), people("writer"), people("artist")]
STEPS = (
    work("plan", "boss", 1),
    work("write", "writer", 4, "plan"),
    work("draw", "artist", 3, "plan"),
    launch("write", "draw"),
)


def company(*rows, steps=STEPS, **changes):
    return study(ROLES, steps, rows or [request("a")], **changes)


def test_an_agency_delivers_after_its_turnaround_whatever_the_effort():
    played = play(company(), model(agency=(agency(10, "writer", "artist"),)))
    assert played.launched() == {"a": 11}
    assert played.waits("a") == [(1, 11, "agency")] * 2
    assert played.stints("write") == []
    # What it charges for is the hands-on work.
    charged = played.log.activities[played.log.activities["team"] == 1]
    assert sorted(charged["effort"]) == [3 * HOUR, 4 * HOUR]


def test_its_turnaround_passes_in_its_own_calendar():
    morning = agency(6, "writer", calendar="mornings")
    played = play(company(request("a", 9)), model(agency=(morning,)))
    # From ten: two hours on Monday, four on Tuesday.
    assert played.activities("write", instruction="AGENCY") == [(10, 10, 36, "done")]


def test_or_in_wall_clock_time():
    delay = Delay(constant(30), working=False)
    plain = agency(0, "writer", calendar="mornings", turnaround=(("default", delay),))
    assert play(company(), model(agency=(plain,))).launched() == {"a": 31}
    mixed = agency(
        0, "writer", turnaround=(("t", delay), ("default", replace(delay, working=True)))
    )
    with pytest.raises(PlanError, match="some in wall-clock time"):
        play(company(), model(agency=(mixed,)))


def test_vendors_have_capacity():
    rows = [request(name) for name in "abc"]
    played = play(company(*rows), model(agency=(agency(10, "writer", capacity=2),)))
    # The boss plans them one after the other: 1, 2, 3; the third waits for the first delivery.
    assert played.launched() == {"a": 11, "b": 12, "c": 21}
    assert played.waits("c", "write") == [(3, 21, "agency")]


def test_capacity_is_given_back_when_a_campaign_ends():
    steps = (
        work("write", "writer", 4),
        work("draw", "artist", 3),
        gate("board", "boss", 1, "draw", reject_share=1.0),
        launch("write", "board"),
    )
    rows = [request("bad"), request("next", 1)]
    scenario = company(*rows, steps=steps, defect_risks=(flaw(1.0),))
    played = play(scenario, model(agency=(agency(50, "writer", capacity=1),)))
    assert played.outcome("bad") == "rejected"
    assert [row[:2] for row in played.activities("write", instruction="AGENCY")] == [(0, 0), (1, 4)]


def test_it_is_briefed_once_by_people_of_the_first_step_s_skill():
    briefed = agency(10, "writer", "artist", briefing=(constant(2),))
    played = play(company(), model(agency=(briefed,)))
    assert played.stints("briefing agency") == [("a", "writer/1", 1, 3)]
    # The drawing comes after the briefing, too.
    assert [row[0] for row in played.activities("draw", instruction="AGENCY")] == [3]
    assert played.launched() == {"a": 13}


def test_a_briefing_is_not_repeated_when_work_comes_back():
    steps = (
        *STEPS[:3],
        gate("board", "boss", 1, "write", "draw", revise={"write": 0.5, "draw": 0.5}),
        launch("board"),
    )
    briefed = agency(10, "writer", "artist", briefing=(constant(2),))
    played = play(company(steps=steps, defect_risks=(flaw(1.0),)), model(agency=(briefed,)))
    assert len(played.stints("briefing agency")) == 1
    # Planned 1, briefed 3, delivered 13, seen 14; a whole turnaround again, 24, and seen 25.
    assert played.launched() == {"a": 25}
    efforts = played.log.activities[played.log.activities["team"] == 1]["effort"].tolist()
    assert sorted(efforts) == [1.5 * HOUR, 2 * HOUR, 3 * HOUR, 4 * HOUR]


def test_each_agency_is_briefed():
    two = (
        agency(10, "writer", name="text", briefing=(constant(2),)),
        agency(10, "artist", name="art", briefing=(constant(1),)),
    )
    played = play(company(), model(agency=two))
    assert played.stints("briefing text") == [("a", "writer/1", 1, 3)]
    assert played.stints("briefing art") == [("a", "artist/1", 1, 2)]


def test_work_is_handed_to_who_briefs_and_then_to_the_agency():
    hand_off = HandOff(Delay(constant(1), working=False), Delay(constant(3), working=False))
    briefed = agency(10, "writer", "artist", briefing=(constant(2),))
    played = play(company(hand_off=hand_off), model(agency=(briefed,)))
    # Plan 1; to the writer, of the same team, 1; briefing 2; to the agency 3, and 10.
    assert played.stints("briefing agency") == [("a", "writer/1", 2, 4)]
    assert played.launched() == {"a": 17}


def test_an_event_that_hits_outsourced_work_costs_another_turnaround():
    late = EventRisk("late", 1.0, "write", (), 0.5, False, ("t",), 0.0)
    played = play(company(event_risks=(late,)), model(agency=(agency(10, "writer"),)))
    assert played.launched() == {"a": 21}
    efforts = played.log.activities[played.log.activities["team"] == 1]["effort"].tolist()
    assert efforts == [4 * HOUR, 2 * HOUR]


def test_work_of_several_people_stays_inside():
    steps = (work("workshop", {"writer": 1, "artist": 1}, 2), launch("workshop"))
    played = play(company(steps=steps), model(agency=(agency(10, "writer", "artist"),)))
    assert played.launched() == {"a": 2}


def test_for_some_types_only():
    played = play(company(), model(agency=(agency(10, "writer", types=("other",)),)))
    assert played.launched() == {"a": 5}


def test_first_work_at_an_agency_is_a_start():
    steps = (work("write", "writer", 4), launch("write"))
    played = play(company(request("a", 1), steps=steps), model(agency=(agency(10, "writer"),)))
    assert played.log.campaigns["first_start"].tolist() == [HOUR]


# ---------------------------------------------------------------------- overflow

WRITING = (work("write", "writer", 4), launch("write"))


def spilling(queue, *rows, count=1, steps=WRITING, **changes):
    response = SurgeResponse((), (), (), (Overflow("writer", queue),))
    return study([people("writer", count)], steps, rows, surge_response=response, **changes)


OUTSIDE = model(agency=(agency(10),))


def test_work_overflows_when_too_many_wait():
    rows = [request(name, number / 10) for number, name in enumerate("abcd")]
    played = play(spilling(2, *rows), OUTSIDE)
    # `a` is in work, `b` and `c` wait, `d` finds two before it.
    assert played.events("overflow") == [(0.3, "d")]
    assert played.launched() == {"a": 4, "b": 8, "c": 12, "d": 10.3}


def test_of_those_who_come_together_first_whoever_is_idle_takes_one():
    rows = [request(name) for name in "abcdef"]
    played = play(spilling(2, *rows, count=3), OUTSIDE)
    # Three are taken up, two wait, one overflows.
    assert played.events("overflow") == [(0, "f")]
    played = play(spilling(1, *rows, count=6), OUTSIDE)
    assert played.events("overflow") == []


def test_what_was_handed_back_does_not_overflow():
    rows = [request("a"), request("b", 0.1), request("c", 0.2)]
    scenario = spilling(2, *rows, count=1)
    leaver = people("writer", available_until=2 * HOUR)
    other = people("other", skills=(("writer", 1.0),))
    scenario = replace(scenario, roles=(leaver, other))
    assert play(scenario, OUTSIDE).events("overflow") == []


def test_each_team_has_its_own_queue():
    units = (Unit("north", "always"), Unit("south", "always"))
    rows = [
        *(request(f"n{number}", number / 10) for number in range(3)),
        request("s", 0.5, unit="south"),
    ]
    scenario = spilling(1, *rows, count=2, units=units)
    split = model(agency=(agency(10),), teams=(TeamRule("unit", ("all",), (), "unit"),))
    assert play(scenario, split).events("overflow") == [(0.2, "n2")]


def test_a_second_round_may_overflow_too():
    steps = (
        work("write", "writer", 4),
        gate("board", "judge", 0, "write", revise={"write": 0.5}),
        launch("board"),
    )
    rows = [request("a"), request("b", 1), request("c", 2)]
    scenario = spilling(2, *rows, steps=steps, defect_risks=(flaw(1.0),))
    scenario = replace(
        scenario, roles=(*scenario.roles, people("judge")), skills=("writer", "judge")
    )
    played = play(scenario, OUTSIDE)
    # At 4 `a` comes back; `b` is taken up, `c` waits alone: no overflow. At 8 `b` comes back behind
    # `a` and `c`, of which one is taken up.
    assert played.events("overflow") == []
    tight = replace(scenario, surge_response=SurgeResponse((), (), (), (Overflow("writer", 1),)))
    assert play(tight, OUTSIDE).events("overflow")[0] == (2, "c")


def test_without_an_agency_there_is_a_warning():
    played = play(spilling(1, request("a")))
    assert played.plan.warnings == (
        "no agency in small: overflow of writer has nowhere to go and is left out",
    )


def test_an_overflowed_launch_launches():
    steps = (replace(work("write", "writer", 4), launch=True),)
    rows = [request("a"), request("b", 1), request("c", 2)]
    played = play(spilling(1, *rows, steps=steps), OUTSIDE)
    assert played.launched() == {"a": 4, "b": 8, "c": 12}
    assert played.log.campaigns["launch_activity"].ne(NULL).all()


def test_delegates_and_agencies_live_together():
    steps = (*STEPS[:3], gate("board", "boss", 1, "write", "draw"), launch("board"))
    rule = decided_by("expert", delegate_after=HOUR)
    played = play(company(steps=steps), model(rule, agency=(agency(10, "writer"),)))
    assert played.launched() == {"a": 12}
