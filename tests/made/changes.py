"""Changes of a compiled plan: what mechanisms put into it, without the mechanisms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from mom_sim.plan.plan import PARTS, Curve, Draw, Member, Node, Plan
from tests.made.lengths import HOUR

Change = Callable[[Plan], Plan]
NEVER_BELOW, ALWAYS_BELOW = 0, 1 << 52
LUCK = "campaign:luck"


def together(*changes: Change) -> Change:
    """One change after the other."""

    def change(plan: Plan) -> Plan:
        for one in changes:
            plan = one(plan)
        return plan

    return change


def put(**changed: Any) -> Change:
    """Change fields of the plan itself."""
    return lambda plan: replace(plan, **changed)


def with_curves(*curves: Curve) -> Change:
    """Curves that are numbered from 0 on in a plan that has none, and a draw called luck."""

    def change(plan: Plan) -> Plan:
        assert not plan.curves
        luck = Draw(LUCK, "chance", (None,) * len(plan.types))
        return replace(plan, curves=curves, draws=(*plan.draws, luck))

    return change


def luck(plan: Plan) -> int:
    """The draw that `with_curves` has added."""
    return next(number for number, draw in enumerate(plan.draws) if draw.name == LUCK)


def nodes(step: str, of: Callable[[Plan, Node], Node], instruction: str = "WORK") -> Change:
    """Change the nodes of a step that have an instruction, in every program."""

    def change(plan: Plan) -> Plan:
        number, found = plan.steps.index(step), 0
        programs = []
        for program in plan.programs:
            changed = []
            for node in program.nodes:
                is_meant = node.step == number and node.instruction == instruction
                found += is_meant
                changed.append(of(plan, node) if is_meant else node)
            programs.append(replace(program, nodes=tuple(changed)))
        assert found, f"no {instruction} of {step}"
        return replace(plan, programs=tuple(programs))

    return change


def node(step: str, instruction: str = "WORK", **changed: Any) -> Change:
    """Set fields of the nodes of a step that have an instruction."""
    return nodes(step, lambda _, one: replace(one, **changed), instruction)


def records(table: str, **changed: Any) -> Change:
    """Set fields of every record of a table."""

    def change(plan: Plan) -> Plan:
        rows = tuple(replace(row, **changed) for row in getattr(plan, table))
        return replace(plan, **{table: rows})

    return change


def lent(person: str, skill: str, rate: int = PARTS) -> Change:
    """Lend somebody to every queue for a skill."""

    def change(plan: Plan) -> Plan:
        number = next(place for place, one in enumerate(plan.people) if one.name == person)
        member = Member(number, rate, lent=True)
        queues = tuple(
            replace(queue, pool=(*queue.pool, member))
            if plan.skills[queue.skill] == skill
            else queue
            for queue in plan.queues
        )
        return replace(plan, queues=queues)

    return change


def of_time(*steps: tuple[float, int], name: str = "curve") -> Curve:
    """A curve of time in hours."""
    return _curve(name, "time", [(hours * HOUR, value) for hours, value in steps])


def of_practice(*steps: tuple[float, int], name: str = "practice") -> Curve:
    """A curve of hours of practice."""
    return _curve(name, "practice", [(hours * HOUR, value) for hours, value in steps])


def of_load(*steps: tuple[int, int], name: str = "load") -> Curve:
    """A curve of load in parts per million."""
    return _curve(name, "load", list(steps))


def of_deliveries(*steps: tuple[int, int], agency: int = 0, name: str = "learning") -> Curve:
    """A curve of an agency's deliveries."""
    return replace(_curve(name, "deliveries", list(steps)), agency=agency)


def _curve(name: str, register: str, steps: list[tuple[Any, int]]) -> Curve:
    at = tuple(round(count) for count, _ in steps)
    return Curve(name, register, at, tuple(value for _, value in steps))
