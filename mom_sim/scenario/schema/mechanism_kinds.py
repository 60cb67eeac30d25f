"""How the parameters of mechanisms are written, read, and what names they may use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from mom_sim.scenario.quantities import QuantityError, parse_number, parse_share, shown
from mom_sim.scenario.resolving.people import resolve_delay
from mom_sim.scenario.resolving.workflows import resolve_cadence
from mom_sim.scenario.schema.base import Names, OneOrMore
from mom_sim.scenario.schema.meetings import MeetingsForm
from mom_sim.scenario.schema.people import RoleKind
from mom_sim.scenario.schema.values import (
    Amount,
    AmountPerYear,
    Count,
    CountOrZero,
    DelayTime,
    Effort,
    ExtraShare,
    Factor,
    PricePerHour,
    PricePerPiece,
    Share,
    Speed,
    StartInstant,
    WallTime,
    Work,
    WorkingTime,
    value_type,
)

MOST_LOST = 0.99
"""Of a rate of work: who loses all of it never finishes."""
LEAST_SHARE = 0.01
MOST_OF_FEW = 100
"""Of what a person counts on a list: variants of a campaign, milestones."""
MOST_WEEKS = 520
"""Ten years."""


def _as_it_is(value: Any, reference_calendar: str) -> Any:
    return tuple(value) if isinstance(value, list) else value


@dataclass(frozen=True)
class Kind:
    """How values of a kind are read.

    Parameters
    ----------
    type : type
        As the form has it.
    resolve : callable
        ``resolve(value, reference_calendar)``: as a compiled model reads it.
    refers_to : str
        Field of `Surroundings` that its names stand in; empty where it names nothing.
    what : str
        What such a name is called in messages.
    """

    type: Any
    resolve: Callable[[Any, str], Any] = _as_it_is
    refers_to: str = ""
    what: str = ""


def _multiple(written: Any, _: Any) -> float:
    number = parse_number(written, "1.5")
    if not 0 <= number <= 1_000_000:
        raise QuantityError(f"{shown(written)} is not possible; write 0 to 1000000")
    return number


def _loss(written: Any, _: Any) -> float:
    share = parse_share(written)
    if share > MOST_LOST:
        raise QuantityError(f"{written} leaves too little; write 0% to {MOST_LOST:.0%}")
    return share


def _positive_share(written: Any, _: Any) -> float:
    share = parse_share(written)
    if share < LEAST_SHARE:
        raise QuantityError(f"{written} is too little; write {LEAST_SHARE:.0%} to 100%")
    return share


def _positive(length: int) -> int:
    if length <= 0:
        raise QuantityError("no time at all; write a length above zero, such as 3 weeks")
    return length


def _no_repeats(names: list[str]) -> list[str]:
    if len(set(names)) < len(names):
        raise QuantityError("a kind is named twice; name it once")
    return names


KINDS = MappingProxyType(
    {
        "share": Kind(Share),
        "share_up_to_99%": Kind(value_type(float, _loss, "15%", 0.15, type=["string", "number"])),
        "share_from_1%": Kind(
            value_type(float, _positive_share, "80%", 0.8, type=["string", "number"])
        ),
        "extra_share": Kind(ExtraShare),
        "factor": Kind(Factor),
        "number": Kind(value_type(float, _multiple, 1.5, type="number")),
        "speed": Kind(Speed),
        "effort": Kind(Effort),
        "work": Kind(Work),
        "delay": Kind(DelayTime, lambda value, _: resolve_delay(value)),
        "working_time": Kind(WorkingTime),
        "wall_time": Kind(WallTime),
        "wall_time_above_0": Kind(Annotated[WallTime, AfterValidator(_positive)]),
        "instant": Kind(StartInstant),
        "count": Kind(Count),
        "count_or_zero": Kind(CountOrZero),
        "count_up_to_100": Kind(Annotated[int, Field(ge=1, le=MOST_OF_FEW)]),
        "count_up_to_100_or_zero": Kind(Annotated[int, Field(ge=0, le=MOST_OF_FEW)]),
        "weeks": Kind(Annotated[int, Field(ge=1, le=MOST_WEEKS)]),
        "weeks_or_zero": Kind(Annotated[int, Field(ge=0, le=MOST_WEEKS)]),
        "amount": Kind(Amount),
        "amount_per_year": Kind(AmountPerYear),
        "price_per_hour": Kind(PricePerHour),
        "price_per_piece": Kind(PricePerPiece),
        "yes_or_no": Kind(bool),
        "meetings": Kind(MeetingsForm, resolve_cadence),
        "kinds": Kind(Annotated[list[RoleKind], AfterValidator(_no_repeats), OneOrMore()]),
        "roles": Kind(Names, refers_to="roles", what="role"),
        "skills": Kind(Names, refers_to="skills", what="skill"),
        "types": Kind(Names, refers_to="types", what="campaign type"),
        "tiers": Kind(Names, refers_to="tiers", what="risk tier"),
        "units": Kind(Names, refers_to="units", what="unit"),
        "gates": Kind(Names, refers_to="gates", what="gate"),
        "steps": Kind(Names, refers_to="steps", what="step"),
    }
)
"""By word. Lists of names are empty where nothing is named; what that means, the parameter says."""


def kind_of(word: str) -> Kind:
    """Look a kind up.

    Parameters
    ----------
    word : str
        A word of `KINDS`, or ``a|b|c``.

    Raises
    ------
    KeyError
        If there is no such kind.
    """
    return Kind(Literal[tuple(word.split("|"))]) if "|" in word else KINDS[word]
