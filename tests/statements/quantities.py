"""Quantities that several statements are about, as samples of one replication."""

from __future__ import annotations

from collections.abc import Mapping

from tests.statements.looking import Run
from tests.statements.record import Sample

Runs = Mapping[str, Run]

INSIDE, REST = ("inside",), ("rest",)


def mean_days(run: Run, *types: str, units: tuple[str, ...] = ()) -> float:
    """Mean working days from request to launch."""
    return run.days(*types, units=units) / run.count(*types, units=units)


def lead_ratio(a: str, b: str, *types: str, units: tuple[str, ...] = ()) -> Sample:
    """Mean working days to launch in `a` by those in `b`."""
    return lambda runs: (
        mean_days(runs[a], *types, units=units),
        mean_days(runs[b], *types, units=units),
    )


def lead_difference(a: str, b: str, *types: str) -> Sample:
    """Mean working days to launch in `a` less those in `b`."""
    return lambda runs: (mean_days(runs[a], *types) - mean_days(runs[b], *types), 1.0)


def recovered(loss: str, cure: str, reference: str, *types: str) -> Sample:
    """Share of the loss of working days to launch from `reference` to `loss` that `cure` saves."""
    return lambda runs: (
        mean_days(runs[loss], *types) - mean_days(runs[cure], *types),
        mean_days(runs[loss], *types) - mean_days(runs[reference], *types),
    )


def queue_ratio(a: str, b: str, *types: str) -> Sample:
    """Mean wait for busy people in `a` by that in `b`."""
    return lambda runs: (
        runs[a].queued(*types) / runs[a].count(*types),
        runs[b].queued(*types) / runs[b].count(*types),
    )


def mean_queue(arm: str, *types: str) -> Sample:
    """Mean working days that a campaign's work waits for busy people."""
    return lambda runs: (runs[arm].queued(*types), runs[arm].count(*types))


def more_waiting(arm: str, here: tuple[str, ...], there: tuple[str, ...]) -> Sample:
    """Percent of all waiting that is at one place, less that at another.

    A place is its kind, and the names' beginnings if not all of the kind are meant; `INSIDE` is
    what waits for people and decisions inside, `REST` that without the first place.
    """

    def sample(runs: Runs) -> tuple[float, float]:
        run = runs[arm]
        one = run.waited("team") + run.waited("gate") if here == INSIDE else run.waited(*here)
        other = (
            run.waited("team") + run.waited("gate") - one if there == REST else run.waited(*there)
        )
        return 100 * (one - other), sum(run.waiting.values())

    return sample


def figure_difference(name: str, a: str, b: str, *types: str, scale: float = 1.0) -> Sample:
    """A figure of `a` less that of `b`."""

    def sample(runs: Runs) -> tuple[float, float]:
        one, other = (runs[arm].figure(name, *types) for arm in (a, b))
        found = one.numerator / one.denominator - other.numerator / other.denominator
        return scale * found, 1.0

    return sample


def figure_ratio(name: str, a: str, b: str, *types: str) -> Sample:
    """A figure of `a` by that of `b`."""

    def sample(runs: Runs) -> tuple[float, float]:
        one, other = (runs[arm].figure(name, *types) for arm in (a, b))
        return one.numerator / one.denominator, other.numerator / other.denominator

    return sample


def touch_ratio(a: str, b: str, *types: str) -> Sample:
    """Hours that people spent on campaigns in `a` by those in `b`."""
    return lambda runs: (runs[a].touched(*types), runs[b].touched(*types))


def loss_ratio(a: str, b: str) -> Sample:
    """Worth lost by delay, and incidents, of a launch in `a` by those in `b`."""

    def lost(run: Run) -> float:
        delay, incidents = (
            run.figure(name) for name in ("cost_of_delay_per_launch", "incident_cost_per_launch")
        )
        return delay.numerator / delay.denominator + incidents.numerator / incidents.denominator

    return lambda runs: (lost(runs[a]), lost(runs[b]))
