"""Registers: what a run counts beside its log, for the curves of the plan that read it.

Only what some curve of the plan reads is counted. Whole numbers only.

time
    The present instant, in microseconds since the start.

practice
    Per person and campaign type: microseconds of work in spans that have ended. A span is the time
    in which one crew holds an activity without giving it back; its work is the working time in it
    of the clock that it runs on (the person's own; of a crew, the intersection of its members'),
    and every member is credited with all of it. That is what the stints of the log add up to. It
    is added when the span ends: at the finish, a preemption, a hand-over, or a cancellation, each
    before anything that follows from it. A shift's end ends no span.

load
    Per person: working time spent on campaigns in recent weeks. Weeks are counted from the plan's
    start, 7 times 24 hours each; week w lasts from ``w * WEEK`` until just before the next. The
    work of a span is booked, all of it, to the week of the instant at which the span ends. The load
    at an instant of week w is::

        PARTS * booked // working time

    both over the last `Plan.load_weeks` weeks before w, or over weeks 0 to w - 1 while there are
    fewer; the working time is that of the person's clock (absences are left out), and the load is 0
    where there is none. Who works on campaigns during all of their working time has a load of
    PARTS; the productive share does not enter, for it is in the rate of the work already. What is
    booked to complete weeks does not change any more, so the load holds for a whole week. (In 64
    bits: divide the remainder in two steps of a factor 1000.)

deliveries
    Per agency: pieces it has delivered. A piece is counted at its delivery, after the curves that
    are read for that very piece and before anything that follows from it; pieces delivered at one
    instant count in the order of (campaign, node).

round
    Nothing is counted: it is the number of the round that a gate is in, which the decision knows.

Who leaves takes practice and load along: at a departure, after the work in hand has gone back, both
registers of the position begin anew. The booked work is forgotten, the clock is not.
"""

from __future__ import annotations

from collections import defaultdict

from mom_sim.calendars.units import MICROSECONDS_PER_WEEK
from mom_sim.engines.simpy_engine.curves import value_at
from mom_sim.engines.simpy_engine.environment import Environment
from mom_sim.plan.plan import PARTS, Plan
from mom_sim.tape.tape import Tape

WEEK = MICROSECONDS_PER_WEEK


class Registers:
    """The registers of one run, and the values of curves at their present counts.

    Parameters
    ----------
    plan : Plan
    tape : Tape
    env : Environment

    Attributes
    ----------
    count_work : bool
        Whether any curve reads practice or load, so that ended spans have to be booked.
    """

    def __init__(self, plan: Plan, tape: Tape, env: Environment) -> None:
        self._env, self._curves, self._weeks = env, plan.curves, plan.load_weeks
        read = {curve.register for curve in plan.curves}
        self._counts_practice, self._counts_load = "practice" in read, "load" in read
        self.count_work = self._counts_practice or self._counts_load
        self._clocks = [tape.lives[person.name].clock for person in plan.people]
        people = range(len(plan.people) if self.count_work else 0)
        self._practice = [[0] * len(plan.types) for _ in people]
        self._booked: list[dict[int, int]] = [defaultdict(int) for _ in people]  # by week
        self._load = [(-1, 0)] * len(people)  # the week it was last asked for in, and the load
        self._deliveries = [0] * len(plan.agencies)

    def book(self, person: int, campaign_type: int, worked: int) -> None:
        """Count the work of a span that ends now.

        Parameters
        ----------
        person, campaign_type : int
        worked : int, microseconds
        """
        if self._counts_practice:
            self._practice[person][campaign_type] += worked
        if self._counts_load:
            self._booked[person][self._env.now // WEEK] += worked

    def forget(self, person: int) -> None:
        """Begin anew with somebody's registers: the person has left."""
        if self.count_work:
            self._practice[person] = [0] * len(self._practice[person])
            self._booked[person].clear()
            self._load[person] = (-1, 0)

    def deliver(self, agency: int) -> None:
        """Count a piece that an agency delivers."""
        self._deliveries[agency] += 1

    def value(self, number: int) -> int:
        """Present value of a curve of time or deliveries."""
        curve = self._curves[number]
        if curve.register == "time":
            return value_at(curve, self._env.now)
        return value_at(curve, self._deliveries[curve.agency])

    def value_for(self, number: int, person: int, campaign_type: int) -> int:
        """Present value of a curve for somebody who takes work on a campaign type."""
        curve = self._curves[number]
        match curve.register:
            case "practice":
                return value_at(curve, self._practice[person][campaign_type])
            case "load":
                return value_at(curve, self.load(person))
            case _:
                return self.value(number)

    def load(self, person: int) -> int:
        """Somebody's present load, in parts per million."""
        week = self._env.now // WEEK
        known_in, load = self._load[person]
        if known_in != week:
            load = self._load_in(person, week)
            self._load[person] = (week, load)
        return load

    def _load_in(self, person: int, week: int) -> int:
        first = max(0, week - self._weeks)
        clock = self._clocks[person]
        there = clock.work(week * WEEK) - clock.work(first * WEEK)
        booked = sum(self._booked[person].get(each, 0) for each in range(first, week))
        return booked * PARTS // there if there else 0
