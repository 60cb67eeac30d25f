"""Reviews that nobody finds the time for: delegated, or deemed approved; by hand."""

from __future__ import annotations

import pytest

from mom_sim.scenario.resolved import Cadence, ErrorRates
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

BLIND = ErrorRates(0.0, 1.0)


def late(*, busy=20.0, reference="always", judge="always", risk=None, **changes):
    """A judge who is busy, and a boss who is not; writing takes an hour."""
    steps = (
        work("trial", "judge", busy),
        work("write", "writer", 1),
        gate("board", "judge", 2, "write", revise={"write": 1.0}, **changes),
        launch("board", "trial"),
    )
    roles = [people("boss"), people("writer"), people("judge", calendar=judge)]
    return study(
        roles,
        steps,
        [request("a")],
        reference_calendar=reference,
        defect_risks=(risk or flaw(0.0),),
    )


def test_after_a_while_the_lead_is_asked():
    played = play(late(), model(decided_by("expert", delegate_after=5 * HOUR)))
    assert played.stints("board") == [("a", "boss/1", 6, 8)]
    assert played.events("delegated") == [(6, "a")]
    assert played.activities("board", instruction="WORK") == [
        (1, None, 6, "timed_out"),
        (6, 6, 8, "done"),
    ]
    assert played.waits("a", "board") == [(1, 6, "decision busy")]


def test_the_lead_decides_with_the_lead_s_errors():
    rates = (("expert", ErrorRates(0.0, 0.0)), ("lead", BLIND))
    rule = decided_by("expert", delegate_after=5 * HOUR)
    played = play(late(risk=flaw(1.0), error_rates=rates), model(rule))
    assert played.events("defect_escaped") == [(20, "a")]
    seeing = play(late(risk=flaw(1.0)), model(rule))
    assert seeing.events("defect_escaped") == []


def test_who_begins_in_time_is_not_interrupted():
    played = play(late(busy=4.0), model(decided_by("expert", delegate_after=5 * HOUR)))
    assert played.stints("board") == [("a", "judge/1", 4, 6)]
    assert played.events("delegated") == []


def test_who_could_begin_at_the_very_instant_comes_too_late():
    played = play(late(busy=6.0), model(decided_by("expert", delegate_after=5 * HOUR)))
    assert played.stints("board") == [("a", "boss/1", 6, 8)]


def test_silence_is_consent():
    played = play(late(risk=flaw(1.0)), model(decided_by("expert", deemed_approved_after=5 * HOUR)))
    assert played.events("deemed_approved") == [(6, "a")]
    assert played.events("verdict") == [(6, "a")]
    assert played.events("defect_escaped") == [(20, "a")]
    assert played.stints("board") == []


def test_first_the_lead_is_asked_then_silence_is_consent():
    scenario = late()
    busy_boss = work("meeting", "boss", 30)
    steps = (busy_boss, *scenario.workflows[0].steps)
    scenario = study(scenario.roles, steps, [request("a")])
    rule = decided_by("expert", delegate_after=5 * HOUR, deemed_approved_after=8 * HOUR)
    played = play(scenario, model(rule))
    assert played.events("delegated") == [(6, "a")]
    assert played.events("deemed_approved") == [(9, "a")]


def test_consent_that_comes_before_the_delegate_is_asked():
    rule = decided_by("expert", delegate_after=8 * HOUR, deemed_approved_after=5 * HOUR)
    played = play(late(), model(rule))
    assert played.events("delegated") == []
    assert played.events("deemed_approved") == [(6, "a")]


def test_the_time_is_working_time_of_the_reference_calendar():
    # Written at 1; five hours of the office are over at 14.
    rule = decided_by("expert", deemed_approved_after=5 * HOUR)
    assert play(late(reference="office"), model(rule)).events("deemed_approved") == [(14, "a")]


def test_decisions_of_experts_only_are_not_delegated():
    rule = decided_by("expert", delegate_after=5 * HOUR)
    played = play(late(experts_only=True), model(rule))
    assert played.stints("board") == [("a", "judge/1", 20, 22)]


def test_in_a_panel_everybody_has_a_delegate_of_their_own():
    # The expert's seat goes to the boss; the writer, who is asked too, is there at once.
    rule = decided_by("expert", "lead", rule="all", delegate_after=5 * HOUR)
    played = play(late(), model(rule))
    assert [stint[1:3] for stint in played.stints("board")] == [("boss/1", 1), ("boss/1", 6)]
    assert played.events("verdict") == [(8, "a")]


def test_a_new_round_asks_the_expert_again():
    # First round: judge busy until 20, so the boss, who sees the flaw; second round likewise.
    rule = decided_by("expert", delegate_after=5 * HOUR)
    played = play(late(risk=flaw(1.0)), model(rule))
    assert [stint[1:] for stint in played.stints("board")] == [
        ("boss/1", 6, 8),
        ("boss/1", 14, 16),
    ]


def boardroom(rule, *, hours=2.0, agenda=0, risk=None, **changes):
    """A judge who meets on Mondays at ten, the first time a week after the request."""
    weekly = Cadence(((0, 600),), "always", (), agenda, 1)
    steps = (
        work("write", "writer", 1),
        gate(
            "board",
            "judge",
            hours,
            "write",
            revise={"write": 1.0},
            cadence=(weekly,),
            **changes,
        ),
        launch("board"),
    )
    scenario = study(
        [people("boss"), people("writer"), people("judge")],
        steps,
        [request("a", 24)],
        defect_risks=(risk or flaw(0.0),),
    )
    return play(scenario, model(rule))


def test_silence_counts_while_the_meeting_is_awaited():
    played = boardroom(decided_by("expert", deemed_approved_after=8 * HOUR))
    assert played.events("deemed_approved") == [(33, "a")]
    assert played.launched() == {"a": 33}
    assert played.waits("a", "board") == [(25, 33, "decision cadence")]
    assert played.events("meeting") == []


def test_so_it_does_until_the_lead_is_asked():
    rule = decided_by("expert", delegate_after=5 * HOUR, deemed_approved_after=8 * HOUR)
    played = boardroom(rule)
    assert played.events("delegated") == [(30, "a")]
    assert played.stints("board") == [("a", "boss/1", 30, 32)]


@pytest.mark.parametrize("hours", [0.0, 2.0])
def test_a_meeting_in_time_is_no_silence(hours):
    # Ten o'clock on Monday is 153 hours after the work is there.
    played = boardroom(decided_by("expert", deemed_approved_after=156 * HOUR), hours=hours)
    assert played.events("deemed_approved") == []
    assert played.launched() == {"a": 178 + hours}
    assert len(played.events("meeting")) == 1


def test_who_decides_in_the_meeting_alone_can_be_silent_too():
    rule = decided_by("expert", deemed_approved_after=8 * HOUR)
    assert boardroom(rule, hours=0.0).events("deemed_approved") == [(33, "a")]
    rule = decided_by("expert", delegate_after=8 * HOUR)
    seen = boardroom(rule, hours=0.0)
    assert seen.events("delegated") == [(33, "a")]
    assert seen.launched() == {"a": 33}
