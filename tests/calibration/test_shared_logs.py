"""The public logs, where they lie beside the checkout: fitted on train, held beside test."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.stats import wasserstein_distance

from mom_sim.calibration.calibrating import calibrate
from mom_sim.calibration.judging.simulated import LikeTest
from mom_sim.calibration.reading import read_event_log
from mom_sim.simulation import Study

LOGS = Path(__file__).resolve().parents[3] / "shared" / "logs"

pytestmark = pytest.mark.skipif(
    not LOGS.is_dir(), reason="the public logs are not in ../shared/logs: too large to ship"
)

BEST_PUBLISHED = {"LoanApp": 2.7, "BPIC_2012_W": 89.1}
"""Least cycle-time distance in hours of five academic simulators, as issue 7 gives it."""


def distance(name: str, folder: Path, replications: int) -> float:
    """Mean cycle-time distance of simulated logs, in hours, without bins."""
    calibration = calibrate(LOGS / f"{name}_train.csv.gz")
    scenario = folder / f"{name}.yaml"
    scenario.write_text(calibration.text, encoding="utf-8")
    test = read_event_log(LOGS / f"{name}_test.csv.gz")
    like_test = LikeTest(Study.of(str(scenario)), test)
    runs = [like_test.simulate(number).log for number in range(1, replications + 1)]
    hours = test.cases["hours"]
    return float(np.mean([wasserstein_distance(run.cases["hours"], hours) for run in runs]))


def test_the_loan_application_log_is_fitted(tmp_path: Path) -> None:
    calibration = calibrate(LOGS / "LoanApp_train.csv.gz")
    fitted = calibration.fitted
    assert fitted.week.written() == {"mon-fri": "07:00-15:00"}
    assert sorted(team.positions for team in fitted.teams) == [1, 2, 2, 2, 4, 8]
    assert sum(kind.exact for kind in fitted.kinds) / fitted.cases > 0.98
    by_name = {one.name: one.effort for one in fitted.activities}
    assert by_name["assess_loan_risk"].family == "constant"
    assert by_name["assess_loan_risk"].mean == pytest.approx(1 / 3, rel=0.01)


@pytest.mark.deep
@pytest.mark.parametrize("name", list(BEST_PUBLISHED))
def test_distances_are_below_the_best_published(name: str, tmp_path: Path) -> None:
    assert distance(name, tmp_path, 5) <= BEST_PUBLISHED[name]
