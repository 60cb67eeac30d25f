"""Why a figure may not be trusted: what is said beside the numbers, by rule."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mom_sim.metrics.ingredients import FloatArray
from mom_sim.metrics.measured_campaigns import number_of
from mom_sim.metrics.measuring import Measurement
from mom_sim.metrics.pools import pool_name
from mom_sim.metrics.summarizing import check_replications
from mom_sim.stats import mean_interval, time_weighted_mean

SATURATED = 0.97
"""Utilization from which a pool is said to have no slack: waits grow as 1 / (1 - utilization)."""

GROWTH = 1.25
"""Work in progress of the window's last quarter by that of its first, from which it grows."""

GROWTH_CAMPAIGNS = 2.0
"""By how many campaigns it has to grow at least: of few, a quarter more is less than one."""

BUSY = 0.85
"""Utilization of the busiest pool below which people alone do not explain that work piles up."""

PILED_UP = 0.05
"""Share of the measured campaigns that has to pile up where nobody is that busy."""

FEW_CAMPAIGNS = 30

STUCK = 0.5
"""Share of campaigns still inside from which a run without a launch is said to be held up."""


def warnings_of(measurements: Sequence[Measurement], *, surge: bool = False) -> list[str]:
    """Say what a reader of the figures should know.

    Parameters
    ----------
    measurements : sequence of Measurement
        One a replication, all of one model and scenario.
    surge : bool
        Whether the runs have a surge; work in progress is then expected to grow.

    Returns
    -------
    list of str
        Sentences; empty if nothing is amiss.

    Raises
    ------
    LogError
        If the measurements are not replications of one model and scenario.

    Source: waiting over 1 - utilization: Kingman (1961), Mathematical Proceedings of the Cambridge
    Philosophical Society 57, 902-904. The thresholds are conventions of this package.
    """
    check_replications(measurements)
    saturated = _saturated(measurements)
    growing = [] if surge else _growing(measurements)
    is_stuck = not number_of("launched", (one.measured for one in measurements))
    censored = _censored(measurements, is_overloaded=bool(saturated or growing or is_stuck))
    return [*censored, *saturated, *_few(measurements), *growing, *_unnoticed(measurements)]


def doubts_of(measurements: Sequence[Measurement], *, surge: bool = False) -> tuple[str, ...]:
    """Say in words for programs what keeps a model from being ranked without a caveat.

    Parameters
    ----------
    measurements : sequence of Measurement
        As for `warnings_of`.
    surge : bool

    Returns
    -------
    tuple of str
        Among ``idle`` (nothing was launched), ``restricted`` (campaigns were still inside when the
        runs stopped), ``overloaded`` (no slack somewhere, or work in progress grows).
    """
    campaigns = [one.measured for one in measurements]
    found = {
        "idle": not number_of("launched", campaigns),
        "restricted": bool(number_of("inside", campaigns)),
        "overloaded": bool(_saturated(measurements) or (not surge and _growing(measurements))),
    }
    return tuple(word for word, holds in found.items() if holds)


def _censored(measurements: Sequence[Measurement], *, is_overloaded: bool) -> list[str]:
    inside, launched = (
        np.concatenate([one.measured.ended(outcome) for one in measurements])
        for outcome in ("inside", "launched")
    )
    if not inside.any():
        return []
    time = np.concatenate([one.measured.working_days for one in measurements])
    timed = time[inside | launched]
    # A quantile stands as long as all that is unknown lies above it.
    bounds = [
        f"p{percent}"
        for percent in (50, 80, 90)
        if time[inside].min() <= np.quantile(timed, percent / 100)
    ]
    also = f", and so {'is' if len(bounds) == 1 else 'are'} {', '.join(bounds)}" if bounds else ""
    # Of an overload, a longer follow-up shows only more of the same.
    advice = "" if is_overloaded else "; a longer follow-up tells more"
    count = int(inside.sum())
    were, they = ("was", "it counts with its") if count == 1 else ("were", "they count with their")
    campaigns_in_all = "campaign" if inside.size == 1 else "campaigns"
    stopped = "the run" if len(measurements) == 1 else "the runs"
    return [
        f"{count} of {inside.size} measured {campaigns_in_all} ({inside.mean():.1%}) {were} still "
        f"inside when {stopped} stopped: {they} time so far, so the mean time-to-launch is "
        f"restricted to the follow-up and a lower bound{also}; the split by cause is of the "
        f"launched ones only{advice}"
    ]


def _saturated(measurements: Sequence[Measurement]) -> list[str]:
    utilization = _utilization(measurements)
    full = [
        f"{pool_name(*row)} ({utilization[place]:.0%})"
        for place, row in enumerate(measurements[0].rows["teams"])
        if utilization[place] >= SATURATED
    ]
    return told_of_saturation(full)


def told_of_saturation(full: Sequence[str]) -> list[str]:
    """Say that there is no slack somewhere, unless there is nowhere."""
    if not full:
        return []
    return [
        f"no slack in {', '.join(full)}: queues there grow for as long as this lasts, and the "
        "figures depend on how long the run is"
    ]


def _utilization(measurements: Sequence[Measurement]) -> FloatArray:
    """Of every pool, over all replications; 0 where nobody is on shift."""
    parts = [one.tables["teams"]["utilization"] for one in measurements]
    busy = np.sum([part.numerators for part in parts], axis=0)
    scheduled = np.sum([part.denominators for part in parts], axis=0)
    return np.divide(busy, scheduled, out=np.zeros_like(busy), where=scheduled > 0)


def _few(measurements: Sequence[Measurement]) -> list[str]:
    launched = number_of("launched", (one.measured for one in measurements))
    held_up = "" if launched else _held_up(measurements)
    return told_of_few(launched, len(measurements), held_up)


def told_of_few(launched: int, replications: int, held_up: str = "") -> list[str]:
    """Say that few measured campaigns were launched, if they were; `held_up` says what to do."""
    if launched >= FEW_CAMPAIGNS:
        return []
    runs = "1 replication" if replications == 1 else f"{replications} replications"
    if launched == 0:
        return [
            f"no measured campaign was launched in {runs}: nothing can be said about launches; "
            f"{held_up or 'run longer, or more replications'}"
        ]
    campaigns = "campaign was" if launched == 1 else "campaigns were"
    return [
        f"only {launched} measured {campaigns} launched in {runs}: quantiles and intervals are "
        "rough; run longer, or more replications"
    ]


def _held_up(measurements: Sequence[Measurement]) -> str:
    """Where campaigns are stuck, if that is what keeps them from being launched."""
    names = measurements[0].measured.steps
    at = np.concatenate([one.measured.inside_at for one in measurements])
    counts = np.bincount(at, minlength=len(names) + 1)[:-1]
    if counts.sum() <= STUCK * at.size:
        return ""
    step, count = names[int(counts.argmax())], int(counts.max())
    return (
        f"{count} of {at.size} are held up at {step}: see who works there and when, a longer "
        "run shows more of the same"
    )


def _growing(measurements: Sequence[Measurement]) -> list[str]:
    warm_up, horizon, _ = measurements[0].window
    quarter = (horizon - warm_up) // 4
    if len(measurements) < 2 or not quarter:
        return []

    def means(since: int) -> list[float]:
        return [
            time_weighted_mean(one.wip_times, one.wip_counts, since, since + quarter)
            for one in measurements
        ]

    first, last = means(warm_up), means(horizon - quarter)
    growth = mean_interval(np.subtract(last, first))
    grown = float(np.mean(last) - np.mean(first))
    if growth.low is None or growth.low <= 0 or np.mean(last) < GROWTH * np.mean(first):
        return []
    busiest = float(_utilization(measurements).max(initial=0.0))
    measured = float(np.mean([len(one.measured) for one in measurements]))
    if grown < max(GROWTH_CAMPAIGNS, 0.0 if busiest >= BUSY else PILED_UP * measured):
        return []
    why = "the organization is overloaded"
    if busiest < BUSY:
        why = f"nobody is busier than {busiest:.0%}, so decisions, limits or agencies hold work up"
    return [
        f"work in progress grows from {np.mean(first):.1f} campaigns in the first quarter of the "
        f"measured window to {np.mean(last):.1f} in the last: {why}, the warm-up is too short, or "
        "demand seasonal"
    ]


def _unnoticed(measurements: Sequence[Measurement]) -> list[str]:
    unnoticed = sum(one.unnoticed for one in measurements)
    if not unnoticed:
        return []
    escaped = sum(one.escaped for one in measurements)
    defects, are = ("defect", "is") if unnoticed == 1 else ("defects", "are")
    return [
        f"{unnoticed} {defects} of {escaped} that went out with measured campaigns "
        f"({unnoticed / escaped:.1%}) {are} never noticed: no incident and no repair follows, and "
        "no cost counts the damage, so who looks less seems cheaper; incident_share counts all "
        "that went out"
    ]
