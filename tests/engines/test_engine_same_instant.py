"""Everything that happens at an instant is applied before anybody is given work; by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mom_sim.engines.order import DISPATCH, FINISH, KINDS, MEETING, STOP, rank
from mom_sim.errors import RunError
from mom_sim.scenario.resolved import Run
from tests.made.lengths import HOUR, WEEK
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


def test_ranks_are_in_the_order_of_kind_campaign_node():
    ranks = [
        rank(kind, campaign, node)
        for kind in range(len(KINDS))
        for campaign in (0, 1, 2**36 - 1)
        for node in (0, 1, 2**16 - 1)
    ]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == len(ranks)
    assert ranks[-1] < 2**63
    assert rank(FINISH) < rank(MEETING) < rank(DISPATCH) < rank(STOP)


def test_who_comes_free_gets_the_first_of_all_that_comes_at_the_instant():
    # At hour 2 campaign 0 is drafted, which frees the writer, and the older campaign 1 comes from
    # its wait. Given work at the first of these events, the writer would stay with campaign 0.
    steps = (
        work("draft", "writer", 2),
        work("polish", "writer", 1, "draft"),
        launch("polish"),
    )
    scenario = study(
        [people("writer", 1), people("drafter", 1, skills=(("writer", 1.0),))],
        steps,
        [
            request("first", 0, due=90 * HOUR, effort=(("draft", 2 * HOUR),)),
            request("second", 0, due=10 * HOUR, effort=(("draft", 2 * HOUR),)),
            request("third", 1, due=20 * HOUR, effort=(("draft", HOUR),)),
            request("fourth", 2, due=5 * HOUR),
        ],
    )
    # At hour 2 both people come free; now due: fourth (5), second (10), third (20), first (90).
    played = play(scenario, model(queue_rule=("due_date",)))
    drafts = [(name, start) for name, _, start, _ in played.stints("draft")]
    polishes = [(name, start) for name, _, start, _ in played.stints("polish")]
    assert drafts == [("first", 0), ("second", 0), ("fourth", 2), ("third", 3)]
    assert polishes == [("second", 2), ("third", 4), ("fourth", 4), ("first", 5)]


def test_a_chain_of_steps_without_time_is_one_instant():
    steps = (
        work("write", "writer", 1),
        work("check", "writer", 1, "write"),
        work("draw", "artist", 2, "check"),
        launch("draw"),
    )
    rows = [request("a", 0, effort=(("write", 0), ("check", 0)))]
    played = play(study([people("writer"), people("artist")], steps, rows))
    assert played.stints("draw") == [("a", "artist/1", 0, 2)]
    assert played.activities("check") == [(0, 0, 0, "done")]


def test_work_that_goes_round_without_time_is_refused():
    """A gate that never approves, and nobody who would need time."""
    steps = (
        replace(launch(), name="idea", launch=False),
        gate("board", "writer", 1, "idea", revise={"idea": 1.0}),
        launch("board"),
    )
    scenario = study([people("writer")], steps, [request("a")], defect_risks=(flaw(1.0, 1.0),))
    with pytest.raises(RunError, match="without time passing"):
        play(scenario, model(decided_by("automated")))


def test_work_that_goes_round_with_people_and_without_time_is_refused():
    steps = (
        work("write", "writer", 1),
        gate("board", "writer", 1, "write", revise={"write": 1.0}),
        launch("board"),
    )
    rows = [request("a", effort=(("write", 0), ("board", 0)))]
    scenario = study([people("writer")], steps, rows, defect_risks=(flaw(1.0, 1.0),))
    with pytest.raises(RunError, match="without time passing"):
        play(scenario)


def test_events_at_the_limit_count():
    """The run stops after everything that happens at the limit, matching included."""
    run = replace(study([people("x")], (launch(),), []).run, horizon=8 * HOUR, follow_up=0)
    steps = (work("write", "writer", 4), launch("write"))
    rows = [request("a"), request("b", 1), request("c", 2)]
    played = play(study([people("writer")], steps, rows, run=run))
    assert played.launched() == {"a": 4, "b": 8}
    # The third has begun at the very end; it is open, and nobody has worked on it.
    assert played.activities("write", "c") == [(2, 8, None, "open")]
    assert played.log.window.end == 8 * HOUR


def test_the_run_ends_when_all_that_is_measured_has_ended():
    # Requests before the warm-up and after the horizon are not waited for.
    run = Run(study([people("x")], (launch(),), []).run.start, 10 * HOUR, 2 * HOUR, WEEK, 1, 1)
    steps = (work("write", "writer", 6), launch("write"))
    rows = [request("early", 0), request("counts", 3), request("late", 11)]
    played = play(study([people("writer")], steps, rows, run=run))
    assert played.launched() == {"early": 6, "counts": 12}
    assert played.log.window.end == 12 * HOUR
    assert played.outcome("late") == "inside"


def test_the_run_goes_on_to_the_horizon():
    # Throughput, work in progress and cost are measured until then.
    played = play(
        study([people("writer")], (work("write", "writer", 1), launch("write")), [request("a")])
    )
    assert played.log.window.end == 2 * WEEK


def test_what_is_open_at_the_end_is_written_to_the_end():
    run = replace(study([people("x")], (launch(),), []).run, horizon=8 * HOUR, follow_up=0)
    steps = (work("write", "writer", 40), launch("write"))
    played = play(study([people("writer")], steps, [request("a", 2), request("b", 3)], run=run))
    assert played.stints("write") == [("a", "writer/1", 2, 8)]
    assert played.waits("b") == [(3, 8, "queue")]
    assert [played.outcome(name) for name in "ab"] == ["inside", "inside"]
