"""Whoever comes after the horizon gets most draws when somebody of the same block needs them."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from mom_sim.engines.compiled_engine import campaign_ring
from mom_sim.engines.compiled_engine.draws_on_arrival import draws_on_arrival
from mom_sim.engines.compiled_engine.histograms import Histogram
from mom_sim.engines.compiled_engine.statistics_run import Tallies, run_statistics
from mom_sim.plan.plan import Condition, Plan, with_fields
from mom_sim.scenario.loading import parse_scenario
from mom_sim.simulation import Study
from mom_sim.tape.blocks import TapeInBlocks

SCENARIO = (Path(__file__).parents[2] / "scenarios" / "minimal.yaml").read_text()


def study_of(demand: int) -> Study:
    return Study.of(parse_scenario(SCENARIO.replace("200 per year", f"{demand} per year")))


def told(found: Tallies) -> dict[str, object]:
    def plain(value: object) -> object:
        if isinstance(value, Histogram):
            return value.buckets.tolist(), value.counts.tolist(), value.total
        return [plain(one) for one in value] if isinstance(value, tuple) else value

    return {one.name: plain(getattr(found, one.name)) for one in fields(found)}


def result(study: Study, plan: Plan) -> dict[str, object]:
    return told(run_statistics(plan, TapeInBlocks(study.scenario, 1, campaigns_a_block=60.0)))


@pytest.mark.parametrize(("demand", "draws_nothing_for_some"), [(200, False), (3000, True)])
def test_draws_that_come_later_are_the_same(
    monkeypatch: pytest.MonkeyPatch, demand: int, draws_nothing_for_some: bool
) -> None:
    """With enough people all are drawn in the end; where hundreds wait, not for the last."""
    study = study_of(demand)
    plan = study.plan("centralized")
    monkeypatch.setattr(campaign_ring, "_OF_PLANS", {})
    waiting: list[int] = []
    later: list[int] = []
    on_arrival = campaign_ring.CampaignRing._draw_on_arrival
    draw_later = campaign_ring.CampaignRing._draw_later

    def note_waiting(ring: campaign_ring.CampaignRing, block: campaign_ring._Block) -> bool:
        # What is not drawn is nothing that could be taken for a draw.
        ring._rows[0].table[
            :, [(block.first + i) & (ring._size - 1) for i in range(len_of(block))]
        ] = np.iinfo(np.int64).min + 7
        waiting.append(block.first)
        return on_arrival(ring, block)

    def note_later(ring: campaign_ring.CampaignRing, campaign: int) -> None:
        before = [block for block in ring._tapes if not block.is_drawn]
        draw_later(ring, campaign)
        later.extend(block.first for block in before if block.is_drawn)

    def len_of(block: campaign_ring._Block) -> int:
        return int(block.tape.campaigns.requested.size)

    monkeypatch.setattr(campaign_ring.CampaignRing, "_draw_on_arrival", note_waiting)
    monkeypatch.setattr(campaign_ring.CampaignRing, "_draw_later", note_later)
    found = result(study, plan)
    assert waiting and set(later) <= set(waiting)
    assert (len(later) < len(waiting) - 1) == draws_nothing_for_some
    assert later or draws_nothing_for_some

    monkeypatch.setattr(campaign_ring, "_OF_PLANS", {})
    monkeypatch.setattr(campaign_ring, "draws_on_arrival", lambda plan: frozenset())
    waiting.clear()
    assert result(study, plan) == found
    assert not waiting


def test_what_is_needed_at_once_is_the_effort_of_the_first_work() -> None:
    plan = study_of(200).plan("centralized")
    program = plan.programs[0]
    first = next(one for one in program.nodes if one.instruction == "WORK")
    needed = {*first.draws, program.patience} - {-1}
    assert draws_on_arrival(plan) == needed and len(needed) < len(plan.draws)
    for changed in (
        with_fields(first, condition=Condition(tiers=0)),
        with_fields(first, overflow=2),
        with_fields(first, instruction="DELAY"),
    ):
        nodes = tuple(changed if one is first else one for one in program.nodes)
        other = replace(plan, programs=(replace(program, nodes=nodes), *plan.programs[1:]))
        assert draws_on_arrival(other) == frozenset()
