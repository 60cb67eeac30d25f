"""Figures of how requests end are those of the whole log, in every bit."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from mom_sim.app.presets import preset_text
from mom_sim.engines.compiled_engine.ends_alone import run_ends
from mom_sim.engines.compiled_engine.engine import run_columns
from mom_sim.engines.compiled_engine.log_making import assemble_columns
from mom_sim.experiments.first_look import can_be_looked_at, look_first
from mom_sim.experiments.replicating import Question, calm_and_surge, replicate
from mom_sim.experiments.variants import main_variants
from mom_sim.metrics.campaign_times import embargo_waits, time_campaigns, times_without
from mom_sim.metrics.cause_split import split_by_cause
from mom_sim.metrics.ends_alone import FIGURES
from mom_sim.metrics.ingredients import Ingredient, Ratios, Sample
from mom_sim.metrics.log_arrays import LogArrays
from mom_sim.metrics.registry import METRICS
from mom_sim.plan.plan import Plan
from mom_sim.simulation import Study, parse_scenario
from mom_sim.tape.tape import Tape
from tests.engines.no_provenance import PROVENANCE
from tests.strategies import Case, cases

DAY = 24 * 3_600_000_000


def same(one: Ingredient, other: Ingredient) -> bool:
    """Whether two replications contribute the same."""
    if isinstance(one, Sample) and isinstance(other, Sample):
        return np.array_equal(one.values, other.values)
    if isinstance(one, Ratios) and isinstance(other, Ratios):
        mine, theirs = (one.numerators, one.denominators), (other.numerators, other.denominators)
        return all(map(np.array_equal, mine, theirs))
    return bool(one == other)


@pytest.mark.parametrize(
    ("preset", "model", "factor"),
    [
        ("minimal", "self_service", None),
        ("surge", "centralized", 2.0),
        ("bank", "campaign_centric", None),
        ("outsourced_email", "outsourced", 1.5),
        ("b2b_software", "campaign_centric", 1.5),
    ],
)
def test_same_figures_as_of_the_log(preset: str, model: str, factor: float | None) -> None:
    text = preset_text(preset)
    assert text is not None
    study = Study(parse_scenario(text))
    variants = main_variants(study, [model], factor)
    assert all(map(can_be_looked_at, variants))
    conditions = calm_and_surge(study.scenario, factor)
    question = Question(study, variants, conditions, study.scenario.run.seed, "compiled")
    found = look_first(question, 2, [*METRICS])
    expected = replicate(question, 2).measurements
    assert found.keys() == expected.keys()
    for key, figures in found.items():
        assert figures.keys() == FIGURES
        for name, figure in figures.items():
            assert same(figure, expected[key].figures[name]), (key, name)


@settings(max_examples=settings.default.max_examples // 2)
@given(cases())
def test_waits_for_dates_are_left_out_as_by_the_log(case: Case) -> None:
    """Dates in the middle of work, so that some waits are on the critical path and others not."""
    plan, tape = waiting_for_dates(case.plan), with_dates(case.tape)
    raw, _ = run_columns(plan, tape)
    log = LogArrays(assemble_columns(plan, tape, raw, PROVENANCE))
    ends = LogArrays(run_ends(plan, tape))
    clock = plan.clocks[plan.reference_clock]
    expected = time_campaigns(log, clock, split_by_cause(log, clock))
    found = times_without(ends, clock, *embargo_waits(ends, clock))
    for name, values in vars(expected).items():
        assert np.array_equal(getattr(found, name), values), name


def waiting_for_dates(plan: Plan) -> Plan:
    """The plan with a wait for the campaign's date in place of every hand-off."""
    programs = tuple(
        replace(
            program,
            nodes=tuple(
                replace(node, instruction="EMBARGO", cause="")
                if node.instruction == "DELAY"
                else node
                for node in program.nodes
            ),
        )
        for program in plan.programs
    )
    return replace(plan, programs=programs)


def with_dates(tape: Tape) -> Tape:
    """The tape with dates some days after the requests, and none for every fourth of them."""
    dated = copy(tape)
    requested = tape.campaigns.requested
    number = np.arange(requested.size)
    not_before = np.where(number % 4 == 3, -1, requested + number % 4 * 3 * DAY)
    dated.campaigns = replace(tape.campaigns, not_before=not_before)
    return dated
