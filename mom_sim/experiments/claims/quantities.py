"""Quantities that claims are about, as samples of one replication.

Each is a `partial` of a function of this module, so that a record can be sent to another process.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from mom_sim.experiments.claims.claim import Sample
from mom_sim.experiments.claims.looking import Run

Runs = Mapping[str, Run]
Types = tuple[str, ...]
Place = tuple[str, ...]

INSIDE, REST = ("inside",), ("rest",)


def mean_days(run: Run, *types: str) -> float:
    """Mean working days from request to launch."""
    return run.days(*types) / run.count(*types)


def lead_ratio(a: str, b: str, *types: str) -> Sample:
    """Mean working days to launch in `a` by those in `b`."""
    return partial(_lead_ratio, a, b, types)


def _lead_ratio(a: str, b: str, types: Types, runs: Runs) -> tuple[float, float]:
    return mean_days(runs[a], *types), mean_days(runs[b], *types)


def lead_difference(a: str, b: str, *types: str) -> Sample:
    """Mean working days to launch in `a` less those in `b`."""
    return partial(_lead_difference, a, b, types)


def _lead_difference(a: str, b: str, types: Types, runs: Runs) -> tuple[float, float]:
    return mean_days(runs[a], *types) - mean_days(runs[b], *types), 1.0


def recovered(loss: str, cure: str, reference: str, *types: str) -> Sample:
    """Share of the loss of working days to launch from `reference` to `loss` that `cure` saves."""
    return partial(_recovered, loss, cure, reference, types)


def _recovered(
    loss: str, cure: str, reference: str, types: Types, runs: Runs
) -> tuple[float, float]:
    days = mean_days(runs[loss], *types)
    return days - mean_days(runs[cure], *types), days - mean_days(runs[reference], *types)


def queue_ratio(a: str, b: str, *types: str) -> Sample:
    """Mean wait for busy people in `a` by that in `b`."""
    return partial(_queue_ratio, a, b, types)


def _queue_ratio(a: str, b: str, types: Types, runs: Runs) -> tuple[float, float]:
    one, other = (runs[arm].waits("queue", *types) / runs[arm].count(*types) for arm in (a, b))
    return one, other


def mean_queue(arm: str, *types: str) -> Sample:
    """Mean working days that a campaign's work waits for busy people."""
    return partial(_mean_queue, arm, types)


def _mean_queue(arm: str, types: Types, runs: Runs) -> tuple[float, float]:
    return runs[arm].waits("queue", *types), runs[arm].count(*types)


def wait_difference(cause: str, a: str, b: str, *types: str) -> Sample:
    """Mean working days that a campaign's work waits for a cause in `a` less those in `b`."""
    return partial(_wait_difference, cause, a, b, types)


def _wait_difference(cause: str, a: str, b: str, types: Types, runs: Runs) -> tuple[float, float]:
    one, other = (runs[arm].waits(cause, *types) / runs[arm].count(*types) for arm in (a, b))
    return one - other, 1.0


def more_waiting(arm: str, here: Place, there: Place) -> Sample:
    """Percent of all waiting that is at one place, less that at another.

    A place is its kind, and the names' beginnings if not all of the kind are meant; `INSIDE` is
    what waits for people and decisions inside, `REST` that without the first place.
    """
    return partial(_more_waiting, arm, here, there)


def _more_waiting(arm: str, here: Place, there: Place, runs: Runs) -> tuple[float, float]:
    run = runs[arm]
    inside = run.waited("team") + run.waited("gate")
    one = inside if here == INSIDE else run.waited(*here)
    other = inside - one if there == REST else run.waited(*there)
    return 100 * (one - other), sum(run.waiting.values())


def figure_difference(name: str, a: str, b: str, *types: str, scale: float = 1.0) -> Sample:
    """A figure of docs/metrics.md in `a` less that in `b`."""
    return partial(_figure_difference, name, a, b, types, scale)


def _figure_difference(
    name: str, a: str, b: str, types: Types, scale: float, runs: Runs
) -> tuple[float, float]:
    one, other = (_ratio(runs[arm], name, types) for arm in (a, b))
    return scale * (one - other), 1.0


def figure_ratio(name: str, a: str, b: str, *types: str) -> Sample:
    """A figure of docs/metrics.md in `a` by that in `b`."""
    return partial(_figure_ratio, name, a, b, types)


def _figure_ratio(name: str, a: str, b: str, types: Types, runs: Runs) -> tuple[float, float]:
    return _ratio(runs[a], name, types), _ratio(runs[b], name, types)


def touch_ratio(a: str, b: str, *types: str) -> Sample:
    """Hours that people spent on campaigns in `a` by those in `b`."""
    return partial(_touch_ratio, a, b, types)


def _touch_ratio(a: str, b: str, types: Types, runs: Runs) -> tuple[float, float]:
    return runs[a].touched(*types), runs[b].touched(*types)


def loss_ratio(a: str, b: str) -> Sample:
    """Worth lost by delay, and incidents, of a launch in `a` by those in `b`."""
    return partial(_loss_ratio, a, b)


def _loss_ratio(a: str, b: str, runs: Runs) -> tuple[float, float]:
    one, other = (
        _ratio(runs[arm], "cost_of_delay_per_launch", ())
        + _ratio(runs[arm], "incident_cost_per_launch", ())
        for arm in (a, b)
    )
    return one, other


def _ratio(run: Run, name: str, types: Types) -> float:
    found = run.figure(name, *types)
    return found.numerator / found.denominator
