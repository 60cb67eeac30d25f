"""Whether the nodes of one program hold together: columns, graph, decisions, crews."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields

from mom_sim.log.contract import ACTIVITY_OUTCOMES, CAUSES
from mom_sim.log.event_kinds import EVENT_KIND_RECORDS
from mom_sim.plan.fields import node_field, rule_of_class
from mom_sim.plan.instructions import INSTRUCTIONS
from mom_sim.plan.plan import Decision, Node, Plan, Program

_NODE_FIELDS = {field.name: field for field in fields(Node)}
_COLUMNS = {
    name: tuple(node_field(column, frozenset(_NODE_FIELDS)) for column in record.columns)
    for name, record in INSTRUCTIONS.items()
}
_EVERY_COLUMN = frozenset(column for columns in _COLUMNS.values() for column in columns)


def _checked(instruction: str) -> tuple[list[tuple[str, object]], list[tuple[str, object]]]:
    """Fields with their defaults: those that an instruction does not read, those that it needs."""
    read, optional = _COLUMNS[instruction], INSTRUCTIONS[instruction].optional
    unread, needed = [], []
    for name, field in _NODE_FIELDS.items():
        if name in _EVERY_COLUMN and name not in read:
            unread.append((name, field.default))
        if name in read and rule_of_class(Node, name).needed and name not in optional:
            needed.append((name, field.default))
    return unread, needed


_CHECKED = {instruction: _checked(instruction) for instruction in INSTRUCTIONS}

Ancestors = list[int]
"""By node: those with a path to it, as a bit for each."""


def program_faults(plan: Plan, program: Program, where: str) -> Iterator[str]:
    """Say what is wrong with a program whose numbers all point somewhere.

    Parameters
    ----------
    plan : Plan
    program : Program
        Of that plan.
    where : str
        Its place, for the messages.

    Yields
    ------
    str
        One fault, with its place.
    """
    before = _ancestors(program)
    for index, node in enumerate(program.nodes):
        place = f"{where}.nodes[{index}] ({node.instruction})"
        yield from (f"{place}: {fault}" for fault in _node_faults(plan, program, index, before))
    yield from (f"{where}: {fault}" for fault in _graph_faults(program))


def _node_faults(plan: Plan, program: Program, index: int, before: Ancestors) -> Iterator[str]:
    node = program.nodes[index]
    if node.instruction not in INSTRUCTIONS:
        yield f"unknown instruction; there are {', '.join(INSTRUCTIONS)}"
        return
    yield from _column_faults(node)
    yield from _word_faults(plan, node)
    yield from _condition_faults(program, index, before)
    yield from _BY_INSTRUCTION.get(node.instruction, _nothing_more)(plan, program, index, before)


def _column_faults(node: Node) -> Iterator[str]:
    """Columns of a node against its instruction's record: none too many, none missing."""
    unread, needed = _CHECKED[node.instruction]
    for name, default in unread:
        value = getattr(node, name)
        if value is not default and value != default:
            yield f"has {name}, which {node.instruction} does not read"
    for name, default in needed:
        if getattr(node, name) == default:
            yield f"needs {name}"


def _word_faults(plan: Plan, node: Node) -> Iterator[str]:
    if node.cause and node.cause not in CAUSES:
        yield f"{node.cause!r} is no cause; there are {', '.join(CAUSES)}"
    if not node.announce:
        return
    record = EVENT_KIND_RECORDS.get(node.announce)
    if record is None:
        yield f"announces {node.announce!r}, which is no kind of event"
    elif record.vocabulary == "risk" and not 0 <= node.announce_value < len(plan.risks):
        yield f"announces {node.announce} of risk {node.announce_value}, of {len(plan.risks)}"


def _condition_faults(program: Program, index: int, before: Ancestors) -> Iterator[str]:
    condition = program.nodes[index].condition
    asked, outcome = condition.after_node, condition.after_outcome
    if asked < 0:
        return
    if not before[index] >> asked & 1:
        yield f"asks for the outcome of node {asked}, which does not come before it"
    record = INSTRUCTIONS.get(program.nodes[asked].instruction)
    was_done = outcome >= 0  # -1 asks whether it was passed over
    if record is not None and was_done and ACTIVITY_OUTCOMES[outcome] not in record.outcomes:
        yield f"asks whether node {asked} ended {ACTIVITY_OUTCOMES[outcome]!r}, which it cannot"


def _graph_faults(program: Program) -> Iterator[str]:
    nodes = program.nodes
    if not nodes or nodes[-1].instruction != "END":
        yield "the last node has to be END"
        return
    ends = [index for index, node in enumerate(nodes) if node.instruction == "END"]
    if len(ends) > 1:
        yield f"has more than one END, at nodes {ends}"
    launches = [index for index, node in enumerate(nodes) if node.launch]
    if len(launches) > 1:
        yield f"launches at more than one node: {launches}"
    for index, node in enumerate(nodes):
        if len(set(node.successors)) < len(node.successors):
            yield f"node {index} has a successor twice"
        back = [successor for successor in node.successors if successor <= index]
        if back:
            yield f"node {index} leads back to {back}; every edge leads to a later node"
    # In plan order, every node has then a path from the begin and a path to the end.
    reached = {0}.union(*(node.successors for node in nodes))
    lost = [index for index in range(len(nodes)) if index not in reached]
    if lost:
        yield f"nothing leads to nodes {lost}"
    stuck = [index for index, node in enumerate(nodes[:-1]) if not node.successors]
    if stuck:
        yield f"nothing follows nodes {stuck}; the end follows everything"
    if nodes[-1].successors:
        yield "something follows the END"


def _work_faults(plan: Plan, program: Program, index: int, before: Ancestors) -> Iterator[str]:
    node = program.nodes[index]
    for unit, draw in zip(plan.units, node.draws, strict=False):
        if draw < 0 or plan.draws[draw].by_type[program.type] is None:
            yield f"has no distribution of its effort for {unit} and {plan.types[program.type]}"
    yield from _crew_faults(plan, program, index, before)


def _crew_faults(plan: Plan, program: Program, index: int, before: Ancestors) -> Iterator[str]:
    for unit, slots in zip(plan.units, program.nodes[index].queues, strict=False):
        if not slots:
            yield f"has no queue for {unit}"
        for queue, wanted in Counter(slots).items():
            people = len({member.person for member in plan.queues[queue].pool})
            if people < wanted:
                yield f"needs {wanted} people of queue {queue} for {unit}, which has {people}"


def _decide_faults(plan: Plan, program: Program, index: int, before: Ancestors) -> Iterator[str]:
    decision = plan.decisions[program.nodes[index].decision]
    for reviewer in decision.reviewers:
        for node in reviewer.nodes:
            asked = program.nodes[node]
            is_review = asked.review or asked.instruction in ("MEET", "PASS")
            if not before[index] >> node & 1 or not is_review:
                yield f"reviewed by node {node}, which is no review that comes before it"
    if not 0 <= decision.need <= max(1, len(decision.reviewers)):
        yield f"needs {decision.need} approvals of {len(decision.reviewers)} reviewers"
    if len(decision.verdicts) != len(decision.risks):
        yield f"has {len(decision.verdicts)} verdicts for {len(decision.risks)} risks"
    if decision.after_rounds not in ("approve", "reject", "escalate"):
        yield f"after the rounds: approve, reject or escalate, not {decision.after_rounds!r}"
    yield from _rework_faults(program, index, decision, before)


def _rework_faults(
    program: Program, index: int, decision: Decision, before: Ancestors
) -> Iterator[str]:
    rework = decision.rework
    again = {node for node, _ in rework.nodes}
    earlier = before[index] | 1 << index
    for node in sorted(again):
        if earlier >> node & 1:
            continue
        yield f"does node {node} again, which does not come before it"
    for source, target in rework.edges:
        if target not in program.nodes[source].successors:
            yield f"opens the edge from {source} to {target} again, which is not there"
        if not {source, target} <= again:
            yield f"opens the edge from {source} to {target}, but does not do both again"
    opened = {target for _, target in rework.edges}
    if set(rework.entry) != again - opened:
        yield f"goes back to {rework.entry}, but {sorted(again - opened)} wait for nothing"
    if index not in again:
        yield "is not among what is done again, so a revise would leave the campaign nowhere"


def _nothing_more(plan: Plan, program: Program, index: int, before: Ancestors) -> Iterator[str]:
    return iter(())


_BY_INSTRUCTION: dict[str, Callable[[Plan, Program, int, Ancestors], Iterator[str]]] = {
    "WORK": _work_faults,
    "ASSEMBLE": _crew_faults,
    "DECIDE": _decide_faults,
}
"""What an instruction asks beyond its columns."""


def _ancestors(program: Program) -> Ancestors:
    """Find, for every node, those with a path to it."""
    found = [0] * len(program.nodes)
    more = True
    while more:  # once, and once more to see that nothing leads back
        more = False
        for source, node in enumerate(program.nodes):
            ways = found[source] | 1 << source
            for target in node.successors:
                if ways & ~found[target]:
                    found[target] |= ways
                    more = True
    return found
