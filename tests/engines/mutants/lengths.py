"""Faults in how long it takes: rounding, speeds, what is left after an interruption."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mom_sim.calendars import WorkingClock
from mom_sim.calendars.units import NEVER
from mom_sim.engines.arithmetic import divide_half_even
from mom_sim.engines.simpy_engine import work
from mom_sim.engines.simpy_engine.staff import Staff
from mom_sim.engines.simpy_engine.state import Worker
from mom_sim.engines.simpy_engine.work import Work
from mom_sim.plan.plan import PARTS
from tests.engines.mutants.mutant import Patch, around, mutant


class _Clamped(WorkingClock):
    def finish(self, start: int, duration: int) -> int:
        done = super().finish(start, duration)
        if duration == 0 or done not in self._ends:
            return done
        return next((opening for opening in self._starts if opening > done), NEVER)


@mutant("has work that fills a shift to its end finish when the next one begins", 49, 15)
def clamp_at_the_end_of_a_shift(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def clock_of(self: Staff, crew: Any) -> WorkingClock:
            clock = original(self, crew)
            return _Clamped(clock.starts, clock.ends)

        return clock_of

    around(patch, Staff, "clock_of", broken)


@mutant("rounds what is left of interrupted work down before the switching cost is added", 15, 6)
def effort_left_rounded_down(patch: Patch) -> None:
    patch.setattr(work, "effort_of", lambda duration, rate: duration * rate // PARTS)


@mutant(
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

    around(patch, Work, "_put_back", broken)


@mutant("rounds halves of a microsecond up, not to even", 60, 32)
def durations_rounded_half_up(patch: Patch) -> None:
    patch.setattr(
        work, "duration_of", lambda effort, rate: (2 * effort * PARTS + rate) // (2 * rate)
    )


@mutant("does interrupted work again from the beginning", 49, 176)
def progress_lost_on_preemption(patch: Patch) -> None:
    patch.setattr(Work, "_worked_by_now", lambda self, activity: 0)


@mutant("charges a hand-over like an interruption", 49, 176)
def hand_over_costs_a_switch(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def put_back(self: Work, activity: Any, ended_by: str, extra: int) -> None:
            cost = activity.campaign.program.switching_cost
            original(self, activity, ended_by, cost if ended_by == "handed_over" else extra)

        return put_back

    around(patch, Work, "_put_back", broken)


@mutant("lets a crew work at the speed of its fastest", 110, 33)
def speed_of_the_fastest(patch: Patch) -> None:
    def rate_of(self: Staff, crew: Any, slots: Any, now: int) -> int:
        return max(
            worker.rate(self.rates[queue][worker.number], now)
            for worker, queue in zip(crew, slots, strict=True)
        )

    patch.setattr(Staff, "rate_of", rate_of)


@mutant("lets newcomers work at full speed", 176, 60)
def ramp_ignored(patch: Patch) -> None:
    patch.setattr(Worker, "rate", lambda self, nominal, now: nominal)
