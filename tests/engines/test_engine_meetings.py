"""Bodies that meet: once at each of their instants, with a limited number of items; by hand."""

from __future__ import annotations

from dataclasses import replace

from mom_sim.scenario.resolved import Cadence, TeamRule, Unit, Workflow
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
    work,
)

TEN_O_CLOCK = tuple((day, 600) for day in range(5))


def daily(agenda=0, **changes):
    return replace(Cadence(TEN_O_CLOCK, "always", (), agenda, 1), **changes)


def board(*rows, cadence=None, hours=0.0, risk=None, **changes):
    """An hour of writing, then a board that decides in its meeting, without further work."""
    steps = (
        work("write", "writer", 1),
        gate(
            "board", "judge", hours, "write", revise={"write": 1.0}, cadence=(cadence or daily(),)
        ),
        launch("board"),
    )
    roles = [people("writer", 9), people("judge", 3)]
    return study(roles, steps, rows, defect_risks=(risk or flaw(0.0),), **changes)


def test_an_item_waits_for_the_next_meeting():
    played = play(board(request("a", 0), request("b", 8.5), request("c", 12)))
    assert played.launched() == {"a": 10, "b": 10, "c": 34}
    assert played.waits("a") == [(1, 10, "decision cadence")]


def test_who_is_ready_at_the_instant_of_the_meeting_attends_it():
    assert play(board(request("a", 9))).launched() == {"a": 10}


def test_reviews_are_done_after_the_meeting():
    played = play(board(request("a", 0), hours=2))
    assert played.stints("board") == [("a", "judge/1", 10, 12)]


def test_an_agenda_is_limited_and_the_others_wait_for_the_next_meeting():
    rows = [request(name, at) for name, at in (("a", 2), ("b", 1), ("c", 0), ("d", 20))]
    played = play(board(*rows, cadence=daily(agenda=2)))
    assert played.launched() == {"c": 10, "b": 10, "a": 34, "d": 34}
    assert played.waits("a") == [(3, 10, "decision cadence"), (10, 34, "decision agenda")]
    assert played.events("meeting") == [(10, ""), (34, "")]


def test_every_other_week():
    played = play(board(request("a", 11 + 4 * 24), cadence=daily(every_weeks=2)))
    assert played.launched() == {"a": 14 * 24 + 10}


def test_no_meeting_when_the_calendar_is_closed():
    # Saturday and Sunday at ten the office is closed.
    weekend = daily(weekly=((5, 600), (6, 600), (0, 600)), calendar="office")
    assert play(board(request("a", 30), cadence=weekend)).launched() == {"a": 7 * 24 + 10}


def test_meetings_at_intervals():
    every = Cadence((), "always", (constant(5),), 0, 1)
    assert play(
        board(request("a", 0), request("b", 4), request("c", 5), cadence=every)
    ).launched() == {
        "a": 5,
        "b": 5,
        "c": 10,
    }


def test_what_is_ready_again_after_the_meeting_waits_for_the_next_one():
    # Sent back in the meeting and done again without time: a second look, but not on the same day.
    rows = [request("a", 0, effort=(("write", 0),))]
    played = play(board(*rows, risk=flaw(1.0)))
    assert played.launched() == {"a": 34}
    steps = (
        replace(launch(), name="idea", launch=False),
        gate("board", "judge", 0, "idea", revise={"idea": 1.0}, cadence=(daily(),)),
        launch("board"),
    )
    roles = [people("writer"), people("judge")]
    scenario = study(roles, steps, [request("a", 0)], defect_risks=(flaw(1.0),))
    assert play(scenario).launched() == {"a": 34}


def test_two_bodies_that_meet_at_the_same_hour():
    # What the first approves can still come before the second, whichever was compiled first.
    both = decided_by("expert", "lead", cadence="own", own_cadence=(daily(),))
    assert play(board(request("a", 0)), model(both)).launched() == {"a": 10}
    steps = (
        work("write", "writer", 1),
        gate("second", "writer", 0, "write", cadence=(daily(),)),
        gate("first", "judge", 0, "second", cadence=(daily(),)),
        launch("first"),
    )
    roles = [people("writer"), people("judge")]
    assert play(study(roles, steps, [request("a", 0)])).launched() == {"a": 10}


def test_teams_that_decide_together_share_their_agenda():
    rows = [request("n", 0, unit="north"), request("s", 0.5, unit="south")]
    units = (Unit("north", "always"), Unit("south", "always"))
    scenario = board(*rows, cadence=daily(agenda=1), units=units)
    assert play(scenario).launched() == {"n": 10, "s": 34}
    apart = model(teams=(TeamRule("unit", ("all",), (), "unit"),))
    assert play(scenario, apart).launched() == {"n": 10, "s": 10}


def test_rules_with_cadences_of_their_own_are_bodies_of_their_own():
    # The same expert: every day for low risk, on Fridays for high risk.
    friday = daily(weekly=((4, 600),))
    rules = (
        decided_by("expert", tiers=("low",), cadence="own", own_cadence=(daily(),)),
        decided_by("expert", tiers=("high",), cadence="own", own_cadence=(friday,)),
    )
    scenario = board(request("a"), campaigns=(campaign_type(risk_tiers=(("high", 1.0),)),))
    assert play(scenario, model(*rules)).launched() == {"a": 4 * 24 + 10}
    low = board(request("a"), campaigns=(campaign_type(risk_tiers=(("low", 1.0),)),))
    assert play(low, model(*rules)).launched() == {"a": 10}


def test_a_campaign_that_has_ended_leaves_the_agenda():
    # Two gates side by side; the first rejects before the second meets, and makes room.
    steps = (
        work("write", "writer", 1),
        gate("judge", "writer", 1, "write", reject_share=1.0),
        gate("board", "judge", 0, "write", checks=(), cadence=(daily(agenda=1),)),
        launch("judge", "board"),
    )
    roles = [people("writer"), people("judge")]
    rows = [request("bad", 0), request("next", 8.5)]
    scenario = study(roles, steps, rows, defect_risks=(flaw(1.0),))
    played = play(scenario)
    assert played.outcome("bad") == "rejected"
    assert played.activities("board", "bad") == [(1, 2, 2, "canceled")]
    assert played.activities("board", "next", "MEET") == [(9.5, 10, 10, "done")]


def test_continuous_deciders_need_no_meeting():
    scenario = board(request("a"), hours=1)
    assert play(scenario, model(decided_by("expert", cadence="continuous"))).launched() == {"a": 2}


def test_a_machine_does_not_meet():
    assert play(board(request("a")), model(decided_by("automated"))).launched() == {"a": 1}


def test_meetings_after_the_end_are_not_held():
    late = Cadence(((5, 600),), "always", (), 0, 1)
    scenario = board(request("a"), cadence=late)
    short = replace(scenario, run=replace(scenario.run, horizon=48 * HOUR, follow_up=0))
    played = play(short)
    assert played.outcome("a") == "inside"
    assert played.waits("a") == [(1, 48, "decision cadence")]


def test_whether_a_meeting_is_over_does_not_depend_on_who_else_waited():
    """The first gate's body meets after the second's; who has passed the one has missed the other.

    Bodies are numbered in the order of the workflows: the short workflow makes the second gate's
    body the first. Whether `other` waits for it or not, `main` comes from its first gate when the
    second body's meeting of the hour is over.
    """

    meets = (daily(),)
    steps = (
        work("write", "writer", 1),
        gate("first", "judge", 0, "write", cadence=meets),
        gate("second", "boss", 0, "first", cadence=meets),
        launch("second"),
    )
    steps = tuple(
        replace(one, effort=tuple((kind, one.effort[0][1]) for kind in "tu")) if one.effort else one
        for one in steps
    )
    direct = (steps[0], replace(steps[2], after=("write",)), steps[3])
    roles = [people("writer", 9), people("judge", 3), people("boss", kind="lead")]

    def played(*rows):
        kinds = (campaign_type("u", workflow="direct"), campaign_type("t"))
        made = study(roles, steps, rows, campaigns=kinds, defect_risks=(flaw(0.0),))
        workflows = (*made.workflows, Workflow("direct", direct))
        return play(replace(made, workflows=workflows), model(decided_by("expert")))

    alone = played(request("main"))
    beside = played(request("main"), request("other", type="u"))
    ended = [one.log.campaigns.set_index("id")["ended"]["main"] / HOUR for one in (alone, beside)]
    assert ended == [34, 34]


def test_a_review_that_is_no_longer_needed_leaves_a_meeting_that_has_begun():
    # Both reviews are on the same agenda, and the first of them is enough.
    who = decided_by("expert", "crew", rule="k_of_n", need=1, deemed_approved_after=16 * HOUR)
    played = play(board(request("a")), model(who))
    assert played.launched() == {"a": 10}
    outcomes = [row[-1] for row in played.activities("board", "a", "MEET")]
    assert sorted(outcomes) == ["canceled", "done"]
