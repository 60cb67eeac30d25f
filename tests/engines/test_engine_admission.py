"""What happens before the first step: limits, freezes, patience, embargo, a backlog; by hand."""

from __future__ import annotations

from dataclasses import replace

from mom_sim.scenario.resolved import (
    Backlog,
    Delay,
    EventRisk,
    Freeze,
    HandOff,
    SurgeResponse,
    TaskForce,
    Unit,
    WipLimit,
)
from tests.made.lengths import HOUR, constant
from tests.made.small import (
    campaign_type,
    decided_by,
    flaw,
    gate,
    launch,
    model,
    people,
    play,
    request,
    study,
    wait,
    work,
)

STEPS = (work("write", "writer", 4), launch("write"))


def limited(limit, full="hold", scope="company"):
    return model(wip_limit=WipLimit(scope, limit, full))


def writers(*rows, **changes):
    return study([people("writer", 3)], STEPS, rows, **changes)


# ---------------------------------------------------------------------- limits on work in progress


def test_requests_are_held_until_there_is_room():
    rows = [request("a"), request("b", 1), request("c", 2)]
    played = play(writers(*rows), limited(2))
    assert played.launched() == {"a": 4, "b": 5, "c": 8}
    assert played.waits("c") == [(2, 4, "hold")]


def test_held_requests_come_in_the_order_of_request():
    rows = [request("a"), request("c", 2), request("b", 1)]
    played = play(writers(*rows), limited(1))
    assert played.launched() == {"a": 4, "b": 8, "c": 12}


def test_or_they_are_turned_away():
    rows = [request("a"), request("b", 1), request("c", 4)]
    played = play(writers(*rows), limited(1, "reject"))
    assert played.outcome("b") == "rejected"
    assert played.events("turned_away") == [(1, "b")]
    # At hour 4 the first one leaves and the third one comes: there is room.
    assert played.launched() == {"a": 4, "c": 8}


def test_of_those_who_come_together_the_first_gets_in():
    rows = [request("a"), request("b")]
    played = play(writers(*rows), limited(1, "reject"))
    assert [played.outcome(name) for name in "ab"] == ["launched", "rejected"]


def test_a_limit_for_each_unit():
    units = (Unit("north", "always"), Unit("south", "always"))
    rows = [request("a"), request("b"), request("s", unit="south")]
    played = play(writers(*rows, units=units), limited(1, scope="unit"))
    assert played.launched() == {"a": 4, "b": 8, "s": 4}


def test_progress_ends_with_the_launch():
    steps = (work("write", "writer", 4), launch("write"), work("report", "writer", 9, "launch"))
    scenario = study([people("writer", 3)], steps, [request("a"), request("b", 1)])
    assert play(scenario, limited(1)).launched() == {"a": 4, "b": 8}


def test_a_campaign_that_is_canceled_makes_room():
    risk = EventRisk("over", 1.0, "write", (Delay(constant(2), False),), 0.0, True, ("t",), 0.0)
    scenario = writers(request("a"), request("b", 1), event_risks=(risk,))
    played = play(scenario, limited(1))
    assert played.events("end") == [(0, "a"), (1, "b")]


# ---------------------------------------------------------------------- freeze, patience, embargo


def test_a_freeze_holds_what_is_requested_in_its_window():
    freeze = SurgeResponse((), (), (Freeze(("t",), 2 * HOUR, 10 * HOUR),), ())
    rows = [request("a", 1), request("b", 2), request("c", 9), request("d", 10)]
    played = play(writers(*rows, surge_response=freeze))
    assert played.launched() == {"a": 5, "b": 14, "c": 14, "d": 14}
    assert played.waits("b") == [(2, 10, "hold")]


def test_of_two_freezes_the_one_that_ends_later_counts():
    windows = (
        Freeze(("t",), 0, 6 * HOUR),
        Freeze(("t",), HOUR, 3 * HOUR),
        Freeze(("t",), 5 * HOUR, 9 * HOUR),
    )
    freezes = SurgeResponse((), (), windows, ())
    played = play(writers(request("a", 2), surge_response=freezes))
    # Requested in the first two; the third begins before it is let go, but it was not made then.
    assert played.launched() == {"a": 10}


def test_a_freeze_is_for_its_types():
    freeze = SurgeResponse((), (), (Freeze(("u",), 0, 10 * HOUR),), ())
    types = (campaign_type("t"), campaign_type("u"))
    assert play(writers(request("a"), surge_response=freeze, campaigns=types)).launched() == {
        "a": 4
    }


def impatient(hours, *rows, count=1):
    kind = campaign_type(patience=(constant(hours),))
    return study([people("writer", count)], STEPS, rows, campaigns=(kind,))


def test_who_waits_too_long_withdraws():
    played = play(impatient(3, request("a"), request("b", 0.5)))
    assert played.outcome("b") == "canceled"
    assert played.events("withdrawn") == [(3.5, "b")]
    assert played.activities("write", "b") == [(0.5, None, 3.5, "canceled")]


def test_who_has_been_begun_with_stays():
    assert play(impatient(3, request("a"))).launched() == {"a": 4}


def test_a_start_at_the_very_instant_comes_too_late():
    played = play(impatient(4, request("a"), request("b", 0)))
    assert played.outcome("b") == "canceled"


def test_patience_ends_while_the_request_is_held():
    played = play(impatient(2, request("a"), request("b", 1), count=2), limited(1))
    assert played.outcome("b") == "canceled"
    assert played.events("withdrawn") == [(3, "b")]


def test_an_embargo_holds_the_launch_alone():
    played = play(writers(request("a", not_before=20 * HOUR), request("b")))
    assert played.launched() == {"a": 20, "b": 4}
    assert played.waits("a") == [(4, 20, "embargo")]


# ---------------------------------------------------------------------- a backlog

HAND_OFF = HandOff(Delay(constant(2), working=False), Delay(constant(2), working=False))
CHAIN = (
    work("write", "writer", 4),
    work("draw", "artist", 3, "write"),
    wait("print", 5, "write"),
    launch("draw", "print"),
)
ID = "north/t/backlog draw/1"


def backlog(*rows, steps=CHAIN, at="draw", count=1, **changes):
    roles = [people("writer"), people("artist"), people("judge")]
    return study(
        roles,
        steps,
        rows,
        backlog=(Backlog("north", "t", at, count),),
        hand_off=HAND_OFF,
        **changes,
    )


def test_a_backlog_starts_at_the_work_of_its_step():
    # No hand-off, and what does not come after the step counts as done.
    played = play(backlog())
    assert played.launched() == {ID: 3}
    assert played.stints("draw") == [(ID, "artist/1", 0, 3)]
    assert played.activities("print") == []
    assert played.waits(ID) == []


def test_no_risk_event_before_its_step_and_no_extra_work_after_it():
    late = EventRisk("late", 1.0, "draw", (Delay(constant(9), False),), 1.0, False, ("t",), 0.0)
    played = play(backlog(request("a"), event_risks=(late,)))
    assert played.events("risk_event") == [(4, "a")]
    assert played.launched() == {ID: 3, "a": 4 + 9 + 2 + 3 + 3}


def test_later_steps_are_handed_over():
    steps = (*CHAIN[:2], work("check", "judge", 1, "draw"), launch("check"))
    assert play(backlog(steps=steps)).launched() == {ID: 3 + 2 + 1}


def test_it_may_be_sent_back_behind_its_step():
    # Revised: the drawing, with the hand-off that it begins with; the writing is not asked for.
    steps = (
        *CHAIN[:2],
        gate("board", "judge", 1, "draw", revise={"draw": 1.0}),
        launch("board"),
    )
    played = play(backlog(steps=steps, defect_risks=(flaw(1.0),)))
    assert [stint[2:] for stint in played.stints("draw")] == [(0, 3), (8, 11)]


def test_it_may_wait_at_a_gate():
    steps = (*CHAIN[:2], gate("board", "judge", 1, "draw"), launch("board"))
    played = play(backlog(steps=steps, at="board"))
    assert played.launched() == {"north/t/backlog board/1": 1}
    # A second decider is somebody else: that hand-off is still to come.
    twice = play(backlog(steps=steps, at="board"), model(decided_by("expert", "lead")))
    assert twice.launched() == {"north/t/backlog board/1": 1 + 2 + 1}


def test_it_may_be_ready_to_launch():
    assert play(backlog(at="launch")).launched() == {"north/t/backlog launch/1": 0}


def test_it_is_in_progress_already():
    # Three are there although only two may be: nobody is turned away, and nobody else gets in
    # before two have left.
    scenario = backlog(request("new"), count=3)
    for full in ("hold", "reject"):
        played = play(scenario, limited(2, full))
        others = [time for name, time in played.launched().items() if name != "new"]
        assert others == [3, 6, 9]
        assert played.outcome("new") == ("launched" if full == "hold" else "rejected")
    held = play(scenario, limited(2))
    assert held.activities("begin", "new", "ADMIT") == [(0, 0, 6, "done")]


def test_it_is_neither_frozen_nor_withdrawn():
    freeze = SurgeResponse((), (), (Freeze(("t",), 0, 10 * HOUR),), ())
    kind = campaign_type(patience=(constant(1),))
    played = play(backlog(count=2, surge_response=freeze, campaigns=(kind,)))
    assert sorted(played.launched().values()) == [3, 6]


def test_its_task_force_assembles_first_and_sends_home_whom_it_does_not_need():
    force = TaskForce(("t",), 0, (), "reserve", 0, 0, "steps", 1)
    scenario = backlog(request("a"), count=1)
    played = play(scenario, model(task_force=(force,)))
    assert played.launched()[ID] == 3
    # The writer, whose step is done, goes to the other campaign at once.
    assert played.events("released")[0] == (0, ID)
    assert played.events("seconded") == [(0, ID), (0, ID), (0, "a"), (3, "a")]


def test_backlogs_do_not_count_as_measured():
    scenario = backlog(count=2, steps=(*CHAIN[:2], launch("draw")))
    scenario = replace(scenario, run=replace(scenario.run, horizon=2 * HOUR, follow_up=50 * HOUR))
    assert play(scenario).log.window.end == 2 * HOUR
