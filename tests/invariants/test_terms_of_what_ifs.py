"""What-ifs compare on the scenario's own terms, as `compare` does; a damaged store says so."""

from pathlib import Path

import pytest

from mom_sim import RunError, compare, parse_scenario
from mom_sim.experiments.sensitivity.runs import Asked, Point, run_point, values_of
from mom_sim.experiments.sweep.store import DATABASE, SweepStore
from mom_sim.simulation import Study

TEXT = """\
units: [north]
run: {warm_up: 1 week, horizon: 20 weeks, follow_up: 10 weeks, replications: 1}
comparison: equal_budget
people:
  content: {headcount: 6}
  design: {headcount: 6}
  brand: {headcount: 1}
campaigns:
  email: {demand: 250 per year}
"""
KPI = "time_to_launch_mean_working_days"


def test_a_model_that_buys_outside_work_pays_for_it_in_a_what_if_too() -> None:
    study = Study.of(parse_scenario(TEXT))
    (compared,) = compare(study, ["outsourced"], replications=1, workers=1, engine="simpy").results
    assert compared.comparison == "equal_budget"
    found = run_point(Asked(study, ("outsourced",), KPI, study.scenario.run.seed, "simpy"),
                      Point({}, (1,)))  # fmt: skip
    (figure,) = values_of(KPI, found.parts)[0]
    assert figure == compared.kpis[KPI].estimate
    equal_people = Study.of(parse_scenario(TEXT.replace("equal_budget", "equal_people")))
    (other,) = compare(equal_people, ["outsourced"], replications=1, workers=1).results
    assert figure != other.kpis[KPI].estimate


def test_a_database_that_is_none_is_told_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"no database at all" * 100)
    with (
        pytest.raises(RunError, match="what is finished is kept"),
        SweepStore.writing(tmp_path),
    ):
        pass
