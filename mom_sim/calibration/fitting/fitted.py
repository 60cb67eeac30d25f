"""What a fit found, before it is written as a scenario."""

from __future__ import annotations

from dataclasses import dataclass

from mom_sim.calibration.fitting.families import Fit
from mom_sim.calibration.fitting.working_week import WorkingWeek


@dataclass(frozen=True)
class FittedTeam:
    """People who do the same work.

    Parameters
    ----------
    name : str
    people : tuple of str
        Named in the log; empty where the log names nobody.
    positions : int
        Headcount: those who are there on a usual day.
    low, high : int
        Between which it lies: people there on the least and the most crowded tenth of the days.
    activities : tuple of str
    week : WorkingWeek
    share_owned : float
        Least share of one of its activities that the team itself did.
    """

    name: str
    people: tuple[str, ...]
    positions: int
    low: int
    high: int
    activities: tuple[str, ...]
    week: WorkingWeek
    share_owned: float


@dataclass(frozen=True)
class FittedStep:
    """One step of a type's workflow."""

    name: str
    after: tuple[str, ...]
    team: str = ""
    effort: Fit | None = None
    wait: Fit | None = None
    again: float | None = None
    again_low: float = 0.0
    again_high: float = 1.0
    again_count: int = 0
    redone: str = ""


@dataclass(frozen=True)
class FittedKind:
    """A type of case.

    Parameters
    ----------
    name : str
    steps : tuple of FittedStep
    members, exact : int
        Cases that belong to it, and those that went exactly this way.
    per_year, low, high : float
        Requests, with the exact 95% interval of a Poisson rate.
    """

    name: str
    steps: tuple[FittedStep, ...]
    members: int
    exact: int
    per_year: float
    low: float
    high: float


@dataclass(frozen=True)
class FittedActivity:
    """What an activity takes, over all types of case.

    Parameters
    ----------
    name, title, team : str
        As a step is named, as the log names it, and who does it.
    effort : Fit
    outside, queue : float, hours
        Mean working time before it: for somebody outside, and for people or their hours.
    """

    name: str
    title: str
    team: str
    effort: Fit
    outside: float
    queue: float


@dataclass(frozen=True)
class ArrivalFactor:
    """How much more often cases come on a weekday, or in an hour of the day.

    Parameters
    ----------
    name : str
        ``mon`` to ``sun``, or ``0`` to ``23``.
    value, low, high : float
        Factor on the rate, with its 95% interval.
    count : int
        Cases that came then.
    """

    name: str
    value: float
    low: float
    high: float
    count: int


@dataclass(frozen=True)
class Arrivals:
    """How cases come in.

    Parameters
    ----------
    count : int
    per_week, low, high : float
    trend, trend_low, trend_high : float
        Change of the weekly number from the first to the last week, as a share of the mean.
    dispersion : float
        Variance over mean of the numbers by open day; 1 for a Poisson process.
    weekday : tuple of float
        Share of the cases by weekday, Monday first.
    weekday_factors, hour_factors : tuple of ArrivalFactor
        Where weekdays, or hours of the day, can be told from flat; else empty.
    """

    count: int
    per_week: float
    low: float
    high: float
    trend: float
    trend_low: float
    trend_high: float
    dispersion: float
    weekday: tuple[float, ...]
    weekday_factors: tuple[ArrivalFactor, ...] = ()
    hour_factors: tuple[ArrivalFactor, ...] = ()


@dataclass(frozen=True)
class Fitted:
    """Everything that a scenario is written from."""

    source: str
    content_hash: str
    name: str
    first_date: str
    weeks: int
    time_zone: str
    week: WorkingWeek
    teams: tuple[FittedTeam, ...]
    kinds: tuple[FittedKind, ...]
    activities: tuple[FittedActivity, ...]
    arrivals: Arrivals
    cases: int
    instances: int
    mean_hours: float
    longest_hours: float
    usual_hours: float
    late_hours: float
    overlapping: float
    notes: tuple[str, ...]
