"""``campaigns``: types with their demand, season, due date and worth; dated launches; backlog."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag, WithJsonSchema

from mom_sim.calendars.days_of_week import DAY_NAMES
from mom_sim.scenario.quantities import QuantityError, shown
from mom_sim.scenario.schema.base import LONG, SHORT, Form, Name, default, either
from mom_sim.scenario.schema.values import (
    Amount,
    Count,
    CountOrZero,
    DelayTime,
    Effort,
    EndInstant,
    Factor,
    Interval,
    Rate,
    Share,
    Size,
    StartInstant,
    WallDistribution,
    WallTime,
    Work,
)

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
HOURS = tuple(str(hour) for hour in range(24))
_RENEWAL = "<renewal>"


def _weekday(written: str) -> str:
    if written not in DAY_NAMES:
        raise QuantityError(
            f"{shown(written)} is not a day of the week; write one of {', '.join(DAY_NAMES)}"
        )
    return written


def _hour(written: str) -> str:
    if written not in HOURS:
        raise QuantityError(
            f"{shown(written)} is not an hour of the day; write a whole number from 0 to 23: 9 is "
            "from 09:00 to 10:00"
        )
    return written


Weekday = Annotated[
    str, AfterValidator(_weekday), WithJsonSchema({"type": "string", "enum": list(DAY_NAMES)})
]
"""A day of the week by its short name."""
HourOfDay = Annotated[
    str, AfterValidator(_hour), WithJsonSchema({"type": "string", "enum": list(HOURS)})
]
"""An hour of the day by the number that it begins with."""


class RenewalForm(Form):
    """Requests at intervals, constant or at random."""

    every: Interval
    """Interval between two requests."""
    first: StartInstant | None = None
    """When the first request is made; default after one interval from the start."""
    unit: str | None = None
    """Who asks; needed if there are several units."""


def _demand_spelling(written: Any) -> str:
    if not isinstance(written, dict):
        return SHORT
    return _RENEWAL if "every" in written else LONG


class CycleForm(Form):
    """Demand that rises and falls as a sine."""

    period: WallTime
    """Length of one cycle."""
    amplitude: Share
    """How far the rate rises and falls."""
    phase: WallTime = default("campaigns.*.seasonality.cycle.phase")
    """When it first rises through its mean."""


def _month() -> Any:
    return default("campaigns.*.seasonality.*")


class SeasonalityForm(Form):
    """Factors on demand by month or a cycle, by weekday and by hour of the day."""

    jan: Factor = _month()
    feb: Factor = _month()
    mar: Factor = _month()
    apr: Factor = _month()
    may: Factor = _month()
    jun: Factor = _month()
    jul: Factor = _month()
    aug: Factor = _month()
    sep: Factor = _month()
    oct: Factor = _month()
    nov: Factor = _month()
    dec: Factor = _month()
    cycle: CycleForm | None = None
    """A sine in place of months."""
    weekdays: dict[Weekday, Factor] | None = None
    """Factor on the rate by day of the week, `mon` to `sun`; those not named have 1."""
    hours: dict[HourOfDay, Factor] | None = None
    """Factor on the rate by hour of the day, 0 to 23; those not named have 1."""


class ValueForm(Form):
    """What a campaign is worth when launched in time, and how that decays."""

    short: ClassVar = {"type": ["string", "number"], "examples": ["20k USD"]}

    amount: Amount
    """Worth when launched in time."""
    after: Literal["due", "request"] = default("campaigns.*.value.after")
    """From when it decays."""
    half_life: WallTime | None = None
    """Time in which it halves."""
    gone_after: WallTime | None = None
    """Time in which it falls to nothing, in a straight line."""

    @classmethod
    def expanded(cls, written: Any) -> Any:
        """Read an amount alone as worth that does not decay."""
        if isinstance(written, bool | list):
            raise QuantityError('expected an amount such as "20k USD"')
        return written if isinstance(written, dict) else {"amount": written}


class CampaignForm(Form):
    """A type of campaign."""

    workflow: str | None = None
    """Its graph of steps; default the first workflow."""
    demand: (
        Annotated[
            Annotated[Rate, Tag(SHORT)]
            | Annotated[RenewalForm, Tag(_RENEWAL)]
            | Annotated[dict[str, Rate], Tag(LONG)],
            Discriminator(_demand_spelling),
        ]
        | None
    ) = None
    """Requests over all units (split evenly), by unit, or at intervals {every: ...}."""
    arrive: Literal["working hours", "any time"] = default("campaigns.*.arrive")
    """When requests are made; the yearly mean is the same."""
    seasonality: SeasonalityForm = default("campaigns.*.seasonality")
    """Factors on the rate by month (others 1) or a cycle, by weekday and by hour."""
    effort: dict[str, Effort] = Field(default_factory=dict)
    """Hands-on work by step, in place of what the step says."""
    size: Size = default("campaigns.*.size")
    """Factor of mean 1, drawn once a campaign, on all drawn efforts of its steps."""
    due: DelayTime = default("campaigns.*.due")
    """Time from the request to the due date."""
    value: ValueForm = default("campaigns.*.value")
    """Worth, and how it decays."""
    risk_tier: either(str, dict[str, Share]) | None = None  # type: ignore[valid-type]
    """Tier, or share of each tier; default the first tier."""
    global_share: Share = default("campaigns.*.global_share")
    """Share of campaigns that concern all units."""
    class_of_service: str = default("campaigns.*.class_of_service")
    """Lane in which its work queues."""
    patience: WallDistribution | None = None
    """Time after which a request is withdrawn if no work has begun; default never."""


class ClassOfServiceForm(Form):
    """A lane in which work queues."""

    rank: CountOrZero
    """0 comes first."""
    preempts: bool = default("classes_of_service.*.preempts")
    """True if it interrupts work of lower ranks."""
    preempts_task_forces: bool = False
    """True if it interrupts people inside task forces, too."""
    switching_cost: Work = default("classes_of_service.*.switching_cost")
    """Work added to what it interrupts."""


class CampaignCalendarForm(Form):
    """Campaigns from a CSV file."""

    short: ClassVar = {"type": "string", "examples": ["campaign_calendar.csv"]}

    file: str
    """Name of the file, in the folder of the scenario."""

    @classmethod
    def expanded(cls, written: Any) -> Any:
        """Read a text as the name of the file."""
        return {"file": written} if isinstance(written, str) else written


class DatedLaunchForm(Form):
    """One campaign at a stated time."""

    id: Name
    """Its name."""
    unit: str
    """Who asks for it."""
    type: str
    """Its campaign type."""
    requested: StartInstant
    """When it is requested."""
    due: EndInstant
    """When it has to be launched; a date is included."""
    not_before: StartInstant | None = None
    """Embargo: it is not launched before."""
    value: Amount | None = None
    """Worth; default that of its type."""


class BacklogForm(Form):
    """Open campaigns at the start."""

    unit: str
    """Whose they are."""
    type: str
    """Their campaign type."""
    step: str
    """The step that they are ready for."""
    count: Count
    """How many."""
