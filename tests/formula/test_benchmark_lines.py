"""What the benchmarks time is the same system in every engine."""

from __future__ import annotations

import pytest

from benchmarks.engines import run
from benchmarks.line_scenario import line_scenario
from benchmarks.stations import NETWORK, Line
from benchmarks.workloads import OURS, PEERS, WORKLOADS
from mom_sim import Study, parse_scenario


def visits() -> float:
    """Pieces of work a campaign: the loops behind each gate are tried at most four times."""
    tries = sum(0.25**nth for nth in range(4))
    return 2 + 2 * tries + 1 + 2 * tries


@pytest.mark.parametrize("engine", PEERS)
def test_every_engine_does_the_same_work(engine: str) -> None:
    """Pieces of work a campaign within 4.5 standard errors: a false alarm in 1 of 100,000 seeds.

    Of each gate's tries, the number has a variance below 0.45, and each is two pieces of work.
    """
    outcome = run(engine, WORKLOADS["network"], 400, seed=1)
    error = (2 * 4 * 0.45 / outcome.campaigns) ** 0.5
    left = 60 if engine == "ciw" else 0  # Ciw stops when so many have left, and others are inside
    assert outcome.campaigns >= 340
    assert abs(outcome.completions / outcome.campaigns - visits()) < 4.5 * error + left / 60


def test_ours_do_the_same_as_each_other() -> None:
    one, *others = (run(engine, WORKLOADS["network"], 200, seed=1) for engine in OURS)
    assert others and all(other == one for other in others)
    assert one.completions / one.campaigns > 0.8 * visits()  # of the last, some are inside


def test_units_share_the_arrivals_and_have_people_of_their_own() -> None:
    plan = Study.of(parse_scenario(line_scenario(Line(NETWORK, 1.0), 100, units=5))).plan()
    assert len(plan.units) == 5
    assert len(plan.people) == 5 * sum(one.people for one in NETWORK)
    assert len(plan.teams) == 5
