"""Stints end with their shift, whenever the work they belong to is given back; by hand."""

from __future__ import annotations

from dataclasses import replace

from mom_sim.calendars import WorkingClock
from mom_sim.log.contract import STINT_ENDINGS
from mom_sim.scenario.resolved import Run
from mom_sim.tape.lives import PersonLife
from mom_sim.tape.tape import draw_tape
from tests.made.lengths import HOUR
from tests.made.small import flaw, gate, launch, people, play, request, study, work


def endings(played, step):
    """When each stint of a step began and ended, and by what."""
    of = played.log.activities["step"].to_numpy()[played.log.stints["activity"].to_numpy()]
    rows = played.log.stints[of == played.plan.steps.index(step)]
    return [
        (row.start / HOUR, row.finish / HOUR, STINT_ENDINGS[row.ended_by])
        for row in rows.itertuples()
    ]


def test_of_a_campaign_that_ends_at_night():
    # The board rejects at 20; the writer went home at 17 and did not come back to it.
    steps = (
        work("write", "writer", 30),
        gate("board", "judge", 10, reject_share=1.0),
        launch("write", "board"),
    )
    roles = [people("writer", calendar="office"), people("judge")]
    scenario = study(roles, steps, [request("a", 10)], defect_risks=(flaw(1.0),))
    played = play(scenario)
    assert endings(played, "write") == [(10, 17, "canceled")]
    assert played.recording.spans[-1].finish == 20 * HOUR
    assert played.waits("a", "write") == [(17, 20, "closed")]


def test_of_work_that_is_handed_over_in_an_absence():
    steps = (work("write", "writer", 4), launch("write"))
    scenario = study([people("writer", 2)], steps, [request("a")])
    tape = draw_tape(scenario, 1)
    clock = WorkingClock([0, 100 * HOUR], [2 * HOUR, 400 * HOUR])
    life = tape.lives["writer/1"]
    tape.lives["writer/1"] = PersonLife(clock, (5 * HOUR,), life.spells, ())
    played = play(scenario, tape=tape)
    assert endings(played, "write") == [(0, 2, "handed_over"), (5, 7, "finished")]


def test_of_a_run_that_stops_at_night():
    steps = (work("write", "writer", 99), launch("write"))
    scenario = study([people("writer", calendar="office")], steps, [request("a", 14)])
    run: Run = replace(scenario.run, horizon=20 * HOUR, follow_up=0)
    played = play(replace(scenario, run=run))
    assert played.log.window.end == 20 * HOUR
    assert endings(played, "write") == [(14, 17, "open")]


def test_of_a_crew_whose_members_go_home_at_different_times():
    steps = (work("film", {"writer": 1, "artist": 1}, 4), launch("film"))
    roles = [people("writer", calendar="office"), people("artist", calendar="mornings")]
    played = play(study(roles, steps, [request("a", 9)]))
    together = [(9, 12, "shift_end"), (33, 34, "finished")]
    assert endings(played, "film") == sorted(2 * together)
