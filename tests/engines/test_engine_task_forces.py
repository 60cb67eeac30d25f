"""Task forces: how they assemble, what is different inside, when people go home; by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mom_sim.operating_models.compiling import compile_plan
from mom_sim.scenario.resolved import Delay, HandOff, TaskForce, TeamRule
from tests.made.lengths import HOUR, constant
from tests.made.small import (
    campaign_type,
    decided_by,
    gate,
    launch,
    model,
    people,
    play,
    request,
    study,
    work,
)

SLOW_HAND_OFF = HandOff(Delay(constant(2), working=False), Delay(constant(5), working=False))


def force(assembly="reserve", *, types=("u",), **changes):
    made = TaskForce(types, 0, (), assembly, 0, 0, "end", 1)
    return replace(made, **changes)


def both(hours):
    return (("t", constant(hours)), ("u", constant(hours)))


STEPS = (
    work("write", "writer", 4, effort=both(4)),
    work("draw", "artist", 3, "write", effort=both(3)),
    launch("draw"),
)


def company(*rows, steps=STEPS, roles=None, **changes):
    """Campaigns of type u get a task force, those of type t do not."""
    return study(
        roles or [people("writer"), people("artist")],
        steps,
        rows,
        campaigns=(campaign_type("t"), campaign_type("u")),
        **changes,
    )


def seconded(played, kind="seconded"):
    return [
        (row.time / HOUR, played.plan.people[row.person].name)
        for row in played.log.events.itertuples()
        if played.log.vocabularies["event_kind"][row.kind] == kind
    ]


def test_who_arrives_is_kept_until_all_are_there():
    # The artist is busy until 3; the writer comes at once and idles, although `late` waits.
    steps = (*STEPS[:1], replace(STEPS[1], after=()), launch("write", "draw"))
    rows = [
        request("first", 0, effort=(("write", 0), ("draw", 3 * HOUR))),
        request("big", 1, type="u"),
        request("late", 2, effort=(("write", HOUR), ("draw", 0))),
    ]
    played = play(company(*rows, steps=steps), model(task_force=(force(),)))
    assert seconded(played) == [(1, "writer/1"), (3, "artist/1")]
    assert played.events("force_formed") == [(3, "big")]
    assert played.waits("big")[0] == (1, 3, "assembly")
    assert played.stints("write")[0] == ("big", "writer/1", 3, 7)


def test_or_all_are_taken_at_once():
    steps = (*STEPS[:1], replace(STEPS[1], after=()), launch("write", "draw"))
    rows = [
        request("first", 0, effort=(("write", 0), ("draw", 3 * HOUR))),
        request("big", 1, type="u"),
        request("late", 2, effort=(("write", HOUR), ("draw", 0))),
    ]
    played = play(company(*rows, steps=steps), model(task_force=(force("wait"),)))
    assert seconded(played) == [(3, "writer/1"), (3, "artist/1")]
    assert played.stints("write")[0] == ("late", "writer/1", 2, 3)


@pytest.mark.parametrize("assembly", ["reserve", "wait"])
def test_a_quorum_begins_and_the_others_join(assembly):
    rows = [
        request("first", 0, effort=(("write", 0), ("draw", 6 * HOUR))),
        request("big", 1, type="u"),
    ]
    steps = (*STEPS[:1], replace(STEPS[1], after=()), launch("write", "draw"))
    made = company(*rows, steps=steps)
    played = play(made, model(task_force=(force(assembly, quorum=1),)))
    assert played.events("force_formed") == [(1, "big")]
    assert seconded(played) == [(1, "writer/1"), (6, "artist/1")]
    assert played.stints("write") == [("big", "writer/1", 1, 5)]
    assert played.stints("draw")[-1] == ("big", "artist/1", 6, 9)


def test_inside_nothing_is_handed_over():
    made = company(request("small"), request("big", 20, type="u"), hand_off=SLOW_HAND_OFF)
    teams = (TeamRule("role", ("all",), (), "role"),)
    played = play(made, model(task_force=(force(),), teams=teams))
    assert played.launched() == {"small": 4 + 5 + 3, "big": 20 + 4 + 3}


def test_out_of_the_force_it_is_handed_over():
    # The printer is not in the force: to the printer and back.
    steps = (
        *STEPS[:1],
        work("print", "printer", 1, "write", effort=both(1)),
        replace(STEPS[1], after=("print",)),
        launch("draw"),
    )
    roles = [people("writer"), people("artist"), people("printer")]
    made = company(request("big", type="u"), steps=steps, roles=roles, hand_off=SLOW_HAND_OFF)
    played = play(made, model(task_force=(force(skills=("writer", "artist")),)))
    assert played.launched() == {"big": 4 + 5 + 1 + 5 + 3}


def test_seconded_people_are_invisible_to_their_team():
    rows = [request("big", 0, type="u"), request("small", 0.5)]
    played = play(company(*rows), model(task_force=(force(),)))
    # The writer idles from 4 to 7, and goes home with everybody at the end.
    assert played.stints("write") == [("big", "writer/1", 0, 4), ("small", "writer/1", 7, 11)]
    assert played.waits("small") == [(0.5, 7, "queue")]


def test_step_by_step_people_go_home_when_they_are_done():
    rows = [request("big", 0, type="u"), request("small", 0.5)]
    played = play(company(*rows), model(task_force=(force(release="steps"),)))
    assert seconded(played, "released") == [(4, "writer/1"), (7, "artist/1")]
    assert played.stints("write") == [("big", "writer/1", 0, 4), ("small", "writer/1", 4, 8)]


def test_not_before_the_last_gate_that_may_send_their_work_back():
    steps = (
        *STEPS[:2],
        gate(
            "board",
            "artist",
            1,
            "draw",
            revise={"write": 0.5},
            checks=(),
            revise_probability=1.0,
            rounds=2,
        ),
        launch("board"),
    )
    steps = (*steps[:2], replace(steps[2], effort=both(1)), steps[3])
    played = play(
        company(request("big", type="u"), steps=steps),
        model(decided_by("crew"), task_force=(force(release="steps"),)),
    )
    # Writing 4, drawing 3, board 1, writing 2, board 1; the board's lead is the writer.
    assert seconded(played, "released") == [(7, "artist/1"), (11, "writer/1")]
    assert [stint[1] for stint in played.stints("board")] == ["writer/1", "writer/1"]
    assert played.launched() == {"big": 11}


def test_the_crew_decides_inside():
    steps = (
        *STEPS[:2],
        replace(gate("board", "judge", 1, "draw"), effort=both(1)),
        launch("board"),
    )
    roles = [people("writer"), people("artist"), people("judge")]
    made = company(request("small"), request("big", 20, type="u"), steps=steps, roles=roles)
    played = play(made, model(decided_by("crew"), task_force=(force(),)))
    # Where no force is formed, the expert decides.
    assert [stint[1] for stint in played.stints("board")] == ["judge/1", "writer/1"]


def test_steps_after_the_launch_are_the_team_s():
    steps = (*STEPS[:2], launch("draw"), work("report", "writer", 2, "launch", effort=both(2)))
    played = play(
        company(request("big", type="u"), request("small", 5), steps=steps),
        model(task_force=(force(),)),
    )
    assert played.stints("write")[1] == ("small", "writer/1", 7, 11)
    assert played.stints("report")[0] == ("big", "writer/1", 11, 13)


def test_no_more_forces_than_allowed():
    roles = [people("writer", 2), people("artist", 2)]
    rows = [request("one", type="u"), request("two", 1, type="u")]
    limited = model(task_force=(force(max_forces=1),))
    played = play(company(*rows, roles=roles), limited)
    assert played.launched() == {"one": 7, "two": 14}
    assert played.waits("two") == [(1, 7, "hold")]
    assert play(company(*rows, roles=roles), model(task_force=(force(),))).launched() == {
        "one": 7,
        "two": 8,
    }


def test_who_leaves_the_company_is_replaced():
    roles = [
        people("writer", available_until=2 * HOUR),
        people("editor", skills=(("editor", 1.0), ("writer", 0.5))),
        people("artist"),
    ]
    played = play(company(request("big", type="u"), roles=roles), model(task_force=(force(),)))
    assert seconded(played) == [(0, "writer/1"), (0, "artist/1"), (2, "editor/1")]
    assert seconded(played, "released")[0] == (2, "writer/1")
    assert played.stints("write") == [("big", "writer/1", 0, 2), ("big", "editor/1", 2, 6)]


def test_who_leaves_while_the_force_assembles_is_replaced():
    roles = [
        people("writer", available_until=2 * HOUR),
        people("editor", skills=(("editor", 1.0), ("writer", 1.0))),
        people("artist", available_from=5 * HOUR),
    ]
    played = play(company(request("big", type="u"), roles=roles), model(task_force=(force(),)))
    assert played.events("force_formed") == [(5, "big")]
    assert played.stints("write") == [("big", "editor/1", 5, 9)]


def test_people_of_a_canceled_campaign_go_home():
    kind = campaign_type("u", patience=(constant(2),))
    scenario = company(request("big", type="u"), request("small", 1))
    scenario = replace(
        scenario,
        campaigns=(scenario.campaigns[0], kind),
        roles=(people("writer"), people("artist", available_from=9 * HOUR)),
    )
    played = play(scenario, model(task_force=(force(),)))
    assert played.outcome("big") == "canceled"
    assert seconded(played, "released") == [(2, "writer/1")]
    assert played.stints("write") == [("small", "writer/1", 2, 6)]


def test_two_forces_do_not_wait_for_each_other_for_ever():
    # `one` has the writer and waits for the artist; the more urgent `two` may not take the artist
    # before it, or each would hold whom the other needs.
    steps = (*STEPS[:1], replace(STEPS[1], after=()), launch("write", "draw"))
    rows = [
        request("busy", 0, effort=(("write", 0), ("draw", 3 * HOUR))),
        request("one", 1, type="u", due=900 * HOUR),
        request("two", 2, type="u", due=50 * HOUR),
    ]
    played = play(
        company(*rows, steps=steps), model(task_force=(force(),), queue_rule=("due_date",))
    )
    assert played.launched() == {"busy": 3, "one": 7, "two": 11}


def test_only_skills_of_steps_that_the_force_can_do_whole():
    # The workshop takes two writers; with one member a skill it stays with the teams.
    steps = (
        work("workshop", {"writer": 2}, 2, effort=both(2)),
        work("draw", "artist", 3, "workshop", effort=both(3)),
        launch("draw"),
    )
    roles = [people("writer", 2), people("artist")]
    made = company(request("big", type="u"), steps=steps, roles=roles)
    played = play(made, model(task_force=(force(),)))
    assert seconded(played) == [(0, "artist/1")]
    assert played.launched() == {"big": 5}


def test_two_members_of_a_skill():
    steps = (work("workshop", {"writer": 2}, 2, effort=both(2)), launch("workshop"))
    made = company(request("big", type="u"), steps=steps, roles=[people("writer", 2)])
    played = play(made, model(task_force=(force(members_per_skill=2),)))
    assert seconded(played) == [(0, "writer/1"), (0, "writer/2")]
    assert played.launched() == {"big": 2}


def test_by_expected_effort():
    large = model(task_force=(force(types=(), min_effort=7 * HOUR),))
    larger = model(task_force=(force(types=(), min_effort=7 * HOUR + 1),))
    assert play(company(request("a")), large).events("force_formed") == [(0, "a")]
    assert play(company(request("a")), larger).events("force_formed") == []


def test_a_plan_without_a_force_has_no_node_for_it():
    plan = compile_plan(company(request("a")), model(task_force=(force(),)))
    instructions = [{node.instruction for node in program.nodes} for program in plan.programs]
    assert ["ASSEMBLE" in names for names in instructions] == [False, True]
