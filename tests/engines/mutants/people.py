"""Faults in who does it: crews, victims, lending, task forces."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mom_sim.engines.simpy_engine.dispatcher import Dispatcher
from mom_sim.engines.simpy_engine.forces import Forces
from mom_sim.engines.simpy_engine.lending import Lending
from mom_sim.engines.simpy_engine.staff import Staff, _key_of_work
from mom_sim.engines.simpy_engine.state import Worker
from tests.engines.mutants.mutant import Around, Patch, around, mutant


@mutant("takes the first who is there for each slot, and never goes back on it", 116, 31)
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

    around(patch, Staff, "find_crew", broken)


@mutant("goes on with the pass after an interruption", "interrupted as somebody comes free", 185)
def no_new_pass_after_a_preemption(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        return lambda self, request, crew: original(self, request, crew) and request.seconds

    around(patch, Dispatcher, "_start", broken)


def _reordered(order: Callable[[list[Worker]], list[Worker]]) -> Around:
    """Candidates whose victims come in another order."""

    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def candidates(self: Staff, *args: Any) -> list[Worker]:
            found = original(self, *args)
            victims = [worker for worker in found if worker.activity is not None]
            return found[: len(found) - len(victims)] + order(victims)

        return candidates

    return broken


@mutant(
    "of people on one piece of work, interrupts the last of the pool",
    "two on one piece of work",
    176,
)
def ties_of_victims_reversed(patch: Patch) -> None:
    def order(victims: list[Worker]) -> list[Worker]:
        backwards = victims[::-1]
        return sorted(backwards, key=_key_of_work, reverse=True)

    around(patch, Staff, "_candidates", _reordered(order))


@mutant("interrupts the most urgent work that it may", 49, 176)
def the_best_victim(patch: Patch) -> None:
    around(patch, Staff, "_candidates", _reordered(lambda victims: victims[::-1]))


@mutant("lends people who have work of their own to do", 176, 116)
def lent_before_own_work(patch: Patch) -> None:
    def able(self: Lending, lanes: Any, at_home: int) -> list[int]:
        return [own | lent for own, lent in zip(self.own, self._lent, strict=True)]

    patch.setattr(Lending, "able", able)


@mutant("gives a task force whom an earlier one waits for", "two task forces", 225)
def claims_of_earlier_forces_ignored(patch: Patch) -> None:
    patch.setattr(Forces, "claims", lambda self, request: 0)


@mutant("begins in a task force with one person less than the quorum", 15, 14)
def quorum_off_by_one(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def look(self: Forces, formation: Any) -> None:
            needed, formation.needed = formation.needed, max(1, formation.needed - 1)
            original(self, formation)
            formation.needed = needed

        return look

    around(patch, Forces, "_look", broken)
