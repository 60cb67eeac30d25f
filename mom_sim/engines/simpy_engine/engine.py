"""The SimPy engine: the readable definition of what a plan means. For reading and for checking.

A campaign is a set of SimPy processes, one for each activity that takes time; nodes that take none are
carried out where they become ready. Teams are SimPy resources. Everything else that the instructions do is
in `interpreter`; this file makes the parts, lets campaigns arrive, and says when to stop.
"""

from __future__ import annotations

import numpy as np

from mom_sim.engines.order import ARRIVE, OPENING, STAFFING, STOP, rank
from mom_sim.engines.reasons import EVENT_LIMIT, FINISHED, LIMIT, ZERO_TIME_LOOP, Reason
from mom_sim.engines.recording import Recording
from mom_sim.engines.simpy_engine.environment import Environment
from mom_sim.engines.simpy_engine.interpreter import Interpreter
from mom_sim.errors import RunError
from mom_sim.plan.plan import Plan
from mom_sim.tape.tape import Tape

ROUNDS_PER_INSTANT = 10_000
EVENTS_PER_RUN = 200_000_000


def run(plan: Plan, tape: Tape) -> tuple[Recording, Reason]:
    """Carry out one replication.

    Parameters
    ----------
    plan : Plan
    tape : Tape
        Drawn for the same scenario.

    Returns
    -------
    Recording, Reason
        Raw rows, and whether all campaigns of the measured window were followed to their end.

    Raises
    ------
    RunError
        When the run cannot go on; the message says why and what to do.
    """
    return _Run(plan, tape).to_the_end()


class _Run:
    def __init__(self, plan: Plan, tape: Tape) -> None:
        self._plan, self._tape = plan, tape
        self._reason: Reason | None = None
        self._env = Environment(self._dispatch)
        self._requested = tape.campaigns.requested.tolist()
        self._recording = Recording()
        followed = self._followed()
        self._left = int(followed.sum())
        self._interpreter = Interpreter(
            self._env, plan, tape, self._recording, followed.tolist(), self._one_closed
        )

    def to_the_end(self) -> tuple[Recording, Reason]:
        """Run all events at or before the limit, or until every campaign that counts is closed."""
        self._schedule_staffing()
        self._schedule_arrival(0)
        self._env.at(self._plan.limit, rank(STOP), lambda _: self._stop(LIMIT))
        if self._left == 0:
            self._stop_when_measured()
        events = 0
        while self._reason is None:
            self._env.step()
            events += 1
            if events > EVENTS_PER_RUN:
                raise RunError(EVENT_LIMIT.message.format(events=EVENTS_PER_RUN))
        self._recording.stopped = int(self._env.now)
        self._interpreter.flush()
        if self._reason is LIMIT and self._left == 0:
            self._reason = FINISHED
        return self._recording, self._reason

    def _followed(self) -> np.ndarray:
        campaigns = self._tape.campaigns
        requested = campaigns.requested
        backlog = np.array([stream == "backlog" for stream in campaigns.streams], dtype=bool)
        of_backlog = (
            backlog[campaigns.stream] if len(requested) else np.zeros(0, dtype=bool)
        )
        return np.asarray(
            (requested >= self._plan.warm_up) & (requested < self._plan.horizon) & ~of_backlog
        )

    def _schedule_arrival(self, number: int) -> None:
        if number < len(self._requested) and self._requested[number] <= self._plan.limit:
            self._env.at(
                self._requested[number], rank(ARRIVE, number), lambda _: self._arrive(number)
            )

    def _arrive(self, number: int) -> None:
        self._schedule_arrival(number + 1)
        self._interpreter.arrive(number)

    def _schedule_staffing(self) -> None:
        openings: set[int] = set()
        for worker in self._interpreter.staff.workers:
            openings.update(worker.clock.starts.tolist())
            departures = {time for time, kind, _ in worker.life.events if kind == "departure"}
            for instant in sorted({*worker.life.hand_overs, *departures}):
                if instant <= self._plan.limit:
                    self._env.at(
                        instant,
                        rank(STAFFING, worker.number),
                        lambda _, w=worker, gone=instant in departures: (
                            self._interpreter.away(w, gone)
                        ),
                    )
        self._openings = iter(sorted(instant for instant in openings if instant <= self._plan.limit))
        self._schedule_opening()

    def _schedule_opening(self) -> None:
        instant = next(self._openings, None)
        if instant is not None:
            self._env.at(instant, rank(OPENING), lambda _: self._open())

    def _open(self) -> None:
        self._env.ask_for_dispatch()
        self._schedule_opening()

    def _dispatch(self) -> None:
        if self._env.rounds > ROUNDS_PER_INSTANT:
            hours = self._env.now / 3_600_000_000
            raise RunError(ZERO_TIME_LOOP.message.format(time=hours))
        self._interpreter.dispatch()

    def _one_closed(self) -> None:
        self._left -= 1
        if self._left == 0:
            self._stop_when_measured()

    def _stop_when_measured(self) -> None:
        instant = max(int(self._env.now), self._plan.horizon)
        self._env.at(instant, rank(STOP), lambda _: self._stop(FINISHED))

    def _stop(self, reason: Reason) -> None:
        if self._reason is None:
            self._reason = reason
