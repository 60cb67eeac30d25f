"""Requests that end as reused or shadow: by an event, by a curve, for want of patience; by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mom_sim.log.contract import OUTCOMES
from mom_sim.plan.plan import Condition
from mom_sim.scenario.resolved import EventRisk, WipLimit
from tests.made.changes import (
    ALWAYS_BELOW,
    NEVER_BELOW,
    luck,
    node,
    nodes,
    of_time,
    records,
    together,
    with_curves,
)
from tests.made.lengths import constant
from tests.made.small import campaign_type, launch, model, people, play, request, study, work

ROLES = [people("writer"), people("artist")]
OVER = EventRisk("over", 1.0, "draw", (), 0.0, True, ("t",), 0.0)
STEPS = (work("write", "writer", 3), work("draw", "artist", 1, "write"), launch("draw"))


def said_by_events(played, campaign):
    """Outcomes that the events `end` say."""
    kind = played.log.vocabularies["event_kind"].index("end")
    rows = played.log.events[played.log.events["kind"] == kind]
    return [
        OUTCOMES[row.value] for row in rows.itertuples() if played.name(row.campaign) == campaign
    ]


@pytest.mark.parametrize(
    ("word", "outcome"),
    [("", "canceled"), ("canceled", "canceled"), ("reused", "reused"), ("shadow", "shadow")],
)
def test_a_cancel_ends_a_campaign_as_it_says(word, outcome):
    scenario = study(ROLES, STEPS, [request("a")], event_risks=(OVER,))
    played = play(scenario, change=node("draw", "CANCEL", ends=word))
    assert played.outcome("a") == outcome
    assert said_by_events(played, "a") == [outcome]
    assert played.events("end") == [(3, "a")]
    assert played.stints("draw") == []


def test_more_is_reused_as_a_curve_rises():
    rows = [request("a"), request("b", 7)]
    scenario = study(ROLES, STEPS, rows, event_risks=(OVER,))
    change = together(
        with_curves(of_time((0, NEVER_BELOW), (10, ALWAYS_BELOW))),
        nodes(
            "draw",
            lambda plan, one: replace(
                one, ends="reused", condition=Condition(chance=luck(plan), curve=0)
            ),
            "CANCEL",
        ),
    )
    played = play(scenario, change=change)
    assert (played.outcome("a"), played.outcome("b")) == ("launched", "reused")


def test_a_launched_campaign_is_not_reused_afterwards():
    steps = (launch(), work("write", "writer", 3, "launch"), work("draw", "artist", 1, "write"))
    scenario = study(ROLES, steps, [request("a")], event_risks=(OVER,))
    played = play(scenario, change=node("draw", "CANCEL", ends="reused"))
    assert played.outcome("a") == "launched"
    assert played.events("end") == []


def impatient(*rows):
    return study(
        [people("writer")],
        (work("write", "writer", 9), launch("write")),
        rows,
        campaigns=(campaign_type(patience=(constant(4),)),),
    )


@pytest.mark.parametrize("word", ["canceled", "shadow"])
def test_who_loses_patience_ends_as_the_program_says(word):
    scenario = impatient(request("a"), request("b", 1))
    played = play(scenario, change=records("programs", impatient=word))
    assert played.outcome("a") == "launched"
    assert played.outcome("b") == word
    assert played.events("withdrawn") == [(5, "b")]
    assert said_by_events(played, "b") == [word]


def test_going_ahead_alone_gives_back_a_place():
    limited = model(wip_limit=WipLimit("company", 2, "hold"))
    scenario = impatient(request("a"), request("b", 1), request("c", 2))
    played = play(scenario, limited, change=records("programs", impatient="shadow"))
    assert played.outcome("c") == "shadow"
    assert played.activities("begin", "c", "ADMIT") == [(2, 2, 5, "done")]
