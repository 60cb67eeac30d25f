"""The simulator itself, through its public API: from a scenario to its KPIs."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.line_scenario import line_scenario
from benchmarks.outcome import Outcome
from benchmarks.stations import Line
from mom_sim import Study, parse_scenario, simulate
from mom_sim.experiments.statistics_only import measure_without_log
from mom_sim.plan.instructions import CODES

REFERENCE = Path(__file__).parents[1] / "scenarios" / "reference_company.yaml"


def run(engine: str, line: Line, campaigns: int, seed: int, units: int = 1) -> Outcome:
    """Simulate campaigns that arrive at an empty line until all have left, KPIs included.

    Parameters
    ----------
    engine : str
    line : Line
    campaigns : int
    seed : int
    units : int
    """
    study = Study.of(parse_scenario(line_scenario(line, campaigns, units=units)))
    simulation = simulate(study, seed=seed, engine=engine)
    kpis = simulation.kpis.set_index("kpi")["estimate"]
    # Counted in columns: tables for pandas are no part of what is timed.
    activities = simulation.log.columns("activities")
    is_finished_work = (activities["instruction"] == CODES["WORK"]) & (activities["finish"] >= 0)
    return Outcome(
        len(simulation.log.columns("campaigns")["campaign"]),
        int(np.count_nonzero(is_finished_work)),
        24.0 * float(kpis["time_to_launch_mean_calendar_days"]),
    )


def run_without_log(line: Line, campaigns: int, seed: int, units: int = 1) -> Outcome:
    """Simulate the same with statistics alone; see `run`."""
    study = Study.of(parse_scenario(line_scenario(line, campaigns, units=units)))
    found = measure_without_log(study, seed=seed, threads=1)
    return Outcome(found.campaigns, found.completions, 24.0 * found.time_to_launch.mean)


def run_reference_without_log(replications: int, seed: int) -> Outcome:
    """Run the reference company with statistics alone; see `run_reference`."""
    study = Study.of(REFERENCE)
    campaigns = completions = 0
    for model in study.models:
        if model == "hybrid":
            continue
        found = measure_without_log(study, model, seed=seed, replications=replications, threads=1)
        campaigns += found.campaigns
        completions += found.completions
    return Outcome(campaigns, completions, float("nan"))


def run_reference(engine: str, replications: int, seed: int) -> Outcome:
    """Run the reference company under all models but the hybrid, with the KPIs of each run.

    Parameters
    ----------
    engine : str
    replications : int
        Of each model.
    seed : int
    """
    study = Study.of(REFERENCE)
    campaigns = completions = 0
    for model in study.models:
        if model == "hybrid":
            continue
        for replication in range(1, replications + 1):
            run = simulate(study, model, seed=seed, replication=replication, engine=engine)
            assert not run.kpis.empty
            campaigns += len(run.log.columns("campaigns")["campaign"])
            finish = run.log.columns("activities")["finish"]
            completions += int(np.count_nonzero(finish >= 0))
    return Outcome(campaigns, completions, float("nan"))
