"""Warnings beside the numbers: each where it belongs, and none where nothing is amiss."""

from __future__ import annotations

from mom_sim.metrics.measuring import Measurement, measure
from mom_sim.metrics.trust import FEW_CAMPAIGNS, warnings_of
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
    assert warnings[0].startswith("only 9 measured campaigns were launched in 2 replication(s)")


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


def test_growth_is_said_unless_a_surge_explains_it() -> None:
    some = [measured(steady(number, growing=6)) for number in (1, 2, 3)]
    warnings = warnings_of(some)
    assert len(warnings) == 1
    assert warnings[0].startswith("work in progress grows from 0.8 campaigns in the first quarter")
    assert warnings_of(some, surge=True) == []
    assert warnings_of(some[:1]) == []  # one replication cannot tell growth from chance
