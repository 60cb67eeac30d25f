"""Draws are made before they are asked for, and that changes no outcome."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mom_sim.draws.distributions import DistributionError, distribution
from mom_sim.engines.compiled_engine import blocks
from mom_sim.engines.compiled_engine.campaign_ring import CampaignRing
from mom_sim.engines.compiled_engine.engine import run
from mom_sim.engines.compiled_engine.statistics_run import Tallies, run_statistics
from mom_sim.simulation import Study
from mom_sim.tape.blocks import TapeInBlocks
from mom_sim.tape.tape import draw_tape

SCENARIO = Path(__file__).parents[2] / "scenarios" / "minimal.yaml"
SEEDS = range(12, 24)


def outcome(call) -> str:
    try:
        return repr(call())
    except DistributionError as error:
        return str(error)


@pytest.mark.parametrize("keeps_log", [True, False])
def test_an_impossible_duration_stops_a_run_only_if_it_is_needed(monkeypatch, keeps_log) -> None:
    """Effort so uncertain that some further attempts last longer than can be counted."""
    study = Study.of(SCENARIO)
    plan = study.plan()
    monkeypatch.setattr(blocks, "_ASKED", {})
    for replication in range(3):
        run(plan, draw_tape(study.scenario, replication))
    effort = next(draw for draw in blocks._ASKED if draw.overridden_by)
    wild = (distribution("lognormal", mean=3e16, cv=1000.0),) * len(effort.by_type)
    changed = replace(effort, by_type=wild)
    plan = replace(plan, draws=tuple(changed if one == effort else one for one in plan.draws))
    asked = {**blocks._ASKED, changed: blocks._ASKED[effort]}

    def result(seed: int, before: dict) -> str:
        monkeypatch.setattr(blocks, "_ASKED", {draw: list(of) for draw, of in before.items()})
        if keeps_log:
            return outcome(lambda: run(plan, draw_tape(study.scenario, 1, seed=seed))[1])
        tape = TapeInBlocks(study.scenario, 1, seed=seed, campaigns_a_block=30.0)
        return outcome(lambda: run_statistics(plan, tape).events)

    fresh = [result(seed, {}) for seed in SEEDS]
    assert [result(seed, asked) for seed in SEEDS] == fresh
    assert any("gives a duration" in one for one in fresh)
    assert any("gives a duration" not in one for one in fresh)


def test_a_draw_that_is_left_out_takes_no_other_with_it(monkeypatch) -> None:
    """Pieces wait for an agency when it turns out that a later review would last too long.

    They have asked for their turnaround already, and are not asked again.
    """
    study = Study.of(SCENARIO)
    plan = study.plan("outsourced")
    monkeypatch.setattr(blocks, "_ASKED", {})
    run_statistics(plan, TapeInBlocks(study.scenario, 1))
    review = next(one for one in blocks._ASKED if one.name == "campaign:effort:brand_review")
    wild = (distribution("lognormal", mean=3e16, cv=1000.0),) * len(review.by_type)
    changed = replace(review, by_type=wild)
    plan = replace(
        plan,
        draws=tuple(changed if one == review else one for one in plan.draws),
        agencies=tuple(replace(one, capacity=1) for one in plan.agencies),
    )
    asked = {changed if one == review else one: of for one, of in blocks._ASKED.items()}
    failed = []
    draw_for = CampaignRing._lay_all

    def noted(ring: CampaignRing, block: object) -> None:
        try:
            draw_for(ring, block)
        except DistributionError:
            failed.append(block)
            raise

    monkeypatch.setattr(CampaignRing, "_lay_all", noted)

    def result(seed: int, before: dict) -> str:
        monkeypatch.setattr(blocks, "_ASKED", {draw: list(of) for draw, of in before.items()})
        tape = TapeInBlocks(study.scenario, 1, seed=seed, campaigns_a_block=20.0)
        return outcome(lambda: told(run_statistics(plan, tape)))

    def told(found: Tallies) -> tuple[object, ...]:
        return found.events, found.completions, found.busy, found.queue_time

    fresh = [result(seed, {}) for seed in SEEDS]
    failed.clear()
    assert [result(seed, asked) for seed in SEEDS] == fresh
    assert failed
