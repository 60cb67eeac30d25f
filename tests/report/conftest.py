"""One set of results for all tests of the report."""

from __future__ import annotations

import pytest

from mom_sim.experiments.comparison import Comparison
from mom_sim.experiments.decision_map.making import make_decision_map
from mom_sim.experiments.decision_map.result import DecisionMap
from mom_sim.experiments.surge.measuring import measure_surges
from mom_sim.experiments.surge.study import SurgeStudy
from mom_sim.report import make_report
from mom_sim.report.material import Result
from mom_sim.simulation import Study
from tests.report.small_results import MODELS, run_all


@pytest.fixture(scope="session")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Study, list[Result]]:
    """A study, and the results of its report."""
    return run_all(tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="session")
def comparison(ran: tuple[Study, list[Result]]) -> Comparison:
    """The comparison among them."""
    return next(one for one in ran[1] if isinstance(one, Comparison))


@pytest.fixture(scope="session")
def surge(ran: tuple[Study, list[Result]]) -> SurgeStudy:
    """A surge study of the same scenario."""
    return measure_surges(ran[0], MODELS, factors=[1, 2], replications=2, workers=1)


@pytest.fixture(scope="session")
def decision_map(ran: tuple[Study, list[Result]]) -> DecisionMap:
    """A map over the same scenario."""
    axes = ("campaigns.*.demand=x1:x1.5:2", "hand_off.between_teams=x0.5:x2:2")
    return make_decision_map(ran[0], *axes, MODELS, replications=2, workers=1)


@pytest.fixture(scope="session")
def page(ran: tuple[Study, list[Result]], surge: SurgeStudy, decision_map: DecisionMap) -> str:
    """The report of everything."""
    study, results = ran
    return make_report(*results, surge, decision_map, study=study, command=["mom-sim", "report"])
