"""simulate(): where operating model, plan, tape, engine and log meet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from mom_sim.calendars.units import MICROSECONDS_PER_DAY
from mom_sim.engines.assembling import assemble
from mom_sim.engines.compiled_engine.limits import is_installed, is_worth_it, what_it_cannot_do
from mom_sim.engines.internal_dates import with_internal_dates
from mom_sim.engines.reasons import Reason
from mom_sim.errors import Fault, RunError, ScenarioError
from mom_sim.log.late_record import LateRecord
from mom_sim.log.log_tables import Log
from mom_sim.log.provenance import make_provenance
from mom_sim.operating_models.choosing import operating_models
from mom_sim.operating_models.compiling import compile_plan
from mom_sim.operating_models.library import archetype_documents
from mom_sim.plan.flattening import plan_hash
from mom_sim.plan.plan import Plan
from mom_sim.scenario import loading
from mom_sim.scenario.asked_numbers import number_faults
from mom_sim.scenario.loading import LoadedScenario
from mom_sim.scenario.printing import resolved_hash
from mom_sim.scenario.resolved import OperatingModel, Scenario
from mom_sim.tape import expected_campaigns
from mom_sim.tape.memory import refuse_too_large
from mom_sim.tape.surges import AS_WRITTEN, CALM, SurgeChoice, SurgeMode, without_response
from mom_sim.tape.tape import Tape, draw_tape

if TYPE_CHECKING:
    from mom_sim.metrics.ingredients import Ingredient, IntArray
    from mom_sim.metrics.measuring import Measurement
    from mom_sim.metrics.view import View

MakeLog = Callable[..., Log]
"""From plan, tape and provenance to the log of a run that is over."""

Check = Callable[[], None]
"""Called now and then; may raise to give up."""

Run = Callable[[Plan, Tape, int, Check | None], tuple[MakeLog, Reason]]


def _simpy_engine(
    plan: Plan, tape: Tape, observe_until: int, check: Check | None
) -> tuple[MakeLog, Reason]:
    from mom_sim.engines.simpy_engine.engine import run  # SimPy is loaded only where it runs

    recording, reason = run(plan, tape, observe_until)
    return partial(assemble, recording=recording), reason


def _compiled_engine(
    plan: Plan, tape: Tape, observe_until: int, check: Check | None
) -> tuple[MakeLog, Reason]:
    if not is_installed():
        raise RunError('the compiled engine needs numba: pip install "mom-sim[compiled]"')
    from mom_sim.engines.compiled_engine.engine import run_columns
    from mom_sim.engines.compiled_engine.log_making import assemble_columns

    raw, reason = run_columns(plan, tape, observe_until, check)
    return partial(assemble_columns, raw=raw), reason


ENGINES: dict[str, Run] = {"simpy": _simpy_engine, "compiled": _compiled_engine}
"""Engines by name; every one gives the same log."""

AUTO = "auto"
"""In place of an engine's name: the one that is faster for the run; provenance says which."""


def engine_for_runs(
    name: str, study: Study, plans: Iterable[Plan], surge: SurgeChoice, replications: int
) -> str:
    """Settle which engine carries out replications of some plans; see `engine_for`."""
    campaigns = replications * expected_campaigns(study.scenario, surge)
    engine = engine_for(name, plans, round(campaigns))
    if engine == "compiled" and is_installed():
        from mom_sim.engines.compiled_engine.compiling import kernel

        kernel()  # compiled here, if at all, and not by every process that is started later
    return engine


def engine_for(name: str, plans: Iterable[Plan], campaigns: int) -> str:
    """Settle which engine carries out a number of runs.

    Parameters
    ----------
    name : str
        One of `ENGINES`, which is then the answer, or `AUTO`.
    plans : iterable of Plan
    campaigns : int
        How many go through each of the plans, in all runs together.

    Returns
    -------
    str

    Raises
    ------
    RunError
        If there is no such engine.
    """
    if name in ENGINES:
        return name
    if name != AUTO:
        raise RunError(f'there is no engine "{name}"; allowed: {", ".join((AUTO, *ENGINES))}')
    plans = tuple(plans)
    worth_it = is_installed() and any(is_worth_it(plan, campaigns) for plan in plans)
    return "compiled" if worth_it and not any(map(what_it_cannot_do, plans)) else "simpy"


def load_scenario(path: str | Path) -> LoadedScenario:
    """Read a scenario file and everything it refers to.

    Parameters
    ----------
    path : str or Path
        A YAML file in the format of ``docs/scenario.md``.

    Returns
    -------
    LoadedScenario

    Raises
    ------
    ScenarioError
        With every fault in the file, each at its place.
    """
    return loading.load_scenario(path, archetype_documents())


def parse_scenario(
    text: str, *, file: str = "scenario.yaml", folder: str | Path | None = None
) -> LoadedScenario:
    """Read a scenario from text, such as an editor's; see `load_scenario`.

    Parameters
    ----------
    text : str
    file : str
        Name under which faults are reported.
    folder : str or Path, optional
        Where a campaign calendar is looked for.
    """
    return loading.parse_scenario(
        text,
        file=file,
        folder=None if folder is None else Path(folder),
        archetypes=archetype_documents(),
    )


@dataclass
class Study:
    """A loaded scenario with its operating models, compiled on demand.

    Attributes
    ----------
    loaded : LoadedScenario
    scenario : Scenario
    models : mapping of str to OperatingModel
        The archetypes in their stated order, then the scenario's own; each is resolved when it is
        first asked for.
    own_model : str
        The model that the scenario's company works in today.
    """

    loaded: LoadedScenario
    scenario: Scenario = field(init=False)
    models: Mapping[str, OperatingModel] = field(init=False)
    own_model: str = field(init=False)
    _plans: dict[tuple[OperatingModel, Scenario], Plan] = field(init=False, default_factory=dict)
    _plan_hashes: dict[Plan, str] = field(init=False, default_factory=dict)

    def __repr__(self) -> str:
        names = ", ".join(self.models)
        return f'<Study "{self.scenario.name}": {names}; today {self.own_model}>'

    def __post_init__(self) -> None:
        self.scenario = self.loaded.scenario
        self.models = operating_models(self.loaded)
        self.own_model = self.loaded.operating_model.name

    @classmethod
    def of(cls, scenario: Study | LoadedScenario | str | Path) -> Study:
        """Take whatever names a scenario: a path, a loaded scenario, or a study."""
        if isinstance(scenario, Study):
            return scenario
        if isinstance(scenario, LoadedScenario):
            return cls(scenario)
        return cls(load_scenario(scenario))

    @cached_property
    def scenario_hash(self) -> str:
        """Hash of the resolved scenario."""
        return resolved_hash(self.scenario)

    def plan_hash(self, plan: Plan) -> str:
        """Hash of one of this study's plans."""
        if plan not in self._plan_hashes:
            self._plan_hashes[plan] = plan_hash(plan)
        return self._plan_hashes[plan]

    def model(self, name: str | None = None) -> OperatingModel:
        """Operating model by name; the scenario's own by default.

        Raises
        ------
        ScenarioError
            If there is none of that name.
        """
        wanted = self.own_model if name is None else name
        if wanted not in self.models:
            raise ScenarioError([unknown_model(wanted, list(self.models), self.loaded.file)])
        return self.models[wanted]

    def plan(self, name: str | None = None, scenario: Scenario | None = None) -> Plan:
        """Compile a model over the scenario, or over a version of it with other people."""
        model = self.model(name)
        of = self.scenario if scenario is None else scenario
        key = (model, of)
        if key not in self._plans:
            self._plans[key] = compile_plan(of, model)
        return self._plans[key]


def unknown_model(name: str, known: Sequence[str], file: str) -> Fault:
    """Fault for a name that is no operating model of the scenario."""
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    hint = f'; did you mean "{near[0]}"?' if near else ""
    message = f'"{name}" is not an operating model here; allowed: {", ".join(known)}{hint}'
    return Fault(file, 1, 1, "models", message)


@dataclass(frozen=True)
class Simulation:
    """One replication of one operating model.

    Attributes
    ----------
    log : Log
        What happened; everything else follows from it.
    plan : Plan
    model : str
    reason : str
        ``finished`` when every campaign of the measured window was followed to its end, ``limit``
        when the stated limit came first.
    currency : str
        Code of the scenario's currency, as in the units of figures.
    """

    log: Log
    plan: Plan
    model: str
    reason: str
    currency: str = "currency"

    def __repr__(self) -> str:
        replication = self.log.provenance.get("replication", "unknown")
        return (
            f"<Simulation of {self.model}, replication {replication}: {self.reason}; "
            "look at kpis, log, table(name)>"
        )

    @cached_property
    def measurement(self) -> Measurement:
        """What the replication contributes to every figure and table."""
        from mom_sim.metrics.measuring import measure_view

        return measure_view(self._view)

    @property
    def kpis(self) -> pd.DataFrame:
        """Figures of this replication: `kpi`, `estimate`, `unit`, `definition`, `reason`.

        One replication has no intervals; the reason says why an estimate is missing.
        """
        from mom_sim.metrics.all_tables import figures_of_one

        return figures_of_one(self._figures, self.currency)

    @cached_property
    def _figures(self) -> Mapping[str, Ingredient]:
        """Figures alone: most who ask for them look at no table."""
        from mom_sim.metrics.measuring import figures_of

        if "measurement" in vars(self):
            return self.measurement.figures
        return figures_of(self._view)

    def table(self, name: str) -> pd.DataFrame:
        """One breakdown of the figures, a row each.

        Parameters
        ----------
        name : str
            One of ``by_type``, ``by_unit``, ``teams``, ``people`` (with everybody's utilization),
            ``gates``, ``causes``, ``waiting``, ``bottlenecks`` (by the active-period method).

        Returns
        -------
        DataFrame
            Columns of ``docs/metrics.md``, without intervals.

        Raises
        ------
        ValueError
            If there is no such table.
        """
        from mom_sim.metrics.all_tables import table_of_one

        return table_of_one(name, self.measurement, self.currency)

    def wip(self) -> pd.DataFrame:
        """Work in progress over time: campaigns that have been requested and have not ended.

        Returns
        -------
        DataFrame
            `time` (microseconds since the start), `days` (the same in days of 24 hours),
            `campaigns` from then on.
        """
        return _path(*self._view.facts.wip, "campaigns")

    def queue(self, team: str, skill: str | None = None) -> pd.DataFrame:
        """How many activities wait for a team over time.

        Parameters
        ----------
        team : str
        skill : str, optional
            Only those that wait for this skill.

        Returns
        -------
        DataFrame
            `time` (microseconds since the start), `days` (the same in days of 24 hours), `waiting`
            from then on.

        Raises
        ------
        LogError
            If the team has no queue, or none for the skill; the message lists those that exist.
        """
        from mom_sim.metrics.paths import queue_path

        return _path(*queue_path(self._view, team, skill), "waiting")

    def utilization(self, team: str, skill: str | None = None) -> pd.DataFrame:
        """How busy a team's people are, week by week.

        Parameters
        ----------
        team : str
        skill : str, optional
            Only those who serve the team's queue for this skill.

        Returns
        -------
        DataFrame
            `start` (microseconds since the start), `scheduled_hours`, `busy_hours`, `utilization`
            (null where nobody is on shift).

        Raises
        ------
        LogError
            If the team has no queue, or none for the skill; the message lists those that exist.
        """
        from mom_sim.metrics.paths import utilization_over_time

        return utilization_over_time(self._view, team, skill)

    @cached_property
    def _view(self) -> View:
        from mom_sim.metrics.view import view_of

        return view_of(self.log, self.plan)


def _path(times: IntArray, values: IntArray, name: str) -> pd.DataFrame:
    return pd.DataFrame({"time": times, "days": times / MICROSECONDS_PER_DAY, name: values})


def simulate(
    scenario: Study | LoadedScenario | str | Path,
    model: str | None = None,
    *,
    seed: int | None = None,
    replication: int = 1,
    engine: str = AUTO,
    surge: SurgeChoice = AS_WRITTEN,
    command: Sequence[str] = (),
) -> Simulation:
    """Run one replication.

    Parameters
    ----------
    scenario : Study, LoadedScenario, str or Path
    model : str, optional
        Operating model; the scenario's own by default.
    seed : int, optional
        The scenario's by default.
    replication : int
        From 1.
    engine : str
        One of `ENGINES`, or `AUTO`.
    surge : SurgeChoice
        The surges as written; none, and nothing that is done about them; or one factor for all.
    command : sequence of str
        For provenance.

    Returns
    -------
    Simulation

    Raises
    ------
    ScenarioError
        If the scenario or the model's name is wrong.
    RunError
        If the engine is unknown or had to stop.
    """
    study = Study.of(scenario)
    factor = None if isinstance(surge, SurgeMode) else surge
    faults = number_faults(study.loaded.file, seed=seed, replication=replication, surge=factor)
    if faults:
        raise ScenarioError(faults)
    of = without_response(study.scenario) if surge is CALM else study.scenario
    refuse_too_large(of, [], surge, file=study.loaded.file)
    plan = study.plan(model, of)
    refuse_too_large(of, [plan], surge, file=study.loaded.file)
    number = of.run.seed if seed is None else int(seed)
    tape = draw_tape(of, int(replication), seed=number, surge=surge, draws=plan.draws)
    return run_plan(study, plan, tape, engine=engine, command=command)


def run_plan(
    study: Study,
    plan: Plan,
    tape: Tape,
    *,
    engine: str = AUTO,
    observe_until: int = 0,
    command: Sequence[str] = (),
    check: Check | None = None,
) -> Simulation:
    """Run one plan on one tape, at least until some instant; see `simulate`.

    `check` is called every twenty milliseconds or so of the compiled engine, and before the log is
    made.
    """
    engine = engine_for(engine, (plan,), len(tape.campaigns.requested))
    planned = with_internal_dates(plan, tape)
    make_log, reason = ENGINES[engine](plan, planned, observe_until, check)
    if check is not None:
        check()
    stated = make_provenance(
        engine=engine,
        model=plan.model,
        seed=tape.seed,
        replication=tape.replication,
        scenario_hash="",
        plan_hash=study.plan_hash(plan),
        tape_hash="",
        command=command,
    )
    # Hashes of all that is stated and drawn take longer than many a figure, and few look at them.
    late = {
        "scenario_hash": lambda: study.scenario_hash,
        "tape_hash": tape.hash_later(plan.draws),
    }
    provenance = LateRecord(stated, late)
    log = make_log(plan, tape, provenance=provenance)
    return Simulation(log, plan, plan.model, reason.name, study.scenario.currency)
