"""Runs of one operating model with some of its gates, all on the same tapes.

The unit of work is one run: one replication with one set of gates. Sets are numbers whose bit i
says whether gate i is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from mom_sim.draws.address import chances, stable_hash
from mom_sim.errors import RunError
from mom_sim.log.contract import EVENT_KINDS
from mom_sim.log.log import Log
from mom_sim.metrics.ingredients import BoolArray, IntArray
from mom_sim.metrics.measuring import Measurement, measure
from mom_sim.metrics.view import view_of
from mom_sim.operating_models.gate_removal import compile_without
from mom_sim.plan.plan import Plan
from mom_sim.simulation import Study, run_plan
from mom_sim.tape.surges import SurgeChoice
from mom_sim.tape.tape import Tape, draw_tape

_ESCAPED = EVENT_KINDS.index("defect_escaped")

Task = tuple[int, int]
"""Replication, and the set of gates that are there."""


@dataclass(frozen=True)
class GateQuestion:
    """What a worker needs to know: the same for all runs.

    Attributes
    ----------
    study : Study
    model : str
    gates : tuple of str
        Those that this model asks; gate i is bit i of a set.
    surge : SurgeChoice
    seed : int
    engine : str
    """

    study: Study
    model: str
    gates: tuple[str, ...]
    surge: SurgeChoice
    seed: int
    engine: str

    @property
    def all_gates(self) -> int:
        """The set of all gates; that of none is 0."""
        return (1 << len(self.gates)) - 1

    def plan(self, present: int) -> Plan:
        """Compile the model with a set of gates."""
        study = self.study
        gone = {gate for place, gate in enumerate(self.gates) if not present >> place & 1}
        whole = study.plan(self.model)
        return compile_without(study.scenario, study.model(self.model), gone, whole)


@dataclass(frozen=True, eq=False)
class GateRun:
    """What came of the measured campaigns in one run, one entry a campaign.

    Attributes
    ----------
    replication, present : int
    launched : bool array, shape (campaigns,)
    calendar, working : int64 arrays, shape (campaigns,), microseconds
        Time-to-launch of the launched ones, embargo left out, on the wall clock and in working time
        of the reference calendar.
    defects : int64 array, shape (campaigns,)
        How many escape, whether or not they have surfaced when the run stops.
    measurement : Measurement or None
        Of the runs with all gates and with none: what warnings are made of.
    tape_hash : str
        Of the same runs; empty for the others.
    """

    replication: int
    present: int
    launched: BoolArray
    calendar: IntArray
    working: IntArray
    defects: IntArray
    measurement: Measurement | None = None
    tape_hash: str = ""


class GateRunner:
    """Carries out runs, and keeps the plans and the last tape.

    Parameters
    ----------
    question : GateQuestion
    """

    def __init__(self, question: GateQuestion) -> None:
        self._question = question
        self._plans: dict[int, Plan] = {}
        self._tape: Tape | None = None

    def run(self, task: Task) -> GateRun:
        """Carry out one run.

        Parameters
        ----------
        task : (int, int)
            Replication from 1, and the set of gates that are there.

        Returns
        -------
        GateRun
        """
        replication, present = task
        question = self._question
        if present not in self._plans:
            self._plans[present] = question.plan(present)
        plan, tape = self._plans[present], self._tape_of(replication)
        log = run_plan(question.study, plan, tape, engine=question.engine).log
        found = tell_run(log, plan, task)
        if present in (0, question.all_gates):
            return replace(found, measurement=measure(log, plan), tape_hash=tape.hash(plan.draws))
        return found

    def _tape_of(self, replication: int) -> Tape:
        if self._tape is None or self._tape.replication != replication:
            question = self._question
            self._tape = draw_tape(
                question.study.scenario, replication, seed=question.seed, surge=question.surge
            )
        return self._tape


def tell_run(log: Log, plan: Plan, task: Task) -> GateRun:
    """Take from a log what the worth of gates is made of.

    Parameters
    ----------
    log : Log
    plan : Plan
        The one that the log was made from.
    task : (int, int)
        Which run it is.

    Returns
    -------
    GateRun
        Without measurement and hash.
    """
    replication, present = task
    view = view_of(log, plan)
    facts, rows = view.facts, np.flatnonzero(view.campaigns)
    events = facts.log.events
    escaped = events["campaign"][events["kind"] == _ESCAPED]
    defects = np.bincount(escaped, minlength=view.campaigns.size)
    return GateRun(
        replication=replication,
        present=present,
        launched=facts.times.launched[rows],
        calendar=facts.times.calendar[rows],
        working=facts.times.working[rows],
        defects=defects[rows].astype(np.int64),
    )


def by_replication(runs: Iterator[GateRun], tasks: Sequence[Task]) -> Iterator[dict[int, GateRun]]:
    """Gather the runs of one replication after the other.

    Parameters
    ----------
    runs : iterator of GateRun
        In the order of `tasks`.
    tasks : sequence of (int, int)
        Replication by replication.

    Yields
    ------
    dict of int to GateRun
        By the set of gates.

    Raises
    ------
    RunError
        If the runs of a replication are not about the same campaigns.
    """
    gathered: dict[int, GateRun] = {}
    for place, run in enumerate(runs):
        gathered[run.present] = run
        if place + 1 == len(tasks) or tasks[place + 1][0] != run.replication:
            if len({one.launched.size for one in gathered.values()}) > 1:
                raise RunError(
                    f"replication {run.replication} has not the same campaigns with and without "
                    "gates; please report it"
                )
            yield gathered
            gathered = {}


def orders_of_removal(
    seed: int, replication: int, gates: Sequence[str], count: int
) -> list[tuple[int, ...]]:
    """Draw orders in which gates are removed, each order equally likely.

    Parameters
    ----------
    seed, replication : int
    gates : sequence of str
    count : int

    Returns
    -------
    list of tuple of int
        Positions of the gates. Another gate does not change how the others follow each other.
    """
    number = np.arange(count, dtype=np.uint64)
    drawn = [
        chances(seed, replication, "gates:order of removal", stable_hash(gate), number, 1)
        for gate in gates
    ]
    return [
        tuple(sorted(range(len(gates)), key=lambda gate: (drawn[gate][order], gate)))
        for order in range(count)
    ]
