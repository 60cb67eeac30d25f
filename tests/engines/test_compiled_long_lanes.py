"""Hundreds wait in one lane and come, go and come back by rule: both engines write the same log.

The machine code finds places in long lanes by links that pass over many; the SimPy engine sorts.
"""

from __future__ import annotations

import pytest
import yaml

from benchmarks.line_scenario import line_scenario
from benchmarks.stations import NETWORK, Line
from mom_sim.engines.compiled_engine.codes import LEVEL_BITS
from mom_sim.simulation import Study, parse_scenario, simulate
from tests.engines.log_difference import assert_same

CAMPAIGNS = 300


def overloaded(rule: list[str], patience: str = "") -> Study:
    """Five times what the line can do; where somebody withdraws, from the middle of a lane."""
    document = yaml.safe_load(line_scenario(Line(NETWORK, 5.0), CAMPAIGNS))
    document["operating_model"]["who_does_the_work"]["queue_rule"] = rule
    if patience:
        document["campaigns"]["item"]["patience"] = patience
    return Study.of(parse_scenario(yaml.safe_dump(document, sort_keys=False)))


@pytest.mark.parametrize(
    ("rule", "patience"),
    [
        (["shortest_first"], ""),
        (["shortest_first"], "exponential(mean=20h)"),
        (["latest_first"], ""),
        (["latest_first"], "exponential(mean=20h)"),
        (["due_date"], ""),
        (["fifo"], "exponential(mean=20h)"),
    ],
)
def test_long_lanes_keep_their_order(rule: list[str], patience: str) -> None:
    study = overloaded(rule, patience)
    runs = [simulate(study, seed=7, engine=name) for name in ("simpy", "compiled")]
    assert_same(*(run.log for run in runs))
    waiting = runs[0].queue(study.plan().teams[0].name, NETWORK[0].name)["waiting"]
    assert waiting.max() > 1 << LEVEL_BITS * 2  # so many that two levels have links
