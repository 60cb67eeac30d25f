"""measure_gates(): the days that each gate costs and the defects that it stops."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from mom_sim.errors import Fault, ScenarioError
from mom_sim.experiments.gates.analysis import TOTAL, CampaignCounts, GateAnalysis
from mom_sim.experiments.gates.estimates import Pool
from mom_sim.experiments.gates.runs import (
    GateQuestion,
    GateRun,
    GateRunner,
    Task,
    by_replication,
    orders_of_removal,
)
from mom_sim.experiments.gates.shares import ReplicationShares, share_out
from mom_sim.experiments.gates.warnings import gate_warnings
from mom_sim.experiments.provenance_of_runs import digest_of_tapes, record_of_runs
from mom_sim.experiments.spreading import carry_out
from mom_sim.operating_models.gate_removal import asks, compile_without, gates_of
from mom_sim.scenario.asked_numbers import number_faults
from mom_sim.scenario.loading import LoadedScenario
from mom_sim.simulation import AUTO, Study, engine_for_runs, unknown_model
from mom_sim.stats.shapley import removals
from mom_sim.tape.memory import refuse_too_large
from mom_sim.tape.surges import AS_WRITTEN, SurgeChoice

EXACT_UP_TO = 6
"""Gates up to which all orders of removal count: 2**gates runs a replication."""

ORDERS = 10
"""Orders of removal that are sampled in each replication where there are more gates."""

MOST_REPLICATIONS = 10
"""Replications where none are asked for, or the scenario's if those are fewer: each of them takes
many runs."""

_ALL, _NONE = "with_all_gates", "without_gates"


def measure_gates(
    scenario: Study | LoadedScenario | str | Path,
    model: str | None = None,
    *,
    replications: int | None = None,
    seed: int | None = None,
    surge: float | None = None,
    workers: int | None = None,
    engine: str = AUTO,
    exact_up_to: int = EXACT_UP_TO,
    orders: int = ORDERS,
    progress: Callable[[int, int], None] | None = None,
    command: Sequence[str] = (),
) -> GateAnalysis:
    """Measure what each gate of an operating model costs and stops.

    Gates are removed under the same luck, and what changes is averaged over the orders of removal
    (Shapley value), so that the gates' parts add up exactly to the difference between all gates
    and none.

    Parameters
    ----------
    scenario : Study, LoadedScenario, str or Path
    model : str, optional
        Operating model; the scenario's own by default.
    replications : int, optional
        The scenario's by default, but not more than `MOST_REPLICATIONS`.
    seed : int, optional
        The scenario's by default.
    surge : float, optional
        Factor of the scenario's surge windows in place of their own. Without it the scenario runs
        as it is written.
    workers : int, optional
        Processes; as many as there are processors by default. The result does not depend on it.
    engine : str
    exact_up_to : int
        Gates up to which all orders count, at most 20; with more of them, orders are sampled.
    orders : int
        How many are sampled in each replication, at least 2.
    progress : callable, optional
        Called with (done, all) after every run.
    command : sequence of str
        For provenance.

    Returns
    -------
    GateAnalysis

    Raises
    ------
    ScenarioError
        If the scenario, the model's name or a number is wrong, if there is no gate, or if the runs
        would not fit into memory.
    RunError
        If a run had to stop.

    Source: Shapley (1953), see `mom_sim.stats.shapley`.
    """
    study = Study.of(scenario)
    usual = min(study.scenario.run.replications, MOST_REPLICATIONS)
    count = usual if replications is None else replications
    names = gates_of(study.scenario)
    asked = number_faults(
        study.loaded.file, replications=replications, seed=seed, surge=surge, workers=workers
    )
    _check(study, model, names, asked, orders, exact_up_to)
    choice: SurgeChoice = AS_WRITTEN if surge is None else surge
    refuse_too_large(study.scenario, [], choice, file=study.loaded.file)
    whole = study.plan(model)
    question = GateQuestion(
        study=study,
        model=whole.model,
        gates=_asked(study, whole.model, names),
        surge=choice,
        seed=study.scenario.run.seed if seed is None else int(seed),
        engine=engine_for_runs(engine, study, (whole,), choice, count),
    )
    sampled = orders if len(question.gates) > exact_up_to else 0
    most = count * _most_runs(len(question.gates), sampled)
    processes = min(most, (os.cpu_count() or 1) if workers is None else workers)
    refuse_too_large(
        study.scenario,
        [whole, question.plan(0)],  # those with all gates and with none are measured
        choice,
        file=study.loaded.file,
        workers=processes,
        replications=count,
    )
    plan_of_orders = {
        replication: orders_of_removal(question.seed, replication, question.gates, sampled)
        for replication in range(1, count + 1)
    }
    tasks = _tasks(question, plan_of_orders)
    runs = carry_out(GateRunner(question).run, tasks, workers=processes, progress=progress)
    found, ends = _shared(question, runs, tasks, plan_of_orders)
    pool = Pool(found, whole.hours_per_day, sampled)
    with_all, without = pool.levels()
    places = {gate: place for place, gate in enumerate(question.gates)}
    return GateAnalysis(
        scenario=study.scenario.name,
        model=whole.model,
        surge_factor=surge,
        gates=tuple(pool.worth(gate, places.get(gate)) for gate in names),
        total=pool.total(TOTAL),
        with_all_gates=with_all,
        without_gates=without,
        campaigns=_counts(found),
        sampled_orders=sampled,
        warnings=gate_warnings(question, names, found, ends),
        provenance=_provenance(question, ends, count, surge, command),
    )


def _check(
    study: Study,
    model: str | None,
    gates: Sequence[str],
    asked: Sequence[Fault],
    orders: int,
    exact_up_to: int,
) -> None:
    told: list[tuple[str, str]] = []
    if not gates:
        told.append(
            (
                "workflows",
                "no workflow has a gate, so there is nothing to remove; a step becomes one by "
                "`gate:`, see docs/scenario.md",
            )
        )
    for path, value, low, high in (
        ("orders", orders, 2, 1_000_000),
        ("exact_up_to", exact_up_to, 0, 20),
    ):
        if not low <= value <= high:
            told.append((path, f"expected a whole number from {low} to {high:,}, got {value}"))
    if model is not None and model not in study.models:
        told.append(("model", unknown_model(model, list(study.models), study.loaded.file).message))
    faults = [Fault(study.loaded.file, 1, 1, path, message) for path, message in told]
    if faults or asked:
        raise ScenarioError([*faults, *asked])


def _most_runs(gates: int, sampled: int) -> int:
    """Runs of a replication at most: all sets of gates, or those that its orders pass through."""
    sets: int = 1 << gates
    return min(sets, sampled * (gates + 1)) if sampled else sets


def _asked(study: Study, model: str, gates: Sequence[str]) -> tuple[str, ...]:
    """Gates that change something; the others are worth nothing, whatever else is removed."""
    whole, of = study.plan(model), study.model(model)
    return tuple(
        gate
        for gate in gates
        if asks(whole, compile_without(study.scenario, of, {gate}, whole), gate)
    )


def _tasks(question: GateQuestion, orders: Mapping[int, Sequence[Sequence[int]]]) -> list[Task]:
    """Runs of every replication: all sets of gates, or those that its orders pass through."""
    tasks = []
    for replication, some in orders.items():
        sets = {end for order in some for pair in removals(order) for end in pair}
        for present in sorted(sets or range(question.all_gates + 1), reverse=True):
            tasks.append((replication, present))
    return tasks


def _shared(
    question: GateQuestion,
    runs: Iterator[GateRun],
    tasks: Sequence[Task],
    orders: Mapping[int, Sequence[Sequence[int]]],
) -> tuple[list[ReplicationShares], list[tuple[GateRun, GateRun]]]:
    """Shares by replication, and its runs with all gates and with none."""
    found, ends = [], []
    for of in by_replication(runs, tasks):
        replication = of[0].replication
        found.append(share_out(of, len(question.gates), orders[replication]))
        ends.append((of[question.all_gates], of[0]))
    return found, ends


def _counts(found: Sequence[ReplicationShares]) -> CampaignCounts:
    return CampaignCounts(
        measured=sum(one.measured for one in found),
        same=sum(one.same for one in found),
        launched_with_all_gates=sum(one.launched_with_all for one in found),
        launched_without_gates=sum(one.launched_without for one in found),
    )


def _provenance(
    question: GateQuestion,
    ends: Sequence[tuple[GateRun, GateRun]],
    replications: int,
    surge: float | None,
    command: Sequence[str],
) -> dict[str, Any]:
    study = question.study
    condition = "as_written" if surge is None else "surge"
    details = {
        "replications": replications,
        "surge": surge,
        "surges": "as written" if surge is None else f"factor {surge:g}",
        "plan_hashes": {
            _ALL: study.plan_hash(question.plan(question.all_gates)),
            _NONE: study.plan_hash(question.plan(0)),
        },
        "tape_hashes": {condition: digest_of_tapes(whole.tape_hash for whole, _ in ends)},
    }
    return record_of_runs(
        study,
        details,
        engine=question.engine,
        seed=question.seed,
        command=command,
        model=question.model,
    )
