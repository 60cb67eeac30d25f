"""The public names of the package: these and no others, each loaded when it is asked for."""

from __future__ import annotations

import subprocess
import sys
from importlib import metadata

import pytest

import mom_sim

PUBLIC_NAMES = [
    "AS_WRITTEN",
    "CALM",
    "Calibration",
    "CapacityPlan",
    "ClaimFindings",
    "Comparison",
    "DecisionMap",
    "Difference",
    "Estimate",
    "EventLog",
    "Explanation",
    "FitJudgement",
    "GateAnalysis",
    "GateWorth",
    "Log",
    "LogError",
    "ModelResult",
    "MomSimError",
    "PlanError",
    "RunError",
    "ScenarioError",
    "Sensitivity",
    "Simulation",
    "Statistics",
    "Study",
    "SurgeStudy",
    "__version__",
    "calibrate",
    "changed",
    "compare",
    "explain",
    "export_sweep",
    "judge_claims",
    "judge_fit",
    "load_scenario",
    "make_decision_map",
    "make_report",
    "measure_gates",
    "measure_sensitivity",
    "measure_surges",
    "measure_without_log",
    "parse_scenario",
    "plan_capacity",
    "plan_text",
    "read_csv",
    "read_event_log",
    "read_parquet",
    "read_sweep",
    "run_sweep",
    "simulate",
    "validate_log",
    "write_csv",
    "write_parquet",
]


def test_the_names_are_pinned() -> None:
    assert mom_sim.__all__ == PUBLIC_NAMES
    assert dir(mom_sim) == PUBLIC_NAMES


@pytest.mark.parametrize("name", [name for name in PUBLIC_NAMES if name != "__version__"])
def test_every_name_is_what_its_own_module_has(name: str) -> None:
    found = getattr(mom_sim, name)
    place = mom_sim._PLACES[name]
    assert found is getattr(sys.modules[place], mom_sim._NAMES_THERE.get(name, name))
    if isinstance(found, type) or callable(found):
        assert found.__module__ == place


def test_every_name_has_one_place() -> None:
    assert sorted([*mom_sim._PLACES, "__version__"]) == sorted(PUBLIC_NAMES)


def test_the_version_is_that_of_the_installation() -> None:
    assert mom_sim.__version__ == metadata.version("mom-sim")


def test_what_is_not_public_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'comparison_of_everything'"):
        mom_sim.comparison_of_everything  # noqa: B018


def test_importing_the_package_loads_no_library() -> None:
    program = "import sys, mom_sim; print(*{name.partition('.')[0] for name in sys.modules})"
    finished = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    libraries = {"click", "numpy", "pandas", "pydantic", "rich", "scipy", "simpy", "yaml"}
    assert libraries & set(finished.stdout.split()) == set()
