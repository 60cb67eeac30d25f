"""Runs of a surge study: one replication of some models at one factor, on the same tape.

The calm run of a model and replication is carried out once; what every other run is held against
goes to the workers as a table of its campaigns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from mom_sim.calendars.units import MICROSECONDS_PER_WEEK
from mom_sim.experiments.equal_terms import EQUAL_BUDGET, on_terms
from mom_sim.experiments.promise_grammar import Promise
from mom_sim.experiments.surge.setting import SurgeSetting
from mom_sim.log.contract import NULL, OUTCOMES
from mom_sim.log.log import Log
from mom_sim.log.log_tables import TABLE_BY_NAME
from mom_sim.metrics.ingredients import BoolArray
from mom_sim.metrics.measuring import Measurement, measure
from mom_sim.metrics.recovery import weeks_to_recover
from mom_sim.metrics.work_in_progress import wip_path
from mom_sim.plan.plan import Plan
from mom_sim.simulation import Study, run_plan
from mom_sim.stats import time_weighted_quantile
from mom_sim.tape.surges import CALM
from mom_sim.tape.tape import Tape, draw_tape

_KEPT_COLUMNS = ("id", "requested", "due", "outcome", "ended")
_KEPT_PROVENANCE = ("model", "seed", "replication")
_LOST = tuple(OUTCOMES.index(word) for word in ("rejected", "canceled", "shadow"))
_LAUNCHED = OUTCOMES.index("launched")


@dataclass(frozen=True)
class SurgeQuestion:
    """What a worker needs to know: the same for all runs.

    Attributes
    ----------
    study : Study
    settings : mapping of str to SurgeSetting
        By name: the lengths and the permanent rise.
    calm : SurgeSetting
    promises : tuple of Promise
    seed : int
    engine : str
    """

    study: Study
    settings: Mapping[str, SurgeSetting]
    calm: SurgeSetting
    promises: tuple[Promise, ...]
    seed: int
    engine: str

    def is_calm_at_one(self, setting: str) -> bool:
        """Whether a setting with the factor 1 is the calm run: nothing answers its surge."""
        compiled = self.settings[setting].compiled
        return compiled.surge_response == self.calm.compiled.surge_response

    def plan(self, model: str, setting: SurgeSetting) -> Plan:
        """Compile a model, on the terms on which the scenario compares models."""
        people, comparison = on_terms(self.study, model)
        scenario = setting.compiled
        if comparison == EQUAL_BUDGET:
            scenario = replace(scenario, roles=people.roles)
        return self.study.plan(model, scenario)


@dataclass(frozen=True)
class SurgeTask:
    """One tape, and the models that go through it.

    Attributes
    ----------
    replication : int
    setting : str
        Name of a setting; of the calm one for calm runs.
    factor : float
    models : tuple of str
    against : mapping of str to Log
        By model: the campaigns of its calm run. Without them the promised figures alone are asked
        for, and the run stops as soon as they are known.
    """

    replication: int
    setting: str
    factor: float
    models: tuple[str, ...]
    against: Mapping[str, Log] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class SurgeRun:
    """What one replication of one model contributes at one factor.

    Attributes
    ----------
    measurement : Measurement
        Of the campaigns requested in the surge's weeks, without what no estimate asks for.
    peak_backlog : float, campaigns
        Largest number inside from the beginning of the surge until it has recovered. This and what
        follows only where the run is held against its calm one.
    late, lost : int
        More campaigns than in calm that were launched late or are overdue; that ended without a
        launch.
    collateral : int
        Campaigns in time in calm that are late or lost here.
    tape_hash : str
    """

    measurement: Measurement
    peak_backlog: float = 0.0
    late: int = 0
    lost: int = 0
    collateral: int = 0
    tape_hash: str = ""


@dataclass(frozen=True, eq=False)
class CalmRun:
    """A calm run, as every setting sees it.

    Attributes
    ----------
    campaigns : Log
        With the campaigns' table alone.
    by_setting : mapping of str to SurgeRun
        Measured in the window of each.
    """

    campaigns: Log
    by_setting: Mapping[str, SurgeRun]


class SurgeRunner:
    """Carries out tasks, and keeps the plans.

    Parameters
    ----------
    question : SurgeQuestion
    """

    def __init__(self, question: SurgeQuestion) -> None:
        self._question = question
        self._plans: dict[tuple[str, str], Plan] = {}

    def run_calm(self, task: SurgeTask) -> dict[str, CalmRun]:
        """Run models in calm.

        Parameters
        ----------
        task : SurgeTask

        Returns
        -------
        dict of str to CalmRun
            By model.
        """
        question, setting = self._question, self._question.calm
        tape = draw_tape(setting.scenario, task.replication, seed=question.seed, surge=CALM)
        found = {}
        for model in task.models:
            plan = self._plan(model, setting)
            log = self._log(plan, tape, setting.observe_until)
            known = _campaigns_only(log)
            by_setting = {
                name: _tell(one, log, plan, None if one.weeks is None else known)
                for name, one in question.settings.items()
            }
            found[model] = CalmRun(known, by_setting)
        return found

    def run(self, task: SurgeTask) -> dict[str, SurgeRun]:
        """Run models at one factor.

        Parameters
        ----------
        task : SurgeTask

        Returns
        -------
        dict of str to SurgeRun
            By model.
        """
        question, setting = self._question, self._question.settings[task.setting]
        tape = draw_tape(setting.scenario, task.replication, seed=question.seed, surge=task.factor)
        found = {}
        for model in task.models:
            plan = self._plan(model, setting)
            calm = task.against.get(model)
            until = setting.end if calm is None else setting.observe_until
            log = self._log(plan, tape, until)
            found[model] = _tell(setting, log, plan, calm)
        return found

    def _log(self, plan: Plan, tape: Tape, observe_until: int) -> Log:
        question = self._question
        return run_plan(
            question.study, plan, tape, engine=question.engine, observe_until=observe_until
        ).log

    def _plan(self, model: str, setting: SurgeSetting) -> Plan:
        key = (model, setting.name)
        if key not in self._plans:
            self._plans[key] = setting.window_of(self._question.plan(model, setting))
        return self._plans[key]


def _tell(setting: SurgeSetting, log: Log, plan: Plan, calm: Log | None) -> SurgeRun:
    """Take from a log what a setting asks for."""
    log, plan = _seen_in(log, setting), setting.window_of(plan)
    if calm is None:
        return SurgeRun(_slim(measure(log, plan)))
    recovery = weeks_to_recover(log, calm, setting.end)
    found = measure(log, plan, recovery=recovery)
    over = log.window.end
    if recovery.time is not None:
        over = min(over, setting.end + round(recovery.time * MICROSECONDS_PER_WEEK))
    peak = time_weighted_quantile(*wip_path(log), setting.start, over, 1.0)
    here = _ends(log, setting.start, min(log.window.end, calm.window.end))
    there = _ends(calm, setting.start, min(log.window.end, calm.window.end))
    late, lost = here["late"], here["lost"]
    both = here.join(there.add_suffix("_calm"), how="inner")
    was_well = ~(both["late_calm"] | both["lost_calm"])
    return SurgeRun(
        measurement=_slim(found),
        peak_backlog=float(peak),
        late=int(late.sum()) - int(there["late"].sum()),
        lost=int(lost.sum()) - int(there["lost"].sum()),
        collateral=int((was_well & (both["late"] | both["lost"])).sum()),
        tape_hash=str(log.provenance["tape_hash"]),
    )


def _ends(log: Log, start: int, known_until: int) -> pd.DataFrame:
    """Which campaigns requested from an instant on were late or lost, as far as was known then."""
    campaigns = log.columns("campaigns")
    requested, due, outcome, ended = (
        campaigns[name] for name in ("requested", "due", "outcome", "ended")
    )
    rows = (requested >= start) & (requested < known_until)
    has_ended: BoolArray = (ended != NULL) & (ended <= known_until)
    late = np.where(has_ended, (outcome == _LAUNCHED) & (ended > due), due < known_until)
    lost = has_ended & np.isin(outcome, _LOST)
    return pd.DataFrame({"late": late, "lost": lost}, index=campaigns["id"]).loc[rows]


def _seen_in(log: Log, setting: SurgeSetting) -> Log:
    """The same log, measured in the window of a setting."""
    return Log.of_columns(
        {name: log.columns(name) for name in TABLE_BY_NAME},
        log.vocabularies,
        replace(log.window, warm_up=setting.start, horizon=setting.end),
        log.provenance,
    )


def _campaigns_only(log: Log) -> Log:
    """The log without what recovery and lateness do not ask for: small enough to be sent around."""
    campaigns = log.columns("campaigns")
    return Log.of_columns(
        {"campaigns": {name: campaigns[name] for name in _KEPT_COLUMNS}},
        {},
        log.window,
        {name: log.provenance[name] for name in _KEPT_PROVENANCE},
    )


def _slim(measurement: Measurement) -> Measurement:
    """Without paths over time, people and units."""
    nothing = np.empty(0, dtype=np.int64)
    return replace(
        measurement,
        by_unit={},
        tables={name: table for name, table in measurement.tables.items() if name != "people"},
        rows={name: rows for name, rows in measurement.rows.items() if name != "people"},
        measured=measurement.measured.ends_alone(),
        wip_times=nothing,
        wip_counts=nothing,
    )
