"""People lent to queues that are not their own: only while nothing of their own waits; by hand."""

from __future__ import annotations

from dataclasses import replace

from mom_sim.plan.plan import PARTS
from mom_sim.scenario.resolved import TaskForce
from tests.made.changes import lent
from tests.made.lengths import HOUR, constant
from tests.made.small import (
    campaign_type,
    launch,
    model,
    people,
    play,
    request,
    study,
    work,
)

STEPS = (work("write", "writer", 4), work("draw", "artist", 1), launch("write", "draw"))
ARTIST_LENT = lent("artist/1", "writer")


def company(*rows, writers=1, artists=1, steps=STEPS, **changes):
    """Nobody is there to write until nine, unless it is said."""
    hours = changes.pop("calendar", "office")
    roles = [people("writer", writers, calendar=hours), people("artist", artists), people("boss")]
    return study(roles, steps, rows, **changes)


def who(played, step="write"):
    return [(name, person, start) for name, person, start, _ in played.stints(step)]


def test_own_work_comes_first_in_the_same_round_too():
    rows = [request("a"), request("b")]
    played = play(company(*rows), change=ARTIST_LENT)
    # The writing of `a` stands first in the queue; yet both drawings come before it.
    assert who(played, "draw") == [("a", "artist/1", 0), ("b", "artist/1", 1)]
    assert who(played)[0] == ("a", "artist/1", 2)


def test_without_lending_everybody_keeps_to_their_own():
    played = play(company(request("a")))
    assert who(played) == [("a", "writer/1", 9)]


def test_who_is_left_over_is_lent_in_the_same_round():
    scenario = company(request("a"), request("b"), artists=3)
    change = lent("artist/3", "writer")
    assert who(play(scenario, change=change))[0] == ("a", "artist/3", 0)
    # Two artists have two drawings to do, and only then there is anybody to lend.
    scenario = company(request("a"), request("b"), artists=2)
    change = lent("artist/2", "writer")
    assert who(play(scenario, change=change))[0] == ("a", "artist/2", 1)


def test_the_pool_s_own_people_are_asked_first():
    played = play(company(request("a", 9)), change=ARTIST_LENT)
    assert who(played) == [("a", "writer/1", 9)]


def test_what_is_in_hand_is_finished():
    played = play(company(request("a"), request("b", 2)), change=ARTIST_LENT)
    assert who(played)[0] == ("a", "artist/1", 1)
    # The drawing of `b` is there from 2 on; its artist writes until 5.
    assert who(played, "draw") == [("a", "artist/1", 0), ("b", "artist/1", 5)]


def test_lent_people_have_a_rate_of_their_own():
    change = lent("artist/1", "writer", PARTS // 2)
    assert play(company(request("a")), change=change).launched() == {"a": 9}


def test_several_may_be_lent_to_the_same_queue():
    change = lambda plan: lent("boss/1", "writer")(ARTIST_LENT(plan))  # noqa: E731
    played = play(company(request("a"), request("b")), change=change)
    # The boss has nothing to do at all; the artist draws first.
    assert who(played)[:2] == [("a", "boss/1", 0), ("b", "artist/1", 2)]


WORKSHOP = (
    work("plan", "boss", 6),
    work("workshop", {"artist": 1, "boss": 1}, 1),
    launch("plan", "workshop"),
)


def two_flows(*rows, patience=()):
    """Campaigns `u` plan and have a workshop, campaigns `t` are written and drawn."""
    scenario = company(*rows)
    (flow,) = scenario.workflows
    other = replace(
        flow,
        name="other",
        steps=tuple(
            replace(step, effort=tuple(("u", length) for _, length in step.effort))
            for step in WORKSHOP
        ),
    )
    kinds = (campaign_type("t"), campaign_type("u", workflow="other", patience=patience))
    return replace(scenario, workflows=(flow, other), campaigns=kinds)


def test_own_work_that_cannot_start_keeps_people_too():
    scenario = two_flows(request("w", 0, type="u"), request("a"))
    played = play(scenario, change=ARTIST_LENT)
    # The workshop waits for the boss until 6. The artist draws, but is not lent before it is over.
    assert who(played, "draw") == [("a", "artist/1", 0)]
    assert played.activities("workshop", "w", "WORK") == [(0, 6, 7, "done")]
    assert who(played)[0] == ("a", "artist/1", 7)


def test_own_work_that_leaves_its_queue_keeps_nobody():
    # The boss is busy with `w` from 0 to 6; the workshop of `x` is withdrawn at 3 and that of `w`
    # only starts at 6.
    scenario = two_flows(request("x", 0, type="u"), request("a"), patience=(constant(3),))
    only_workshop = replace(scenario.workflows[1], steps=(WORKSHOP_ALONE, launch("workshop")))
    gone = people("boss", available_from=200 * HOUR)
    scenario = replace(
        scenario,
        workflows=(scenario.workflows[0], only_workshop),
        roles=(*scenario.roles[:2], gone),
    )
    played = play(scenario, change=ARTIST_LENT)
    assert played.events("withdrawn") == [(3, "x")]
    assert who(played)[0] == ("a", "artist/1", 3)


WORKSHOP_ALONE = replace(
    work("workshop", {"artist": 1, "boss": 1}, 1), effort=(("u", constant(1)),)
)


def urgent(*rows):
    step = replace(STEPS[0], effort=(("t", constant(4)), ("u", constant(4))))
    draw = replace(STEPS[1], effort=(("t", constant(6)), ("u", constant(1))))
    kinds = (campaign_type("t"), campaign_type("u", class_of_service="urgent"))
    return company(*rows, steps=(step, draw, launch("write", "draw")), campaigns=kinds)


def test_nobody_is_interrupted_to_be_lent():
    rows = [request("a"), request("b", 1, type="u")]
    played = play(urgent(*rows), change=ARTIST_LENT)
    # The urgent drawing interrupts the artist; the urgent writing, which waits for a writer, does
    # not: only when all is drawn is the artist lent, and to who has waited longest.
    assert played.events("preemption") == [(1, "a")]
    assert [stint[0] for stint in played.stints("draw")] == ["a", "b", "a"]
    assert who(played) == [("a", "artist/1", 7), ("b", "writer/1", 9)]


def test_who_is_lent_may_be_interrupted_for_work_of_their_own():
    rows = [request("a", effort=(("draw", 0),)), request("b", 2, type="u")]
    played = play(urgent(*rows), change=ARTIST_LENT)
    # Lent for the writing of `a` at 0; the urgent drawing takes them back at 2.
    assert who(played)[0] == ("a", "artist/1", 0)
    assert played.events("preemption") == [(2, "a")]
    assert who(played, "draw") == [("b", "artist/1", 2)]


def test_a_crew_may_have_lent_people_in_it():
    steps = (
        work("film", {"writer": 1, "boss": 1}, 2),
        work("draw", "artist", 1),
        launch("film", "draw"),
    )
    played = play(company(request("a"), request("b"), steps=steps), change=ARTIST_LENT)
    assert who(played, "film")[:2] == [("a", "artist/1", 2), ("a", "boss/1", 2)]


def test_a_task_force_works_with_whoever_it_has():
    force = TaskForce(("t",), 0, ("writer", "boss"), "reserve", 0, 1, "end", 1)
    steps = (
        work("write", "writer", 2),
        work("plan", "boss", 1),
        launch("write", "plan"),
    )
    roles = [people("writer", calendar="office"), people("artist"), people("boss")]
    scenario = study(roles, steps, [request("a")])
    played = play(scenario, model(task_force=(force,)), change=ARTIST_LENT)
    assert who(played) == [("a", "artist/1", 0)]
    assert played.launched() == {"a": 2}


def test_a_task_force_that_waits_for_its_people_keeps_nobody():
    force = TaskForce(("u",), 0, ("artist", "boss"), "wait", 0, 1, "end", 1)
    scenario = two_flows(request("w", 0, type="u"), request("a", 1))
    away = people("boss", available_from=200 * HOUR)
    scenario = replace(scenario, roles=(*scenario.roles[:2], away))
    played = play(scenario, model(task_force=(force,)), change=ARTIST_LENT)
    # The force waits for the boss. The artist draws at 1, and is lent at 2.
    assert who(played, "draw") == [("a", "artist/1", 1)]
    assert who(played) == [("a", "artist/1", 2)]


def test_who_is_kept_for_an_aged_crew_still_does_their_own_work():
    steps = (
        work("film", {"writer": 1, "boss": 1}, 2),
        work("draw", "artist", 1),
        launch("film", "draw"),
    )
    away = people("boss", available_from=200 * HOUR)
    scenario = company(request("a"), request("b", 6), steps=steps)
    scenario = replace(scenario, roles=(*scenario.roles[:2], away))
    played = play(scenario, model(crew_age_limit=3 * HOUR), change=ARTIST_LENT)
    # From 3 on nobody whom the film could use is given to others: not to be lent, that is.
    assert who(played, "draw") == [("a", "artist/1", 0), ("b", "artist/1", 6)]
