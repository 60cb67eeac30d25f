"""``surges`` and ``surge_response``: windows of more demand, and what is done about it."""

from __future__ import annotations

from pydantic import Field

from mom_sim.scenario.schema.base import Form, Names, default
from mom_sim.scenario.schema.values import (
    Change,
    CostPerHour,
    Count,
    EndInstant,
    Factor,
    StartInstant,
    WallTime,
)


class SurgeForm(Form):
    """A window in which demand is multiplied."""

    start: StartInstant
    """When it begins: a date, or a time from the start."""
    weeks: float | None = Field(default=None, gt=0, le=1000)
    """How many weeks it lasts, in local dates; or give `length`."""
    length: WallTime | None = None
    """How long it lasts; or give `weeks`."""
    factor: Factor
    """On demand; below 1 for a slump."""
    units: Names | None = None
    """Units it concerns; default all."""
    types: Names | None = None
    """Campaign types it concerns; default all."""


class WindowForm(Form):
    """From one date to another, both included."""

    start: StartInstant = Field(alias="from")
    """First date."""
    end: EndInstant = Field(alias="to")
    """Last date, included."""


class OvertimeForm(WindowForm):
    """Longer working days."""

    calendar: str
    """Whose days."""
    hours: Change
    """Change of hours, such as +25%, at the end of each day."""


class FreelancersForm(WindowForm):
    """More people for a while."""

    role: str
    """Role whose work they do."""
    count: Count
    """How many."""
    cost: CostPerHour = default("surge_response.freelancers.*.cost")
    """Per scheduled hour."""


class FreezeForm(WindowForm):
    """Requests of some types are held until the end of the window."""

    types: Names
    """Campaign types that are held."""


class OverflowForm(Form):
    """Work of a skill goes to the agency while the queue is long."""

    skill: str
    """Skill whose work goes out."""
    queue: Count
    """Waiting pieces from which it does."""


class SurgeResponseForm(Form):
    """What is done about a surge."""

    overtime: list[OvertimeForm] = Field(default_factory=list)
    """Longer working days."""
    freelancers: list[FreelancersForm] = Field(default_factory=list)
    """More people for a while."""
    freeze: list[FreezeForm] = Field(default_factory=list)
    """Requests that have to wait."""
    overflow: list[OverflowForm] = Field(default_factory=list)
    """Work that goes to the agency."""
