"""Operating models are resolved when they are asked for; one that does not fit stops no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from mom_sim.errors import ScenarioError
from mom_sim.operating_models.choosing import ModelsOnDemand
from mom_sim.operating_models.library import ARCHETYPES, archetype_documents
from mom_sim.scenario.marked_document import unmarked_document
from mom_sim.simulation import Study

MINIMAL = Path(__file__).parents[2] / "scenarios" / "minimal.yaml"


def test_a_model_that_does_not_fit_says_so_when_it_is_asked_for() -> None:
    study = Study.of(MINIMAL)
    broken = unmarked_document({"who_does_the_work": "nobody"}, "broken")
    models = ModelsOnDemand({**archetype_documents(), "broken": broken}, study.scenario)
    assert list(models) == [*ARCHETYPES, "broken"]
    assert len(models) == len(ARCHETYPES) + 1
    assert "broken" in models
    assert models["functional"].name == "functional"
    assert models["functional"] is models["functional"]
    with pytest.raises(ScenarioError, match="who_does_the_work"):
        models["broken"]
    assert models.get("no such model") is None
