"""Large records keep their hash, and leave it behind when they go to another process."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

from mom_sim.simulation import Study

MINIMAL = Path(__file__).parents[2] / "scenarios" / "minimal.yaml"


def test_equal_records_have_one_hash_and_others_another() -> None:
    study, other = Study.of(MINIMAL), Study.of(MINIMAL)
    model = study.model()
    for one, same in ((study.scenario, other.scenario), (study.plan(), other.plan())):
        assert one == same
        assert len({one, same}) == 1
    assert len({study.scenario, replace(study.scenario, name="another")}) == 2
    assert len({model, replace(model, name="another")}) == 2


def test_the_hash_stays_in_its_process() -> None:
    scenario = Study.of(MINIMAL).scenario
    before = set(vars(scenario))
    assert hash(scenario) == hash(scenario)
    kept = set(vars(scenario)) - before or {"_kept_hash"}  # reading it may have asked already
    travelled = pickle.loads(pickle.dumps(scenario))
    assert not kept & set(vars(travelled))
    assert travelled == scenario
    assert hash(travelled) == hash(scenario)
