"""What a scenario asks for in a year, and how often gates ask for it again, by expectation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import product
from math import prod

import numpy as np

from mom_sim.calendars.units import MICROSECONDS_PER_HOUR
from mom_sim.draws.address import threshold
from mom_sim.errors import UnworkableError
from mom_sim.log.contract import ACTIVITY_OUTCOMES
from mom_sim.plan.plan import ALL_TIERS, PARTS, Condition, Decision, Node, Plan, Program
from mom_sim.scenario.resolved import Role, Scenario
from mom_sim.tape.arrivals import demand_sources
from mom_sim.tape.clocks import MICROSECONDS_PER_YEAR

_DECIMALS = 9
_CERTAIN = threshold(1.0)
_OVERFLOWED = ACTIVITY_OUTCOMES.index("overflowed")
_TIMED_OUT = ACTIVITY_OUTCOMES.index("timed_out")
_ESCALATED = ACTIVITY_OUTCOMES.index("escalated")


def load_by_unit(scenario: Scenario, role: Role, demand: Scenario | None = None) -> list[float]:
    """Hours a year that each unit's campaigns ask of a role's main skill, before rework.

    Parameters
    ----------
    scenario : Scenario
    role : Role
    demand : Scenario, optional
        With the requests that count, where they are not the scenario's own.

    Returns
    -------
    list of float, hours a year, one per unit
    """
    load = [0.0] * len(scenario.units)
    hours = _hours_by_type(scenario, role.skills[0][0])
    for kind, each in zip(scenario.campaigns, hours, strict=True):
        for unit, requests in enumerate(requests_by_unit(demand or scenario, kind.name)):
            load[unit] += each * requests
    return load


@lru_cache(maxsize=256)
def _hours_by_type(scenario: Scenario, skill: str) -> tuple[float, ...]:
    """Hours that a campaign of each type asks of a skill, before rework."""
    workflows = {workflow.name: workflow for workflow in scenario.workflows}
    found = []
    for kind in scenario.campaigns:
        hours = 0.0
        for step in workflows[kind.workflow].steps:
            effort = dict(step.effort).get(kind.name)
            if effort is not None:
                people = dict(step.skills).get(skill, 0)
                hours += people * effort.mean() / MICROSECONDS_PER_HOUR
        found.append(hours)
    return tuple(found)


def requests_by_unit(scenario: Scenario, kind: str) -> list[float]:
    """Expected requests a year of a type in the measured window, without surges and backlog.

    Parameters
    ----------
    scenario : Scenario
    kind : str
        Name of a campaign type.

    Returns
    -------
    list of float, requests a year of 365.25 days, one per unit
        Integral of the baseline rate from warm-up to horizon, with its seasons and cycles, and
        dated launches and rows of the campaign calendar that are requested there, by the length of
        that window. A renewal process counts with its mean rate.

    Raises
    ------
    RunError
        If the demand is such that no campaigns can be drawn.
    """
    expected = _expected_of(scenario)
    years = (scenario.run.horizon - scenario.run.warm_up) / MICROSECONDS_PER_YEAR
    # Rounded, so that units with the same demand weigh the same.
    return [
        round(expected.get((kind, unit.name), 0.0) / years, _DECIMALS) for unit in scenario.units
    ]


@lru_cache(maxsize=16)
def _expected_of(scenario: Scenario) -> Mapping[tuple[str, str], float]:
    """As `_requests_in_window`: who works there changes nothing about demand."""
    return _requests_in_window(replace(scenario, roles=()))


@lru_cache(maxsize=8)
def _requests_in_window(scenario: Scenario) -> Mapping[tuple[str, str], float]:
    """Expected requests from warm-up to horizon, by type and unit."""
    start, end = scenario.run.warm_up, scenario.run.horizon
    expected: dict[tuple[str, str], float] = defaultdict(float)
    for source in demand_sources(scenario):
        window = source.rate.between(start, end)
        if window is not None:
            expected[source.type_name, source.unit_name] += window.total
    for campaign in scenario.dated:
        expected[campaign.type, campaign.unit] += start <= campaign.requested < end
    return dict(expected)


def expected_revisions(scenario: Scenario, plan: Plan, kind: str, gate: str) -> float:
    """Expected number of times that a gate sends a campaign's work back.

    Parameters
    ----------
    scenario : Scenario
    plan : Plan
        Compiled from it: who decides, by risk tier, is settled there.
    kind : str
        Name of a campaign type.
    gate : str
        Name of a step.

    Returns
    -------
    float, revisions a campaign
        Of all campaigns of the type, those that do not need the gate or are not looked at included.

    Raises
    ------
    PlanError
        If the gate sends all work back, and that without a limit of rounds.

    Notes
    -----
    An approximation: each gate is taken by itself, as if it saw a first version of its own (an
    earlier gate with the same check would have sorted out some of the bad work), every reviewer
    looks in time, the rounds of serial deciders are counted together, and a gate that a later one
    asks again is not counted again. Events, patience and other gates end no campaign.

    Source: with r1 and r the probabilities that a first and a later version are sent back, the
    rounds follow each other like the trials of a geometric distribution, cut at n revisions:
    r1 + r1 r + ... + r1 r^(n-1), which is r1 / (1 - r) without a limit. Where chances are stated by
    round: r1 + r1 r2 + ..., and the same from the last stated one on.
    """
    number = [campaign_type.name for campaign_type in scenario.campaigns].index(kind)
    program = plan.programs[number]
    chains: dict[Condition, list[Decision]] = {}  # serial deciders have a decision each
    for node in program.nodes:
        if node.decision >= 0 and plan.steps[node.step] == gate:
            chains.setdefault(node.condition, []).append(plan.decisions[node.decision])
    return sum(
        share_of_campaigns(scenario, plan, program, condition)
        * _revisions(plan, program, condition, decisions, gate)
        for condition, decisions in chains.items()
    )


def share_of_campaigns(
    scenario: Scenario, plan: Plan, program: Program, condition: Condition
) -> float:
    """Expected share of a type's campaigns that meet a condition.

    Parameters
    ----------
    scenario : Scenario
    plan : Plan
    program : Program
        The type's.
    condition : Condition
        Of one of its nodes, other than that a defect has escaped.

    Returns
    -------
    float, share
        Without what follows from queues: nothing overflows and nobody is late with a review. Of
        what a decision passes on to somebody higher, the refusals of first versions alone.
    """
    if condition.after_outcome in (_OVERFLOWED, _TIMED_OUT):
        return 0.0
    share = 1.0
    if condition.tiers != ALL_TIERS:
        probabilities = dict(scenario.campaigns[program.type].risk_tiers)
        share = sum(
            probabilities.get(tier, 0.0)
            for number, tier in enumerate(scenario.risk_tiers)
            if condition.tiers >> number & 1
        )
    if condition.chance >= 0:
        share *= condition.threshold / _CERTAIN
    if condition.after_node >= 0:
        before = program.nodes[condition.after_node]
        done = share_of_campaigns(scenario, plan, program, before.condition)
        if condition.after_outcome == _ESCALATED:
            done *= _passed_on(plan, program, before)
        share *= done if condition.after_outcome >= 0 else 1.0 - done
    return share


def relieved(plan: Plan, node: Node) -> float:
    """Expected factor that a node's reliefs leave of its effort.

    Parameters
    ----------
    plan : Plan
    node : Node

    Returns
    -------
    float
        At the last value of each curve, when everybody has learned; the mean over units; draws
        that reliefs have in common are taken for independent.
    """
    factor = 1.0
    for relief in node.reliefs:
        last = [plan.curves[curve].values[-1] / _CERTAIN for curve in relief.curves]
        factor *= 1.0 - sum(last) / len(last) * (1.0 - relief.share / PARTS)
    return factor


def _revisions(
    plan: Plan, program: Program, condition: Condition, decisions: Sequence[Decision], gate: str
) -> float:
    """Expected revisions of a campaign for which these deciders are asked."""
    first, revised = _bad_versions(plan, program, condition, decisions[0])
    goes_on = 1.0 - decisions[0].reject_threshold / _CERTAIN
    # Of each round in turn, until all further ones are alike: probability that it sends work back.
    alike_from = max(2, *(_last_round(plan, one) for one in decisions))
    by_round = [
        goes_on * (1.0 - _approval(plan, program, decisions, revised if nth > 1 else first, nth))
        for nth in range(1, alike_from + 1)
    ]
    *before, again = by_round
    sent_back = np.cumprod(before)
    rounds = decisions[0].rounds
    if rounds:
        further = max(0, rounds - alike_from)
        tail = sum(again**nth for nth in range(1, further + 1))
        return float(sent_back[: rounds - 1].sum() + sent_back[-1] * tail)
    if sent_back[-1] > 0 and again >= 1:
        raise UnworkableError(
            f"operating model {plan.model}: gate {gate} sends all work back again without end, so "
            "that what is bought outside has no expected cost; state rounds, or error rates with "
            "which work can pass"
        )
    tail = sent_back[-1] * again / (1.0 - again) if sent_back[-1] > 0 else 0.0
    return float(sent_back.sum() + tail)


def _last_round(plan: Plan, decision: Decision) -> int:
    """First round whose chance of a revision beside the checks holds for all further ones."""
    curve = decision.revise_curve
    is_by_round = curve >= 0 and plan.curves[curve].register == "round"
    return plan.curves[curve].at[-1] if is_by_round else 1


def _coin(plan: Plan, decision: Decision, nth: int) -> float:
    """Chance of a revision beside the checks in a round; curves of other registers are left out."""
    found = decision.revise_threshold
    if decision.revise_curve >= 0 and plan.curves[decision.revise_curve].register == "round":
        curve = plan.curves[decision.revise_curve]
        found = next(
            value for at, value in zip(curve.at[::-1], curve.values[::-1], strict=True) if at <= nth
        )
    return found / _CERTAIN


def _bad_versions(
    plan: Plan, program: Program, condition: Condition, decision: Decision
) -> tuple[list[float], list[float]]:
    """By checked risk, probabilities that a first and that a later version is bad."""
    drawn = _chances(program, condition)
    first, revised = [], []
    for risk in decision.risks:
        defect = plan.defects[risk]
        exposed = 1.0  # what needs this very gate can be bad; of others, their share can
        if defect.exposure_draw >= 0 and defect.exposure_draw not in drawn:
            exposed = defect.exposure[program.type] / _CERTAIN
        first.append(exposed * defect.first / _CERTAIN)
        revised.append(exposed * defect.revised / _CERTAIN)
    return first, revised


def _passed_on(plan: Plan, program: Program, node: Node) -> float:
    """Share of first versions that a decision passes on to somebody higher."""
    decision = plan.decisions[node.decision]
    if not decision.escalates:
        return 0.0  # few use up their rounds
    first, _ = _bad_versions(plan, program, node.condition, decision)
    asked = replace(decision, escalates=False, revise_threshold=0, revise_curve=-1)
    goes_on = 1.0 - _coin(plan, decision, 1)
    return goes_on * (1.0 - _approval(plan, program, [asked], first, 1))


def _chances(program: Program, condition: Condition) -> set[int]:
    """Draws that have said yes where a condition holds."""
    drawn = {condition.chance}
    while condition.after_node >= 0:
        condition = program.nodes[condition.after_node].condition
        drawn.add(condition.chance)
    return drawn


def _approval(
    plan: Plan, program: Program, decisions: Sequence[Decision], bad: Sequence[float], nth: int
) -> float:
    """Probability that all decisions approve version `nth`, bad with these probabilities."""
    approval = 0.0
    for quality in product((False, True), repeat=len(bad)):
        weight = prod(p if is_bad else 1 - p for p, is_bad in zip(bad, quality, strict=True))
        approval += weight * prod(_passes(program, one, quality) for one in decisions)
    return approval * prod(1 - _coin(plan, one, nth) for one in decisions)


def _passes(program: Program, decision: Decision, quality: Sequence[bool]) -> float:
    """Probability that a version, good or bad in each checked respect, is not sent back."""
    if decision.escalates:
        return 1.0  # others decide on what is refused
    votes = np.ones(1)  # probability of each number of approvals
    for reviewer in decision.reviewers:
        nodes = [program.nodes[node] for node in reviewer.nodes]
        if any(node.condition.after_outcome == _TIMED_OUT for node in nodes):
            continue  # a delegate
        approves = prod(
            (reviewer.false_accept if is_bad else _CERTAIN - reviewer.false_reject) / _CERTAIN
            for is_bad in quality
        )
        votes = np.convolve(votes, (1 - approves, approves))
    return float(votes[decision.need :].sum())
