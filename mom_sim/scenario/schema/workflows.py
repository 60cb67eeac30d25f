"""``workflows``: steps, what they need, and the gates among them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from mom_sim.scenario.schema.base import LONG, SHORT, Form, Name, Names, default, either
from mom_sim.scenario.schema.meetings import MeetingsForm
from mom_sim.scenario.schema.values import Count, DelayTime, Effort, Share

_RATES = "workflows.*.steps.*.gate.error_rates"


def _error_rates(decider: str) -> type[Form]:
    class Rates(Form):
        """How often a decider errs."""

        false_reject: Share = default(f"{_RATES}.{decider}.false_reject")
        """Share of good work that is rejected."""
        false_accept: Share = default(f"{_RATES}.{decider}.false_accept")
        """Share of bad work that passes."""

    Rates.__name__ = Rates.__qualname__ = f"{decider.title()}ErrorRatesForm"
    return Rates


ExpertErrorRatesForm = _error_rates("expert")
LeadErrorRatesForm = _error_rates("lead")
CrewErrorRatesForm = _error_rates("crew")
AutomatedErrorRatesForm = _error_rates("automated")


class ErrorRatesForm(Form):
    """How often each kind of decider errs."""

    expert: ExpertErrorRatesForm = Field(default_factory=dict, validate_default=True)  # type: ignore[valid-type]
    """The people who own the gate."""
    lead: LeadErrorRatesForm = Field(default_factory=dict, validate_default=True)  # type: ignore[valid-type]
    """The campaign's lead."""
    crew: CrewErrorRatesForm = Field(default_factory=dict, validate_default=True)  # type: ignore[valid-type]
    """The crew of a task force."""
    automated: AutomatedErrorRatesForm = Field(default_factory=dict, validate_default=True)  # type: ignore[valid-type]
    """An automated check."""


class ReviseFromForm(Form):
    """All steps on the paths from one step to the gate are done again."""

    to: str
    """The step that work goes back to."""
    effort: Share
    """Share of each step's effort."""


def _revise_spelling(written: Any) -> str:
    return LONG if isinstance(written, dict) and "to" in written else SHORT


def _is_list(written: Any) -> str:
    return LONG if isinstance(written, list) else SHORT


ShareByRound = Annotated[
    Annotated[Share, Tag(SHORT)]
    | Annotated[Annotated[list[Share], Field(min_length=1)], Tag(LONG)],
    Discriminator(_is_list),
]
"""A share, or one for each round."""


class GateForm(Form):
    """What a decision looks at, and what follows from it."""

    checks: Names = Field(default_factory=list)
    """Defect risks that it looks for."""
    applies: either(Share, dict[str, Share]) = default("workflows.*.steps.*.gate.applies")  # type: ignore[valid-type]
    """Share of campaigns that need this gate, or shares by type; types left out all need it."""
    revise: Annotated[
        Annotated[dict[str, Share], Tag(SHORT)] | Annotated[ReviseFromForm, Tag(LONG)],
        Discriminator(_revise_spelling),
    ] = Field(default_factory=dict)
    """Steps done again with a share of their effort, or {to: step, effort: 30%}."""
    revise_probability: ShareByRound = default("workflows.*.steps.*.gate.revise_probability")
    """Chance of a revision beside the checks; as a list, in the first round, the second and so on:
    the last one holds for all further rounds."""
    reject: Share = default("workflows.*.steps.*.gate.reject")
    """Of the negative verdicts, the share that ends the campaign."""
    rounds: Count | None = None
    """Most rounds; default no limit."""
    after_rounds: Literal["approve", "reject", "escalate"] = default(
        "workflows.*.steps.*.gate.after_rounds"
    )
    """What happens when the rounds are used up; escalate: the expert (or the lead, where the expert
    has refused) decides once and for all."""
    error_rates: ErrorRatesForm = Field(default_factory=dict, validate_default=True)
    """How often deciders err."""
    meets: MeetingsForm | None = None
    """When the deciders meet; default whenever they are at work."""
    experts_only: bool = False
    """True if no operating model may give this decision to anybody but the step's own experts."""


class StepForm(Form):
    """One step: of work, of waiting, a decision, or automated."""

    skill: str | None = None
    """Who does it: one person with this skill."""
    skills: dict[str, Count] | None = None
    """Who has to be there at the same time: skills and how many people of each."""
    effort: Effort | None = None
    """Hands-on work; default by well-known skill names, or as the campaign types say."""
    after: Names = Field(default_factory=list)
    """Steps that have to be finished before; none for the first."""
    wait: DelayTime | None = None
    """Time that somebody outside the model takes, in place of skill and effort."""
    gate: GateForm | None = None
    """Makes the step a decision."""
    launch: bool = False
    """True for the one step at whose finish the campaign is launched."""


class WorkflowForm(Form):
    """A graph of steps."""

    steps: dict[Name, StepForm] = Field(min_length=1)
    """The steps, in the order that breaks ties."""
