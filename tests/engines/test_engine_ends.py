"""How campaigns end in the middle of everything, and what that leaves behind; by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mom_sim.scenario.resolved import Delay, EventRisk, TaskForce, WipLimit
from tests.made.lengths import constant
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
    wait,
    work,
)

ROLES = [people("writer"), people("artist"), people("judge")]


def doomed(*others, rows=None, **changes):
    """A gate that ends the first campaign at hour 2, while `others` are under way."""
    steps = (
        work("idea", "judge", 1),
        gate("board", "judge", 1, "idea", reject_share=1.0),
        *others,
        launch("board", *(step.name for step in others)),
    )
    rows = rows or [request("bad"), request("next", 1)]
    return study(ROLES, steps, rows, defect_risks=(flaw(1.0),), **changes)


@pytest.mark.parametrize(
    "other",
    [
        work("other", "writer", 9),
        work("other", {"writer": 1, "artist": 1}, 9),
        wait("other", 9),
        gate("other", "writer", 9, checks=()),
    ],
    ids=lambda step: f"{step.kind} of {len(step.skills)}",
)
def test_whatever_is_under_way_stops(other):
    played = play(doomed(other))
    assert played.outcome("bad") == "rejected"
    assert played.activities("other", "bad") == [(0, 0, 2, "canceled")]


def test_people_are_free_at_once():
    played = play(doomed(work("other", "writer", 9)))
    # The next one had been waiting since 1.
    assert played.stints("other")[:2] == [("bad", "writer/1", 0, 2), ("next", "writer/1", 2, 4)]


def test_work_that_waits_leaves_its_queue():
    # Both are rejected at 2; of the second, nobody had begun the writing.
    scenario = doomed(work("other", "writer", 9), rows=[request("one"), request("two")])
    scenario = replace(scenario, roles=(*ROLES[:2], people("judge", 2)))
    played = play(scenario)
    assert played.activities("other", "two") == [(0, None, 2, "canceled")]
    assert played.waits("two", "other") == [(0, 2, "queue")]


def test_ready_at_the_instant_of_the_end_is_not_begun():
    # The wait is over at 2, when the board rejects; the writing behind it is never asked for.
    played = play(
        doomed(wait("pause", 2), work("other", "writer", 1, "pause"), rows=[request("bad")])
    )
    assert played.outcome("bad") == "rejected"
    assert played.stints("other") == []


def test_an_event_may_end_it():
    over = EventRisk("over", 1.0, "draw", (), 0.0, True, ("t",), 0.0)
    steps = (
        work("write", "writer", 3),
        work("film", "artist", 9),
        work("draw", "artist", 1, "write"),
        launch("draw", "film"),
    )
    played = play(study(ROLES, steps, [request("a")], event_risks=(over,)))
    assert played.outcome("a") == "canceled"
    assert played.events("risk_event") == [(3, "a")]
    assert played.activities("film") == [(0, 0, 3, "canceled")]


def test_events_delay_and_add_effort():
    late = EventRisk("late", 1.0, "draw", (Delay(constant(4), False),), 0.5, False, ("t",), 0.0)
    steps = (work("write", "writer", 2), work("draw", "artist", 6, "write"), launch("draw"))
    played = play(study(ROLES, steps, [request("a")], event_risks=(late,)))
    assert played.stints("draw") == [("a", "artist/1", 6, 12), ("a", "artist/1", 12, 15)]
    assert played.waits("a") == [(2, 6, "outside")]


def test_an_event_happens_once_though_the_step_is_done_again():
    late = EventRisk("late", 1.0, "draw", (Delay(constant(4), False),), 0.5, False, ("t",), 0.0)
    steps = (
        work("draw", "artist", 6),
        gate("board", "judge", 1, "draw", revise={"draw": 0.5}),
        launch("board"),
    )
    played = play(
        study(ROLES, steps, [request("a")], event_risks=(late,), defect_risks=(flaw(1.0),))
    )
    assert played.events("risk_event") == [(0, "a")]
    assert [stint[2:] for stint in played.stints("draw")] == [(4, 10), (10, 13), (14, 17)]


def test_a_launched_campaign_stays_launched():
    # Rejected afterwards: what is still to come is stopped, the launch stands.
    steps = (
        launch(),
        work("report", "writer", 9, "launch"),
        gate("audit", "judge", 2, "launch", reject_share=1.0),
    )
    played = play(study(ROLES, steps, [request("a")], defect_risks=(flaw(1.0),)))
    assert played.outcome("a") == "launched"
    assert played.launched() == {"a": 0}
    assert played.activities("report") == [(0, 0, 2, "canceled")]


def test_an_audit_may_have_the_launch_done_again_but_it_counts_once():
    steps = (
        work("write", "writer", 2),
        launch("write"),
        gate("audit", "judge", 1, "launch", revise={"write": 1.0, "launch": 1.0}),
    )
    played = play(study(ROLES, steps, [request("a")], defect_risks=(flaw(1.0),)))
    assert played.launched() == {"a": 2}
    assert len(played.stints("write")) == 2


def test_a_canceled_order_frees_its_vendor_and_a_held_place_its_limit():
    scenario = doomed(work("other", "writer", 9))
    outside = model(
        agency=(agency(50, "writer", capacity=1),), wip_limit=WipLimit("company", 1, "hold")
    )
    played = play(scenario, outside)
    assert played.activities("begin", "next", "ADMIT") == [(1, 1, 2, "done")]
    assert played.activities("other", "next", "AGENCY")[0][:2] == (2, 2)


def test_a_task_force_goes_home():
    force = TaskForce(("t",), 0, ("writer", "artist"), "reserve", 0, 1, "end", 1)
    others = (work("other", "writer", 9), work("more", "artist", 9))
    played = play(doomed(*others), model(task_force=(force,)))
    assert played.events("released")[:2] == [(2, "bad"), (2, "bad")]
    assert played.events("force_formed") == [(0, "bad"), (2, "next")]


def test_panels_end_with_their_campaign():
    two = decided_by("expert", "lead", rule="all")
    scenario = doomed(gate("panel", "artist", 9, checks=()))
    played = play(replace(scenario, lead_skill="writer"), model(replace(two, gates=("panel",))))
    rows = played.activities("panel", "bad", "WORK")
    assert rows == [(0, 0, 2, "canceled"), (0, 0, 2, "canceled")]


def test_nobody_waits_for_ever_behind_the_dead():
    rows = [request(f"c{number}", number) for number in range(6)]
    played = play(doomed(work("other", {"writer": 1, "artist": 1}, 9), rows=rows))
    assert {played.outcome(f"c{number}") for number in range(6)} == {"rejected"}
    assert played.log.activities["finish"].min() >= 0
