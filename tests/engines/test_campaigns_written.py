"""A run without a log holds of each campaign what one with a log does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mom_sim.engines.compiled_engine.campaign_ring import CampaignRing
from mom_sim.engines.compiled_engine.campaigns_machine_code import COLUMNS
from mom_sim.engines.compiled_engine.engine import lay_rest, lay_tables
from mom_sim.engines.compiled_engine.memory import Memory
from mom_sim.engines.compiled_engine.tape_tables import campaign_columns
from mom_sim.simulation import Study
from mom_sim.tape.tape import draw_tape

SCENARIOS = Path(__file__).parents[2] / "scenarios"


@pytest.mark.parametrize("scenario", ["reference_company", "campaign_calendar", "surge"])
def test_columns_are_the_same(scenario: str) -> None:
    """Backlogs, stated values and dates among them; all in one block, and some are followed."""
    study = Study.of(SCENARIOS / f"{scenario}.yaml")
    plan, tape = study.plan(), draw_tape(study.scenario, 2)
    memory = Memory()
    lay_tables(memory, plan, tape)
    lay_rest(memory, plan, 0)
    ring = CampaignRing(plan, tape, memory)
    followed = ring.add_campaigns(tape)
    expected = campaign_columns(plan, tape)
    assert 0 < followed == expected["campaign_followed"].sum()
    for name in COLUMNS:
        found = memory.array(name)[: len(tape.campaigns)]
        np.testing.assert_array_equal(found, expected[name])
