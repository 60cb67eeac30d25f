"""A tape in blocks has the campaigns of the whole tape, however its arrivals are drawn."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mom_sim.simulation import Study
from mom_sim.tape import blocks
from mom_sim.tape.blocks import TapeInBlocks
from mom_sim.tape.tape import draw_tape

SCENARIOS = Path(__file__).parents[2] / "scenarios"
COLUMNS = [
    "unit",
    "type",
    "stream",
    "index",
    "tier",
    "requested",
    "due",
    "not_before",
    "value",
    "cost_of_delay",
    "is_global",
    "size",
    "entry_step",
    "entity_class",
    "entity_index",
]


@pytest.mark.parametrize("gaps", [1 << 13, 16], ids=["all at once", "as their time comes"])
@pytest.mark.parametrize("scenario", ["minimal", "surge", "campaign_calendar"])
def test_blocks_put_together_are_the_whole_tape(monkeypatch, scenario: str, gaps: int) -> None:
    """Baselines are drawn at once where that is little, else so many gaps at a time."""
    monkeypatch.setattr(blocks, "_GAPS", gaps)
    of = Study.of(SCENARIOS / f"{scenario}.yaml").scenario
    whole = draw_tape(of, 2).campaigns
    for size in (20.0, 1e9):
        source = TapeInBlocks(of, 2, campaigns_a_block=size)
        assert len(source.base.campaigns) == 0
        assert source.base.campaigns.streams == whole.streams
        parts, begin = [], 0
        for tape, until in source.blocks():
            requested = tape.campaigns.requested
            assert ((requested >= begin) & (requested < until)).all()
            parts.append(tape.campaigns)
            begin = until
        assert (len(parts) > 1) == (size < 1e9)
        for name in COLUMNS:
            found = np.concatenate([getattr(part, name) for part in parts])
            np.testing.assert_array_equal(found, getattr(whole, name), err_msg=name)
