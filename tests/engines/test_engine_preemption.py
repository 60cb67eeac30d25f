"""Urgent work interrupts: who is interrupted, what is left, and what it costs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mom_sim.scenario.resolved import ClassOfService, TaskForce
from tests.made.lengths import HOUR, constant
from tests.made.small import campaign_type, launch, model, people, play, request, study, work


def writing(hours=4.0, who="writer"):
    effort = constant(hours)
    return work("write", who, hours, effort=(("t", effort), ("u", effort), ("v", effort)))


def study_of(roles, rows, *, preempts=True, cost=0, steps=None, reach=False, **changes):
    """Type u is urgent, type t standard, type v can wait."""
    return study(
        roles,
        steps or (writing(), launch("write")),
        rows,
        campaigns=(
            campaign_type("t"),
            campaign_type("u", class_of_service="urgent"),
            campaign_type("v", class_of_service="idle"),
        ),
        classes_of_service=(
            ClassOfService("urgent", 0, preempts, cost, reach),
            ClassOfService("standard", 1, False, 0),
            ClassOfService("idle", 2, False, 0),
        ),
        **changes,
    )


RULE = model(queue_rule=("class_of_service", "fifo"))


def test_interrupted_work_keeps_its_rest_and_resumes():
    played = play(study_of([people("writer")], [request("a"), request("now", 1, type="u")]), RULE)
    assert played.stints("write") == [
        ("a", "writer/1", 0, 1),
        ("now", "writer/1", 1, 5),
        ("a", "writer/1", 5, 8),
    ]
    assert played.events("preemption") == [(1, "a")]
    assert played.waits("a") == [(1, 5, "queue preempted")]


def test_only_a_class_that_asks_for_it_interrupts():
    rows = [request("a"), request("now", 1, type="u")]
    assert play(study_of([people("writer")], rows, preempts=False), RULE).launched() == {
        "a": 4,
        "now": 8,
    }


def test_interrupting_costs_effort_later():
    rows = [request("a"), request("now", 1, type="u")]
    scenario = study_of([people("writer", skills=(("writer", 2.0),))], rows, cost=HOUR)
    # Four hours of effort take two; after one hour two are left, and one of switching: 1.5 hours.
    assert play(scenario, RULE).stints("write") == [
        ("a", "writer/1", 0, 1),
        ("now", "writer/1", 1, 3),
        ("a", "writer/1", 3, 4.5),
    ]


def test_rest_and_cost_are_rounded_apart():
    # At half the speed 10 us of effort take 20. After 11, 9 are left: 4.5 of effort, to even 4.
    # With 1 of cost that makes 5, which take 10; rounded together, 5.5 would be 6 and take 12.
    rows = [
        request("a", effort=(("write", 10),)),
        replace(request("now", type="u", effort=(("write", 50),)), requested=11),
    ]
    slow = people("writer", skills=(("writer", 0.5),))
    played = play(study_of([slow], rows, cost=1), RULE)
    spans = [(span.start, span.finish) for span in played.recording.spans]
    assert spans == [(0, 11), (11, 111), (111, 121)]


def test_the_most_deferrable_work_is_interrupted():
    # Both are interruptible; `late` can wait, whoever holds it. `old` began before.
    rows = [request("late", 0, type="v"), request("old", 0), request("now", 1, type="u")]
    played = play(study_of([people("writer", 2)], rows), RULE)
    assert played.events("preemption") == [(1, "late")]
    # Of two of the same class, the one that came later.
    rows = [request("old", 0), request("young", 0.5), request("now", 1, type="u")]
    played = play(study_of([people("writer", 2)], rows), RULE)
    assert played.events("preemption") == [(1, "young")]


def test_nobody_is_interrupted_while_somebody_is_idle():
    rows = [request("a"), request("now", 1, type="u")]
    played = play(study_of([people("writer", 2)], rows), RULE)
    assert played.events("preemption") == []
    assert played.launched() == {"a": 4, "now": 5}


def test_equals_do_not_interrupt_each_other():
    rows = [request("one", type="u"), request("two", 1, type="u")]
    assert play(study_of([people("writer")], rows), RULE).events("preemption") == []


def test_who_is_off_shift_is_not_interrupted():
    # At 18 the office is closed: the urgent work starts at nine, and then it interrupts.
    rows = [request("a", 15), request("now", 18, type="u")]
    played = play(study_of([people("writer", calendar="office")], rows), RULE)
    assert played.events("preemption") == [(33, "a")]
    assert played.stints("write")[1] == ("now", "writer/1", 33, 37)


def test_what_is_interrupted_is_matched_in_the_same_pass():
    # At hour 2 an editor comes free. `now` takes the writer from `old`; the editor goes to `old`,
    # which is older, and not to `new`, which has waited for an editor.
    roles = [
        people("writer", 1, skills=(("writer", 1.0),)),
        people("editor", 1, skills=(("editor", 1.0), ("writer", 1.0))),
    ]
    effort = constant(4.0)
    steps = (
        work("write", "writer", 4, effort=(("t", effort),)),
        work("special", "special", 1, effort=(("u", effort),)),
        launch("write", "special"),
    )
    roles[0] = people("writer", 1, skills=(("writer", 1.0), ("special", 1.0)))
    rows = [
        request("old", 0),
        request("other", 0, effort=(("write", 2 * HOUR),)),
        request("new", 1),
        request("now", 2, type="u"),
    ]
    played = play(study_of(roles, rows, steps=steps), RULE)
    assert played.stints("special") == [("now", "writer/1", 2, 6)]
    starts = [(name, person, start) for name, person, start, _ in played.stints("write")]
    assert starts == [
        ("other", "editor/1", 0),
        ("old", "writer/1", 0),
        ("old", "editor/1", 2),
        ("new", "editor/1", 4),
    ]


def test_a_whole_crew_is_interrupted_for_one_of_its_members():
    roles = [people("writer"), people("artist")]
    effort = constant(4.0)
    steps = (
        work("workshop", {"writer": 1, "artist": 1}, 4, effort=(("t", effort),)),
        work("write", "writer", 2, effort=(("u", constant(2.0)),)),
        work("draw", "artist", 1, effort=(("v", constant(1.0)),)),
        launch("workshop", "write", "draw"),
    )
    rows = [request("a"), request("later", 0.5, type="v"), request("now", 1, type="u")]
    played = play(study_of(roles, rows, steps=steps), RULE)
    assert played.stints("write") == [("now", "writer/1", 1, 3)]
    assert played.stints("draw") == [("later", "artist/1", 1, 2)]
    assert [stint[1:] for stint in played.stints("workshop")] == [
        ("artist/1", 0, 1),
        ("writer/1", 0, 1),
        ("artist/1", 3, 6),
        ("writer/1", 3, 6),
    ]


def test_seconded_people_are_not_interrupted():
    force = TaskForce(("t",), 0, (), "reserve", 0, 0, "end", 1)
    rows = [request("a"), request("now", 1, type="u")]
    played = play(
        study_of([people("writer")], rows),
        model(queue_rule=("class_of_service", "fifo"), task_force=(force,)),
    )
    assert played.launched() == {"a": 4, "now": 8}


@pytest.mark.parametrize("assembly", ["reserve", "wait"])
def test_unless_the_class_says_so(assembly):
    force = TaskForce(("t",), 0, (), assembly, 0, 0, "end", 1)
    rows = [request("a"), request("now", 1, type="u")]
    scenario = study_of([people("writer")], rows, reach=True)
    rule = model(queue_rule=("class_of_service", "fifo"), task_force=(force,))
    played = play(scenario, rule)
    # The writer leaves the force's work, and goes on with it afterwards: four hours each.
    assert played.launched() == {"now": 5, "a": 8}
    assert played.events("preemption") == [(1, "a")]
    assert played.events("released") == [(8, "a")]


def test_who_idles_in_a_task_force_is_taken_before_anybody_is_interrupted():
    # The artist has not come yet, and the writer waits for the force to be complete.
    steps = (
        work("draw", "artist", 1, effort=(("t", constant(1)), ("v", constant(6)))),
        work("write", "writer", 4, "draw", effort=(("t", constant(4)), ("u", constant(4)))),
        launch("write"),
    )
    force = TaskForce(("t",), 0, (), "reserve", 0, 0, "end", 1)
    rows = [request("w", 0, type="v"), request("a", 1), request("now", 2, type="u")]
    scenario = study_of([people("writer"), people("artist")], rows, steps=steps, reach=True)
    rule = model(queue_rule=("class_of_service", "fifo"), task_force=(force,))
    played = play(scenario, rule)
    assert ("now", "writer/1", 2, 6) in played.stints("write")
    assert played.events("preemption") == []
