"""Warnings beside the numbers: each where it belongs, and none where nothing is amiss."""

from __future__ import annotations

from mom_sim.metrics.measuring import Measurement, measure
from mom_sim.metrics.trust import FEW_CAMPAIGNS, doubts_of, warnings_of
from tests.invariants.metrics_case import CEM, DEE, DESIGN, REVIEW, Case


def steady(replication: int = 1, *, growing: int = 0, launches: int = FEW_CAMPAIGNS) -> Case:
    """Campaigns of a day each, one after the other; and some that come late and stay long."""
    case = Case(horizon=1000, replication=replication)
    for number in range(launches):
        case.direct(30 * number, 30 * number + 24)
    for number in range(growing):
        case.direct(700 + number * replication, 1000)
    return case


def measured(case: Case) -> Measurement:
    return measure(case.log(), case.plan)


def test_nothing_amiss() -> None:
    assert warnings_of([measured(steady(1)), measured(steady(2))]) == []


def test_few_launches() -> None:
    warnings = warnings_of([measured(steady(1, launches=4)), measured(steady(2, launches=5))])
    assert len(warnings) == 1
    assert warnings[0].startswith("only 9 measured campaigns were launched in 2 replications: ")
    (warning,) = warnings_of([measured(steady(1, launches=1))])
    assert warning.startswith("only 1 measured campaign was launched in 1 replication: ")


def test_no_launch_at_all() -> None:
    (warning,) = warnings_of([measured(steady(1, launches=0)), measured(steady(2, launches=0))])
    assert warning.startswith("no measured campaign was launched in 2 replications: ")


def test_one_campaign_inside() -> None:
    case = steady()
    case.campaign(990)
    for number in range(3):
        case.direct(24 * number, 24 * number + 1)
    (warning,) = warnings_of([measured(case)])
    assert warning.startswith("1 of 34 measured campaigns (2.9%) was still inside when the run ")
    assert "a lower bound, and so are p50, p80, p90; " in warning
    assert warning.endswith("; a longer follow-up tells more")


def test_one_quantile_is_a_lower_bound() -> None:
    case = Case(horizon=1000)
    for _ in range(8):
        case.direct(9, 10)
    case.campaign(500)
    case.direct(0, 1000)
    warning = warnings_of([measured(case)])[0]
    assert "restricted to the follow-up and a lower bound, and so is p90; the split" in warning


def test_a_longer_follow_up_is_no_advice_to_the_overloaded() -> None:
    case = steady()
    number = case.campaign(0, 1000, outcome="canceled", unit=1)
    case.shift(CEM, 0, 100)
    case.work(number, DESIGN, 0, 0, 99, CEM)
    case.campaign(0)
    censored = warnings_of([measured(case)])[0]
    assert "still inside" in censored and "follow-up tells more" not in censored


def test_no_slack() -> None:
    case = steady()
    number = case.campaign(0, 1000, outcome="canceled", unit=1)
    case.shift(CEM, 0, 100)
    case.shift(DEE, 0, 100)
    case.work(number, DESIGN, 0, 0, 97, CEM)
    case.work(number, REVIEW, 0, 0, 96, DEE)
    assert warnings_of([measured(case)]) == [
        "no slack in design of team shop (97%): queues there grow for as long as this lasts, and "
        "the figures depend on how long the run is"
    ]


def test_a_campaign_more_is_no_overload() -> None:
    # From 0.8 to 1.9 campaigns: twice as many, in every replication, and still next to nothing.
    some = [measured(steady(number, growing=1)) for number in (1, 2, 3)]
    assert warnings_of(some) == []
    assert doubts_of(some) == ()


def test_where_people_are_idle_much_has_to_pile_up() -> None:
    # Three of 93 campaigns pile up while the only person on shift has a tenth of the time to do.
    def idle(replication: int, growing: int, hours: int) -> Measurement:
        case = steady(replication, growing=growing)
        for _ in range(60):
            case.direct(500, 501)
        number = case.campaign(0, 1000, outcome="canceled", unit=1)
        case.shift(CEM, 0, 100)
        case.work(number, DESIGN, 0, 0, hours, CEM)
        return measured(case)

    def overloaded(growing: int, hours: int) -> bool:
        return "overloaded" in doubts_of([idle(number, growing, hours) for number in (1, 2, 3)])

    assert not overloaded(3, 10)
    assert overloaded(3, 90)
    assert overloaded(9, 10)
    (warning,) = warnings_of([idle(number, 9, 10) for number in (1, 2, 3)])
    assert "nobody is busier than 10%, so decisions, limits or agencies hold work up" in warning


def test_growth_is_said_unless_a_surge_explains_it() -> None:
    some = [measured(steady(number, growing=6)) for number in (1, 2, 3)]
    warnings = warnings_of(some)
    assert len(warnings) == 1
    assert warnings[0].startswith("work in progress grows from 0.8 campaigns in the first quarter")
    assert warnings_of(some, surge=True) == []
    assert warnings_of(some[:1]) == []  # one replication cannot tell growth from chance
