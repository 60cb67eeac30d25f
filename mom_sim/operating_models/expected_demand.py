"""What a scenario asks for in a year, and how often gates ask for it again, by expectation."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import prod

import numpy as np

from mom_sim.calendars.units import MICROSECONDS_PER_HOUR
from mom_sim.draws.address import threshold
from mom_sim.errors import PlanError
from mom_sim.log.contract import ACTIVITY_OUTCOMES
from mom_sim.plan.plan import ALL_TIERS, Condition, Decision, Plan, Program
from mom_sim.scenario.resolved import Role, Scenario
from mom_sim.tape.clocks import MICROSECONDS_PER_YEAR

_CERTAIN = threshold(1.0)
_OVERFLOWED = ACTIVITY_OUTCOMES.index("overflowed")
_TIMED_OUT = ACTIVITY_OUTCOMES.index("timed_out")


def load_by_unit(scenario: Scenario, role: Role) -> list[float]:
    """Hours a year that each unit's campaigns ask of a role's main skill, before rework.

    Parameters
    ----------
    scenario : Scenario
    role : Role

    Returns
    -------
    list of float, hours a year, one per unit
    """
    skill = role.skills[0][0]
    workflows = {workflow.name: workflow for workflow in scenario.workflows}
    load = [0.0] * len(scenario.units)
    for kind in scenario.campaigns:
        hours = 0.0
        for step in workflows[kind.workflow].steps:
            effort = dict(step.effort).get(kind.name)
            if effort is not None:
                people = dict(step.skills).get(skill, 0)
                hours += people * effort.mean() / MICROSECONDS_PER_HOUR
        for unit, requests in enumerate(requests_by_unit(scenario, kind.name)):
            load[unit] += hours * requests
    return load


def requests_by_unit(scenario: Scenario, kind: str) -> list[float]:
    """Expected requests a year of a type, per unit, without surges and backlog.

    Parameters
    ----------
    scenario : Scenario
    kind : str
        Name of a campaign type.

    Returns
    -------
    list of float, requests a year of 365.25 days
        Random demand; dated launches and rows of the campaign calendar, spread over the horizon.
    """
    names = [unit.name for unit in scenario.units]
    requests = [0.0] * len(names)
    for campaign_type in scenario.campaigns:
        if campaign_type.name == kind:
            for demand in campaign_type.demand:
                per_year = demand.per_year
                if demand.interval:
                    per_year = MICROSECONDS_PER_YEAR / demand.interval[0].mean()
                requests[names.index(demand.unit)] += per_year
    years = scenario.run.horizon / MICROSECONDS_PER_YEAR
    for campaign in scenario.dated:
        if campaign.type == kind:
            requests[names.index(campaign.unit)] += 1 / years
    return requests


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
    r1 + r1 r + ... + r1 r^(n-1), which is r1 / (1 - r) without a limit.
    """
    number = [campaign_type.name for campaign_type in scenario.campaigns].index(kind)
    program = plan.programs[number]
    chains: dict[Condition, list[Decision]] = {}  # serial deciders have a decision each
    for node in program.nodes:
        if node.decision >= 0 and plan.steps[node.step] == gate:
            chains.setdefault(node.condition, []).append(plan.decisions[node.decision])
    return sum(
        share_of_campaigns(scenario, program, condition)
        * _revisions(plan, program, condition, decisions, gate)
        for condition, decisions in chains.items()
    )


def share_of_campaigns(scenario: Scenario, program: Program, condition: Condition) -> float:
    """Expected share of a type's campaigns that meet a condition.

    Parameters
    ----------
    scenario : Scenario
    program : Program
        The type's.
    condition : Condition
        Of one of its nodes, other than that a defect has escaped.

    Returns
    -------
    float, share
        Without what follows from queues: nothing overflows and nobody is late with a review.
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
        before = program.nodes[condition.after_node].condition
        share *= share_of_campaigns(scenario, program, before)
    return share


def _revisions(
    plan: Plan, program: Program, condition: Condition, decisions: Sequence[Decision], gate: str
) -> float:
    """Expected revisions of a campaign for which these deciders are asked."""
    drawn = _chances(program, condition)
    first, revised = [], []
    for risk in decisions[0].risks:
        defect = plan.defects[risk]
        exposed = 1.0  # what needs this very gate can be bad; of others, their share can
        if defect.exposure_draw >= 0 and defect.exposure_draw not in drawn:
            exposed = defect.exposure[program.type] / _CERTAIN
        first.append(exposed * defect.first / _CERTAIN)
        revised.append(exposed * defect.revised / _CERTAIN)
    goes_on = 1.0 - decisions[0].reject_threshold / _CERTAIN
    sent_back = goes_on * (1.0 - _approval(program, decisions, first))
    again = goes_on * (1.0 - _approval(program, decisions, revised))
    rounds = decisions[0].rounds
    if rounds:
        return float(sent_back * sum(again**nth for nth in range(rounds - 1)))
    if sent_back > 0 and again >= 1:
        raise PlanError(
            f"gate {gate} sends all work back again without end, so that what is bought outside "
            "has no expected cost; state rounds, or error rates with which work can pass"
        )
    return sent_back / (1.0 - again) if sent_back > 0 else 0.0


def _chances(program: Program, condition: Condition) -> set[int]:
    """Draws that have said yes where a condition holds."""
    drawn = {condition.chance}
    while condition.after_node >= 0:
        condition = program.nodes[condition.after_node].condition
        drawn.add(condition.chance)
    return drawn


def _approval(program: Program, decisions: Sequence[Decision], bad: Sequence[float]) -> float:
    """Probability that all decisions approve a version that is bad with these probabilities."""
    approval = 0.0
    for quality in product((False, True), repeat=len(bad)):
        weight = prod(p if is_bad else 1 - p for p, is_bad in zip(bad, quality, strict=True))
        approval += weight * prod(_passes(program, one, quality) for one in decisions)
    return approval * prod(1 - one.revise_threshold / _CERTAIN for one in decisions)


def _passes(program: Program, decision: Decision, quality: Sequence[bool]) -> float:
    """Probability of enough votes for a version that is good or bad in each checked respect."""
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
