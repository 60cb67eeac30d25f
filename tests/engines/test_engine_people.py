"""One person, one task: shifts, speeds, ramps, absences and departures, by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mom_sim.calendars import WorkingClock
from mom_sim.scenario.resolved import (
    Delay,
    Freelancers,
    HandOff,
    Ramp,
    SurgeResponse,
    TeamRule,
)
from mom_sim.tape.lives import PersonLife
from mom_sim.tape.tape import draw_tape
from tests.made.lengths import HOUR, constant
from tests.made.small import launch, model, people, play, request, study, work

STEPS = (work("write", "writer", 4), launch("write"))


def office_writer(*requests, hours=4.0, **changes):
    steps = (work("write", "writer", hours), launch("write"))
    return study([people("writer", calendar="office", **changes)], steps, requests)


def test_work_pauses_at_the_end_of_a_shift_and_the_same_person_resumes():
    played = play(office_writer(request("a", 15)))
    assert played.stints("write") == [("a", "writer/1", 15, 17), ("a", "writer/1", 33, 35)]
    assert played.waits("a") == [(17, 33, "closed")]


def test_work_that_ends_exactly_at_the_end_of_a_shift_finishes_then():
    played = play(office_writer(request("a", 13)))
    assert played.launched() == {"a": 17}


def test_calendars_are_half_open():
    # At five o'clock the office is closed already; at nine it is open.
    assert play(office_writer(request("a", 17))).launched() == {"a": 37}
    assert play(office_writer(request("a", 9))).launched() == {"a": 13}
    assert play(office_writer(request("a", 17))).waits("a") == [(17, 33, "closed")]


def test_people_take_work_up_when_their_shift_begins():
    # It came on Friday evening; nothing else happens until Monday at nine.
    played = play(office_writer(request("a", 4 * 24 + 18)))
    assert played.stints("write") == [("a", "writer/1", 7 * 24 + 9, 7 * 24 + 13)]


def test_no_work_takes_no_time_but_needs_somebody():
    played = play(office_writer(request("a", 20, effort=(("write", 0),)), hours=1))
    assert played.activities("write", "a", "WORK") == [(20, 33, 33, "done")]
    assert played.stints("write") == []


def test_nobody_at_all_simply_waits():
    # The only writer leaves on Tuesday at noon and nobody comes after.
    gone = people("writer", available_until=36 * HOUR)
    played = play(study([gone], STEPS, [request("a", 40)]))
    assert played.outcome("a") == "inside"
    assert played.activities("write") == [(40, None, None, "open")]
    assert [wait[2] for wait in played.waits("a")] == ["closed"]


@pytest.mark.parametrize(
    ("speed", "share", "hours"),
    [(2.0, 1.0, 2.0), (0.5, 1.0, 8.0), (1.0, 0.5, 8.0), (2.0, 0.5, 4.0)],
)
def test_speed_and_productive_fraction_divide_the_effort(speed, share, hours):
    writer = people("writer", skills=(("writer", speed),), productive_fraction=share)
    assert play(study([writer], STEPS, [request("a")])).launched() == {"a": hours}


def test_durations_are_rounded_half_to_even():
    # An hour at 0.7 of the speed is 5142857142.857 us; 3 us at 0.4 are 7.5, and 5 are 12.5.
    slow = people("writer", skills=(("writer", 0.7),))
    played = play(study([slow], (work("write", "writer", 1), launch("write")), [request("a")]))
    assert played.recording.spans[0].finish == 5_142_857_143
    slower = people("writer", skills=(("writer", 0.4),))
    for effort, duration in ((3, 8), (5, 12)):
        row = request("a", effort=(("write", effort),))
        assert play(study([slower], STEPS, [row])).recording.spans[0].finish == duration


def test_main_skill_first_then_speed_then_position():
    # Nobody else is there: the order in which the idle ones are asked.
    roles = [
        people("editor", 2, skills=(("editor", 1.0), ("writer", 3.0))),
        people("writer", 2, skills=(("writer", 1.0),)),
        people("ghost", 1, skills=(("writer", 2.0),)),
    ]
    rows = [request(name) for name in "abcde"]
    played = play(study(roles, STEPS, rows))
    by_campaign = dict(sorted((name, person) for name, person, *_ in played.stints("write")))
    assert list(by_campaign.values()) == ["ghost/1", "writer/1", "writer/2", "editor/1", "editor/2"]


def test_a_newcomer_ramps_up_and_the_rate_holds_for_the_whole_task():
    # Comes at hour 100 with half the speed, full after 100 hours: 0.5 at 100, 0.75 at 150.
    new = people("writer", available_from=100 * HOUR, ramp=Ramp(0.5, 100 * HOUR))
    rows = [request("a", 0), request("b", 150), request("c", 300)]
    played = play(study([new], STEPS, rows))
    assert [stint[2:] for stint in played.stints("write")] == [
        (100, 108),
        (150, pytest.approx(150 + 4 / 0.75, abs=1e-9)),
        (300, 304),
    ]


def away(scenario, person, clock, hand_overs=(), events=()):
    """The scenario's tape, with one person's life written by hand."""
    tape = draw_tape(scenario, 1)
    life = tape.lives[person]
    tape.lives[person] = PersonLife(clock, hand_overs, life.spells, events)
    return tape


def test_a_long_absence_returns_the_rest_to_the_queue():
    # Writer 1 is away from hour 2 to 100 and hands over at hour 5; writer 2 comes free at 6.
    scenario = study(
        [people("writer", 2)],
        STEPS,
        [request("a", 0), request("b", 0, effort=(("write", 6 * HOUR),))],
    )
    clock = WorkingClock([0, 100 * HOUR], [2 * HOUR, 400 * HOUR])
    played = play(scenario, tape=away(scenario, "writer/1", clock, (5 * HOUR,)))
    assert played.stints("write") == [
        ("a", "writer/1", 0, 2),
        ("b", "writer/2", 0, 6),
        ("a", "writer/2", 6, 8),
    ]
    assert played.events("hand_over") == [(5, "a")]
    # Until it is handed over, its holder is away; after that, everybody else is busy.
    assert played.waits("a") == [(2, 5, "closed"), (5, 6, "queue")]


def test_a_short_absence_keeps_the_work():
    scenario = study([people("writer", 2)], STEPS, [request("a", 0)])
    clock = WorkingClock([0, 10 * HOUR], [2 * HOUR, 400 * HOUR])
    played = play(scenario, tape=away(scenario, "writer/1", clock))
    assert played.stints("write") == [("a", "writer/1", 0, 2), ("a", "writer/1", 10, 12)]


def test_who_leaves_returns_the_rest_at_once():
    leaver = people("writer", available_until=3 * HOUR)
    other = people("other", skills=(("writer", 0.5),))
    played = play(study([leaver, other], STEPS, [request("a", 0)]))
    assert played.stints("write") == [("a", "writer/1", 0, 3), ("a", "other/1", 3, 5)]
    assert played.events("hand_over") == [(3, "a")]


def test_work_that_ends_when_its_person_leaves_is_finished():
    leaver = people("writer", available_until=4 * HOUR)
    played = play(study([leaver], STEPS, [request("a", 0)]))
    assert played.launched() == {"a": 4}
    assert played.events("hand_over") == []


def test_the_rest_keeps_its_place_in_the_queue():
    # When the leaver's work comes back, it is older than what waits.
    leaver = people("writer", available_until=2 * HOUR)
    other = people("other", skills=(("writer", 1.0),))
    rows = [request(name, at) for name, at in (("a", 0), ("b", 0.5), ("c", 1))]
    # Writer 1 begins `a`, the other `b`; at hour 2 `a` comes back and goes before `c`.
    played = play(study([leaver, other], STEPS, rows))
    assert [(name, start) for name, _, start, _ in played.stints("write")] == [
        ("a", 0),
        ("b", 0.5),
        ("a", 4.5),
        ("c", 6.5),
    ]


def test_freelancers_are_there_for_their_time():
    hired = SurgeResponse((), (Freelancers("writer", 1, 2 * HOUR, 5 * HOUR, 80.0),), (), ())
    scenario = study([people("writer")], STEPS, [request("a"), request("b")])
    played = play(replace(scenario, surge_response=hired))
    assert played.stints("write") == [
        ("a", "writer/1", 0, 4),
        ("b", "writer/freelancer 1", 2, 5),
        ("b", "writer/1", 5, 6),
    ]


def test_hand_offs_lie_between_skills_and_farther_between_teams():
    steps = (
        work("write", "writer", 1),
        work("edit", "writer", 1, "write"),
        work("draw", "artist", 1, "edit"),
        launch("draw"),
    )
    hand_off = HandOff(Delay(constant(2), working=False), Delay(constant(5), working=False))
    scenario = study([people("writer"), people("artist")], steps, [request("a")], hand_off=hand_off)
    assert play(scenario).launched() == {"a": 1 + 1 + 2 + 1}
    apart = model(teams=(TeamRule("role", ("all",), (), "role"),))
    played = play(scenario, apart)
    assert played.launched() == {"a": 1 + 1 + 5 + 1}
    assert played.waits("a") == [(2, 7, "hand_off")]
