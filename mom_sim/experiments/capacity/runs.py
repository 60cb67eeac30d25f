"""Runs of one operating model with other headcounts, all on the same tapes.

The unit of work is one run: one replication of one staffing. Everything that chance decides about
campaigns and about people who are there in both is the same in every staffing (common random
numbers), so that what differs is due to the headcounts.
"""

from __future__ import annotations

import copy
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from mom_sim.errors import UnworkableError
from mom_sim.experiments.capacity.staffing import Counts, staffed
from mom_sim.experiments.promise_grammar import Promise
from mom_sim.log.log import Log
from mom_sim.metrics.ingredients import FloatArray, Ingredient
from mom_sim.metrics.measured_campaigns import MeasuredCampaigns
from mom_sim.metrics.measuring import Measurement, Replication, measure
from mom_sim.metrics.registry import METRICS
from mom_sim.metrics.view import view_of
from mom_sim.operating_models.compiling import compile_plan
from mom_sim.plan.plan import Plan
from mom_sim.simulation import Study, run_plan
from mom_sim.tape.clocks import MICROSECONDS_PER_YEAR
from mom_sim.tape.surges import AS_WRITTEN, CALM, SurgeChoice, without_response
from mom_sim.tape.tape import draw_tape

TIMES = ("time_to_launch_p90_working_days", "time_to_launch_mean_working_days")
"""Figures that are told of every staffing, beside those that are promised."""

PLANS_KEPT = 8
"""Compiled plans that a worker keeps."""


@dataclass(frozen=True)
class CapacityQuestion:
    """What a worker needs to know: the same for all runs.

    Attributes
    ----------
    study : Study
    model : str
    promises : tuple of Promise
    engine : str
    """

    study: Study
    model: str
    promises: tuple[Promise, ...]
    engine: str


@dataclass(frozen=True)
class Task:
    """One run.

    Attributes
    ----------
    counts : tuple of int
    seed, replication : int
    surge : SurgeChoice
    is_whole : bool
        Whether everything is measured, as for warnings, or only what the search asks for.
    """

    counts: Counts
    seed: int
    replication: int
    surge: SurgeChoice = AS_WRITTEN
    is_whole: bool = False


@dataclass(frozen=True, eq=False)
class StaffingRun:
    """What came of one run.

    Attributes
    ----------
    task : Task
    measurement : Measurement or None
        None where the model cannot do its work with so few people.
    busy, scheduled : float arrays, shape (roles,), microseconds
        Hands-on time and time on shift in the measured window, freelancers among them.
    spend : float, currency a year
        On people and agencies.
    tape_hash : str
        Of whole runs.
    reason : str
        Why there is no measurement.
    """

    task: Task
    measurement: Measurement | None
    busy: FloatArray = field(default_factory=lambda: np.zeros(0))
    scheduled: FloatArray = field(default_factory=lambda: np.zeros(0))
    spend: float = 0.0
    tape_hash: str = ""
    reason: str = ""


class CapacityRunner:
    """Carries out runs, and keeps the last plans.

    Parameters
    ----------
    question : CapacityQuestion
    """

    def __init__(self, question: CapacityQuestion) -> None:
        self._question = question
        self._plans: OrderedDict[tuple[Counts, bool], Plan | str] = OrderedDict()

    def run(self, task: Task) -> StaffingRun:
        """Carry out one run.

        Parameters
        ----------
        task : Task

        Returns
        -------
        StaffingRun
        """
        question = self._question
        scenario = staffed(question.study.scenario, task.counts)
        is_calm = task.surge is CALM
        if is_calm:
            scenario = without_response(scenario)
        plan = self._plan(task.counts, is_calm)
        if isinstance(plan, str):
            return StaffingRun(task, None, reason=plan)
        tape = draw_tape(scenario, task.replication, seed=task.seed, surge=task.surge)
        study = copy.copy(question.study)  # keeps no plan: there are as many as staffings
        study._plans, study._plan_hashes = {}, {}
        log = run_plan(study, plan, tape, engine=question.engine).log
        if task.is_whole:
            measurement = measure(log, plan)
            return self._told(task, log, plan, measurement, tape.hash(plan.draws))
        return self._told(task, log, plan, _measured(log, plan, question.promises), "")

    def _plan(self, counts: Counts, is_calm: bool) -> Plan | str:
        """Compile a staffing, or say why the model cannot work with it."""
        key = (counts, is_calm)
        if key not in self._plans:
            study = self._question.study
            scenario = staffed(study.scenario, counts)
            scenario = without_response(scenario) if is_calm else scenario
            try:
                self._plans[key] = compile_plan(scenario, study.model(self._question.model))
            except UnworkableError as error:
                self._plans[key] = str(error)
            while len(self._plans) > PLANS_KEPT:
                self._plans.popitem(last=False)
        return self._plans[key]

    def _told(
        self, task: Task, log: Log, plan: Plan, measurement: Measurement, tape_hash: str
    ) -> StaffingRun:
        facts = view_of(log, plan).facts
        staffing = facts.staffing
        roles = [role.name for role in self._question.study.scenario.roles]
        of = np.array([roles.index(person.role) for person in plan.people], dtype=np.int64)
        spend = 0.0
        if task.is_whole:
            year = MICROSECONDS_PER_YEAR / facts.window_length
            spend = (facts.spending.people + facts.spending.agency) * year
        return StaffingRun(
            task,
            measurement,
            np.bincount(of, staffing.busy_time, len(roles)).astype(np.float64),
            np.bincount(of, staffing.scheduled_time, len(roles)).astype(np.float64),
            spend,
            tape_hash,
        )


def _measured(log: Log, plan: Plan, promises: Iterable[Promise]) -> Measurement:
    """Measure what was promised and nothing else: most of the search's runs need no more."""
    view = view_of(log, plan)
    types = np.asarray(view.facts.log.campaigns["type"])
    figures = {name: METRICS[name].extract(view) for name in TIMES}
    by_type: dict[str, dict[str, Ingredient]] = {}
    for promise in promises:
        if promise.campaign_type:
            narrowed = view.narrowed(types == plan.types.index(promise.campaign_type))
            found = by_type.setdefault(promise.campaign_type, {})
            found[promise.source] = METRICS[promise.source].extract(narrowed)
        else:
            figures[promise.source] = METRICS[promise.source].extract(view)
    of = log.provenance
    nothing = np.zeros(0, dtype=np.int64)
    window = log.window
    return Measurement(
        of=Replication(
            str(of["model"]),
            str(of["scenario_hash"]),
            str(of["plan_hash"]),
            int(str(of["seed"])),
            int(str(of["replication"])),
        ),
        figures=figures,
        by_type=by_type,
        by_unit={},
        tables={},
        rows={},
        measured=MeasuredCampaigns.none(),
        wip_times=nothing,
        wip_counts=nothing,
        window=(window.warm_up, window.horizon, window.end),
        has_surge=False,
    )
