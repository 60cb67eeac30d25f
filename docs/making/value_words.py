"""What the types of single values are called in the docs, with an example from their own schema."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, get_args, get_origin

from pydantic import WithJsonSchema

from mom_sim.scenario.schema import base, calendars, campaigns, meetings, operating_model, values
from mom_sim.scenario.schema.scenario import ModelText


@dataclass(frozen=True)
class ValueWords:
    """A type of values in words.

    Attributes
    ----------
    type : type
        As the forms use it.
    words : str
    example : str
        Empty where the type's own schema has one.
    """

    type: Any
    words: str
    example: str = ""

    @property
    def shown_example(self) -> str:
        return self.example or _example(self.type)

    def fits(self, hint: Any) -> bool:
        """Tell whether an annotation is this type, perhaps with more behind it."""
        if self.type == hint:
            return True
        mine, theirs = get_args(self.type), get_args(hint)
        return (
            get_origin(self.type) is Annotated
            and get_origin(hint) is Annotated
            and theirs[: len(mine)] == mine
        )


VALUE_WORDS = (
    ValueWords(values.WallTime, "time"),
    ValueWords(values.MeanWallTime, "time or working time"),
    ValueWords(values.WorkingTime, "working time"),
    ValueWords(values.Work, "work"),
    ValueWords(values.Effort, "work, fixed or random", "lognormal(mean=6h, cv=0.8)"),
    ValueWords(values.Size, "factor of mean 1, fixed or random"),
    ValueWords(values.DelayTime, "time or working time, fixed or random"),
    ValueWords(values.WallDistribution, "time, fixed or random"),
    ValueWords(values.Interval, "time above zero, fixed or random"),
    ValueWords(values.SpellOfDays, "working time, fixed or random"),
    ValueWords(values.NumberOfDays, "working time"),
    ValueWords(values.DaysPerYear, "working days per year"),
    ValueWords(values.HoursPerDay, "hours"),
    ValueWords(values.DateOnly, "date"),
    ValueWords(values.StartInstant, "date or time from the start"),
    ValueWords(values.EndInstant, "date, included, or time from the start"),
    ValueWords(values.Rate, "rate"),
    ValueWords(values.Share, "share"),
    ValueWords(values.ExtraShare, "share, may be above 100%"),
    ValueWords(values.SharePerYear, "share per year"),
    ValueWords(values.ProductiveShare, "share from 1%"),
    ValueWords(values.Speed, "speed", "70%"),
    ValueWords(values.Factor, "factor"),
    ValueWords(values.Change, "change"),
    ValueWords(values.CostPerHour, "money per hour or year"),
    ValueWords(values.PricePerHour, "money per hour"),
    ValueWords(values.AmountPerYear, "money per year"),
    ValueWords(values.Amount, "money"),
    ValueWords(values.PricePerPiece, "money per piece"),
    ValueWords(values.Currency, "currency code"),
    ValueWords(values.Count, "whole number from 1"),
    ValueWords(values.CountOrZero, "whole number from 0"),
    ValueWords(campaigns.Weekday, "day of the week", "mon"),
    ValueWords(campaigns.HourOfDay, "hour of the day", "9"),
    ValueWords(base.Name, "name"),
    ValueWords(base.Names, "name or list of names"),
    ValueWords(base.Text, "text"),
    ValueWords(calendars.Hours, "weekly hours", '{mon-fri: "09:00-17:00"}'),
    ValueWords(calendars.TimeZone, "time zone"),
    ValueWords(
        calendars.ClosureList,
        "list of dates, ranges and dates with hours",
        '[2026-12-24..2026-12-31, {2026-11-27: "09:00-12:00"}]',
    ),
    ValueWords(meetings.WeeklyMeetings, "days with times", '{tue: "10:00"}'),
    ValueWords(
        operating_model.Turnaround,
        "one time, or times by campaign type and `default`",
        "{small: 3 working days, default: 5 working days}",
    ),
    ValueWords(ModelText, "name, or [operating model](#operating-model)"),
    ValueWords(bool, "`true` or `false`"),
    ValueWords(str, "name"),
    ValueWords(int, "whole number"),
    ValueWords(float, "number"),
)


def words_of_value(hint: Any) -> ValueWords | None:
    """Return the words for the type of a single value; None if it is no such type."""
    return next((value for value in VALUE_WORDS if value.fits(hint)), None)


def _example(hint: Any) -> str:
    for part in get_args(hint)[1:]:
        if isinstance(part, WithJsonSchema) and part.json_schema:
            examples = part.json_schema.get("examples") or [""]
            return str(examples[0])
    return ""
