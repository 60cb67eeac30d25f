"""Simulated event logs that can be held beside a later part of a real one."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from mom_sim.calendars.units import MICROSECONDS_PER_DAY, MICROSECONDS_PER_WEEK
from mom_sim.calibration.event_log import COLUMNS, EventLog
from mom_sim.calibration.interchange.instances import (
    AGENCY,
    AUTOMATIC,
    MAIN_PART,
    REVIEW,
    WORK,
    activity_instances,
    microseconds_of,
    time_zone_of,
)
from mom_sim.calibration.judging.labels import label_of_step
from mom_sim.calibration.step_names import names_of
from mom_sim.errors import Fault, ScenarioError
from mom_sim.scenario.resolved import Scenario
from mom_sim.simulation import AUTO, Simulation, Study, run_plan
from mom_sim.tape.memory import refuse_too_large
from mom_sim.tape.surges import AS_WRITTEN
from mom_sim.tape.tape import draw_tape

_MOST_DOUBLINGS = 6


@dataclass(frozen=True)
class Simulated:
    """One simulated log, cut to the cases that are held beside the test's.

    Attributes
    ----------
    simulation : Simulation
    log : EventLog
    campaigns : int64 array
        Rows of the chosen cases in the simulation's table of campaigns.
    unfinished : int
        Chosen cases that were still inside when the run stopped; they are left out of `log`.
    """

    simulation: Simulation
    log: EventLog
    campaigns: npt.NDArray[np.int64]
    unfinished: int


class LikeTest:
    """A study, made to send what a test log had: as many cases, from its first arrival on.

    The run begins where the scenario says and goes on through the time of the test, so that queues,
    seasons and trends are what they then would be.

    Parameters
    ----------
    study : Study
    test : EventLog
    model : str, optional
        Operating model; the scenario's own by default.
    seed : int, optional
        The scenario's by default.

    Raises
    ------
    ScenarioError
        If the scenario starts after the test.
    """

    def __init__(
        self,
        study: Study,
        test: EventLog,
        *,
        model: str | None = None,
        seed: int | None = None,
    ) -> None:
        self.study = study
        self.model = study.model(model).name
        self.seed = study.scenario.run.seed if seed is None else int(seed)
        self.count = len(test.cases)
        self.first = microseconds_of(test.cases["start"].iloc[0], study.scenario)
        self.last = microseconds_of(test.frame["end"].max(), study.scenario)
        self._known = frozenset(names_of(test.frame["activity"].unique()).values())
        if self.first < 0:
            day = test.cases["start"].iloc[0].tz_convert(time_zone_of(study.scenario)).date()
            message = (
                f"the scenario starts on {study.scenario.run.start}, after the first case of the "
                f"test log on {day}; set run.start to the first day of the log it was fitted on"
            )
            raise ScenarioError([Fault(study.loaded.file, 1, 1, "run.start", message)])
        self._cut: dict[int, Scenario] = {}

    def simulate(self, replication: int, engine: str = AUTO) -> Simulated:
        """Run one replication.

        Parameters
        ----------
        replication : int
            From 1.
        engine : str

        Returns
        -------
        Simulated

        Raises
        ------
        ScenarioError
            If the scenario sends fewer cases than the test has.
        """
        scenario = self._scenario(replication)
        plan = self.study.plan(self.model, scenario)
        tape = draw_tape(scenario, replication, seed=self.seed, draws=plan.draws)
        simulation = run_plan(self.study, plan, tape, engine=engine)
        return self._cut_out(simulation, scenario)

    def _scenario(self, replication: int) -> Scenario:
        """Return the scenario with a measured window that holds the cases to be looked at."""
        span = max(self.last - self.first, MICROSECONDS_PER_WEEK)
        for doubling in range(_MOST_DOUBLINGS):
            horizon = self.first + span * 2**doubling
            scenario = self._with_window(horizon)
            refuse_too_large(scenario, [], AS_WRITTEN, file=self.study.loaded.file)
            requested = draw_tape(scenario, replication, seed=self.seed).campaigns.requested
            wanted = np.sort(requested[requested >= self.first])
            if wanted.size >= self.count and wanted[self.count - 1] < horizon:
                return self._with_window(int(wanted[self.count - 1]) + 1)
        weeks = (horizon - self.first) / MICROSECONDS_PER_WEEK
        message = (
            f"the scenario sends {wanted.size} cases in {weeks:,.0f} weeks from the first arrival "
            f"of the test log, which has {self.count}; check the demand of its campaigns"
        )
        raise ScenarioError([Fault(self.study.loaded.file, 1, 1, "campaigns", message)])

    def _with_window(self, horizon: int) -> Scenario:
        run = self.study.scenario.run
        whole = -(-horizon // MICROSECONDS_PER_DAY) * MICROSECONDS_PER_DAY  # few plans to compile
        if whole not in self._cut:
            self._cut[whole] = replace(
                self.study.scenario, run=replace(run, warm_up=self.first, horizon=whole)
            )
        return self._cut[whole]

    def _cut_out(self, simulation: Simulation, scenario: Scenario) -> Simulated:
        columns = simulation.log.columns("campaigns")
        requested = np.asarray(columns["requested"], dtype=np.int64)
        rows = np.flatnonzero(requested >= self.first)
        rows = rows[np.argsort(requested[rows], kind="stable")][: self.count]
        inside = simulation.log.vocabularies["outcome"].index("inside")
        is_inside = np.asarray(columns["outcome"])[rows] == inside
        ids = np.asarray(columns["id"], dtype=object)
        frame = activity_instances(simulation, scenario)
        frame = frame[frame["case"].isin(ids[rows[~is_inside]])]
        log = EventLog(_shown(frame, self._known), time_zone_of(scenario), source="simulated")
        return Simulated(simulation, log, rows, int(is_inside.sum()))


def comparable(log: EventLog) -> EventLog:
    """Return a log whose activities are called as in simulated ones."""
    names = names_of(log.frame["activity"].unique())
    frame = log.frame.assign(activity=log.frame["activity"].map(names))
    return replace(log, frame=frame)


def _shown(frame: pd.DataFrame, known: frozenset[str]) -> pd.DataFrame:
    """Keep what a ticket system would have, in the form of an event log.

    Work of its own, reviews and deliveries that have ended; automated steps only where the real log
    has an activity of that name. Not what mechanisms add, nor waits for somebody outside.
    """
    labels = {one: label_of_step(one) for one in frame["activity"].unique()}
    activity = frame["activity"].map(labels)
    by_somebody = frame["kind"].isin((WORK, REVIEW, AGENCY))
    automatic = (frame["kind"] == AUTOMATIC) & activity.isin(known)
    is_shown = (by_somebody | automatic) & (frame["part"] == MAIN_PART) & frame["end"].notna()
    kept = frame.assign(activity=activity, start_estimated=False)[is_shown]
    return kept[list(COLUMNS)].reset_index(drop=True)
