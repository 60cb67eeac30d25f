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
        Ends of its 95% interval, to whole people; both the headcount where there is none.
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
class RoundChance:
    """Chance of one more round.

    Parameters
    ----------
    value, low, high : float
        With its exact 95% interval.
    count : int
        Times at which there could have been one.
    """

    value: float
    low: float
    high: float
    count: int


@dataclass(frozen=True)
class FittedStep:
    """One step of a type's workflow.

    ``by_round`` says of a step that is done again how many cases came to the second, third, ...
    round, and how many of them went on; ``by_round_p_value``, how likely these shares are if the
    chance of one more is the same after each. ``again_by_round`` has the chances after each of
    these rounds, the last one for all further ones, where they differ.
    """

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
    by_round: tuple[tuple[int, int], ...] = ()
    by_round_p_value: float = 1.0
    again_by_round: tuple[RoundChance, ...] = ()


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
        Requests, with the 95% interval of a Poisson rate, widened by bursts.
    classes : tuple of FittedClass
        Where work is taken by class: the parts of the type, the first taken first.
    """

    name: str
    steps: tuple[FittedStep, ...]
    members: int
    exact: int
    per_year: float
    low: float
    high: float
    classes: tuple[FittedClass, ...] = ()


@dataclass(frozen=True)
class FittedClass:
    """The part of a type of case that queues in one class.

    Parameters
    ----------
    value : str
        Of the column that says it; empty where the whole type is in one class.
    rank : int
        0 comes first.
    members : int
    per_year, low, high : float
    """

    value: str
    rank: int
    members: int
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
class Trend:
    """How the number of cases changed over the log.

    Parameters
    ----------
    is_found : bool
        Whether it can be told from chance.
    change, low, high : float
        From the first to the last day, as a share of the mean, with its 95% interval.
    p_value : float
    days : int
        Open dates that it was looked for on.
    amplitude : float
        Of the sine that follows it; negative if the rate falls.
    period, middle : float, days
        Of the sine; it goes through the mean at ``middle`` (days since 1970).
    """

    is_found: bool
    change: float
    low: float
    high: float
    p_value: float
    days: int
    amplitude: float
    period: float
    middle: float


@dataclass(frozen=True)
class Dispersion:
    """How much more the numbers of cases vary than those of a Poisson process.

    Parameters
    ----------
    value, low, high : float
        Variance over mean of the numbers by day, beyond weekdays and trend, with its 95% interval;
        1 for a Poisson process. Days are taken together until five cases are to be expected; where
        that leaves too few stretches, nothing is told: 1, without an interval.
    p_value : float
        Of a Poisson process.
    freedom : float
        Degrees of freedom; 0 where nothing is told.
    by_week : float
        The same of the numbers by week.
    is_found : bool
        Whether it can be told from 1.
    """

    value: float
    low: float | None
    high: float | None
    p_value: float
    freedom: float
    by_week: float
    is_found: bool

    @property
    def noise(self) -> float:
        """Factor on the variance of a rate: that of a Poisson process at least."""
        return max(1.0, self.value, self.by_week)


@dataclass(frozen=True)
class Arrivals:
    """How cases come in.

    Parameters
    ----------
    count : int
        Cases that rate, weekdays and hours are counted of: those that began on the stretch on which
        the log holds every case.
    per_week, low, high : float
        With the 95% interval of a Poisson rate, widened by bursts.
    trend : Trend
    dispersion : Dispersion
    weekday : tuple of float
        Share of the cases by weekday, Monday first.
    weekday_factors, hour_factors : tuple of ArrivalFactor
        Where weekdays, or hours of the day, can be told from flat; else empty.
    is_renewal : bool
        Whether the scenario follows the dispersion, by intervals: people work around the clock,
        neither weekdays, hours of the day nor a trend shape the rate, and there is one stream of
        requests (several, each at its own intervals, are together nearer to a Poisson process).
    late_share : float
        Cases that began so near to the end of the log that only quick ones can be in it, as a share
        of what the rate before lets expect.
    is_cut : bool
        Whether cases take so long beside the log that no stretch of it is known to hold every case:
        all are counted, over all of it.
    """

    count: int
    per_week: float
    low: float
    high: float
    trend: Trend
    dispersion: Dispersion
    weekday: tuple[float, ...]
    weekday_factors: tuple[ArrivalFactor, ...] = ()
    hour_factors: tuple[ArrivalFactor, ...] = ()
    is_renewal: bool = False
    late_share: float = 1.0
    is_cut: bool = False


@dataclass(frozen=True)
class TriedRule:
    """A rule of taking work, held beside first come, first served.

    Parameters
    ----------
    rule : str
        ``latest``, ``oldest case``, ``due``, ``shortest`` or ``class of <column>``.
    pairs, hits : int
        Pairs of waiting pieces that it was tried on, and those in which it names the one that was
        taken.
    p_value : float
        That it is right more often than first come, first served, by chance.
    share_of_told : float
        Share of the pairs in which it names one at all, and not first come, first served for it, in
        which it names the one that was taken.
    """

    rule: str
    pairs: int
    hits: int
    p_value: float
    share_of_told: float

    @property
    def share(self) -> float:
        """Share of the pairs in which it names what was taken."""
        return self.hits / max(self.pairs, 1)


@dataclass(frozen=True)
class QueueOrder:
    """Which of several waiting pieces of work is taken first.

    Parameters
    ----------
    rule : str
        ``fifo``, or that of a `TriedRule`.
    pairs, first_come : int
        Pairs of waiting pieces of work, one of which came first, and those in which that was taken.
    tried : tuple of TriedRule
        Empty if there are too few pairs to tell.
    ranks : tuple of str
        Values of ``column``, the first taken first; empty if the rule has no classes.
    column : str
        Which the classes are made of: ``priority``, ``kind`` or ``type``.
    seen : tuple of str
        Rules that are right more often than ``rule``, which is no chance, and not often enough to
        be the rule of a scenario.
    """

    rule: str
    pairs: int
    first_come: int
    tried: tuple[TriedRule, ...]
    ranks: tuple[str, ...]
    column: str
    seen: tuple[str, ...]


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
    queue_order: QueueOrder
    due: Fit | None
    notes: tuple[str, ...]
