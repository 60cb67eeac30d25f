"""Every figure on logs written by hand, against numbers worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mom_sim.errors import LogError
from mom_sim.log.validation import validate
from mom_sim.metrics.measuring import measure
from mom_sim.metrics.summarizing import Estimate, difference, summarize
from mom_sim.metrics.view import view_of
from mom_sim.plan.plan import ValueRule
from tests.invariants.metrics_case import (
    AGENCY,
    ANN,
    BEGIN,
    BOB,
    CEM,
    DAY,
    DEE,
    DESIGN,
    EMBARGO,
    HAND_OFF,
    HOUR,
    MEET,
    REVIEW,
    SHOOT,
    YEAR_HOURS,
    Case,
    plan,
)


def figures(case: Case) -> dict[str, Estimate]:
    return summarize([measure(case.log(), case.plan)])


def one_campaign() -> Case:
    """Requested Monday 9:00, launched Wednesday 13:00 after a second round.

    Hand-off 9 to 11, queue to 12, design 12 to 17 and 9 to 10 (night between), meeting at 12,
    review 13 to 14, revise; second attempt: design 14 to 15, meeting to next day 10, review busy
    to 11, review to 13: approved, launched.
    """
    case = Case(horizon=240)
    case.shift(ANN, 9, 17)
    case.shift(ANN, 33, 41)
    case.shift(DEE, 33, 41)
    case.shift(DEE, 57, 65)
    number = case.campaign(9, 61, due=60, value=1000.0)
    begin = case.activity(number, BEGIN, 9, 9, 9)
    hand_off = case.activity(number, HAND_OFF, 9, 9, 11, trigger=begin)
    case.wait(hand_off, 9, 11, "hand_off")
    design = case.activity(number, DESIGN, 11, 12, 34, trigger=hand_off, effort=6)
    case.wait(design, 11, 12, "queue")
    case.stint(design, ANN, 12, 17, "shift_end")
    case.wait(design, 17, 33, "closed")
    case.stint(design, ANN, 33, 34)
    meeting = case.activity(number, MEET, 34, 36, 36, trigger=design)
    case.wait(meeting, 34, 36, "decision", "cadence")
    review = case.work(number, REVIEW, 36, 37, 38, DEE, trigger=meeting)
    revise = case.verdict(number, 38, 38, 1, trigger=review)
    again = case.activity(number, DESIGN, 38, 38, 39, attempt=2, trigger=revise, effort=1)
    case.stint(again, ANN, 38, 39)
    meeting = case.activity(number, MEET, 39, 58, 58, attempt=2, trigger=again)
    case.wait(meeting, 39, 57, "decision", "cadence")
    case.wait(meeting, 57, 58, "decision", "agenda")
    review = case.work(number, REVIEW, 58, 59, 61, DEE, attempt=2, trigger=meeting)
    approve = case.verdict(number, 61, 61, 0, attempt=2, trigger=review)
    case.launch(number, approve)
    return case


def test_the_log_written_by_hand_keeps_the_contract() -> None:
    assert validate(one_campaign().log()) == []


def test_times() -> None:
    found = figures(one_campaign())
    # 9:00 to 17:00, a whole day, and four hours: 20 working hours, 52 on the clock.
    for name in ("mean", "p50", "p80", "p90"):
        assert found[f"time_to_launch_{name}_working_days"].estimate == 20 / 8
        assert found[f"time_to_launch_{name}_calendar_days"].estimate == 52 / 24
    assert found["on_time_share"].estimate == 0.0
    assert found["lateness_mean_working_days"].estimate == 1 / 8
    assert found["launched_share"].estimate == 1.0


def test_causes() -> None:
    found = figures(one_campaign())
    hours = {
        "work_working_days": 6 + 1 + 1 + 2,
        "wait_hand_off_working_days": 2,
        "wait_queue_working_days": 1,
        "wait_decision_working_days": 2 + 1 + (2 + 0) + 1 + 1,
        "wait_closed_working_days": 0,  # the night is no working time of the reference calendar
        "rework_working_days": 1 + 3 + 1 + 2,
    }
    for name, expected in hours.items():
        assert found[name].estimate == pytest.approx(expected / 8, abs=1e-12), name
    parts = [name for name in found if name.startswith("wait_")]
    total = sum(found[name].estimate or 0.0 for name in (*parts, "work_working_days"))
    assert total == pytest.approx(20 / 8, rel=1e-14)
    assert found["flow_efficiency"].estimate == 10 / 20
    assert found["touch_share"].estimate == pytest.approx((6 + 1 + 1 + 2) / 20, rel=1e-14)
    assert found["handoffs_per_campaign"].estimate == 1.0


def test_gates() -> None:
    found = figures(one_campaign())
    assert found["first_pass_yield"].estimate == 0.0
    assert found["rounds_per_gate"].estimate == 2.0
    assert found["versions_per_approval"].estimate == 2.0
    # From 34 to 38, and from 39 to 61: 4 hours, and 2 + 4 of two days.
    assert found["decision_latency_working_days"].estimate == (4 + 6) / 2 / 8
    assert found["incident_share"].estimate == 0.0


def test_incident_share_counts_campaigns_not_defects() -> None:
    case = Case()
    for number in (case.direct(0, 10), case.direct(0, 20), case.direct(0, 30)):
        if number == 1:
            case.event(20, "defect_escaped", campaign=number, value=0)
            case.event(20, "defect_escaped", campaign=number, value=1)
    assert figures(case)["incident_share"].estimate == pytest.approx(1 / 3)


def test_no_incident_share_without_a_risk() -> None:
    case = Case(plan=plan(defects=()))
    case.direct(0, 10)
    some = [measure(replace(case, replication=n).log(), case.plan) for n in (1, 2)]
    found = summarize(some)["incident_share"]
    assert found.estimate is found.low is found.high is None
    assert found.reason == "the scenario states no risk of bad work"
    assert difference(some, some, "incident_share").reason == found.reason


def test_intervals_are_cut_at_what_is_possible() -> None:
    some = []
    for replication, (good, late) in enumerate(((9, 0), (9, 0), (5, 4)), start=1):
        case = Case(replication=replication)
        for _ in range(good):
            case.direct(9, 10, due=11)
        for _ in range(late):
            case.direct(9, 130, due=11)
        some.append(measure(case.log(), case.plan))
    found = summarize(some)
    on_time, mean = found["on_time_share"], found["time_to_launch_mean_working_days"]
    lateness = found["lateness_mean_working_days"]
    assert on_time.high is not None and 0.99 < on_time.high <= 1.0
    assert on_time.low is not None and 0.0 <= on_time.low < 0.9
    assert mean.low == 0.0 and mean.high is not None and mean.high > 1.0
    assert lateness.low is not None and lateness.low < 0.0


def test_touch_share_counts_everybody_who_works_together_and_the_agency() -> None:
    case = Case()
    number = case.campaign(9, 17)
    shoot = case.activity(number, SHOOT, 9, 9, 12, effort=3)
    case.stint(shoot, ANN, 9, 12)
    case.stint(shoot, DEE, 9, 12)
    agency = case.activity(number, AGENCY, 12, 12, 17, trigger=shoot, effort=4)
    case.wait(agency, 12, 17, "agency")
    case.activity(number, DESIGN, 9, 9, 10, outcome="overflowed", effort=50)
    case.launch(number, agency)
    found = figures(case)
    assert found["touch_share"].estimate == (2 * 3 + 4) / 8
    assert found["flow_efficiency"].estimate == 3 / 8
    assert found["wait_agency_working_days"].estimate == 5 / 8


def test_embargo_is_left_out_of_times_and_reported_apart() -> None:
    case = Case()
    number = case.campaign(9, 35)
    design = case.work(number, DESIGN, 9, 10, 12, ANN)
    embargo = case.activity(number, EMBARGO, 12, 12, 35, trigger=design)
    case.wait(embargo, 12, 35, "embargo")
    case.launch(number, embargo)
    found = figures(case)
    assert found["time_to_launch_mean_working_days"].estimate == 3 / 8
    assert found["time_to_launch_mean_calendar_days"].estimate == 3 / 24
    assert found["wait_embargo_working_days"].estimate == (5 + 2) / 8
    assert found["flow_efficiency"].estimate == 2 / 3


def test_embargo_is_left_out_of_the_time_so_far_too() -> None:
    case = Case(horizon=48)
    number = case.campaign(9)
    embargo = case.activity(number, EMBARGO, 12, 12, 35)
    case.wait(embargo, 12, 35, "embargo")
    assert figures(case)["time_to_launch_mean_working_days"].estimate == (16 - 7) / 8


def test_how_requests_end() -> None:
    case = Case()
    case.direct(0, 10)
    for outcome in ("rejected", "canceled", "canceled", "shadow", "reused"):
        case.campaign(1, 5, outcome=outcome)
    case.campaign(2)
    case.direct(0, 10, stream=1)  # the backlog is not measured
    found = figures(case)
    shares = {"launched": 1, "rejected": 1, "canceled": 2, "shadow": 1, "reused": 1, "inside": 1}
    for outcome, count in shares.items():
        assert found[f"{outcome}_share"].estimate == pytest.approx(count / 7), outcome


def test_on_time_is_of_all_measured_campaigns() -> None:
    case = Case()
    case.direct(0, 10, due=10)
    case.direct(0, 10.5, due=10)
    case.campaign(0, 1, outcome="rejected", due=10)
    case.campaign(0, due=10)
    assert figures(case)["on_time_share"].estimate == 1 / 4


def test_only_what_is_requested_in_the_window_is_measured() -> None:
    case = Case(warm_up=24, horizon=48, end=96)
    case.direct(23, 33)  # before
    case.direct(24, 34)
    case.direct(47, 82)
    case.direct(48, 58)  # after
    found = figures(case)
    assert found["time_to_launch_mean_calendar_days"].estimate == (10 + 35) / 2 / 24
    # Throughput is of the window, whenever requested: at 33 and 34.
    assert found["throughput_per_week"].estimate == 2 * 7


def test_utilization() -> None:
    case = Case(horizon=24)
    case.shift(ANN, 0, 10)
    case.shift(BOB, 0, 10)
    case.shift(CEM, 0, 10)
    number = case.campaign(0)
    case.work(number, DESIGN, 0, 0, 9, ANN)
    other = case.campaign(0, unit=1)
    case.work(other, DESIGN, 0, 2, 8, CEM)
    found = figures(case)
    assert found["peak_utilization"].estimate == 6 / 10  # the shop; Ann and Bob share 9 of 20
    assert found["mean_utilization"].estimate == 15 / 30


def test_idle_while_others_queue() -> None:
    case = Case(horizon=24)
    case.shift(ANN, 0, 10)
    case.shift(CEM, 0, 10)
    case.shift(DEE, 0, 10)
    first, second = case.campaign(0), case.campaign(0)
    case.work(first, DESIGN, 0, 0, 4, ANN)
    case.work(second, DESIGN, 1, 4, 6, ANN)  # waits from 1 to 4 while Cem has nothing to do
    south = case.campaign(0, unit=1)
    case.work(south, DESIGN, 0, 0, 2, CEM)
    # Cem is idle from 2 to 4; Dee has another skill, Ann no queue to help out in.
    assert figures(case)["idle_while_others_queue"].estimate == 2 / 30


def test_seconded_without_work() -> None:
    case = Case(warm_up=1, horizon=24)
    case.shift(ANN, 0, 10)
    number = case.campaign(0)
    case.event(0, "seconded", campaign=number, person=ANN, value=0)
    case.work(number, DESIGN, 3, 3, 5, ANN)
    case.event(8, "released", campaign=number, person=ANN, value=0)
    assert figures(case)["seconded_idle_share"].estimate == (7 - 2) / 9


def test_fairness() -> None:
    case = Case()
    case.direct(9, 13)
    case.direct(9, 15)
    case.direct(9, 11, unit=1)
    assert figures(case)["fairness"].estimate == 5 / 2


def test_costs() -> None:
    case = Case(warm_up=24, horizon=72)
    case.shift(ANN, 20, 30)  # 6 of 10 hours in the window, all of them overtime
    case.shift(DEE, 60, 80)  # 12 of 20, 5 of them on the calendar
    case.direct(0, 30)
    number = case.direct(0, 60)
    case.direct(0, 72)  # at the horizon: not in the window
    case.activity(number, AGENCY, 20, 20, 40, effort=5)
    case.activity(number, AGENCY, 20, 20, 41, attempt=2, effort=7, outcome="canceled")
    case.activity(number, AGENCY, 20, 20, 90, attempt=3, effort=9)
    case.event(50, "incident", campaign=number, value=0)
    case.event(51, "risk_event", campaign=number, value=1)
    case.event(90, "risk_event", campaign=number, value=1)
    found = figures(case)
    # The calendar has 16 hours in the window; Bob and Cem are never there.
    people, agency = (
        (16 + 6) * 100.0 + (16 + 7) * 200.0,
        5 * 140.0 + 30.0 + 1000.0 * 48 / YEAR_HOURS,
    )
    assert found["people_cost_per_launch"].estimate == pytest.approx(people / 2)
    assert found["agency_cost_per_launch"].estimate == pytest.approx(agency / 2)
    assert found["technology_cost_per_launch"].estimate == pytest.approx(48 / 2)
    assert found["incident_cost_per_launch"].estimate == pytest.approx(970.0 / 2)
    total = people + agency + 48 + 970.0
    assert found["cost_per_launch"].estimate == pytest.approx(total / 2)


def paid_hours(case: Case) -> list[float]:
    """Hours in the window that each person is paid for."""
    spending = view_of(case.log(), case.plan).facts.spending
    rates = [person.cost_per_hour for person in case.plan.people]
    return [cost / rate for cost, rate in zip(spending.by_person.tolist(), rates, strict=True)]


def test_absences_are_paid_and_vacancies_are_not() -> None:
    case = Case(horizon=96, end=120)  # four days of 8 hours
    case.shift(ANN, 9, 17)
    case.event(24, "absence_start", person=ANN, value=0)
    case.event(72, "absence_end", person=ANN)
    case.shift(ANN, 81, 89)
    case.shift(BOB, 9, 13)
    case.event(13, "departure", person=BOB, value=0)
    case.event(60, "hire", person=BOB, value=0)
    case.shift(BOB, 60, 65)
    case.shift(BOB, 81, 91)
    case.event(12, "hire", person=CEM, value=0)
    case.event(12, "absence_start", person=CEM, value=1)
    case.event(36, "departure", person=CEM, value=0)
    # Dee comes only after the run.
    assert paid_hours(case) == [32, 4 + 5 + 8 + 2, 5 + 3, 0]


def test_who_is_absent_throughout_is_paid() -> None:
    case = Case(horizon=48)
    case.event(0, "absence_start", person=ANN, value=1)
    assert paid_hours(case) == [16, 0, 0, 0]


def test_a_change_in_the_same_instant_leaves_no_gap() -> None:
    case = Case(horizon=48)
    case.shift(ANN, 9, 17)
    case.event(12, "departure", person=ANN, value=0)
    case.event(12, "hire", person=ANN, value=0)
    assert paid_hours(case) == [16, 0, 0, 0]


def test_freelancers_are_paid_for_the_hours_on_shift() -> None:
    people = plan().people
    case = Case(horizon=48, plan=plan(people=(replace(people[0], freelancer=True), *people[1:])))
    case.shift(ANN, 9, 12)
    assert paid_hours(case) == [3, 0, 0, 0]


def test_value() -> None:
    rule = ValueRule("due", half_life=10 * HOUR, gone_after=0)
    case = Case(plan=replace(plan(), value_rules=(rule,)))
    case.direct(0, 10, due=20, value=100.0)
    case.direct(0, 30, due=20, value=100.0)
    case.campaign(0, 5, outcome="rejected", due=20, value=100.0)
    case.campaign(0, 20, outcome="reused", due=20, value=100.0)
    case.campaign(0, due=20, value=100.0)
    found = figures(case)
    assert found["value_captured_share"].estimate == pytest.approx((100 + 50 + 100) / 500)
    assert found["cost_of_delay_per_launch"].estimate == pytest.approx(50 / 2)


def test_a_plan_that_does_not_belong_to_the_log_is_refused() -> None:
    case = Case()
    other = replace(plan(), units=("north", "east"))
    with pytest.raises(LogError, match="units are north, south, those of the plan of by hand"):
        measure(case.log(), other)


def test_the_day_of_the_case_is_what_the_numbers_assume() -> None:
    clock = plan().clocks[0]
    assert clock.work(61 * HOUR) - clock.work(9 * HOUR) == 20 * HOUR
    assert DAY == 24 * HOUR
