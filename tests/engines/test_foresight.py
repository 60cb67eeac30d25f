"""Later attempts are drawn for who comes to them, and a wrong guess changes nothing."""

from __future__ import annotations

import gc
from copy import copy
from functools import cache
from pathlib import Path
from weakref import ref

import numpy as np
import pytest

from mom_sim.engines.compiled_engine import blocks, campaign_ring
from mom_sim.engines.compiled_engine.foresight import Foreseen, Foresight
from mom_sim.engines.compiled_engine.foresight_machine_code import rank
from mom_sim.engines.compiled_engine.statistics_run import Tallies, run_statistics
from mom_sim.log.log import log_hash
from mom_sim.plan.plan import Plan
from mom_sim.simulation import Study, run_plan
from mom_sim.tape.blocks import TapeInBlocks
from mom_sim.tape.draw_sheet import Whom
from mom_sim.tape.tape import draw_tape

SCENARIOS = Path(__file__).parents[2] / "scenarios"
CASES = [("reference_company", "centralized"), ("reference_company", "hybrid")]


@cache
def study_and_plan(scenario: str, model: str) -> tuple[Study, Plan]:
    study = Study.of(SCENARIOS / f"{scenario}.yaml")
    return study, study.plan(model)


def tallies(study: Study, plan: Plan, replication: int) -> Tallies:
    source = TapeInBlocks(study.scenario, replication, campaigns_a_block=400.0)
    return run_statistics(plan, source)


def told_of(foresight: Foresight, foreseen: Foreseen, draw: int, attempt: int) -> list[int]:
    who, first, last = foreseen.whom(foresight.needs([(draw, attempt)]))
    return who[first[0] : last[0]].tolist()


@pytest.mark.parametrize(("scenario", "model"), CASES)
def test_who_does_work_again_has_been_foreseen(scenario: str, model: str) -> None:
    """By draw, attempt and campaign: nearly all that is needed, and not much more.

    Gates are gone through for campaigns that are canceled or under way when the run stops, too.
    """
    study, plan = study_and_plan(scenario, model)
    tape = draw_tape(study.scenario, 2, draws=plan.draws)
    foresight = Foresight(plan)
    foreseen = foresight.of(tape)
    log = run_plan(study, plan, tape, engine="compiled").log
    rows, types = log.activities, tape.campaigns.type
    needed = {
        (draw, attempt, campaign)
        for campaign, node, attempt in zip(
            rows["campaign"].tolist(), rows["node"].tolist(), rows["attempt"].tolist(), strict=True
        )
        if attempt > 1
        for draw in plan.programs[types[campaign]].nodes[node].draws
        if draw >= 0
    }
    told = {
        (draw, attempt, campaign)
        for draw, attempt in {(draw, attempt) for draw, attempt, _ in needed}
        for campaign in told_of(foresight, foreseen, draw, attempt)
        if campaign < len(log.campaigns)
    }
    assert len(needed) > 1000
    assert len(needed - told) <= 0.001 * len(needed)
    assert len(told) <= 2.0 * len(needed)


@pytest.mark.parametrize("count", [0, 1, 50, 3000])
def test_campaigns_are_ranked_by_their_revisions(count: int) -> None:
    generator = np.random.default_rng(count)
    revisions = generator.geometric(0.3, (4, count)) - 1
    revisions[0] *= 30  # some have more than are told apart
    kind, weights = generator.integers(0, 3, count), generator.random((3, 4)) < 0.5
    order, at_least = np.empty(count, dtype=np.int64), np.zeros(65, dtype=np.int64)
    rank(revisions, weights, kind, np.empty(count, dtype=np.int64), order, at_least)
    total = np.minimum((revisions * weights[kind].T).sum(axis=0), 64)
    np.testing.assert_array_equal(order, np.argsort(-total, kind="stable"))
    assert at_least.tolist() == [(total >= level).sum() for level in range(65)]


@pytest.mark.parametrize("share", [0.0, 0.5])
@pytest.mark.parametrize(("scenario", "model"), CASES)
def test_a_wrong_guess_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, scenario: str, model: str, share: float
) -> None:
    """Of the campaigns that come to an attempt, none or every other one has been foreseen."""
    study, plan = study_and_plan(scenario, model)
    known = vars(tallies(study, plan, 3))
    guess = Foreseen.whom
    asked = []

    def too_few(self: Foreseen, needs: np.ndarray) -> Whom:
        who, first, last = guess(self, needs)
        kept = ((last - first) * share).astype(np.int64)
        return who, first, np.where(needs[1] > 0, first + kept, last)

    add_asked = campaign_ring.CampaignRing.add_asked

    def note(self: campaign_ring.CampaignRing, number: int, attempt: int) -> None:
        asked.append((number, attempt) in self._there)
        add_asked(self, number, attempt)

    monkeypatch.setattr(Foreseen, "whom", too_few)
    monkeypatch.setattr(campaign_ring.CampaignRing, "add_asked", note)
    found = vars(tallies(study, plan, 3))
    assert any(asked)
    for name in ("ends", "causes", "events", "busy", "queue_time", "wip_time", "completions"):
        assert found[name] == known[name], name
    for one, other in zip(found["waits"], known["waits"], strict=True):
        assert one.total == other.total


@pytest.mark.parametrize("share", [0.0, 0.5])
@pytest.mark.parametrize(("scenario", "model"), CASES)
def test_a_wrong_guess_changes_no_log(
    monkeypatch: pytest.MonkeyPatch, scenario: str, model: str, share: float
) -> None:
    """The same with a log, over a tape that another model has been run on before."""
    study, plan = study_and_plan(scenario, model)
    other = study.plan("outsourced")
    known = log_hash(run_plan(study, plan, draw_tape(study.scenario, 3), engine="compiled").log)
    guess, asked = Foreseen.whom, []

    def too_few(self: Foreseen, needs: np.ndarray) -> Whom:
        who, first, last = guess(self, needs)
        kept = ((last - first) * share).astype(np.int64)
        return who, first, np.where(needs[1] > 0, first + kept, last)

    add_asked = blocks.Blocks.add_asked

    def note(self: blocks.Blocks, number: int, attempt: int) -> None:
        asked.append((number, attempt) in self._partial)
        add_asked(self, number, attempt)

    monkeypatch.setattr(Foreseen, "whom", too_few)
    monkeypatch.setattr(blocks.Blocks, "add_asked", note)
    tape = draw_tape(study.scenario, 3)
    run_plan(study, other, tape, engine="compiled")
    assert any(asked)
    assert log_hash(run_plan(study, plan, tape, engine="compiled").log) == known


def test_what_is_known_of_a_plan_does_not_keep_it() -> None:
    plan = copy(study_and_plan(*CASES[0])[1])
    foresight, seen = Foresight(plan), ref(plan)
    del plan
    gc.collect()
    assert seen() is None and foresight.is_of_use
