"""Bodies of requests."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, model_validator

Text = Annotated[str, Field(max_length=1_000_000)]
Name = Annotated[str, Field(max_length=200)]
Names = Annotated[list[Name], Field(max_length=200)]
Identity = Annotated[str, Field(max_length=100, pattern=r"^[A-Za-z0-9_.:-]*$")]
Whole = Annotated[int, Field(ge=-(2**63), lt=2**63)]
Setting = bool | Annotated[int, Field(ge=-(2**53), le=2**53)] | FiniteFloat | Name
Settings = Annotated[dict[Name, Setting], Field(max_length=300)]
Changes = Annotated[dict[Name, Any], Field(max_length=300)]


class Body(BaseModel):
    """Strict: what is misspelled is told, not passed over."""

    model_config = ConfigDict(extra="forbid", strict=True)


class SurgeWindow(Body):
    """Size, place and length of a surge; what is left out is as the scenario has it."""

    factor: FiniteFloat
    start_week: FiniteFloat | None = None
    weeks: FiniteFloat | None = None
    units: Names | None = None


class Question(Body):
    """A scenario and what is moved in it."""

    yaml: Text | None = Field(None, description="Text of a scenario; or give `preset`.")
    preset: Name | None = Field(None, description="Id of one of /api/presets.")
    file: Name | None = Field(None, description="Name under which faults are told; never read.")
    settings: Settings = Field(default_factory=dict, description="Values of controls by id.")
    changes: Changes = Field(default_factory=dict, description="New values by path.")
    surge: SurgeWindow | None = Field(None, description="null: as the scenario is written.")
    models: Names | None = Field(None, description="null: all.")
    seed: Whole | None = None
    client: Identity = Field("", description="Of the page; its newer question ends the older one.")

    @model_validator(mode="after")
    def _one_scenario(self) -> Question:
        if (self.yaml is None) == (self.preset is None):
            raise ValueError("give either yaml or preset")
        return self

    def plain(self) -> dict[str, Any]:
        """What the worker processes get."""
        names = ("yaml", "preset", "file", "settings", "changes", "models", "seed")
        found = {name: getattr(self, name) for name in names}
        return {**found, "surge": None if self.surge is None else self.surge.model_dump()}


class CompareQuestion(Question):
    """Operating models side by side."""

    precision: Name | None = Field(None, description="Such as 5%, which it is by default.")
    most_replications: Whole = 100
    replications: Whole | None = Field(None, description="Exactly so many, in place of precision.")
    kpis: Names | None = Field(None, description="Figures of the answer.")

    def asked(self) -> dict[str, Any]:
        """What is asked of the scenario."""
        return _picked(self, "precision", "most_replications", "replications", "kpis")


class SurgeQuestion(Question):
    """At which surge each model breaks its promise."""

    factors: Annotated[list[FiniteFloat], Field(min_length=1, max_length=50)] | None = None
    weeks: Annotated[list[FiniteFloat], Field(min_length=1, max_length=10)] | None = None
    promises: Names = Field(default_factory=list)
    replications: Whole | None = None

    def asked(self) -> dict[str, Any]:
        """What is asked of the scenario."""
        return _picked(self, "factors", "weeks", "promises", "replications")


class PlanQuestion(Question):
    """The cheapest staffing that keeps a promise."""

    model: Name | None = None
    promises: Names = Field(default_factory=list)
    budget: Annotated[FiniteFloat, Field(gt=0)] | Name | None = None
    roles: Names | None = None
    levers: Names = Field(default_factory=list)
    confidence: FiniteFloat = 0.9
    replications: Whole | None = None

    def asked(self) -> dict[str, Any]:
        """What is asked of the scenario."""
        names = ("model", "promises", "budget", "roles", "levers", "confidence", "replications")
        return _picked(self, *names)


class ControlAxis(Body):
    """Values of a control."""

    control: Name
    values: Annotated[list[Setting], Field(min_length=1, max_length=50)]


class PathAxis(Body):
    """Values at a path."""

    path: Name
    values: Annotated[list[Setting], Field(min_length=1, max_length=50)]


class MapQuestion(Question):
    """Which model wins over two inputs."""

    x: Name | ControlAxis
    y: Name | ControlAxis
    kpi: Name | None = None
    replications: Whole | None = None

    def asked(self) -> dict[str, Any]:
        """What is asked of the scenario."""
        return self.model_dump(include={"x", "y", "kpi", "replications"})


class SweepQuestion(Question):
    """The same figures at many points."""

    axes: Annotated[list[ControlAxis | PathAxis], Field(min_length=1, max_length=3)]
    kpis: Annotated[list[Name], Field(min_length=1, max_length=50)]
    replications: Whole = 5

    def asked(self) -> dict[str, Any]:
        """What is asked of the scenario."""
        return self.model_dump(include={"axes", "kpis", "replications"})


class ExplainQuestion(Question):
    """Why two models differ."""

    replication: Whole | None = None
    replications: Whole | None = None
    campaign: Name | None = None

    def asked(self) -> dict[str, Any]:
        """What is asked of the scenario."""
        return _picked(self, "replication", "replications", "campaign")


class ReplayQuestion(Question):
    """The movement of campaigns through two models."""

    replication: Whole = 1
    from_week: FiniteFloat | None = None
    to_week: FiniteFloat | None = None
    most_campaigns: Whole = 400

    def asked(self) -> dict[str, Any]:
        """What is asked of the scenario."""
        return _picked(self, "replication", "from_week", "to_week", "most_campaigns")


class ReportQuestion(Question):
    """One page to keep."""

    replications: Whole | None = None
    extras: Annotated[list[Literal["surge", "plan", "map"]], Field(max_length=3)] = Field(
        default_factory=list, alias="with"
    )

    def asked(self) -> dict[str, Any]:
        """What is asked of the scenario."""
        return _picked(self, "replications", "extras")


class TableQuestion(Body):
    """Which finished comparison is wanted as a table."""

    job: Identity


def _picked(question: Question, *names: str) -> dict[str, Any]:
    return {name: getattr(question, name) for name in names}
