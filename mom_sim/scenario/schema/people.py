"""``people``: roles with their headcount, skills, cost, absence and turnover."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from mom_sim.scenario.defaults import NO_ABSENCE, NO_TURNOVER
from mom_sim.scenario.quantities import QuantityError
from mom_sim.scenario.schema.base import Form, Name, default, either
from mom_sim.scenario.schema.values import (
    CostPerHour,
    Count,
    DaysPerYear,
    DelayTime,
    EndInstant,
    NumberOfDays,
    ProductiveShare,
    Share,
    SharePerYear,
    Speed,
    SpellOfDays,
    StartInstant,
    WallDistribution,
    WallTime,
    WorkingTime,
)

RoleKind = Literal["lead", "producer", "platform", "decider"]


def _speeds(written: Any) -> Any:
    """Refuse lists that could not be read as full speed in each skill."""
    if isinstance(written, list) and len(set(map(str, written))) < len(written):
        raise QuantityError("a skill is listed twice; name it once")
    if written in ({}, []):
        raise QuantityError("no skill is listed; name one, or leave skills out")
    return written


_SKILLS_SCHEMA = WithJsonSchema(
    {
        "anyOf": [
            {"type": "array", "items": {"type": "string"}},
            {"type": "object", "additionalProperties": {"type": ["number", "string"]}},
        ]
    }
)


class AvailableForm(Form):
    """When people of this role are there."""

    start: StartInstant | None = Field(default=None, alias="from")
    """First date; default from the start of the study."""
    end: EndInstant | None = Field(default=None, alias="until")
    """Last date, included; default for good."""


class RampForm(Form):
    """How a newcomer reaches full speed, in a straight line."""

    start: Share = default("people.*.ramp.start")
    """Share of full speed on the first day."""
    length: WallTime = default("people.*.ramp.length")
    """Time to full speed."""


class AbsenceForm(Form):
    """Vacation and sickness; ``none`` for neither."""

    short: ClassVar = {"const": "none"}

    vacation: DaysPerYear = default("people.*.absence.vacation")
    """Working days a year."""
    vacation_block: NumberOfDays = default("people.*.absence.vacation_block")
    """Working days taken at a time."""
    sickness: Share = default("people.*.absence.sickness")
    """Share of working time."""
    sickness_spell: SpellOfDays = default("people.*.absence.sickness_spell")
    """Length of a spell, in working days."""

    @classmethod
    def expanded(cls, written: Any) -> Any:
        """Read ``none`` as no vacation and no sickness."""
        return dict(NO_ABSENCE) if written == "none" else written


class TurnoverForm(Form):
    """Departures and the time until a successor starts; ``none`` for no departures."""

    short: ClassVar = {"type": "string", "examples": ["17% per year", "none"]}

    rate: SharePerYear = default("people.*.turnover.rate")
    """Departures a year, as a share of the headcount."""
    hire_delay: WallDistribution = default("people.*.turnover.hire_delay")
    """Time until the successor starts."""

    @classmethod
    def expanded(cls, written: Any) -> Any:
        """Read ``none`` as no departures and any other text as the rate."""
        if written == "none":
            return dict(NO_TURNOVER)
        return {"rate": written} if isinstance(written, str) else written


class RoleForm(Form):
    """People of one kind."""

    headcount: either(Count, Mapping[str, Count])  # type: ignore[valid-type]
    """How many, or how many at home in each unit."""
    kind: RoleKind | None = None
    """What operating models refer to; default by well-known role names, else producer."""
    skills: Annotated[dict[Name, Speed], BeforeValidator(_speeds), _SKILLS_SCHEMA] = Field(
        default_factory=dict
    )
    """Skills with the speed in each, the main one first; default the role's own name."""
    calendar: str | None = None
    """When they work; default that of the unit they are at home in, else the reference calendar."""
    productive_fraction: ProductiveShare = default("people.*.productive_fraction")
    """Share of their calendar time that is there for campaign work."""
    cost: CostPerHour = default("people.*.cost")
    """Per scheduled hour, busy or not; a yearly cost is divided by 2080 hours."""
    available: AvailableForm | None = None
    """When they are there, if not always."""
    ramp: RampForm = default("people.*.ramp")
    """How newcomers reach full speed."""
    absence: AbsenceForm = default("people.*.absence")
    """Vacation and sickness, or none."""
    turnover: TurnoverForm = default("people.*.turnover")
    """Departures and hiring, or none."""
    hand_over_after: WorkingTime = default("people.*.hand_over_after")
    """Absence after which work in hand goes back to the queue."""

    @property
    def people(self) -> int:
        """How many people the role has."""
        count = self.headcount
        return sum(count.values()) if isinstance(count, Mapping) else int(count)


class HandOffForm(Form):
    """Time that passes when work goes from one person to another."""

    within_team: DelayTime = default("hand_off.within_team")
    """Between people of one team."""
    between_teams: DelayTime = default("hand_off.between_teams")
    """From one team to another."""
