"""Faults in the events of one instant: their order, and when waiting work is matched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mom_sim.engines.order import ARRIVE, FIRST, STOP
from mom_sim.engines.simpy_engine import engine, environment, flow, waiting, work
from tests.engines.mutants.mutant import Patch, around, mutant


@mutant("matches after every event, not at the end of the round", 49, 161)
def matching_after_each_event(patch: Patch) -> None:
    patch.setattr(environment, "_DISPATCH", FIRST - 1)


@mutant("matches once an instant, whatever happens after it", 49, 161)
def one_round_an_instant(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        return lambda self, event: None if self.later_round else original(self, event)

    around(patch, environment.Environment, "_run_dispatch", broken)


@mutant("does not match when somebody's working time begins", 49, 176)
def no_wake_at_openings(patch: Patch) -> None:
    patch.setattr(engine._Run, "_open", lambda self, _: self._schedule_opening())


@mutant("stops before the events of the instant at which it stops", 161, 40)
def stop_before_events_at_the_limit(patch: Patch) -> None:
    patch.setattr(engine, "STOP", ARRIVE - 1)


@mutant("takes work from who leaves before what is finished at that instant", 86, 66)
def departures_before_finishes(patch: Patch) -> None:
    patch.setattr(engine, "STAFFING", ARRIVE)


@mutant("lets who starts at the very instant of the time-out be in time", 68)
def timeouts_after_the_matching(patch: Patch) -> None:
    patch.setattr(waiting, "TIMEOUT", STOP)
    patch.setattr(work, "TIMEOUT", STOP)


@mutant("keeps a request whose first work starts at the instant of its withdrawal", 6, 23)
def withdrawals_after_the_matching(patch: Patch) -> None:
    patch.setattr(flow, "WITHDRAW", STOP)
