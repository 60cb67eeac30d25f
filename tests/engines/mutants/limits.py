"""Faults in registers and limits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mom_sim.engines.simpy_engine.admission import Admission
from mom_sim.engines.simpy_engine.agencies import Agencies
from mom_sim.engines.simpy_engine.allowance import Allowance
from mom_sim.engines.simpy_engine.interpreter import Interpreter
from mom_sim.engines.simpy_engine.registers import Registers
from mom_sim.engines.simpy_engine.state import Campaign
from mom_sim.engines.simpy_engine.work import Work
from tests.engines.mutants.mutant import Patch, around, mutant


@mutant("reads what an agency has learned after it has counted the piece", 114, 62)
def register_updated_before_it_is_read(patch: Patch) -> None:
    def count(self: Agencies, campaign: Campaign, agency: int) -> None:
        self._registers.deliver(agency)
        for risk, curve, learner in self._learning:
            if learner == agency:
                campaign.worsen(risk, self._registers.value(curve))

    patch.setattr(Agencies, "_count", count)


@mutant("counts work as practice and load only when it is finished by who began it", 15, 68)
def interrupted_work_not_booked(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def let_go(self: Work, activity: Any, ended_by: str) -> None:
            counts = self._registers.count_work
            self._registers.count_work = counts and ended_by == "finished"
            original(self, activity, ended_by)
            self._registers.count_work = counts

        return let_go

    around(patch, Work, "_let_go", broken)


@mutant("counts the running week as load, which changes while it runs", 49, 176)
def load_of_the_running_week(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        return lambda self, person, week: original(self, person, week + 1)

    around(patch, Registers, "_load_in", broken)


@mutant("lets one more in than the limit on work in progress says", 49, 161)
def limit_off_by_one(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def begin(self: Admission, *args: Any) -> None:
            original(self, *args)
            for limit in self._limits:
                limit._capacity += limit._capacity > 0

        return begin

    around(patch, Admission, "__init__", broken)


@mutant("keeps an agency's capacity as it was at the start", 119, 99)
def windows_of_an_agency_ignored(patch: Patch) -> None:
    patch.setattr(Allowance, "hold", lambda self, capacity: self._env.capacity_came())


@mutant("lets work overflow before whoever is idle has taken some", 49, 68)
def overflow_before_the_matching(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def dispatch(self: Interpreter) -> None:
            self._work.spill()
            original(self)

        return dispatch

    around(patch, Interpreter, "dispatch", broken)
