"""Plans of a person or two in which the work of one instant does not begin in the order it comes.

Whoever begins work before all of its instant has come, and by the order in which it does, writes
another log.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mom_sim.scenario.resolved import OperatingModel, Scenario, Step
from tests.made.lengths import HOUR
from tests.made.small import (
    decided_by,
    flaw,
    gate,
    launch,
    model,
    people,
    request,
    study,
    wait,
    work,
)

Made = tuple[Scenario, OperatingModel]
TiedPlan = Callable[[], Made]

FIRST_DUE = model(queue_rule=("due_date",))
SHORTEST = model(queue_rule=("shortest_first",))
WRITER, ARTIST = people("writer"), people("artist")


def arriving_together() -> Made:
    """Of two who come at one instant, the second is due before the first."""
    rows = [request("a"), request("b", 3, due=90 * HOUR), request("c", 3, due=80 * HOUR)]
    return study([WRITER], (work("write", "writer", 1), launch("write")), rows), FIRST_DUE


def waiting_together() -> Made:
    """Two waits end at one instant; that of the request that is due first is the second."""
    steps = (wait("dry", 2), work("write", "writer", 1, "dry"), launch("write"))
    rows = [request("a"), request("b", 3, due=90 * HOUR), request("c", 3, due=80 * HOUR)]
    return study([WRITER], steps, rows), FIRST_DUE


def branching() -> Made:
    """Of two pieces of work that become ready at one instant, the second is the shorter."""
    steps = (
        wait("dry", 2),
        work("write", "writer", 3, "dry"),
        work("list", "writer", 1, "dry"),
        launch("write", "list"),
    )
    return study([WRITER], steps, [request("a"), request("b", 9)]), SHORTEST


def rejected_beside() -> Made:
    """At the instant at which work becomes ready, a gate beside it ends the campaign."""
    board = gate("board", "writer", 0, "dry")
    steps: tuple[Step, ...] = (
        wait("dry", 2),
        work("write", "writer", 3, "dry"),
        replace(board, gate=(replace(board.gate[0], reject_share=1.0),)),
        launch("write", "board"),
    )
    risks = (flaw(1.0, 1.0),)
    scenario = study([WRITER], steps, [request("a"), request("b", 9)], defect_risks=risks)
    return scenario, model(decided_by("automated"))


def _written_and_drawn(writers: int, *rows: tuple[float, float]) -> Made:
    """Requests by when they come and when they are due; those who come first write for 2 hours."""
    steps = (work("write", "writer", 2), work("draw", "artist", 1, "write"), launch("draw"))
    made = [request(f"r{n}", at, due=round(due * HOUR)) for n, (at, due) in enumerate(rows)]
    return study([people("writer", writers), ARTIST], steps, made), FIRST_DUE


def coming_as_one_ends() -> Made:
    """What comes as a piece of work ends is due before what waits for the same people."""
    return _written_and_drawn(1, (0, 99), (0.5, 90), (2, 10))


def ending_together() -> Made:
    """Of two pieces of work that end at one instant, the second is due first; another goes on."""
    return _written_and_drawn(3, (0, 99), (0, 90), (1, 80))


def one_ends_as_others_begin() -> Made:
    """The first request of all comes with others; of later ones the last is due first."""
    return _written_and_drawn(2, (0, 99), (0, 90), (0.5, 80), (0.7, 70))
