"""The plan as readable text: who there is, and what each program does, node by node.

Every record prints by its own fields, every node by the columns of its instruction's record, so
that a new field or a new instruction prints by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass

from mom_sim.log.event_kinds import EVENT_KIND_RECORDS
from mom_sim.plan.fields import node_field, rule_of
from mom_sim.plan.instructions import INSTRUCTIONS
from mom_sim.plan.plan import Condition, Decision, Node, Plan, Program
from mom_sim.plan.wording import label, record_name, record_text, value_text

_APART = ("teams", "people", "programs", "decisions", "warnings")
"""Fields of the plan that have a place of their own in the text."""

_NODE_FIELDS = {field.name: field for field in fields(Node)}
_PLACED = ("instruction", "step", "condition", "successors")
"""Fields of a node that do not stand among its columns."""


def plan_text(plan: Plan) -> str:
    """Print a plan.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    str
        Lines of text: the model and its window; teams with their people; every table of the plan;
        one listing a program, with number, instruction, step and columns of each node. Times are
        exact; numbers that point into a table print as the name they point to. Ends with a line
        feed.
    """
    sections = [_header(plan), _teams(plan), *_tables(plan), *_programs(plan), _warnings(plan)]
    return "\n".join("\n".join(lines) + "\n" for lines in map(list, sections) if lines)


def _header(plan: Plan) -> Iterator[str]:
    yield f"plan of {plan.model}"
    for field in fields(plan):
        value = getattr(plan, field.name)
        if field.name == "model" or field.name in _APART:
            continue
        if not isinstance(value, tuple) or (value and isinstance(value[0], str | float)):
            yield f"  {label(field.name)}: {value_text(plan, rule_of(plan, field.name), value)}"


def _teams(plan: Plan) -> Iterator[str]:
    yield "teams and their people"
    for number, team in enumerate(plan.teams):
        yield f"  {number} {record_text(plan, team)}"
        for index, person in enumerate(plan.people):
            if person.team == number:
                yield f"      {index} {record_text(plan, person)}"
    for index, person in enumerate(plan.people):
        if not 0 <= person.team < len(plan.teams):
            yield f"  of no team: {index} {record_text(plan, person)}"


def _tables(plan: Plan) -> Iterator[Iterator[str]]:
    for field in fields(plan):
        records = getattr(plan, field.name)
        if field.name in _APART or not isinstance(records, tuple) or not records:
            continue
        if not isinstance(records[0], str | float):
            yield _table(plan, field.name, records)


def _table(plan: Plan, name: str, records: tuple[object, ...]) -> Iterator[str]:
    yield label(name)
    rule = rule_of(plan, name)
    owners = rule.one_per
    for number, record in enumerate(records):
        owner = f" {record_name(plan, owners, number)}:" if owners else ""
        text = record_text(plan, record) if is_dataclass(record) else value_text(plan, rule, record)
        yield f"  {number}{owner} {text}"


def _programs(plan: Plan) -> Iterator[Iterator[str]]:
    for program in plan.programs:
        yield _program(plan, program)


def _program(plan: Plan, program: Program) -> Iterator[str]:
    yield f"program of {record_name(plan, 'types', program.type)}"
    for field in fields(program):
        if field.name not in ("type", "nodes"):
            value = getattr(program, field.name)
            yield f"  {label(field.name)}: {value_text(plan, rule_of(program, field.name), value)}"
    for number, node in enumerate(program.nodes):
        yield f"{number:>5} {node.instruction:<8} {record_name(plan, 'steps', node.step)}"
        yield from (f"        {line}" for line in _node(plan, program, node))


def _node(plan: Plan, program: Program, node: Node) -> Iterator[str]:
    if node.condition != Condition():
        yield f"if {_condition(plan, node.condition)}"
    record = INSTRUCTIONS.get(node.instruction)
    columns = record.columns if record else ()
    read = [node_field(column, frozenset(_NODE_FIELDS)) for column in columns]
    others = [name for name in _NODE_FIELDS if name not in read and name not in _PLACED]
    needed = [name for name in read if not record or name not in record.optional]
    for name in (*read, *others):
        if name not in _NODE_FIELDS:
            continue
        value = getattr(node, name)
        rule = rule_of(node, name)
        is_shown = name in needed and (rule.needed or rule.default_shown)
        if not is_shown and value == _default(name):
            continue
        yield f"{label(name)}: {_column_text(plan, program, node, name)}"
    if 0 <= node.decision < len(plan.decisions):
        yield from (f"  {line}" for line in _decision(plan, plan.decisions[node.decision]))
    if node.successors:
        yield f"then {value_text(plan, rule_of(node, 'successors'), node.successors)}"


def _default(name: str) -> object:
    default = _NODE_FIELDS[name].default
    return None if default is MISSING else default


def _column_text(plan: Plan, program: Program, node: Node, name: str) -> str:
    if name == "announce_value" and node.announce in EVENT_KIND_RECORDS:
        vocabulary = EVENT_KIND_RECORDS[node.announce].vocabulary
        if vocabulary == "risk":
            return record_name(plan, "risks", node.announce_value)
    text = value_text(plan, rule_of(node, name), getattr(node, name))
    if name != "draws":
        return text
    shown = []
    for draw in dict.fromkeys(node.draws):
        if 0 <= draw < len(plan.draws) and 0 <= program.type < len(plan.draws[draw].by_type):
            distribution = plan.draws[draw].by_type[program.type]
            shown.append(value_text(plan, rule_of(node, "share"), distribution))
    return " ~ ".join((text, ", ".join(shown)))


def _condition(plan: Plan, condition: Condition) -> str:
    named = (
        (field.name, field.default, getattr(condition, field.name)) for field in fields(condition)
    )
    return ", ".join(
        f"{label(name)} {value_text(plan, rule_of(condition, name), value)}"
        for name, default, value in named
        if value != default
    )


def _decision(plan: Plan, decision: Decision) -> Iterator[str]:
    for field in fields(decision):
        value = getattr(decision, field.name)
        if field.name == "reviewers":
            yield from (f"reviewer: {record_text(plan, reviewer)}" for reviewer in value)
        elif field.name == "rework":
            for part in fields(value):
                text = value_text(plan, rule_of(value, part.name), getattr(value, part.name))
                yield f"rework {part.name}: {text}"
        else:
            yield f"{label(field.name)}: {value_text(plan, rule_of(decision, field.name), value)}"


def _warnings(plan: Plan) -> Iterator[str]:
    if plan.warnings:
        yield "warnings"
        yield from (f"  {warning}" for warning in plan.warnings)
