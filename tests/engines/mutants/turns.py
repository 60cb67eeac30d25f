"""Faults in whose turn it is: the rank of waiting requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mom_sim.engines.simpy_engine import keys
from mom_sim.engines.simpy_engine.dispatcher import Dispatcher
from mom_sim.engines.simpy_engine.work import Work
from tests.engines.mutants.mutant import Patch, around, mutant


@mutant("breaks ties by the latest campaign and step", 49, 176)
def reversed_tie_of_campaign_and_step(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def of(self: keys.Keys, activity: Any, team: int) -> tuple[int, ...]:
            *words, campaign, step = original(self, activity, team)
            return *words, -campaign, -step

        return of

    around(patch, keys.Keys, "of", broken)


@mutant("lets nobody rise by waiting", 60)
def aging_ignored(patch: Patch) -> None:
    def rank_alone(*_: Any) -> Callable[..., int]:
        return lambda activity: activity.campaign.program.rank

    patch.setitem(keys.RULES, "class_of_service", rank_alone)


@mutant(
    "counts a microsecond more for the unit than the work that it is given",
    "shares that are equal in the end",
)
def fair_share_off_by_one(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def take(self: Work, request: Any, crew: Any) -> None:
            original(self, request, crew)
            request.team.served[request.activity.campaign.unit] += 1

        return take

    around(patch, Work, "take", broken)


@mutant("leaves what an interrupted piece still needs on its unit's account", 97, 85)
def fair_share_keeps_the_rest(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def put_back(self: Work, activity: Any, ended_by: str, extra: int) -> None:
            served = list(activity.request.team.served)
            team = activity.request.team
            original(self, activity, ended_by, extra)
            team.served[:] = served

        return put_back

    around(patch, Work, "_put_back", broken)


@mutant("queues interrupted work anew, behind who has come since", 49, 176)
def key_lost_on_preemption(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def put_back(self: Work, activity: Any, ended_by: str, extra: int) -> None:
            ready, activity.row.ready = activity.row.ready, self._env.now
            original(self, activity, ended_by, extra)
            activity.row.ready = ready

        return put_back

    around(patch, Work, "_put_back", broken)


@mutant("lets a crew wait for as long as others can be served", 176, 0)
def crew_age_not_counted(patch: Patch) -> None:
    patch.setattr(Dispatcher, "_is_aged", lambda self, request: False)
