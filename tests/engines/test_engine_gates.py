"""Gates: who decides, what is done again, how rounds end; by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mom_sim.scenario.resolved import Delay, ErrorRates
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
    wait,
    work,
)

ROLES = [people("writer"), people("artist"), people("judge"), people("boss")]
BLIND = ErrorRates(0.0, 1.0)  # passes everything
BAD, GOOD = flaw(1.0), flaw(0.0)  # in the first version


def board(*after, revise=None, **changes):
    return gate("board", "judge", 1, *after, revise=revise or {"write": 0.5}, **changes)


def one(steps, *rows, risk=BAD, **changes):
    return study(ROLES, steps, rows or [request("a")], defect_risks=(risk,), **changes)


def verdicts(played):
    code = played.log.vocabularies["event_kind"].index("verdict")
    rows = played.log.events[played.log.events["kind"] == code]
    return [
        (row.time / HOUR, ("approve", "revise", "reject", "escalate")[row.value])
        for row in rows.itertuples()
    ]


def test_good_work_passes():
    steps = (work("write", "writer", 4), board("write"), launch("board"))
    played = play(one(steps, risk=flaw(0.0)))
    assert verdicts(played) == [(5, "approve")]
    assert played.waits("a") == []


def test_bad_work_is_done_again_in_part():
    # Four hours, a review; two hours, a review; then it is good.
    steps = (work("write", "writer", 4), board("write"), launch("board"))
    played = play(one(steps))
    assert verdicts(played) == [(5, "revise"), (8, "approve")]
    assert [(row[0], row[2]) for row in played.activities("write")] == [(0, 4), (5, 7)]


def test_what_lies_between_is_passed_over():
    # Only the writing is done again; drawing, which follows it, is not, nor the branch beside it.
    steps = (
        work("write", "writer", 4),
        work("draw", "artist", 3, "write"),
        work("film", "artist", 9, "write"),
        board("draw"),
        launch("board", "film"),
    )
    played = play(one(steps))
    assert verdicts(played) == [(8, "revise"), (11, "approve")]
    assert len(played.activities("draw")) == 1
    assert played.launched() == {"a": 16}


def test_several_steps_are_done_again_in_their_order():
    steps = (
        work("write", "writer", 4),
        work("draw", "artist", 2, "write"),
        board("draw", revise={"write": 0.5, "draw": 1.0}),
        launch("board"),
    )
    played = play(one(steps))
    assert verdicts(played) == [(7, "revise"), (12, "approve")]
    assert [row[0] for row in played.activities("draw")] == [4, 9]


def test_steps_side_by_side_are_done_again_side_by_side():
    steps = (
        work("write", "writer", 4),
        work("draw", "artist", 2),
        board("write", "draw", revise={"write": 1.0, "draw": 1.0}),
        launch("board"),
    )
    played = play(one(steps))
    assert verdicts(played) == [(5, "revise"), (10, "approve")]
    assert [row[:3] for row in played.activities("draw")] == [(0, 0, 2), (5, 5, 7)]


def test_only_one_of_two_that_join_is_done_again():
    steps = (
        work("write", "writer", 4),
        work("draw", "artist", 6),
        board("write", "draw"),
        launch("board"),
    )
    played = play(one(steps))
    assert verdicts(played) == [(7, "revise"), (10, "approve")]
    assert len(played.activities("draw")) == 1


def nested(outer):
    """An inner gate that finds the flaw, and an outer one behind it that tosses a coin."""
    return (
        work("write", "writer", 4),
        board("write"),
        work("draw", "artist", 1, "board"),
        gate("council", "boss", 1, "draw", checks=(), revise_probability=1.0, rounds=2, **outer),
        launch("council"),
    )


def test_an_outer_gate_does_not_ask_the_inner_one_again():
    played = play(one(nested({"revise": {"write": 0.25}})))
    # Written 4, revise 5, written 7, approved 8; drawn 9, back from the council 10, written 11.
    assert verdicts(played) == [(5, "revise"), (8, "approve"), (10, "revise"), (12, "approve")]
    assert len(played.activities("draw")) == 1


def test_an_outer_gate_may_ask_the_inner_one_again():
    played = play(one(nested({"revise": {"write": 0.25, "board": 1.0}})))
    assert verdicts(played) == [
        (5, "revise"),
        (8, "approve"),
        (10, "revise"),
        (12, "approve"),
        (13, "approve"),
    ]


@pytest.mark.parametrize(
    ("after_rounds", "outcome"), [("approve", "launched"), ("reject", "rejected")]
)
def test_rounds_end(after_rounds, outcome):
    steps = (
        work("write", "writer", 2),
        board("write", rounds=3, after_rounds=after_rounds),
        launch("board"),
    )
    played = play(one(steps, risk=flaw(1.0, 1.0)))
    assert [time for time, _ in verdicts(played)] == [3, 5, 7]
    assert played.outcome("a") == outcome


@pytest.mark.parametrize(
    ("errors", "words", "outcome"),
    [
        (BLIND, ["revise", "escalate", "approve"], "launched"),
        (ErrorRates(0.0, 0.0), ["revise", "escalate", "reject"], "rejected"),
    ],
)
def test_when_the_rounds_are_used_up_somebody_higher_decides_once_and_for_all(
    errors, words, outcome
):
    rates = (("expert", ErrorRates(0.0, 0.0)), ("lead", errors))
    steps = (
        work("write", "writer", 2),
        board("write", rounds=2, after_rounds="escalate", error_rates=rates),
        launch("board"),
    )
    played = play(one(steps, risk=flaw(1.0, 1.0), lead_skill="boss"))
    assert verdicts(played) == list(zip([3, 5, 6], words, strict=True))
    assert [stint[1] for stint in played.stints("board")] == ["judge/1", "judge/1", "boss/1"]
    assert played.outcome("a") == outcome


def test_what_a_machine_refuses_a_person_decides_without_rework():
    rates = (("automated", ErrorRates(0.0, 0.0)), ("expert", BLIND))
    steps = (work("write", "writer", 2), board("write", error_rates=rates), launch("board"))
    rule = decided_by("automated", escalates_to="expert")
    played = play(one(steps), model(rule))
    assert verdicts(played) == [(2, "escalate"), (3, "approve")]
    assert played.stints("board") == [("a", "judge/1", 2, 3)]
    assert len(played.activities("write")) == 1
    # What the machine passes, nobody else looks at; what the person refuses is done again, and the
    # machine is asked again.
    assert verdicts(play(one(steps, risk=GOOD), model(rule))) == [(2, "approve")]
    strict = (steps[0], board("write"), steps[2])
    assert verdicts(play(one(strict), model(rule))) == [
        (2, "escalate"),
        (3, "revise"),
        (4, "approve"),
    ]


@pytest.mark.parametrize(
    ("later", "words"),
    [
        ((0.0,), ["revise", "approve"]),
        ((1.0, 0.0), ["revise", "revise", "approve"]),
        ((1.0, 1.0, 1.0, 0.0), ["revise", "revise", "revise", "revise", "approve"]),
    ],
)
def test_chances_by_round_hold_in_their_rounds(later, words):
    again = board("write", checks=(), revise_probability=1.0, revise_later=later)
    played = play(one((work("write", "writer", 2), again, launch("board"))))
    assert [word for _, word in verdicts(played)] == words


def test_the_last_chance_holds_for_all_further_rounds():
    again = board("write", checks=(), revise_probability=0.0, revise_later=(0.0, 1.0), rounds=9)
    outer = gate(
        "council", "boss", 1, "board", checks=(), revise={"board": 1.0}, revise_probability=1.0,
        rounds=4,
    )  # fmt: skip
    steps = (work("write", "writer", 2), again, outer, launch("council"))
    played = play(one(steps))
    # The council sends it back three times; from its third look on, the board does so itself.
    assert [word for _, word in verdicts(played)] == [
        *["approve", "revise"] * 2, *["revise"] * 6, "approve", "revise", "approve", "approve",
    ]  # fmt: skip


def test_an_approval_for_want_of_rounds_is_told_apart():
    steps = (work("write", "writer", 2), board("write", rounds=1), launch("board"))
    played = play(one(steps))
    assert verdicts(played) == [(3, "approve")]
    assert played.events("forced_approval") == [(3, "a")]
    assert play(one(steps, risk=GOOD)).events("forced_approval") == []


def test_the_model_may_limit_rounds():
    steps = (work("write", "writer", 2), board("write", rounds=3), launch("board"))
    played = play(one(steps, risk=flaw(1.0, 1.0)), model(decided_by("expert", rounds=1)))
    assert [word for _, word in verdicts(played)] == ["approve"]


def test_a_rejection_ends_the_campaign_and_what_is_under_way():
    steps = (
        work("write", "writer", 2),
        work("film", "artist", 9),
        board("write", reject_share=1.0),
        launch("board", "film"),
    )
    played = play(one(steps, request("a"), request("b", 1)))
    assert verdicts(played)[0] == (3, "reject")
    assert played.outcome("a") == "rejected"
    assert played.activities("film", "a") == [(0, 0, 3, "canceled")]
    # The artist goes on with the next campaign at once.
    assert played.stints("film")[:2] == [("a", "artist/1", 0, 3), ("b", "artist/1", 3, 5)]


def test_a_share_of_negative_verdicts_ends_the_campaign_before_rounds_do():
    steps = (
        work("write", "writer", 2),
        board("write", reject_share=1.0, rounds=1, after_rounds="approve"),
        launch("board"),
    )
    assert play(one(steps)).outcome("a") == "rejected"


def test_errors_of_both_kinds():
    steps = (work("write", "writer", 2), board("write", rounds=2), launch("board"))
    strict = replace(steps[1].gate[0], error_rates=(("expert", ErrorRates(1.0, 0.0)),))
    blind = replace(steps[1].gate[0], error_rates=(("expert", BLIND),))
    for rates, risk, words in (
        (strict, flaw(0.0), ["revise", "approve"]),  # good work is rejected until the rounds end
        (blind, flaw(1.0), ["approve"]),  # bad work passes
    ):
        made = (steps[0], replace(steps[1], gate=(rates,)), steps[2])
        assert [word for _, word in verdicts(play(one(made, risk=risk)))] == words


def judges(rule, *deciders, need=0, risk=GOOD, rates=None, **changes):
    """A gate of a quick expert, half an hour, and a slow lead, the boss, two hours."""
    made = board("write", rounds=2, **({} if rates is None else {"error_rates": rates}))
    scenario = study(
        [
            people("boss", skills=(("boss", 0.5),)),
            people("writer"),
            people("judge", skills=(("judge", 2.0),)),
        ],
        (work("write", "writer", 2), made, launch("board")),
        [request("a")],
        defect_risks=(risk,),
        lead_skill="boss",
    )
    return play(scenario, model(decided_by(*deciders, rule=rule, need=need, **changes)))


def test_serial_deciders_come_one_after_the_other():
    played = judges("serial", "expert", "lead")
    assert verdicts(played) == [(2.5, "approve"), (4.5, "approve")]
    assert [stint[1] for stint in played.stints("board")] == ["judge/1", "boss/1"]


def test_a_serial_revise_begins_with_the_first_decider_again():
    # The expert sees nothing, the lead everything; the second version is good.
    rates = (("expert", BLIND), ("lead", ErrorRates(0.0, 0.0)))
    played = judges("serial", "expert", "lead", risk=flaw(1.0), rates=rates)
    # Writing takes 2; expert 0.5, lead 2; writing 1; expert 0.5, lead 2.
    assert verdicts(played) == [(2.5, "approve"), (4.5, "revise"), (6, "approve"), (8, "approve")]


def test_all_wait_for_the_last():
    played = judges("all", "expert", "lead")
    assert verdicts(played) == [(4, "approve")]


def test_one_refusal_is_enough_for_all():
    rates = (("expert", BLIND), ("lead", ErrorRates(0.0, 0.0)))
    played = judges("all", "expert", "lead", risk=flaw(1.0), rates=rates)
    assert verdicts(played) == [(4, "revise"), (7, "approve")]


def test_any_is_settled_by_the_first_approval():
    # The lead's review is no longer needed: it stops when the expert has approved.
    played = judges("any", "expert", "lead")
    assert verdicts(played) == [(2.5, "approve")]
    assert played.activities("board", instruction="WORK") == [
        (2, 2, 2.5, "done"),
        (2, 2, 2.5, "canceled"),
    ]
    assert played.launched() == {"a": 2.5}


def test_any_waits_for_the_next_after_a_refusal():
    # The expert sees the flaw at 2.5; the blind lead approves at 4.
    rates = (("expert", ErrorRates(0.0, 0.0)), ("lead", BLIND))
    played = judges("any", "expert", "lead", risk=flaw(1.0), rates=rates)
    assert verdicts(played) == [(4, "approve")]


def test_any_refuses_when_all_do():
    played = judges("any", "expert", "lead", risk=flaw(1.0))
    # The second round is settled by the expert alone.
    assert verdicts(played) == [(4, "revise"), (5.5, "approve")]


def test_k_of_n():
    # Machine and expert approve: two of three are there at 2.5.
    played = judges("k_of_n", "expert", "lead", "automated", need=2)
    assert verdicts(played) == [(2.5, "approve")]
    played = judges("k_of_n", "expert", "lead", "automated", need=3)
    assert verdicts(played) == [(4, "approve")]


def test_a_machine_decides_at_once():
    played = judges("serial", "automated")
    assert verdicts(played) == [(2, "approve")]
    assert played.stints("board") == []


def test_only_experts():
    steps = (work("write", "writer", 2), board("write", experts_only=True), launch("board"))
    played = play(one(steps, risk=flaw(0.0)), model(decided_by("automated", "lead", rule="all")))
    assert [stint[1] for stint in played.stints("board")] == ["judge/1"]


def test_rules_by_risk_tier():
    steps = (work("write", "writer", 2), board("write"), launch("board"))
    scenario = one(steps, risk=flaw(0.0), campaigns=(campaign_type(risk_tiers=(("high", 1.0),)),))
    rules = (decided_by("automated", tiers=("low",)), decided_by("lead", tiers=("high",)))
    assert [stint[1] for stint in play(scenario, model(*rules)).stints("board")] == ["writer/1"]
    low = replace(scenario, campaigns=(campaign_type(risk_tiers=(("low", 1.0),)),))
    assert play(low, model(*rules)).stints("board") == []


def test_each_tier_its_own_rule_in_one_program():
    steps = (work("write", "writer", 1), board("write"), launch("board"))
    both = campaign_type(risk_tiers=(("low", 0.5), ("high", 0.5)))
    rows = [request(f"c{number}", 10 * number) for number in range(12)]
    rules = (decided_by("automated", tiers=("low",)), decided_by("expert", tiers=("high",)))
    played = play(one(steps, *rows, risk=flaw(0.0), campaigns=(both,)), model(*rules))
    tiers = played.log.campaigns["tier"].tolist()
    assert set(tiers) == {0, 1}
    reviewed = {name for name, *_ in played.stints("board")}
    assert reviewed == {f"c{number}" for number, tier in enumerate(tiers) if tier == 1}


def test_a_gate_that_is_not_for_everybody():
    steps = (work("write", "writer", 1), board("write", applies=(("t", 0.5),)), launch("board"))
    rows = [request(f"c{number}", 10 * number) for number in range(12)]
    played = play(one(steps, *rows, risk=flaw(0.0)))
    asked = {name for name, *_ in played.stints("board")}
    assert 0 < len(asked) < 12
    # A sample of those who need the gate: the others pass it unseen.
    sampled = play(one(steps, *rows, risk=flaw(0.0)), model(decided_by("expert", sampled=0.5)))
    assert {name for name, *_ in sampled.stints("board")} < asked
    assert len(sampled.launched()) == 12


def test_no_gate_for_a_type_that_needs_none():
    steps = (work("write", "writer", 1), board("write", applies=(("t", 0.0),)), launch("board"))
    assert verdicts(play(one(steps))) == []


def test_bad_work_that_passes_surfaces_later():
    late = Delay(constant(10), working=False)
    risk = flaw(1.0, surfaces_after=late, fix=(("artist", constant(3)),))
    steps = (work("write", "writer", 2), launch("write"))
    played = play(one(steps, risk=risk))
    assert played.events("defect_escaped") == [(2, "a")]
    assert played.events("incident") == [(12, "a")]
    assert played.stints("repair flaw") == [("a", "artist/1", 12, 15)]
    assert played.launched() == {"a": 2}


def test_only_campaigns_that_need_the_gate_can_have_its_flaw():
    steps = (work("write", "writer", 1), board("write", applies=(("t", 0.5),)), launch("board"))
    rows = [request(f"c{number}", 10 * number) for number in range(12)]
    played = play(
        one(steps, *rows, risk=flaw(1.0, 1.0, where="board")), model(decided_by("expert", rounds=1))
    )
    asked = {name for name, *_ in played.stints("board")}
    assert {name for _, name in played.events("defect_escaped")} == asked


def test_waits_beside_a_gate_go_on():
    steps = (
        work("write", "writer", 2),
        wait("print", 6, "write"),
        board("write"),
        launch("board", "print"),
    )
    played = play(one(steps))
    assert len(played.activities("print")) == 1
    assert played.launched() == {"a": 8}
