"""Figures of how requests end are those of the whole log, in every bit."""

from __future__ import annotations

import numpy as np
import pytest

from mom_sim.app.presets import preset_text
from mom_sim.experiments.first_look import can_be_looked_at, look_first
from mom_sim.experiments.replicating import Question, calm_and_surge, replicate
from mom_sim.experiments.variants import main_variants
from mom_sim.metrics.ends_alone import FIGURES
from mom_sim.metrics.ingredients import Ingredient, Ratios, Sample
from mom_sim.metrics.registry import METRICS
from mom_sim.simulation import Study, parse_scenario


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
