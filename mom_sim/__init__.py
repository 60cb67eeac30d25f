"""Discrete-event simulation of marketing operating models.

The names below are the public ones. Each is loaded when it is first used, so that importing the
package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mom_sim.calibration.calibrating import Calibration, calibrate
    from mom_sim.calibration.event_log import EventLog
    from mom_sim.calibration.judging.judgement import FitJudgement
    from mom_sim.calibration.judging.judging_fit import judge_fit
    from mom_sim.calibration.reading.event_log_file import read_event_log
    from mom_sim.errors import LogError, MomSimError, PlanError, RunError, ScenarioError
    from mom_sim.experiments.capacity.plan import CapacityPlan
    from mom_sim.experiments.capacity.planning import plan_capacity
    from mom_sim.experiments.changing import changed
    from mom_sim.experiments.claims.claiming import judge_claims
    from mom_sim.experiments.claims.finding import ClaimFindings
    from mom_sim.experiments.comparing import compare
    from mom_sim.experiments.comparison import Comparison, Difference, ModelResult
    from mom_sim.experiments.decision_map.making import make_decision_map
    from mom_sim.experiments.decision_map.result import DecisionMap
    from mom_sim.experiments.explaining import explain
    from mom_sim.experiments.explanation import Explanation
    from mom_sim.experiments.gates.analysis import GateAnalysis, GateWorth
    from mom_sim.experiments.gates.worth import measure_gates
    from mom_sim.experiments.sensitivity.measuring import measure_sensitivity
    from mom_sim.experiments.sensitivity.result import Sensitivity
    from mom_sim.experiments.statistics_only import Statistics, measure_without_log
    from mom_sim.experiments.surge.measuring import measure_surges
    from mom_sim.experiments.surge.study import SurgeStudy
    from mom_sim.experiments.sweep.exporting import export_sweep
    from mom_sim.experiments.sweep.reporting import read_table as read_sweep
    from mom_sim.experiments.sweep.running import run_sweep
    from mom_sim.log.export import read_csv, read_parquet, write_csv, write_parquet
    from mom_sim.log.log_tables import Log
    from mom_sim.log.validation import validate as validate_log
    from mom_sim.metrics.summarizing import Estimate
    from mom_sim.plan.printing import plan_text
    from mom_sim.report.making import make_report
    from mom_sim.simulation import Simulation, Study, load_scenario, parse_scenario, simulate
    from mom_sim.tape.surges import AS_WRITTEN, CALM

    __version__: str

_PLACES = {
    "AS_WRITTEN": "mom_sim.tape.surges",
    "CALM": "mom_sim.tape.surges",
    "Calibration": "mom_sim.calibration.calibrating",
    "CapacityPlan": "mom_sim.experiments.capacity.plan",
    "ClaimFindings": "mom_sim.experiments.claims.finding",
    "Comparison": "mom_sim.experiments.comparison",
    "DecisionMap": "mom_sim.experiments.decision_map.result",
    "Difference": "mom_sim.experiments.comparison",
    "Estimate": "mom_sim.metrics.summarizing",
    "EventLog": "mom_sim.calibration.event_log",
    "Explanation": "mom_sim.experiments.explanation",
    "FitJudgement": "mom_sim.calibration.judging.judgement",
    "GateAnalysis": "mom_sim.experiments.gates.analysis",
    "GateWorth": "mom_sim.experiments.gates.analysis",
    "Log": "mom_sim.log.log_tables",
    "LogError": "mom_sim.errors",
    "ModelResult": "mom_sim.experiments.comparison",
    "MomSimError": "mom_sim.errors",
    "PlanError": "mom_sim.errors",
    "RunError": "mom_sim.errors",
    "ScenarioError": "mom_sim.errors",
    "Sensitivity": "mom_sim.experiments.sensitivity.result",
    "Simulation": "mom_sim.simulation",
    "Statistics": "mom_sim.experiments.statistics_only",
    "Study": "mom_sim.simulation",
    "SurgeStudy": "mom_sim.experiments.surge.study",
    "calibrate": "mom_sim.calibration.calibrating",
    "changed": "mom_sim.experiments.changing",
    "compare": "mom_sim.experiments.comparing",
    "explain": "mom_sim.experiments.explaining",
    "export_sweep": "mom_sim.experiments.sweep.exporting",
    "judge_claims": "mom_sim.experiments.claims.claiming",
    "judge_fit": "mom_sim.calibration.judging.judging_fit",
    "load_scenario": "mom_sim.simulation",
    "make_decision_map": "mom_sim.experiments.decision_map.making",
    "make_report": "mom_sim.report.making",
    "measure_gates": "mom_sim.experiments.gates.worth",
    "measure_sensitivity": "mom_sim.experiments.sensitivity.measuring",
    "measure_surges": "mom_sim.experiments.surge.measuring",
    "measure_without_log": "mom_sim.experiments.statistics_only",
    "parse_scenario": "mom_sim.simulation",
    "plan_capacity": "mom_sim.experiments.capacity.planning",
    "plan_text": "mom_sim.plan.printing",
    "read_csv": "mom_sim.log.export",
    "read_event_log": "mom_sim.calibration.reading.event_log_file",
    "read_parquet": "mom_sim.log.export",
    "read_sweep": "mom_sim.experiments.sweep.reporting",
    "run_sweep": "mom_sim.experiments.sweep.running",
    "simulate": "mom_sim.simulation",
    "validate_log": "mom_sim.log.validation",
    "write_csv": "mom_sim.log.export",
    "write_parquet": "mom_sim.log.export",
}
_NAMES_THERE = {"read_sweep": "read_table", "validate_log": "validate"}

__all__ = [
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


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for."""
    if name == "__version__":
        from importlib.metadata import version

        found: Any = version("mom-sim")
    elif name in _PLACES:
        found = getattr(import_module(_PLACES[name]), _NAMES_THERE.get(name, name))
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Public names only."""
    return list(__all__)
