"""Local context: people outside a unit's own team know its market less."""

from __future__ import annotations

from functools import cached_property

from mom_sim.draws.address import threshold
from mom_sim.log.contract import ACTIVITY_OUTCOMES
from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.effect import Effect, Seat
from mom_sim.operating_models.kinds import is_done_by
from mom_sim.operating_models.nodes import work_node
from mom_sim.operating_models.placement import Placement
from mom_sim.operating_models.staffing import Staffing
from mom_sim.operating_models.task_forces import in_force
from mom_sim.plan.plan import Condition, Node
from mom_sim.scenario.resolved import Step

_OWN = ("unit", "unit_and_role")
_DONE = ACTIVITY_OUTCOMES.index("done")


class LocalContext(Effect):
    """Lowers the rate of people outside, and adds their questions to the unit.

    Somebody is inside who sits in a unit's own team and serves no other unit, the very people whom
    `ownership` makes faster: a company in which all are outside at a penalty p works as one in
    which all are inside without ownership, with p more effort. In a company of one unit everybody
    is inside. Whether a step's work needs a question is one draw, the same in every model; the
    unit's answer is waited for outside. A piece is asked about where most who may take it are
    outside.
    """

    def rate(self, seat: Seat) -> float:
        """Factor on the rate at which somebody works."""
        inside = seat.group in _OWN and seat.units_served == 1
        concerned = seat.role.kind in self.settings["kinds"] and len(self.original.units) > 1
        return 1.0 if inside or not concerned else 1.0 / (1.0 + self.settings["penalty"])

    def after_hand_off(self, draft: Draft, step: Step, before: list[int]) -> list[int]:
        """Add the question to the unit before a step's work."""
        share, wait = self.settings["probability"], self.settings["wait"]
        tables = draft.tables
        if not share or not is_done_by(tables.scenario, step, self.settings["kinds"]):
            return before
        outside = self._outside(draft, step)
        if not outside:
            return before
        number, name = tables.step(step.name), step.name
        asks = Condition(
            chance=tables.draws.chance(f"local_context:{name}"), threshold=threshold(share)
        )
        delay = tables.draws.same_duration(f"local_context_wait:{name}", wait.distribution)
        asked = draft.graph.add(
            Node(
                "DELAY",
                number,
                asks,
                draws=tuple(delay if unit in outside else -1 for unit in draft.units),
                clock=tables.clock(wait),
                cause="outside",
            ),
            before,
        )
        works = work_node(
            draft,
            name,
            f"local_context_effort:{name}",
            self.settings["effort"],
            step.skills,
            Condition(after_node=asked, after_outcome=_DONE),
            in_force=in_force(draft, step),
        )
        return [draft.graph.add(works, [asked])]

    def _outside(self, draft: Draft, step: Step) -> set[int]:
        """Units whose work in a step is for people outside."""
        if len(draft.units) == 1:
            return set()
        crews, staffing = draft.queues(step.skills), draft.tables.staffing
        if crews not in self._known:
            self._known[crews] = {
                unit for unit, slots in enumerate(crews) if _is_for_strangers(staffing, slots)
            }
        return self._known[crews]

    @cached_property
    def _known(self) -> dict[tuple[tuple[int, ...], ...], set[int]]:
        """By crews: the units whose work is for people outside."""
        return {}


def _is_for_strangers(staffing: Staffing, slots: tuple[int, ...]) -> bool:
    """Whether most people of a crew's queues are outside."""
    pool = [one for queue in slots for one in staffing.queues[queue].pool if not one.lent]
    strangers = sum(
        not _is_inside(staffing.placement, staffing.people[one.person].name) for one in pool
    )
    return 2 * strangers > len(pool)


def _is_inside(placement: Placement, person: str) -> bool:
    own = placement.groups[placement.home[person]] in _OWN
    return own and len(placement.serves[person]) == 1


EFFECT = LocalContext
