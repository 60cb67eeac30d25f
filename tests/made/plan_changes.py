"""Curves, registers, lending and other ends, put into a generated plan as mechanisms would."""

from __future__ import annotations

from dataclasses import replace

from mom_sim.plan.plan import (
    PARTS,
    AgencyRecord,
    Curve,
    Decision,
    Defect,
    Draw,
    Member,
    Node,
    Plan,
    Program,
    Queue,
    Relief,
)
from tests.made.dice import Dice
from tests.made.lengths import DAY, HOUR

_CERTAIN = 1 << 52
_CHANCES = tuple(round(share * _CERTAIN) for share in (0.0, 0.1, 0.3, 0.6))
_FACTORS = (PARTS // 2, PARTS - 1, PARTS, PARTS * 5 // 4, 2 * PARTS)
_STEPS = {
    "time": tuple(day * DAY for day in range(1, 15)),
    "practice": tuple(hours * HOUR for hours in (1, 2, 4, 8, 16, 32)),
    "load": (1, PARTS // 20, PARTS // 10, PARTS // 5, PARTS // 2),
    "deliveries": (1, 2, 3, 5, 8),
}


def changed(dice: Dice, plan: Plan) -> Plan:
    """The plan with what the dice's features ask for; without any of them, the plan itself."""
    change = _Change(dice, plan)
    made = replace(
        plan,
        draws=change.draws,
        programs=tuple(change.program(number, one) for number, one in enumerate(plan.programs)),
        decisions=tuple(change.decision(number, one) for number, one in enumerate(plan.decisions)),
        queues=tuple(change.queue(number, one) for number, one in enumerate(plan.queues)),
        agencies=tuple(change.agency(number, one) for number, one in enumerate(plan.agencies)),
        defects=tuple(change.defect(number, one) for number, one in enumerate(plan.defects)),
    )
    if dice.has("load"):
        curve = change.curve("load", "load", _FACTORS)
        made = replace(made, load_curve=curve, load_weeks=dice.number("load weeks", 1, 3))
    return replace(made, curves=(*plan.curves, *change.curves))


class _Change:
    def __init__(self, dice: Dice, plan: Plan) -> None:
        self._dice, self._plan = dice, plan
        self.curves: list[Curve] = []
        self._luck = len(plan.draws)
        luck = Draw("campaign:luck", "chance", (None,) * len(plan.types))
        self.draws = (*plan.draws, luck) if dice.has("reliefs") else plan.draws

    def curve(self, place: str, register: str, values: tuple[int, ...], agency: int = -1) -> int:
        """A new curve of one to four steps."""
        dice = self._dice.at("curve", place)
        at = (0, *sorted(dice.some("at", _STEPS[register], 0, 3)))
        heights = tuple(dice.one(f"value {step}", values) for step in range(len(at)))
        self.curves.append(Curve(place, register, at, heights, agency))
        return len(self._plan.curves) + len(self.curves) - 1

    def program(self, number: int, program: Program) -> Program:
        nodes = tuple(
            self._node(f"{number}/{index}", one) for index, one in enumerate(program.nodes)
        )
        dice = self._dice.at("program", number)
        if dice.has("other_ends") and dice.chance("shadow", 0.5):
            program = replace(program, impatient="shadow")
        return replace(program, nodes=nodes)

    def _node(self, place: str, node: Node) -> Node:
        dice, units = self._dice.at("node", place), len(self._plan.units)
        if dice.has("curves") and node.condition.chance >= 0 and dice.chance("curve", 0.5):
            curve = self._of_campaigns(f"condition {place}", dice)
            node = replace(node, condition=replace(node.condition, curve=curve))
        if node.instruction == "CANCEL" and dice.has("other_ends"):
            node = replace(node, ends=dice.one("ends", ("", "canceled", "reused", "shadow")))
        if node.instruction in ("WORK", "AGENCY") and dice.has("reliefs"):
            node = replace(
                node,
                reliefs=tuple(
                    Relief(
                        self._luck,
                        tuple(
                            self.curve(f"relief {place} {each} {unit}", "time", _CHANCES)
                            for unit in range(units)
                        ),
                        dice.one(f"share {each}", (PARTS // 4, PARTS // 2, PARTS, 3 * PARTS // 2)),
                    )
                    for each in range(dice.number("reliefs", 0, 2))
                ),
            )
        if node.instruction == "WORK" and dice.has("practice"):
            registers = dice.some("registers", ("practice", "load", "time"), 0, 2)
            curves = (self.curve(f"rate {place} {each}", each, _FACTORS) for each in registers)
            node = replace(node, rate_curves=tuple(curves))
        if node.overflow and dice.has("lateness"):
            node = replace(node, overflow_late=dice.one("late", (0, 8, 40, 80)) * HOUR)
        return node

    def decision(self, number: int, decision: Decision) -> Decision:
        dice = self._dice.at("decision", number)
        if dice.has("curves") and decision.revise_draw >= 0 and dice.chance("revise", 0.7):
            return replace(decision, revise_curve=self._of_campaigns(f"revise {number}", dice))
        return decision

    def queue(self, number: int, queue: Queue) -> Queue:
        dice = self._dice.at("queue", number)
        members = {member.person for member in queue.pool}
        others = [person for person in range(len(self._plan.people)) if person not in members]
        if not dice.has("lending") or not others or not dice.chance("lends", 0.6):
            return queue
        lent = (
            Member(person, dice.one(f"rate {person}", (PARTS // 2, PARTS)), lent=True)
            for person in dice.some("who", others, 1, 3)
        )
        return replace(queue, pool=(*queue.pool, *lent))

    def agency(self, number: int, agency: AgencyRecord) -> AgencyRecord:
        dice = self._dice.at("agency", number)
        if not dice.has("capacity_windows"):
            return agency
        edges = sorted(dice.some("edges", range(15), 2, 4))
        pairs = list(zip(edges[::2], edges[1::2], strict=False))
        windows = tuple(
            (start * DAY, end * DAY, dice.number(f"capacity {start}", 0, 3)) for start, end in pairs
        )
        return replace(agency, windows=windows)

    def defect(self, number: int, defect: Defect) -> Defect:
        dice = self._dice.at("defect", number)
        if dice.has("load"):
            defect = replace(defect, tired=dice.one("tired", (-1, *_CHANCES)))
        if dice.has("learning") and self._plan.agencies:
            learning = dice.some("agency", range(len(self._plan.agencies)), 1, 2)
            curves = tuple(
                self.curve(f"learning {number} {agency}", "deliveries", _CHANCES, agency)
                for agency in learning
            )
            defect = replace(defect, agency_curves=curves)
        return defect

    def _of_campaigns(self, place: str, dice: Dice) -> int:
        agencies = len(self._plan.agencies)
        if agencies and dice.chance("deliveries", 0.5):
            agency = dice.number("of", 0, agencies - 1)
            return self.curve(place, "deliveries", _CHANCES, agency)
        return self.curve(place, "time", _CHANCES)
