"""Who decides at a gate: rules by risk tier, and the people behind a decider's word."""

from __future__ import annotations

from dataclasses import dataclass

from mom_sim.operating_models.draft import Draft, Places
from mom_sim.plan.plan import ALL_TIERS
from mom_sim.scenario.resolved import GateRule, Step

AUTOMATED = "automated"

EXPERT_ALWAYS = GateRule(
    gates=(),
    tiers=(),
    deciders=("expert",),
    rule="serial",
    need=0,
    cadence="scenario",
    own_cadence=(),
    sampled=1.0,
    delegate_after=0,
    deemed_approved_after=0,
    rounds=-1,
)
"""Holds where no rule of the operating model fits."""


@dataclass(frozen=True)
class Decider:
    """Somebody who decides.

    Parameters
    ----------
    word : str
        expert, lead, crew or automated: whose error rates count.
    skills : tuple of (str, int)
        Who has to be there for a review; empty if nobody has.
    in_force : bool
        Whether it is done inside the campaign's task force.
    """

    word: str
    skills: tuple[tuple[str, int], ...]
    in_force: bool = False

    def places(self, draft: Draft) -> Places:
        """Where the review takes place, by unit."""
        return draft.places_in_force() if self.in_force else draft.places_of(self.skills[0][0])


def decider_of(draft: Draft, step: Step, word: str) -> Decider:
    """People behind a word of an operating model.

    Parameters
    ----------
    draft : Draft
    step : Step
        The gate.
    word : str
        expert, lead, crew or automated. A crew is one delegated approver of the campaign's task
        force; where none is formed, the expert decides.

    Returns
    -------
    Decider
    """
    lead = draft.tables.scenario.lead_skill
    if word == AUTOMATED:
        return Decider(AUTOMATED, ())
    if word == "lead":
        return Decider("lead", ((lead, 1),))
    if word == "crew" and draft.force:
        return Decider("crew", ((_approver(draft, step), 1),), True)
    return Decider("expert", step.skills)


def _approver(draft: Draft, gate_step: Step) -> str:
    """Skill of a task force's delegated approver.

    Somebody whose work the gate may send back is with the force until the gate has passed; to keep
    the lead for the review alone would idle a scarce person.
    """
    reviewed = {name for gate in gate_step.gate for name, _ in gate.revise}
    for step in draft.steps:
        if step.name in reviewed and step.skills and step.skills[0][0] in draft.force:
            return step.skills[0][0]
    lead = draft.tables.scenario.lead_skill
    return lead if lead in draft.force else draft.force[0]


def rules_by_tier(draft: Draft, step: Step) -> list[tuple[GateRule, int]]:
    """Rules that decide at a gate for campaigns of a type.

    Parameters
    ----------
    draft : Draft
    step : Step
        The gate.

    Returns
    -------
    list of (GateRule, int)
        In the order of the operating model, each with the mask of the risk tiers that it is the
        first to fit; tiers that the type cannot have are left out.
    """
    tiers = draft.tables.scenario.risk_tiers
    probabilities = dict(draft.kind.risk_tiers)
    possible = [number for number, tier in enumerate(tiers) if probabilities.get(tier, 0.0) > 0]
    rules = (*draft.tables.model.who_decides, EXPERT_ALWAYS)
    masks: dict[int, int] = {}
    for number in possible:
        position = next(
            position
            for position, rule in enumerate(rules)
            if (not rule.gates or step.name in rule.gates)
            and (not rule.tiers or tiers[number] in rule.tiers)
        )
        masks[position] = masks.get(position, 0) | 1 << number
    whole = sum(1 << number for number in possible)
    return [
        (rules[position], ALL_TIERS if mask == whole else mask)
        for position, mask in sorted(masks.items())
    ]
