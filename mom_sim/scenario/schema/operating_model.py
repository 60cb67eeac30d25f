"""An operating model as a person writes it: the four questions, answered."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from mom_sim.scenario.schema.base import Form, Name, Names, OneOrMore, Text, default, either
from mom_sim.scenario.schema.mechanism_forms import part
from mom_sim.scenario.schema.meetings import MeetingsForm
from mom_sim.scenario.schema.people import RoleKind
from mom_sim.scenario.schema.sources import SourceForm
from mom_sim.scenario.schema.values import (
    AmountPerYear,
    Count,
    DelayTime,
    Effort,
    MeanWallTime,
    PricePerHour,
    PricePerPiece,
    Share,
    Work,
    WorkingTime,
)

QueueRule = Literal[
    "class_of_service",
    "fifo",
    "due_date",
    "value",
    "cost_of_delay",
    "shortest_first",
    "latest_first",
    "fair_share",
]
TeamKind = Literal["lead", "producer", "platform", "decider", "rest", "all"]
Decider = Literal["expert", "lead", "crew", "automated"]


def _as_turnaround(written: Any) -> Any:
    return written if isinstance(written, dict) else {"default": written}


Turnaround = Annotated[
    dict[str, DelayTime],
    BeforeValidator(_as_turnaround),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {"type": "object", "additionalProperties": {"type": "string"}},
            ]
        }
    ),
]
"""Times by campaign type and ``default``, or one for all."""


class TeamForm(Form):
    """Which people form teams, and how many teams."""

    name: Name
    """What the team is called."""
    kinds: Annotated[list[TeamKind], OneOrMore()] = Field(default_factory=list)
    """Kinds of role: a list of lead, producer, platform, decider; or rest, or all."""
    roles: Names = Field(default_factory=list)
    """Roles by name, beside kinds."""
    group: Literal["company", "unit", "role", "unit_and_role"]
    """One team for the company, one per unit, one per role, or one per unit and role."""
    share: Share = default("who_does_the_work.teams.*.share")
    """Share of each role's people, its last positions; the others go on to the rules below."""
    types: Names = Field(default_factory=list)
    """Campaign types that are theirs alone; default those that no other team has."""
    tiers: Names = Field(default_factory=list)
    """Risk tiers whose work of the steps is theirs alone; default those that no other team has."""


class TaskForceForm(Form):
    """People taken out of their teams for one campaign."""

    min_effort: Work | None = None
    """Expected work of a campaign type from which a force is formed."""
    types: Names = Field(default_factory=list)
    """Campaign types for which a force is formed."""
    skills: Names = Field(default_factory=list)
    """Skills in the crew; default, also without kinds, every skill of the work steps."""
    kinds: Annotated[list[RoleKind], OneOrMore()] = Field(default_factory=list)
    """Kinds of role whose main skills are in the crew."""
    assembly: Literal["reserve", "wait"] = default("who_does_the_work.task_force.assembly")
    """reserve: who is free first waits for the others; wait: all are taken at once."""
    quorum: Count | None = None
    """Members needed to begin; default the whole crew."""
    max_forces: Count | None = None
    """Most forces at a time; default no limit."""
    release: Literal["end", "steps"] = default("who_does_the_work.task_force.release")
    """end: all stay for the campaign's life; steps: who has no more steps goes back."""
    members_per_skill: Count = default("who_does_the_work.task_force.members_per_skill")
    """People of each skill."""


class AgencyForm(Form):
    """Outside capacity with a turnaround and a price."""

    name: Name
    """What it is called."""
    kinds: Annotated[list[RoleKind], OneOrMore()] = Field(default_factory=list)
    """Kinds of role whose work it does."""
    skills: Names = Field(default_factory=list)
    """Skills whose work it does, by name."""
    types: Names = Field(default_factory=list)
    """Campaign types it works for; default all."""
    turnaround: Turnaround
    """Time from the brief to the delivery, by campaign type and `default`, or one for all."""
    calendar: str | None = None
    """When it works; default the reference calendar."""
    capacity: Count | None = None
    """Most pieces at a time; default no limit."""
    briefing: Effort | None = None
    """Work of whoever inside has the step's skill, before each first piece; default none."""
    price: PricePerHour = default("who_does_the_work.agency.*.price")
    """Per hour of the step's effort."""
    price_per_piece: PricePerPiece = default("who_does_the_work.agency.*.price_per_piece")
    """Per piece."""
    retainer: AmountPerYear = default("who_does_the_work.agency.*.retainer")
    """Per year, whatever it does."""


class WhoDoesTheWorkForm(part("who_does_the_work")):  # type: ignore[misc]
    """Teams, queues, task forces, agencies, and the mechanisms of doing the work."""

    teams: list[TeamForm] = Field(min_length=1)
    """Every person lands in the first rule that fits."""
    queue_rule: Annotated[list[QueueRule], Field(min_length=1), OneOrMore()] = default(
        "who_does_the_work.queue_rule"
    )
    """How work is ranked: the first criterion, ties by the next."""
    aging: WorkingTime | None = None
    """Waiting that makes up for one rank of class; default none."""
    crew_age_limit: MeanWallTime = default("who_does_the_work.crew_age_limit")
    """Wait after which nobody overtakes work that needs several people."""
    task_force: TaskForceForm | None = None
    """People taken out of their teams for one campaign; default none."""
    agency: Annotated[list[AgencyForm], OneOrMore()] = Field(default_factory=list)
    """Outside capacity: one agency or a list."""


class GateRuleForm(Form):
    """Who decides at which gates for which risk tiers."""

    gates: Names = Field(default_factory=list)
    """Steps; default all gates."""
    tiers: Names = Field(default_factory=list)
    """Risk tiers; default all."""
    deciders: Annotated[list[Decider], Field(min_length=1), OneOrMore()]
    """expert (who owns the gate), lead, crew, automated; several decide by `rule`."""
    rule: Literal["serial", "all", "any", "k_of_n"] = default("who_decides.*.rule")
    """How several deciders add up."""
    need: Count = default("who_decides.*.need")
    """Yes votes needed, for k_of_n."""
    cadence: either(Literal["scenario", "continuous"], MeetingsForm) = default(  # type: ignore[valid-type]
        "who_decides.*.cadence"
    )
    """scenario (as the gate says), continuous, or meetings of their own."""
    sampled: Share = default("who_decides.*.sampled")
    """Share of campaigns that are looked at."""
    delegate_after: WorkingTime | None = None
    """Time without a review after which the lead decides; default never."""
    deemed_approved_after: WorkingTime | None = None
    """Time without a review after which it counts as approved; default never."""
    rounds: Count | None = None
    """Most rounds; default as the gate says."""
    escalates_to: Literal["expert", "lead"] | None = None
    """Who decides what these refuse, before anything is done again; default nobody."""


class HandOffChangeForm(Form):
    """Hand-offs of this model where they differ from the scenario's."""

    within_team: DelayTime | None = None
    """Between people of one team."""
    between_teams: DelayTime | None = None
    """From one team to another."""


class WipLimitForm(Form):
    """A limit on campaigns in progress."""

    limit: Count
    """Most campaigns at a time."""
    per: Literal["company", "unit"] = default("coordination.wip_limit.per")
    """One limit for all, or one for each unit."""
    when_full: Literal["hold", "reject"] = default("coordination.wip_limit.when_full")
    """Whether requests wait at the door or are turned away."""


class CoordinationForm(part("coordination")):  # type: ignore[misc]
    """Hand-offs and limits, and the mechanisms of coordination."""

    hand_off: HandOffChangeForm | None = None
    """Time that passes when work changes hands; default the scenario's."""
    wip_limit: WipLimitForm | None = None
    """Most campaigns in progress; default no limit."""


class TechnologyForm(part("technology")):  # type: ignore[misc]
    """Platforms and licenses, and the mechanisms that technology brings."""

    cost: AmountPerYear = default("technology.cost")
    """Per year."""


class DecisionRightsForm(part("decision_rights")):  # type: ignore[misc]
    """Mechanisms of deciding, beside who decides."""


class OperatingModelForm(Form):
    """The four questions, answered: who does the work, who decides, how, with what technology."""

    name: Name
    """What the model is called."""
    summary: Text = ""
    """One sentence."""
    who_does_the_work: WhoDoesTheWorkForm
    """Teams, queues, task forces, agencies."""
    who_decides: list[GateRuleForm] = Field(min_length=1)
    """Rules that are tried in order; the first that fits counts."""
    decision_rights: DecisionRightsForm = default("decision_rights")
    """Mechanisms of deciding, beside who decides."""
    coordination: CoordinationForm = default("coordination")
    """Hand-offs and limits."""
    technology: TechnologyForm = default("technology")
    """Platforms and licenses."""
    pays_with: Annotated[list[RoleKind], OneOrMore()] = default("pays_with")
    """Kinds of role whose positions pay for outside work, in this order."""
    sources: dict[str, SourceForm] = Field(default_factory=dict)
    """Where the numbers come from, by path."""
