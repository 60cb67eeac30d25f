"""Where campaigns wait and who is busy without a break, on logs written by hand."""

from __future__ import annotations

import pytest

from mom_sim.metrics.bottlenecks import shifting_bottleneck, static_bottleneck
from mom_sim.metrics.explanations import NO_BOTTLENECK, NONE_LAUNCHED, place_name
from mom_sim.metrics.measuring import Measurement, measure
from mom_sim.metrics.tabulating import table
from tests.invariants.metrics_case import (
    AGENCY,
    ANN,
    BOB,
    CEM,
    DEE,
    DESIGN,
    HAND_OFF,
    LEGAL,
    MEET,
    REVIEW,
    SHOOT,
    Case,
)


def one_of_each(replication: int = 1, *, in_queue: float = 1) -> Measurement:
    """A campaign that waits in every way: hours at the place in brackets, 9 to 17 each day."""
    case = Case(replication=replication)
    case.shift(ANN, 9, 17)
    case.shift(ANN, 57, 73)
    case.shift(DEE, 0, 240)
    ended = 66.0
    number = case.campaign(9, ended)
    hand_off = case.activity(number, HAND_OFF, 9, 9, 10)
    case.wait(hand_off, 9, 10, "hand_off")  # 1
    start = 10 + in_queue
    design = case.work(number, DESIGN, 10, start, 13, ANN, trigger=hand_off)  # in_queue
    meeting = case.activity(number, MEET, 13, 15, 15, trigger=design)
    case.wait(meeting, 13, 15, "decision", "cadence")  # 2 at the gate
    review = case.activity(number, REVIEW, 15, 16, 17, trigger=meeting)
    case.wait(review, 15, 16, "decision", "busy")  # 1 at the gate
    case.stint(review, DEE, 16, 17)
    approve = case.verdict(number, 17, 17, 0, trigger=review)
    legal = case.activity(number, LEGAL, 17, 17, 35, trigger=approve)
    case.wait(legal, 17, 35, "outside")  # 2
    agency = case.activity(number, AGENCY, 35, 35, 37, trigger=legal)
    case.wait(agency, 35, 37, "agency")  # 2
    shoot = case.activity(number, SHOOT, 37, 65, ended, trigger=agency)
    case.wait(shoot, 37, 57, "closed")  # 4, of design in the studio and of brand
    case.wait(shoot, 57, 65, "queue")  # 8, the same
    case.stint(shoot, ANN, 65, ended)
    case.stint(shoot, DEE, 65, ended)
    case.launch(number, shoot)
    return measure(case.log(), case.plan)


def test_waiting_by_place() -> None:
    found = table("waiting", [one_of_each()])
    days = found[found["figure"] == "working_days"].set_index(["kind", "place"])["estimate"]
    hours = {
        ("team", "design of team studio"): 1 + 6,
        ("team", "design of team shop"): 0,
        ("team", "brand of team board"): 6,
        ("gate", "review"): 3,
        ("agency", "vendor"): 2,
        ("outside", "legal"): 2,
        ("hand_off", "all hand-offs"): 1,
        ("hold", "limits, sprints and freezes"): 0,
        ("assembly", "forming task forces"): 0,
    }
    assert {key: round(value * 8, 9) for key, value in days.items()} == hours
    shares = found[found["figure"] == "share"]["estimate"]
    assert shares.sum() == pytest.approx(1.0)


def test_gate_shares_by_sub_cause() -> None:
    gates = table("gates", [one_of_each()]).set_index("figure")["estimate"]
    assert gates["cadence_share"] == pytest.approx(2 / 3)
    assert gates["busy_share"] == pytest.approx(1 / 3)
    assert gates["agenda_share"] == gates["closed_share"] == 0.0


def test_static_bottleneck_names_the_place_and_says_why() -> None:
    some = [one_of_each(1), one_of_each(2, in_queue=2), one_of_each(3)]
    found = static_bottleneck(some)
    assert (found.kind, found.name) == ("team", "design of team studio")
    assert found.share.estimate == pytest.approx((7 + 8 + 7) / (21 + 22 + 21))
    assert found.ranking["place"].iloc[1] == "brand of team board"
    assert found.reason == (
        "34% of the waiting of launched campaigns is at design of team studio, where 2 people are "
        "busy 11% of the time on shift; the data cannot tell it from brand of team board with 28%."
    )
    assert not found.is_clear


def test_a_gate_is_explained_by_what_its_decisions_wait_for() -> None:
    case = Case()
    number = case.campaign(9, 17)
    meeting = case.activity(number, MEET, 9, 13, 13)
    case.wait(meeting, 9, 13, "decision", "cadence")
    review = case.work(number, REVIEW, 13, 16, 17, DEE, trigger=meeting)
    approve = case.verdict(number, 17, 17, 0, trigger=review)
    case.launch(number, approve)
    found = static_bottleneck([measure(case.log(), case.plan)])
    assert found.reason == (
        "100% of the waiting of launched campaigns is at gate review, 57% of it because the "
        "deciders have not met yet."
    )


def test_only_one_replication_waits() -> None:
    nothing = measure(Case(replication=2).log(), Case().plan)
    found = static_bottleneck([one_of_each(1), nothing])
    assert found.share.estimate == pytest.approx(7 / 21)
    assert found.share.low is None and found.share.reason is not None
    assert not found.is_clear
    assert found.reason.startswith("33% of the waiting of launched campaigns is at design of team")
    assert "the data cannot tell it from brand of team board with 29%" in found.reason


def test_an_agency_called_agency_is_named_once() -> None:
    assert place_name("agency", "agency") == "the agency"
    assert place_name("agency", "vendor") == "agency vendor"


def test_no_waiting_no_bottleneck() -> None:
    found = static_bottleneck([measure(Case().log(), Case().plan)])
    assert (found.kind, found.share.estimate, found.reason) == ("", None, NONE_LAUNCHED)
    assert shifting_bottleneck([measure(Case().log(), Case().plan)]).reason == NO_BOTTLENECK


def busy(replication: int = 1) -> Measurement:
    """Ann is busy on days 1 and 2 over the night, Cem from noon of day 2 to the end of day 3."""
    case = Case(horizon=72, replication=replication)
    for person in (ANN, BOB, CEM, DEE):
        for day in range(3):
            case.shift(person, 24 * day + 9, 24 * day + 17)
    north, south = case.campaign(0), case.campaign(0, unit=1)
    design = case.activity(north, DESIGN, 9, 9, 37)
    case.stint(design, ANN, 9, 17, "shift_end")
    case.stint(design, ANN, 33, 37)
    design = case.activity(south, DESIGN, 35, 35, 65)
    case.stint(design, CEM, 35, 41, "shift_end")
    case.stint(design, CEM, 57, 65)
    # Bob does two short things, never for as long as Ann.
    case.work(north, DESIGN, 9, 9, 12, BOB, attempt=2)
    case.work(north, DESIGN, 33, 33, 36, BOB, attempt=3)
    return measure(case.log(), case.plan)


def test_shifting_bottleneck_goes_on_over_the_night() -> None:
    teams = table("teams", [busy()]).set_index(["team", "figure"])["estimate"]
    # Ann's 12 hours and Cem's 14 overlap for 2, from 10 to 12 of 24 working hours.
    assert teams["studio", "sole_bottleneck_share"] == pytest.approx(10 / 24)
    assert teams["shop", "sole_bottleneck_share"] == pytest.approx(12 / 24)
    for team in ("studio", "shop"):
        assert teams[team, "shifting_bottleneck_share"] == pytest.approx(2 / 24)
    assert teams["board", "sole_bottleneck_share"] == 0.0


def test_shifting_bottleneck_over_replications() -> None:
    found = shifting_bottleneck([busy(1), busy(2)])
    assert found.name == "design of team shop"
    assert found.share.estimate == pytest.approx(14 / 24)
    assert found.is_clear
    assert found.reason == (
        "somebody who serves design of team shop is, alone or among others, the one who has been "
        "busy for longest without a break in 58% of the working time; next is design of team "
        "studio with 50%."
    )


def test_people_of_one_pool_do_not_shift_the_bottleneck_between_them() -> None:
    case = Case(horizon=24)
    case.shift(ANN, 9, 17)
    case.shift(BOB, 9, 17)
    number = case.campaign(0)
    case.work(number, DESIGN, 9, 9, 13, ANN)
    case.work(number, DESIGN, 11, 11, 16, BOB, attempt=2)
    teams = table("teams", [measure(case.log(), case.plan)]).set_index(["team", "figure"])
    assert teams["estimate"]["studio", "sole_bottleneck_share"] == pytest.approx(7 / 8)
    assert teams["estimate"]["studio", "shifting_bottleneck_share"] == 0.0
