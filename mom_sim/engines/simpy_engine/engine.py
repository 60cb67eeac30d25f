"""The SimPy engine: the readable definition of what a plan means. For reading and for checking.

SimPy keeps the list of events, and teams are SimPy resources whose requests are SimPy events. An
activity is no SimPy process but a record that events move: whatever can happen to work in hand
(preemption, a departure, the end of its campaign) then happens at once, in the stated order, and
not when a process is next resumed. `interpreter` names who carries out which instruction; this file
lets campaigns arrive and people come and go, and says when to stop.
"""

from __future__ import annotations

from simpy.events import Event

from mom_sim.engines.bounds import EVENTS_PER_RUN, ROUNDS_PER_INSTANT
from mom_sim.engines.following import whom_to_follow
from mom_sim.engines.order import ARRIVE, OPENING, STAFFING, STOP, rank
from mom_sim.engines.reasons import EVENT_LIMIT, FINISHED, LIMIT, ZERO_TIME_LOOP, Reason
from mom_sim.engines.recording import Recording
from mom_sim.engines.simpy_engine.context import Context, Draws
from mom_sim.engines.simpy_engine.environment import Environment
from mom_sim.engines.simpy_engine.interpreter import Interpreter
from mom_sim.engines.simpy_engine.registers import Registers
from mom_sim.engines.simpy_engine.state import Worker
from mom_sim.errors import RunError
from mom_sim.plan.plan import Plan
from mom_sim.tape.tape import Tape


def run(plan: Plan, tape: Tape, observe_until: int = 0) -> tuple[Recording, Reason]:
    """Carry out one replication.

    Parameters
    ----------
    plan : Plan
    tape : Tape
        Drawn for the same scenario.
    observe_until : int, microseconds
        The run does not stop before this instant, nor before the horizon; never after the limit.

    Returns
    -------
    Recording, Reason
        Raw rows, and whether all campaigns of the measured window were followed to their end.

    Raises
    ------
    RunError
        When the run cannot go on; the message says why and what to do.
    """
    return _Run(plan, tape, observe_until).to_the_end()


class _Run:
    def __init__(self, plan: Plan, tape: Tape, observe_until: int) -> None:
        self._plan, self._tape = plan, tape
        self._earliest = max(plan.horizon, min(observe_until, plan.limit))
        self._reason: Reason | None = None
        self._env = Environment(self._dispatch)
        self._requested = tape.campaigns.requested.tolist()
        self._recording = Recording()
        self._followed = whom_to_follow(plan, tape.campaigns).tolist()
        self._left = sum(self._followed)
        registers = Registers(plan, tape, self._env)
        draws = Draws(plan, tape)
        context = Context(self._env, plan, tape, self._recording, draws, registers)
        self._interpreter = Interpreter(context, self._closed)
        self._openings = iter(self._interpreter.staff.openings)

    def to_the_end(self) -> tuple[Recording, Reason]:
        """Run all events at or before the limit, or until every campaign that counts is closed."""
        self._schedule_staffing()
        self._schedule_opening()
        self._schedule_arrival(0)
        self._env.at(self._plan.limit, rank(STOP), lambda _: self._stop(LIMIT))
        if self._left == 0:
            self._stop_when_measured()
        events = 0
        step = self._env.step
        while self._reason is None:
            step()
            events += 1
            if events > EVENTS_PER_RUN:
                raise RunError(EVENT_LIMIT.message.format(events=EVENTS_PER_RUN))
        self._recording.stopped = self._env.now
        self._interpreter.flush()
        if self._reason is LIMIT and self._left == 0:
            self._reason = FINISHED
        return self._recording, self._reason

    def _schedule_arrival(self, number: int) -> None:
        if number < len(self._requested) and self._requested[number] <= self._plan.limit:
            order = rank(ARRIVE, number)
            self._env.at(self._requested[number], order, lambda _: self._arrive(number))

    def _arrive(self, number: int) -> None:
        self._schedule_arrival(number + 1)
        self._interpreter.arrive(number)

    def _schedule_staffing(self) -> None:
        """Schedule when somebody's work in hand goes back to the queue."""
        for worker in self._interpreter.staff.workers:
            departures = {time for time, kind, _ in worker.life.events if kind == "departure"}
            for instant in sorted({*worker.life.hand_overs, *departures}):
                if instant <= self._plan.limit:
                    self._schedule_away(instant, worker, gone=instant in departures)

    def _schedule_away(self, instant: int, worker: Worker, *, gone: bool) -> None:
        order = rank(STAFFING, worker.number)
        self._env.at(instant, order, lambda _: self._interpreter.away(worker, gone=gone))

    def _schedule_opening(self) -> None:
        instant = next(self._openings, None)
        if instant is not None:
            self._env.at(instant, rank(OPENING), self._open)

    def _open(self, _: Event) -> None:
        self._env.capacity_came()
        self._schedule_opening()

    def _dispatch(self) -> None:
        if self._env.rounds > ROUNDS_PER_INSTANT:
            hours = self._env.now / 3_600_000_000
            raise RunError(ZERO_TIME_LOOP.message.format(time=hours))
        self._interpreter.dispatch()

    def _closed(self, number: int) -> None:
        if self._followed[number]:
            self._left -= 1
            if self._left == 0:
                self._stop_when_measured()

    def _stop_when_measured(self) -> None:
        instant = max(self._env.now, self._earliest)
        self._env.at(instant, rank(STOP), lambda _: self._stop(FINISHED))

    def _stop(self, reason: Reason) -> None:
        if self._reason is None:
            self._reason = reason
