"""What the fields of the plan's records hold, beyond their type: one rule a field.

Printing and checking read these rules; every field of whole numbers has one. A field without one
still prints, as it is. Where a rule says that a number points into a table, -1 points nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

NODES = "nodes"
"""Table that a whole number points into when it is a node of the same program."""


@dataclass(frozen=True)
class FieldRule:
    """What the whole numbers of a field mean; for a tuple, what each of its items means.

    Parameters
    ----------
    points_into : str
        Field of the plan whose records they number, or `NODES`.
    nullable : bool
        Whether -1 is allowed.
    unit : str
        count, time (microseconds), share (parts per million), chance (threshold of 52 bits), tiers
        (bit mask), outcome (of an activity), event_value (by the kind of event), node_share (pairs
        of a node and its share), step_node (pairs of a step and its node), capacity_window (start,
        end and the capacity between them).
    one_per : str
        Field of the plan for each record of which there is one item; empty: any number of items.
    draw_kind : str
        Kind of draw, for what points into the draws.
    registers : tuple of str
        Registers that a curve may read there, for what points into the curves.
    needed : bool
        For a node: an instruction that reads it cannot do without. Elsewhere: not left empty.
    default_shown : bool
        For a node: printed also when it has its default.
    """

    points_into: str = ""
    nullable: bool = False
    unit: str = ""
    one_per: str = ""
    draw_kind: str = ""
    registers: tuple[str, ...] = ()
    needed: bool = False
    default_shown: bool = False


_COUNT = FieldRule(unit="count")
_TIME = FieldRule(unit="time")
_SHARE = FieldRule(unit="share")
_CHANCE = FieldRule(unit="chance")
_NODE = FieldRule(points_into=NODES)
_DURATION = FieldRule(points_into="draws", nullable=True, draw_kind="duration")
_LUCK = FieldRule(points_into="draws", nullable=True, draw_kind="chance")
_OF_CAMPAIGNS = FieldRule(points_into="curves", nullable=True, registers=("time", "deliveries"))
_CLOCK = FieldRule(points_into="clock_names", nullable=True)
_TEAM = FieldRule(points_into="teams")

FIELD_RULES: Mapping[str, FieldRule] = MappingProxyType(
    {
        "Plan.reference_clock": FieldRule(points_into="clock_names"),
        "Plan.clocks": FieldRule(one_per="clock_names"),
        "Plan.start": _TIME,
        "Plan.warm_up": _TIME,
        "Plan.horizon": _TIME,
        "Plan.limit": _TIME,
        "Plan.crew_age_limit": _TIME,
        "Plan.load_curve": FieldRule("curves", nullable=True, registers=("load",)),
        "Plan.load_weeks": _COUNT,
        "Plan.agency_terms": FieldRule(one_per="agencies"),
        "Plan.shadow_costs": FieldRule(one_per="types"),
        "AgencyTerms.rush_within": _TIME,
        "Plan.event_costs": FieldRule(one_per="risks", needed=True),
        "Plan.value_rules": FieldRule(one_per="types", needed=True),
        "Draw.by_type": FieldRule(one_per="types", needed=True),
        "Condition.tiers": FieldRule(unit="tiers"),
        "Condition.chance": _LUCK,
        "Condition.threshold": _CHANCE,
        "Condition.escaped": FieldRule(points_into="defects", nullable=True),
        "Condition.after_node": FieldRule(points_into=NODES, nullable=True),
        "Curve.at": FieldRule(unit="count"),
        "Curve.values": FieldRule(unit="count"),
        "Curve.agency": FieldRule("agencies", nullable=True),
        "Relief.chance": FieldRule(points_into="draws", draw_kind="chance"),
        "Relief.curves": FieldRule("curves", one_per="units", registers=("time",), needed=True),
        "Relief.share": _SHARE,
        "Condition.curve": _OF_CAMPAIGNS,
        "Condition.toward": FieldRule("places", one_per="units"),
        "Place.team": replace(_TEAM, nullable=True),
        "Place.skill": FieldRule("skills", nullable=True),
        "Node.places": FieldRule("places", one_per="units"),
        "Condition.after_outcome": FieldRule(unit="outcome", nullable=True),
        "Node.step": FieldRule(points_into="steps"),
        "Node.draws": FieldRule("draws", True, one_per="units", draw_kind="duration", needed=True),
        "Node.share": _SHARE,
        "Node.rate_curves": FieldRule("curves", registers=("time", "practice", "load")),
        "Node.overflow_late": _TIME,
        "Node.queues": FieldRule("queues", one_per="units", needed=True),
        "Node.clock": replace(_CLOCK, default_shown=True),
        "Node.cause": FieldRule(needed=True),
        "Node.timeout": _TIME,
        "Node.timeout_from": replace(_NODE, nullable=True),
        "Node.overflow": _COUNT,
        "Node.effort_draw": _DURATION,
        "Node.meetings": FieldRule("meetings", one_per="units", needed=True),
        "Node.decision": FieldRule("decisions", nullable=True, needed=True),
        "Node.agency": FieldRule("agencies", nullable=True, needed=True),
        "Node.limits": FieldRule("limits", one_per="units", needed=True),
        "Node.windows": FieldRule(unit="time", needed=True),
        "Node.force": FieldRule("forces", nullable=True, needed=True),
        "Node.skills": FieldRule("skills", needed=True),
        "Node.announce_value": FieldRule(unit="event_value"),
        "Node.successors": _NODE,
        "Rework.nodes": FieldRule(unit="node_share"),
        "Rework.edges": _NODE,
        "Rework.entry": _NODE,
        "Reviewer.nodes": _NODE,
        "Reviewer.false_reject": _CHANCE,
        "Reviewer.false_accept": _CHANCE,
        "Decision.step": FieldRule(points_into="steps"),
        "Decision.need": _COUNT,
        "Decision.risks": FieldRule(points_into="defects"),
        "Decision.verdicts": FieldRule(points_into="draws", draw_kind="chance"),
        "Decision.revise_draw": _LUCK,
        "Decision.revise_threshold": _CHANCE,
        "Decision.revise_curve": replace(_OF_CAMPAIGNS, registers=("time", "deliveries", "round")),
        "Decision.reject_draw": _LUCK,
        "Decision.reject_threshold": _CHANCE,
        "Decision.rounds": _COUNT,
        "Program.type": FieldRule(points_into="types"),
        "Program.body": _NODE,
        "Program.entries": FieldRule(unit="step_node"),
        "Program.patience": _DURATION,
        "Program.rank": _COUNT,
        "Program.switching_cost": _TIME,
        "Program.due_share": _SHARE,
        "Member.person": FieldRule(points_into="people"),
        "Member.rate": _SHARE,
        "Queue.team": _TEAM,
        "Queue.skill": FieldRule(points_into="skills"),
        "Team.aging": _TIME,
        "Person.position": _COUNT,
        "Person.team": _TEAM,
        "Person.calendar": FieldRule(points_into="clock_names"),
        "Person.productive_share": _SHARE,
        "Person.ramp_start": _SHARE,
        "Person.ramp_length": _TIME,
        "Meeting.instants": _TIME,
        "Meeting.agenda": _COUNT,
        "AgencyRecord.team": _TEAM,
        "AgencyRecord.clock": _CLOCK,
        "AgencyRecord.capacity": _COUNT,
        "AgencyRecord.windows": FieldRule(unit="capacity_window"),
        "Force.quorum": _COUNT,
        "Force.max_forces": _COUNT,
        "Limit.limit": _COUNT,
        "Defect.draw": FieldRule(points_into="draws", draw_kind="chance"),
        "Defect.first": _CHANCE,
        "Defect.revised": _CHANCE,
        "Defect.tired": FieldRule(unit="chance", nullable=True),
        "Defect.agency_curves": FieldRule("curves", registers=("deliveries",)),
        "Defect.exposure_draw": _LUCK,
        "Defect.exposure": FieldRule(unit="chance", one_per="types"),
        "ValueRule.half_life": _TIME,
        "ValueRule.gone_after": _TIME,
        "ValueRule.by_unit": FieldRule(one_per="units"),
    }
)

_PLAIN = FieldRule()


@cache
def item_rule(rule: FieldRule) -> FieldRule:
    """Rule of the items of a tuple: the same, but not one per anything."""
    return replace(rule, one_per="")


def rule_of(record: object, field: str) -> FieldRule:
    """Rule of a record's field; the plain one where none is stated."""
    return rule_of_class(type(record), field)


def rule_of_class(record: type[object], field: str) -> FieldRule:
    """Rule of a field of a class of records; see `rule_of`."""
    return FIELD_RULES.get(f"{record.__name__}.{field}", _PLAIN)


def node_field(column: str, known: frozenset[str]) -> str:
    """Field of a node that holds an instruction's column.

    Parameters
    ----------
    column : str
        As the instruction table calls it: `draw`.
    known : frozenset of str
        The fields that there are: `draws`, one value a unit.
    """
    return column if column in known or column + "s" not in known else column + "s"
