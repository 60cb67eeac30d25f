"""Hand-offs: how far it is from where the work is, also after a gate has sent it back; by hand."""

from __future__ import annotations

from mom_sim.plan.instructions import CODES
from mom_sim.scenario.resolved import Delay, HandOff, TeamRule
from tests.made.lengths import HOUR, constant
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

ROLES = [people("writer"), people("artist"), people("judge"), people("boss", kind="lead")]
HOURS = HandOff(Delay(constant(1), working=False), Delay(constant(10), working=False))
APART = (TeamRule("role", ("all",), (), "role"),)
TOGETHER = (TeamRule("center", ("all",), (), "company"),)
BOARD = gate("board", "judge", 1, "write", revise={"write": 0.5})


def starts(played, step):
    """Hours at which hands-on work in a step begins."""
    rows = played.log.activities
    of_step = rows["step"] == played.plan.steps.index(step)
    return [
        start / HOUR for start in rows[of_step & (rows["instruction"] == CODES["WORK"])]["start"]
    ]


def launched(played):
    return [end / HOUR for end in played.log.campaigns["ended"]]


def company(*steps, risk=None, **changes):
    risks = (risk or flaw(0.0),)
    return study(ROLES, steps, [request("a")], defect_risks=risks, hand_off=HOURS, **changes)


def test_work_that_comes_back_is_handed_over_from_the_gate():
    """The first step of all has nowhere to come from at first; from the gate it is ten hours."""
    played = play(
        company(work("write", "writer", 4), BOARD, launch("board"), risk=flaw(1.0)),
        model(decided_by("expert"), teams=APART),
    )
    # 4 h of work, 10 h to the judge, 1 h; 10 h back, 2 h, 10 h, 1 h.
    assert starts(played, "write") == [0, 25]
    assert launched(played) == [38]


def test_within_a_team_the_way_back_is_short_as_well():
    played = play(
        company(work("write", "writer", 4), BOARD, launch("board"), risk=flaw(1.0)),
        model(decided_by("expert"), teams=TOGETHER),
    )
    assert starts(played, "write") == [0, 7]
    assert launched(played) == [11]


def test_a_gate_that_a_machine_decides_is_no_place():
    """From the writer to the artist it is one hour, whoever would have decided otherwise."""
    steps = (
        work("write", "writer", 4),
        BOARD,
        work("draw", "artist", 3, "board"),
        launch("draw"),
    )
    teams = (
        TeamRule("studio", ("producer",), ("writer", "artist"), "company"),
        TeamRule("rest", ("rest",), (), "role"),
    )
    rules = (decided_by("automated", tiers=("low",)), decided_by("expert"))
    roles = [
        people("writer"),
        people("artist"),
        people("judge", kind="decider"),
        people("boss", kind="lead"),
    ]
    scenario = study(roles, steps, [request("a")], defect_risks=(flaw(0.0),), hand_off=HOURS)
    played = play(scenario, model(*rules, teams=teams))
    assert starts(played, "draw") == [5]


def test_of_parallel_branches_the_last_to_finish_hands_over():
    """Writer and artist sit in one team, the boss in another; who is last decides the way."""
    teams = (
        TeamRule("studio", (), ("writer", "artist"), "company"),
        TeamRule("r", ("rest",), (), "role"),
    )

    def play_with(boss, writer):
        steps = (
            work("write", "writer", writer),
            work("plan", "boss", boss),
            work("draw", "artist", 3, "write", "plan"),
            launch("draw"),
        )
        return play(company(*steps), model(decided_by("expert"), teams=teams))

    assert starts(play_with(boss=2, writer=4), "draw") == [5]
    assert starts(play_with(boss=4, writer=2), "draw") == [14]


def test_the_same_people_hand_nothing_over():
    steps = (work("write", "writer", 4), work("edit", "writer", 1, "write"), launch("edit"))
    played = play(company(*steps), model(decided_by("expert"), teams=APART))
    assert launched(played) == [5]
