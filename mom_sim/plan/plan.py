"""The plan as records: programs of nodes, and the tables that nodes point into.

Nothing here knows an operating model. Whole numbers only, but for prices and the distributions of
draws:
times are microseconds, shares are parts per million (`PARTS`), probabilities are thresholds of 52
bits.
`-1` points nowhere. The position in a tuple is the identity of a record and the stated order of
ties.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.draws.distributions import Distribution
from mom_sim.draws.kept_hash import KeptHash

PARTS = 1_000_000
ALL_TIERS = -1
PASS_OVER = -1  # share of a node that lies between the reworked ones and is not done again


@dataclass(frozen=True)
class Draw(KeptHash):
    """Something that chance decides, by the name of its address.

    `by_type` holds one distribution per campaign type. A draw with a step in `overridden_by` is
    hands-on work of that step: it is multiplied by the campaign's size.
    """

    name: str  # "campaign:effort:design"
    kind: str  # duration | chance
    by_type: tuple[Distribution | None, ...]
    overridden_by: str = ""  # step whose stated effort in a campaign calendar takes its place

    __hash__ = KeptHash.__hash__


@dataclass(frozen=True)
class Curve:
    """A step function of a register: from ``at[i]`` on, ``values[i]`` holds.

    ==========  ==================================================================
    register    what it counts
    ==========  ==================================================================
    time        microseconds since the start
    practice    microseconds that a person has worked on a campaign type
    load        a person's recent share of working time spent on campaigns
    deliveries  pieces that an agency has delivered
    round       rounds of a gate, the present one included: what decides reads it
    ==========  ==================================================================
    """

    name: str
    register: str
    at: tuple[int, ...]  # ascending, the first is 0
    values: tuple[int, ...]  # parts per million, or thresholds where it takes a threshold's place
    agency: int = -1  # whose deliveries


@dataclass(frozen=True)
class Relief:
    """Less work for some campaigns: a share of the effort where a draw is below a curve of time."""

    chance: int  # draw
    curves: tuple[int, ...]  # one per unit
    share: int


@dataclass(frozen=True)
class Place:
    """Where a campaign's work is: with people of a team who have a skill; or in its task force."""

    team: int  # -1 = the campaign's own task force
    skill: int


@dataclass(frozen=True)
class Condition:
    """When a node is carried out at all; otherwise it is passed over without a trace."""

    tiers: int = ALL_TIERS  # bit mask of risk tiers
    chance: int = -1  # draw: carried out when below the threshold
    threshold: int = 0
    escaped: int = -1  # defect risk that has escaped
    after_node: int = -1  # node of the same program whose last outcome ...
    after_outcome: int = -1  # ... is this one; -1: it was passed over
    curve: int = -1  # of time or deliveries: takes the threshold's place
    distance: str = ""  # near | far: from where the work is to ...
    toward: tuple[int, ...] = ()  # ... this place, one per unit


@dataclass(frozen=True)
class Node:
    """One instruction of a program; `queues` has one row per unit: where its crew comes from."""

    instruction: str
    step: int
    condition: Condition = Condition()
    draws: tuple[int, ...] = ()  # one per unit, -1 = no time
    share: int = PARTS  # part of the drawn effort at the first attempt
    reliefs: tuple[Relief, ...] = ()  # applied to the effort in this order
    rate_curves: tuple[int, ...] = ()  # of practice, load or time: factors on the rate
    queues: tuple[tuple[int, ...], ...] = ()
    in_force: bool = False
    clock: int = -1  # working time of this clock; -1 = wall clock
    cause: str = ""
    timeout: int = 0  # working microseconds of the reference clock without a start
    timeout_from: int = -1  # node from whose latest ready the timeout counts; -1 = its own
    overflow: int = 0  # waiting requests from which work overflows
    overflow_late: int = 0  # working microseconds before the due date from which work overflows
    effort_draw: int = -1  # hands-on work an agency charges for
    meetings: tuple[int, ...] = ()  # bodies of deciders, one per unit
    decision: int = -1
    agency: int = -1
    limits: tuple[int, ...] = ()  # WIP limit, one per unit
    windows: tuple[tuple[int, int], ...] = ()
    places: tuple[int, ...] = ()  # where the work is from then on, one per unit; empty: as before
    force: int = -1
    skills: tuple[int, ...] = ()
    launch: bool = False
    review: bool = False  # hands-on work of a decider: its waiting is decision time
    ends: str = ""  # how a CANCEL ends the campaign: canceled, reused, shadow
    announce: str = ""  # event written when the node is carried out ...
    announce_value: int = -1  # ... and its value
    successors: tuple[int, ...] = ()


def node_with(node: Node, **changed: Any) -> Node:
    """Copy a node with other values in some fields.

    As `dataclasses.replace` does, which takes as long as half of what compiles a plan.
    """
    copy: Node = object.__new__(Node)
    vars(copy).update(vars(node), **changed)
    return copy


@dataclass(frozen=True)
class Rework:
    """What is done again after a revise: nodes with their share, edges that open again."""

    nodes: tuple[tuple[int, int], ...]  # (node, share in parts per million; PASS_OVER = not again)
    edges: tuple[tuple[int, int], ...]
    entry: tuple[int, ...]  # nodes that become ready at once


@dataclass(frozen=True)
class Reviewer:
    """Thresholds of one decider and the nodes in which the review is done."""

    nodes: tuple[int, ...]  # review nodes: the decider's, then the delegate's; empty: automated
    decider: str
    false_reject: int
    false_accept: int
    deemed_approved: bool  # a review that timed out everywhere counts as an approval


@dataclass(frozen=True)
class Decision:
    """What a DECIDE node weighs, and what follows."""

    step: int
    reviewers: tuple[Reviewer, ...]
    need: int  # approvals needed
    risks: tuple[int, ...]  # defect risks
    verdicts: tuple[int, ...]  # draws, one per risk
    revise_draw: int
    revise_threshold: int
    reject_draw: int
    reject_threshold: int
    rounds: int  # 0 = no limit
    after_rounds: str  # approve | reject | escalate
    rework: Rework
    revise_curve: int = -1  # of time, deliveries or rounds: takes the threshold's place
    escalates: bool = False  # a refusal goes on to somebody higher, without rework


@dataclass(frozen=True)
class Program:
    """The work of one campaign type. Node 0 is the begin, the last node the end."""

    type: int
    nodes: tuple[Node, ...]
    body: int  # the last node of the prelude (admission, task force)
    entries: tuple[tuple[int, int], ...]  # (step, its first node): where a backlog goes in
    patience: int  # draw or -1
    rank: int  # class of service
    preempts: bool
    switching_cost: int
    preempts_seconded: bool = False  # it interrupts work inside task forces, too
    impatient: str = "canceled"  # how a request ends whose patience is over: canceled, shadow
    due_share: int = PARTS  # of the time to the promised date: the date that work is ranked by


@dataclass(frozen=True)
class Member:
    """A person in a queue's pool, with the rate of work (PARTS = drawn effort one to one)."""

    person: int
    rate: int
    lent: bool = False  # serves only while nothing waits that they serve otherwise


@dataclass(frozen=True)
class Queue:
    """Requests to one team for one skill, and who may serve them, in the order they are tried."""

    team: int
    skill: int
    pool: tuple[Member, ...]


@dataclass(frozen=True)
class Team:
    """People under one queue discipline; agencies stand among the teams."""

    name: str
    rule: tuple[str, ...]
    aging: int


@dataclass(frozen=True)
class Person:
    """A position, and what it takes to know how fast work goes."""

    name: str
    role: str
    position: int
    team: int
    calendar: int
    cost_per_hour: float
    productive_share: int  # parts per million
    ramp_start: int  # parts per million
    ramp_length: int
    freelancer: bool = False


@dataclass(frozen=True)
class Meeting:
    """Instants at which a body of deciders meets, or the renewal intervals they are drawn from."""

    name: str
    instants: tuple[int, ...]
    interval: Distribution | None
    agenda: int  # 0 = all


@dataclass(frozen=True)
class AgencyRecord:
    """An agency as a vendor with limited capacity."""

    name: str
    team: int
    clock: int
    capacity: int  # 0 = no limit
    price_per_hour: float
    price_per_piece: float
    retainer_per_year: float
    windows: tuple[tuple[int, int, int], ...] = ()  # (start, end, capacity) in place of capacity


@dataclass(frozen=True)
class AgencyTerms:
    """How an agency charges beside its prices; metrics alone read it."""

    included_hours_per_year: float  # that the retainer pays for
    price_per_hour_over: float  # for every hour beyond them
    rush_premium: float  # share on top of a piece's price ...
    rush_within: int  # ... ordered with less working time than this to the due date


@dataclass(frozen=True)
class Force:
    """A kind of task force."""

    reserve: bool
    quorum: int
    max_forces: int


@dataclass(frozen=True)
class Limit:
    """A limit on work in progress."""

    name: str
    limit: int
    reject: bool


@dataclass(frozen=True)
class Defect:
    """A risk of bad work: thresholds of its quality draw."""

    name: str
    draw: int
    first: int  # threshold in the first version
    revised: int  # threshold in each later version
    cost: float
    exposure_draw: int = -1  # only campaigns below their type's threshold can be bad; -1 = all
    exposure: tuple[int, ...] = ()
    tired: int = -1  # least threshold of a version that somebody overloaded has worked on
    agency_curves: tuple[int, ...] = ()  # of deliveries: least thresholds with agencies' work


@dataclass(frozen=True)
class ValueRule:
    """How a campaign type's worth decays after `after` (due or request); 0 = not in this way."""

    after: str
    half_life: int  # microseconds wall clock
    gone_after: int
    by_unit: tuple[float, ...] = ()  # factors on the worth, one per unit; empty: 1


@dataclass(frozen=True)
class Plan(KeptHash):
    """Everything an engine needs beside the tape."""

    __hash__ = KeptHash.__hash__

    model: str
    units: tuple[str, ...]
    types: tuple[str, ...]
    tiers: tuple[str, ...]
    steps: tuple[str, ...]
    skills: tuple[str, ...]
    risks: tuple[str, ...]  # defect risks first, in the order of `defects`, then event risks
    clocks: tuple[WorkingClock, ...]
    clock_names: tuple[str, ...]
    reference_clock: int
    hours_per_day: float
    start: int
    warm_up: int
    horizon: int
    limit: int
    teams: tuple[Team, ...]
    people: tuple[Person, ...]
    queues: tuple[Queue, ...]
    draws: tuple[Draw, ...]
    programs: tuple[Program, ...]
    decisions: tuple[Decision, ...]
    meetings: tuple[Meeting, ...]
    agencies: tuple[AgencyRecord, ...]
    forces: tuple[Force, ...]
    limits: tuple[Limit, ...]
    defects: tuple[Defect, ...]
    crew_age_limit: int
    technology_cost_per_year: float
    event_costs: tuple[float, ...]  # per risk, currency an occurrence
    value_rules: tuple[ValueRule, ...]  # per type
    places: tuple[Place, ...] = ()
    curves: tuple[Curve, ...] = ()
    load_curve: int = -1  # of load: a factor on everybody's rate, below PARTS for the overloaded
    load_weeks: int = 4  # complete weeks that the load looks back on
    agency_terms: tuple[AgencyTerms, ...] = ()  # one per agency, or none
    shadow_costs: tuple[float, ...] = ()  # per type, currency a campaign that ends shadow, or none
    warnings: tuple[str, ...] = field(default=())

    @property
    def flat(self) -> dict[str, np.ndarray]:
        """Plan as flat arrays (see `mom_sim.plan.flattening`)."""
        from mom_sim.plan.flattening import flatten

        return flatten(self)
