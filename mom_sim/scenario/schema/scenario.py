"""The whole file."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from mom_sim.scenario.quantities import QuantityError, shown
from mom_sim.scenario.schema.base import Form, Name, Text, default, either
from mom_sim.scenario.schema.calendars import CalendarForm, UnitForm
from mom_sim.scenario.schema.campaigns import (
    BacklogForm,
    CampaignCalendarForm,
    CampaignForm,
    ClassOfServiceForm,
    DatedLaunchForm,
)
from mom_sim.scenario.schema.people import HandOffForm, RoleForm
from mom_sim.scenario.schema.risks import RiskForm
from mom_sim.scenario.schema.run import RunForm
from mom_sim.scenario.schema.sources import SourceForm
from mom_sim.scenario.schema.surges import SurgeForm, SurgeResponseForm
from mom_sim.scenario.schema.values import Currency, HoursPerDay
from mom_sim.scenario.schema.workflows import WorkflowForm


def _model_name(written: Any) -> Any:
    if isinstance(written, str):
        return written
    raise QuantityError(
        "expected the name of an operating model, or changes to one such as {base: hybrid}, "
        f"got {shown(written)}"
    )


ModelText: Any = Annotated[
    either(Annotated[str, BeforeValidator(_model_name)], dict[str, Any]),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {"$ref": "#/$defs/OperatingModelChangesForm"},
            ]
        }
    ),
]
"""An operating model by name, as changes to one, or whole; read by ``operating_model``."""


def _units(written: Any) -> Any:
    """Read a list of names as units of which nothing else is said."""
    if isinstance(written, list) and all(isinstance(name, str) for name in written):
        repeated = [name for name in written if written.count(name) > 1]
        if repeated:
            raise ValueError(f'the unit "{repeated[0]}" stands here twice; name it once')
        return {name: {} for name in written}
    return written


class ScenarioForm(Form):
    """A complete study for mom_sim."""

    format: Literal[1] = default("format")
    """Version of the format."""
    name: Text = ""
    """What the study is called; default the name of the file."""
    description: Text = ""
    """What it is about."""
    currency: Currency = default("currency")
    """Code of the currency of all amounts."""
    run: RunForm = default("run")
    """When the study starts, what it measures, how often it is repeated."""
    calendars: dict[Name, CalendarForm] = default("calendars", min_length=1)
    """When people work."""
    reference_calendar: str | None = None
    """Calendar in which working days are counted; default the first."""
    hours_per_day: HoursPerDay | None = None
    """Hours of a working day; default from the reference calendar."""
    units: Annotated[
        dict[Name, UnitForm],
        BeforeValidator(_units),
        Field(min_length=1),
        WithJsonSchema(
            {
                "anyOf": [
                    {"type": "array", "items": {"type": "string"}},
                    {"type": "object", "additionalProperties": {"$ref": "#/$defs/UnitForm"}},
                ]
            }
        ),
    ] = default("units")
    """Business units, markets or regions that ask for campaigns."""
    skills: list[Name] | None = None
    """Every skill that may be used; default what people have."""
    lead_skill: str | None = None
    """Skill of a campaign's lead; default that of the first step of the first workflow."""
    people: dict[Name, RoleForm] = Field(min_length=1)
    """Roles with their headcount."""
    hand_off: HandOffForm = default("hand_off")
    """Time that passes when work changes hands."""
    workflows: dict[Name, WorkflowForm] = Field(default_factory=dict, min_length=1)
    """Graphs of steps; default one that is made from the roles."""
    campaigns: dict[Name, CampaignForm] = Field(min_length=1)
    """Campaign types with their demand."""
    risk_tiers: list[Name] = default("risk_tiers", min_length=1)
    """Tiers of risk, the lowest first."""
    classes_of_service: dict[Name, ClassOfServiceForm] = default("classes_of_service", min_length=1)
    """Lanes in which work queues."""
    campaign_calendar: CampaignCalendarForm | None = None
    """Campaigns from a CSV file, in place of or beside random demand."""
    dated_launches: list[DatedLaunchForm] = Field(default_factory=list)
    """Single campaigns at stated times."""
    backlog: list[BacklogForm] = Field(default_factory=list)
    """Open campaigns at the start."""
    surges: dict[Name, SurgeForm] = Field(default_factory=dict)
    """Windows of more demand."""
    surge_response: SurgeResponseForm = default("surge_response")
    """What is done about them."""
    risks: dict[Name, RiskForm] = Field(default_factory=dict)
    """What can be bad, and what can happen."""
    operating_model: ModelText = default("operating_model")
    """The model to compare with: a name, changes to one, or a whole one under a new name."""
    models: dict[Name, ModelText] = Field(default_factory=dict)
    """Further models under names of their own."""
    comparison: Literal["equal_people", "equal_budget"] = default("comparison")
    """What is held equal when a model buys outside work."""
    sources: dict[str, SourceForm] = Field(default_factory=dict)
    """Where the numbers come from, by path; * stands for any one part, the longest path wins."""
