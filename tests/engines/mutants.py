"""The SimPy engine broken on purpose, one rule at a time: what generated plans have to notice.

Every mutant replaces named functions or constants of the engine. Nothing of it reaches the compiled
engine, which shares the plan, the tape and the integers, and none of what is replaced here.

A list to be read from top to bottom; hence its length.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from mom_sim.calendars import WorkingClock
from mom_sim.calendars.units import NEVER
from mom_sim.engines.arithmetic import divide_half_even
from mom_sim.engines.order import ARRIVE, FIRST, STOP
from mom_sim.engines.simpy_engine import engine, environment, flow, keys, meetings, waiting, work
from mom_sim.engines.simpy_engine.admission import Admission
from mom_sim.engines.simpy_engine.agencies import Agencies
from mom_sim.engines.simpy_engine.allowance import Allowance
from mom_sim.engines.simpy_engine.decisions import Judge
from mom_sim.engines.simpy_engine.dispatcher import Dispatcher
from mom_sim.engines.simpy_engine.flow import Flow
from mom_sim.engines.simpy_engine.forces import Forces
from mom_sim.engines.simpy_engine.interpreter import Interpreter
from mom_sim.engines.simpy_engine.lending import Lending
from mom_sim.engines.simpy_engine.registers import Registers
from mom_sim.engines.simpy_engine.staff import Staff, _key_of_work
from mom_sim.engines.simpy_engine.state import Campaign, Worker
from mom_sim.engines.simpy_engine.work import Work
from mom_sim.plan.plan import PARTS

Patch = pytest.MonkeyPatch
Around = Callable[[Callable[..., Any]], Callable[..., Any]]


@dataclass(frozen=True)
class Mutant:
    """One rule of DESIGN.md section 5 that the SimPy engine does not keep.

    Attributes
    ----------
    name : str
    instead : str
        What it does instead.
    patch : callable
        Breaks the engine, until the monkeypatch is undone.
    caught_by : tuple of int
        Seeds of plans (`plan_of`) whose logs differ; the first is the one that is tried first.
    """

    name: str
    instead: str
    patch: Callable[[Patch], None]
    caught_by: tuple[int | str, ...]


MUTANTS: list[Mutant] = []


def _mutant(instead: str, *caught_by: int | str) -> Callable[[Callable[[Patch], None]], None]:
    def record(patch: Callable[[Patch], None]) -> None:
        MUTANTS.append(Mutant(patch.__name__, instead, patch, caught_by))

    return record


def _around(patch: Patch, owner: type, name: str, broken: Around) -> None:
    patch.setattr(owner, name, broken(getattr(owner, name)))


# ---------------------------------------------------------------------- events of one instant


@_mutant("matches after every event, not at the end of the round", 49, 161)
def matching_after_each_event(patch: Patch) -> None:
    patch.setattr(environment, "_DISPATCH", FIRST - 1)


@_mutant("matches once an instant, whatever happens after it", 49, 161)
def one_round_an_instant(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        return lambda self, event: None if self.later_round else original(self, event)

    _around(patch, environment.Environment, "_run_dispatch", broken)


@_mutant("does not match when somebody's working time begins", 49, 176)
def no_wake_at_openings(patch: Patch) -> None:
    patch.setattr(engine._Run, "_open", lambda self, _: self._schedule_opening())


@_mutant("stops before the events of the instant at which it stops", 161, 40)
def stop_before_events_at_the_limit(patch: Patch) -> None:
    patch.setattr(engine, "STOP", ARRIVE - 1)


@_mutant("takes work from who leaves before what is finished at that instant", 86, 66)
def departures_before_finishes(patch: Patch) -> None:
    patch.setattr(engine, "STAFFING", ARRIVE)


@_mutant("lets who starts at the very instant of the time-out be in time", 68)
def timeouts_after_the_matching(patch: Patch) -> None:
    patch.setattr(waiting, "TIMEOUT", STOP)
    patch.setattr(work, "TIMEOUT", STOP)


@_mutant("keeps a request whose first work starts at the instant of its withdrawal", 6, 23)
def withdrawals_after_the_matching(patch: Patch) -> None:
    patch.setattr(flow, "WITHDRAW", STOP)


# ---------------------------------------------------------------------- meetings


@_mutant("holds a meeting before the other events of its instant", 161, 32)
def meetings_before_other_events(patch: Patch) -> None:
    patch.setattr(meetings, "MEETING", ARRIVE)


@_mutant(
    "sends who is ready in the first round of a meeting's instant to the next meeting", 161, 91
)
def the_later_meeting(patch: Patch) -> None:
    def next_meeting(self: meetings.Body) -> int:
        later = (one for one in self._instants if one > self._env.now)
        return next(later, NEVER)

    patch.setattr(meetings.Body, "next_meeting", next_meeting)


@_mutant("announces the present meeting to who comes in a later round of its instant", 161, 32)
def the_earlier_meeting(patch: Patch) -> None:
    def next_meeting(self: meetings.Body) -> int:
        at_or_after = (one for one in self._instants if one >= self._env.now)
        return next(at_or_after, NEVER)

    patch.setattr(meetings.Body, "next_meeting", next_meeting)


@_mutant("takes one item more than the agenda has room for", 161, 32)
def agenda_off_by_one(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def begin(self: meetings.Body, *args: Any) -> None:
            original(self, *args)
            self._agenda += self._agenda > 0

        return begin

    _around(patch, meetings.Body, "__init__", broken)


# ---------------------------------------------------------------------- whose turn it is


@_mutant("breaks ties by the latest campaign and step", 49, 176)
def reversed_tie_of_campaign_and_step(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def of(self: keys.Keys, activity: Any, team: int) -> tuple[int, ...]:
            *words, campaign, step = original(self, activity, team)
            return *words, -campaign, -step

        return of

    _around(patch, keys.Keys, "of", broken)


@_mutant("lets nobody rise by waiting", 60)
def aging_ignored(patch: Patch) -> None:
    def rank_alone(*_: Any) -> Callable[..., int]:
        return lambda activity: activity.campaign.program.rank

    patch.setitem(keys.RULES, "class_of_service", rank_alone)


@_mutant(
    "counts a microsecond more for the unit than the work that it is given",
    "shares that are equal in the end",
)
def fair_share_off_by_one(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def take(self: Work, request: Any, crew: Any) -> None:
            original(self, request, crew)
            request.team.served[request.activity.campaign.unit] += 1

        return take

    _around(patch, Work, "take", broken)


@_mutant("leaves what an interrupted piece still needs on its unit's account", 97, 85)
def fair_share_keeps_the_rest(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def put_back(self: Work, activity: Any, ended_by: str, extra: int) -> None:
            served = list(activity.request.team.served)
            team = activity.request.team
            original(self, activity, ended_by, extra)
            team.served[:] = served

        return put_back

    _around(patch, Work, "_put_back", broken)


@_mutant("queues interrupted work anew, behind who has come since", 49, 176)
def key_lost_on_preemption(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def put_back(self: Work, activity: Any, ended_by: str, extra: int) -> None:
            ready, activity.row.ready = activity.row.ready, self._env.now
            original(self, activity, ended_by, extra)
            activity.row.ready = ready

        return put_back

    _around(patch, Work, "_put_back", broken)


@_mutant("lets a crew wait for as long as others can be served", 176, 0)
def crew_age_not_counted(patch: Patch) -> None:
    patch.setattr(Dispatcher, "_is_aged", lambda self, request: False)


# ---------------------------------------------------------------------- who does it


@_mutant("takes the first who is there for each slot, and never goes back on it", 116, 31)
def greedy_crew(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def find_crew(self: Staff, request: Any, withheld: int, claimed: int = 0) -> Any:
            if request.least < len(request.slots):
                return original(self, request, withheld, claimed)
            free = self.free_for(request.inside) & ~(withheld | claimed)
            crew: list[Worker] = []
            for queue in request.slots:
                able = self._candidates(request, queue, free, claimed)
                first = next((worker for worker in able if worker not in crew), None)
                if first is None:
                    return None
                crew.append(first)
            return tuple(crew)

        return find_crew

    _around(patch, Staff, "find_crew", broken)


@_mutant("goes on with the pass after an interruption", "interrupted as somebody comes free", 185)
def no_new_pass_after_a_preemption(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        return lambda self, request, crew: original(self, request, crew) and request.seconds

    _around(patch, Dispatcher, "_start", broken)


def _reordered(order: Callable[[list[Worker]], list[Worker]]) -> Around:
    """Candidates whose victims come in another order."""

    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def candidates(self: Staff, *args: Any) -> list[Worker]:
            found = original(self, *args)
            victims = [worker for worker in found if worker.activity is not None]
            return found[: len(found) - len(victims)] + order(victims)

        return candidates

    return broken


@_mutant(
    "of people on one piece of work, interrupts the last of the pool",
    "two on one piece of work",
    176,
)
def ties_of_victims_reversed(patch: Patch) -> None:
    def order(victims: list[Worker]) -> list[Worker]:
        backwards = victims[::-1]
        return sorted(backwards, key=_key_of_work, reverse=True)

    _around(patch, Staff, "_candidates", _reordered(order))


@_mutant("interrupts the most urgent work that it may", 49, 176)
def the_best_victim(patch: Patch) -> None:
    _around(patch, Staff, "_candidates", _reordered(lambda victims: victims[::-1]))


@_mutant("lends people who have work of their own to do", 176, 116)
def lent_before_own_work(patch: Patch) -> None:
    def able(self: Lending, lanes: Any, at_home: int) -> list[int]:
        return [own | lent for own, lent in zip(self.own, self._lent, strict=True)]

    patch.setattr(Lending, "able", able)


@_mutant("gives a task force whom an earlier one waits for", "two task forces", 225)
def claims_of_earlier_forces_ignored(patch: Patch) -> None:
    patch.setattr(Forces, "claims", lambda self, request: 0)


@_mutant("begins in a task force with one person less than the quorum", 15, 14)
def quorum_off_by_one(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def look(self: Forces, formation: Any) -> None:
            needed, formation.needed = formation.needed, max(1, formation.needed - 1)
            original(self, formation)
            formation.needed = needed

        return look

    _around(patch, Forces, "_look", broken)


# ---------------------------------------------------------------------- how long it takes


class _Clamped(WorkingClock):
    def finish(self, start: int, duration: int) -> int:
        done = super().finish(start, duration)
        if duration == 0 or done not in self._ends:
            return done
        return next((opening for opening in self._starts if opening > done), NEVER)


@_mutant("has work that fills a shift to its end finish when the next one begins", 49, 15)
def clamp_at_the_end_of_a_shift(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def clock_of(self: Staff, crew: Any) -> WorkingClock:
            clock = original(self, crew)
            return _Clamped(clock.starts, clock.ends)

        return clock_of

    _around(patch, Staff, "clock_of", broken)


@_mutant("rounds what is left of interrupted work down before the switching cost is added", 15, 6)
def effort_left_rounded_down(patch: Patch) -> None:
    patch.setattr(work, "effort_of", lambda duration, rate: duration * rate // PARTS)


@_mutant(
    "rounds what is left of interrupted work together with the switching cost",
    "interrupted for an odd cost",
)
def rest_and_switching_cost_rounded_together(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def put_back(self: Work, activity: Any, ended_by: str, extra: int) -> None:
            left = max(0, activity.duration - self._worked_by_now(activity))
            together = divide_half_even(left * activity.rate + extra * PARTS, PARTS)
            original(self, activity, ended_by, extra)
            activity.remaining = together

        return put_back

    _around(patch, Work, "_put_back", broken)


@_mutant("rounds halves of a microsecond up, not to even", 60, 32)
def durations_rounded_half_up(patch: Patch) -> None:
    patch.setattr(
        work, "duration_of", lambda effort, rate: (2 * effort * PARTS + rate) // (2 * rate)
    )


@_mutant("does interrupted work again from the beginning", 49, 176)
def progress_lost_on_preemption(patch: Patch) -> None:
    patch.setattr(Work, "_worked_by_now", lambda self, activity: 0)


@_mutant("charges a hand-over like an interruption", 49, 176)
def hand_over_costs_a_switch(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def put_back(self: Work, activity: Any, ended_by: str, extra: int) -> None:
            cost = activity.campaign.program.switching_cost
            original(self, activity, ended_by, cost if ended_by == "handed_over" else extra)

        return put_back

    _around(patch, Work, "_put_back", broken)


@_mutant("lets a crew work at the speed of its fastest", 110, 33)
def speed_of_the_fastest(patch: Patch) -> None:
    def rate_of(self: Staff, crew: Any, slots: Any, now: int) -> int:
        return max(
            worker.rate(self.rates[queue][worker.number], now)
            for worker, queue in zip(crew, slots, strict=True)
        )

    patch.setattr(Staff, "rate_of", rate_of)


@_mutant("lets newcomers work at full speed", 176, 60)
def ramp_ignored(patch: Patch) -> None:
    patch.setattr(Worker, "rate", lambda self, nominal, now: nominal)


# ---------------------------------------------------------------------- registers and limits


@_mutant("reads what an agency has learned after it has counted the piece", 114, 62)
def register_updated_before_it_is_read(patch: Patch) -> None:
    def count(self: Agencies, campaign: Campaign, agency: int) -> None:
        self._registers.deliver(agency)
        for risk, curve, learner in self._learning:
            if learner == agency:
                campaign.worsen(risk, self._registers.value(curve))

    patch.setattr(Agencies, "_count", count)


@_mutant("counts work as practice and load only when it is finished by who began it", 15, 68)
def interrupted_work_not_booked(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def let_go(self: Work, activity: Any, ended_by: str) -> None:
            counts = self._registers.count_work
            self._registers.count_work = counts and ended_by == "finished"
            original(self, activity, ended_by)
            self._registers.count_work = counts

        return let_go

    _around(patch, Work, "_let_go", broken)


@_mutant("counts the running week as load, which changes while it runs", 49, 176)
def load_of_the_running_week(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        return lambda self, person, week: original(self, person, week + 1)

    _around(patch, Registers, "_load_in", broken)


@_mutant("lets one more in than the limit on work in progress says", 49, 161)
def limit_off_by_one(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def begin(self: Admission, *args: Any) -> None:
            original(self, *args)
            for limit in self._limits:
                limit._capacity += limit._capacity > 0

        return begin

    _around(patch, Admission, "__init__", broken)


@_mutant("keeps an agency's capacity as it was at the start", 119, 99)
def windows_of_an_agency_ignored(patch: Patch) -> None:
    patch.setattr(Allowance, "hold", lambda self, capacity: self._env.capacity_came())


@_mutant("lets work overflow before whoever is idle has taken some", 49, 68)
def overflow_before_the_matching(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def dispatch(self: Interpreter) -> None:
            self._work.spill()
            original(self)

        return dispatch

    _around(patch, Interpreter, "dispatch", broken)


# ---------------------------------------------------------------------- the way of a campaign


@_mutant("takes no time to hand work over that is done again", 49, 110)
def hand_off_forgotten_on_rework(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def applies(self: Flow, campaign: Any, node: Any, attempt: int, place: int) -> bool:
            again = attempt > 1 and bool(node.condition.distance)
            return not again and original(self, campaign, node, attempt, place)

        return applies

    _around(patch, Flow, "_applies", broken)


@_mutant("goes on behind a join without waiting for the last of its branches", 49, 161)
def join_with_one_branch_missing(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def route_of(*args: Any) -> Any:
            route = original(*args)
            short = tuple(bits >> 1 if bits > 1 else bits for bits in route.complete)
            return replace(route, complete=short)

        return route_of

    patch.setattr(flow, "route_of", broken(flow.route_of))


@_mutant("names the first of the predecessors that have finished last, not the last", 161, 60)
def trigger_of_a_join_reversed(patch: Patch) -> None:
    def make_ready(self: Flow, campaign: Any, index: int) -> None:
        last = max(
            campaign.route.predecessors[index], key=lambda node: (campaign.finished[node], -node)
        )
        flow.heappush(campaign.agenda, (index, campaign.rows[last]))

    patch.setattr(Flow, "_make_ready", make_ready)


@_mutant("waits for every review of a panel, when enough have approved already", 49, 11)
def panel_waits_for_everybody(patch: Patch) -> None:
    patch.setattr(Flow, "_decide_early", lambda self, campaign, decision, row: None)


@_mutant("gives work that was done again the quality that it had", 49, 161)
def quality_kept_on_rework(patch: Patch) -> None:
    patch.setattr(Campaign, "renew", lambda self, risk: None)


@_mutant("gives the second gate that looks at a version the luck of the first", 49, 32)
def looks_not_counted(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def decide(self: Judge, campaign: Campaign, number: int, attempt: int) -> Any:
            verdict = original(self, campaign, number, attempt)
            campaign.looks.clear()
            return verdict

        return decide

    _around(patch, Judge, "decide", broken)
