"""What an agency has delivered: conditions, revisions and quality that depend on it; by hand."""

from __future__ import annotations

from dataclasses import replace

from mom_sim.plan.plan import Condition
from tests.made.changes import (
    ALWAYS_BELOW,
    NEVER_BELOW,
    luck,
    nodes,
    of_deliveries,
    records,
    together,
    with_curves,
)
from tests.made.small import (
    agency,
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

ROLES = [people("writer"), people("boss", 5)]
OUTSIDE = model(agency=(agency(10, "writer"),))
WRITING = (work("write", "writer", 4), launch("write"))


def test_a_piece_counts_from_its_delivery_on():
    steps = (WRITING[0], work("check", "boss", 1, "write"), launch("check"))
    rows = [request("a"), request("b", 1), request("c", 2)]
    change = together(
        with_curves(of_deliveries((0, ALWAYS_BELOW), (2, NEVER_BELOW))),
        nodes(
            "check",
            lambda plan, one: replace(one, condition=Condition(chance=luck(plan), curve=0)),
        ),
    )
    played = play(study(ROLES, steps, rows), OUTSIDE, change=change)
    # Checked while fewer than two pieces have been delivered, the campaign's own included.
    assert played.launched() == {"a": 11, "b": 11, "c": 12}


def test_an_order_that_is_canceled_is_no_delivery():
    steps = (
        WRITING[0],
        work("check", "boss", 1, "write"),
        gate("board", "boss", 2, reject_share=1.0, applies=(("t", 1.0),)),
        launch("check", "board"),
    )
    scenario = study(ROLES, steps, [request("a"), request("b", 1)], defect_risks=(flaw(1.0),))
    change = with_curves(of_deliveries((0, ALWAYS_BELOW)))
    played = play(scenario, OUTSIDE, change=change)
    assert [row[3] for row in played.activities("write", instruction="AGENCY")] == ["canceled"] * 2


def test_revisions_become_rarer_with_what_an_agency_has_delivered():
    steps = (
        WRITING[0],
        gate("board", "boss", 1, "write", revise={"write": 0.5}, revise_probability=0.5),
        launch("board"),
    )
    change = together(
        with_curves(of_deliveries((0, ALWAYS_BELOW), (3, NEVER_BELOW))),
        records("decisions", revise_curve=0),
    )
    played = play(study(ROLES, steps, [request("a")]), OUTSIDE, change=change)
    # Two pieces are sent back, after each of them a whole turnaround; the third is accepted.
    assert played.launched() == {"a": 33}


def escapes(rows, *steps, curve, agency_=OUTSIDE, first=0.0, change=None):
    scenario = study(ROLES, steps or WRITING, rows, defect_risks=(flaw(first),))
    made = together(with_curves(curve), records("defects", agency_curves=(0,)))
    played = play(scenario, agency_, change=made if change is None else together(made, change))
    return [name for _, name in played.events("defect_escaped")]


LEARNS_AT_ONCE = of_deliveries((0, ALWAYS_BELOW), (1, NEVER_BELOW))


def test_a_piece_is_as_good_as_what_was_learned_before_it():
    assert escapes([request("a"), request("b", 1)], curve=LEARNS_AT_ONCE) == ["a"]


def test_deliveries_at_one_instant_count_in_the_order_of_the_campaigns():
    assert escapes([request("a"), request("b"), request("c")], curve=LEARNS_AT_ONCE) == ["a"]


def test_the_curve_only_worsens():
    never = of_deliveries((0, NEVER_BELOW))
    assert escapes([request("a")], curve=never, first=1.0) == ["a"]


def test_work_inside_and_other_agencies_do_not_count():
    inside = model()
    two = model(
        agency=(agency(10, "writer", name="text"), agency(3, "boss", name="other")),
    )
    scenario = study(ROLES, WRITING, [request("a")])
    assert play(scenario, inside).launched() == {"a": 4}
    steps = (work("plan", "boss", 1), work("write", "writer", 4, "plan"), launch("write"))
    # The curve is of the second agency, which plans; its first piece spoils the version, and the
    # text of the first agency neither spoils nor teaches.
    plans = of_deliveries((0, ALWAYS_BELOW), (1, NEVER_BELOW), agency=1)
    assert escapes([request("a"), request("b", 1)], *steps, curve=plans, agency_=two) == ["a"]
    none = of_deliveries((0, ALWAYS_BELOW), agency=1)
    assert escapes([request("a")], *WRITING, curve=none, agency_=two) == []


def test_every_agency_learns_from_its_own_pieces():
    two = model(
        agency=(agency(10, "writer", name="text"), agency(3, "boss", name="other")),
    )
    steps = (work("plan", "boss", 1), work("write", "writer", 4, "plan"), launch("write"))
    plans = of_deliveries((0, ALWAYS_BELOW), (1, NEVER_BELOW), agency=1)
    writes = of_deliveries((0, ALWAYS_BELOW), (2, NEVER_BELOW), agency=0)
    change = together(with_curves(plans, writes), records("defects", agency_curves=(0, 1)))
    rows = [request("a"), request("b", 1), request("c", 2)]
    played = play(study(ROLES, steps, rows, defect_risks=(flaw(0.0),)), two, change=change)
    # The first plan and the first two texts are bad: "b" by the second of the two alone.
    assert [name for _, name in played.events("defect_escaped")] == ["a", "b"]


def test_the_worst_piece_of_a_version_counts():
    steps = (work("write", "writer", 4), work("draw", "writer", 4, "write"), launch("draw"))
    assert escapes([request("a")], *steps, curve=LEARNS_AT_ONCE) == ["a"]


def test_the_next_version_is_as_good_as_its_own_pieces():
    steps = (
        WRITING[0],
        gate("board", "boss", 1, "write", revise={"write": 0.5}),
        launch("board"),
    )
    scenario = study(ROLES, steps, [request("a")], defect_risks=(flaw(0.0),))
    change = together(with_curves(LEARNS_AT_ONCE), records("defects", agency_curves=(0,)))
    played = play(scenario, OUTSIDE, change=change)
    # The board sees the flaw of the first version at 11 and sends it back: the next is good.
    assert played.launched() == {"a": 22}
    assert played.events("defect_escaped") == []
