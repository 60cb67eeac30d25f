"""Cases with known answers, on which intervals have to hold as often as they say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from mom_sim.stats import (
    FIRST_STAGE,
    Interval,
    bonferroni,
    counted_share_interval,
    mean_interval,
    median_interval,
    next_replications,
    paired_mean_difference,
    paired_quantile_difference_interval,
    paired_ratio_difference_interval,
    pooled_quantile_interval,
    proportion_interval,
    ratio_interval,
    relative_half_width,
)

Floats = NDArray[np.float64]
Generator = np.random.Generator


@dataclass(frozen=True)
class Case:
    """One interval on data whose truth is known.

    Attributes
    ----------
    name : str
        What is estimated, from what.
    replications : str
        How many, and how many items in each.
    holds : callable
        Draws data, and tells whether the 95% interval holds the truth.
    method : str
    """

    name: str
    replications: str
    holds: Callable[[Generator], bool]
    method: str


def _case(
    name: str, replications: str, truth: float, draw: Callable[[Generator], Interval], method: str
) -> Case:
    def holds(generator: Generator) -> bool:
        found = draw(generator)
        assert found.low is not None and found.high is not None, (name, found.reason)
        return found.low <= truth <= found.high

    return Case(name, replications, holds, method)


def lognormal(generator: Generator, items: int, level: float) -> Floats:
    """Items with a spread of 0.8 around the level of their replication, which spreads by 0.2."""
    return np.exp(level + 0.8 * generator.normal(size=items))


LEVEL, SPREAD = 0.2, float(np.sqrt(0.2**2 + 0.8**2))
SLOWER, NOISE = 0.2, 0.3


def _lognormal_samples(generator: Generator, replications: int, items: int) -> list[Floats]:
    return [
        lognormal(generator, max(generator.poisson(items), 1), LEVEL * generator.normal())
        for _ in range(replications)
    ]


def _paired_lognormal(
    generator: Generator, replications: int, items: int
) -> tuple[list[Floats], list[Floats]]:
    """The same campaigns in two models: b takes longer, each campaign by other luck."""
    a = _lognormal_samples(generator, replications, items)
    b = [one * np.exp(SLOWER + NOISE * generator.normal(size=one.size)) for one in a]
    return a, b


def _quantile(probability: float) -> float:
    return float(np.exp(ndtri(probability) * SPREAD))


def _slower_quantile(probability: float) -> float:
    return float(np.exp(SLOWER + ndtri(probability) * np.sqrt(SPREAD**2 + NOISE**2)))


ARRIVALS, SERVICES = 0.8, 1.0


def waits(generator: Generator, customers: int) -> Floats:
    """Waits in the queue M/M/1 at 80% load from its steady state on, by Lindley's recursion."""
    idle = generator.random() >= ARRIVALS / SERVICES
    first = 0.0 if idle else generator.exponential(1.0 / (SERVICES - ARRIVALS))
    steps = generator.exponential(1.0 / SERVICES, customers - 1)
    steps -= generator.exponential(1.0 / ARRIVALS, customers - 1)
    walk = np.concatenate(([first], first + np.cumsum(steps)))
    return walk - np.minimum(np.minimum.accumulate(walk), 0.0)


MEAN_WAIT = ARRIVALS / SERVICES / (SERVICES - ARRIVALS)


def wait_quantile(probability: float) -> float:
    """Quantile of the wait in the steady state."""
    return float(np.log(ARRIVALS / SERVICES / (1.0 - probability)) / (SERVICES - ARRIVALS))


def _clustered(generator: Generator, replications: int, share: float) -> Interval:
    items = generator.poisson(60, replications)
    own = generator.beta(30 * share, 30 * (1 - share), replications)
    return counted_share_interval(generator.binomial(items, own), items)


def _until_precise(generator: Generator, goal: float) -> Interval:
    """Replications of 50 exponential campaigns each, until the mean is precise."""
    values = generator.gamma(50.0, 1.0 / 50.0, FIRST_STAGE)
    while True:
        found = mean_interval(values)
        width = relative_half_width(found)
        assert width is not None
        wanted = next_replications(values.size, [width], goal, 400)
        if wanted == values.size:
            return found
        more = generator.gamma(50.0, 1.0 / 50.0, wanted - values.size)
        values = np.concatenate((values, more))


def _several_until_precise(generator: Generator) -> bool:
    """A p90, a mean and their paired differences between two models, until all are precise."""
    a, b = _paired_lognormal(generator, FIRST_STAGE, 60)
    mean = float(np.exp(SPREAD**2 / 2))
    slower = float(np.exp(SLOWER + (SPREAD**2 + NOISE**2) / 2))
    while True:
        counts = [one.size for one in a]
        sums_a, sums_b = ([one.sum() for one in side] for side in (a, b))
        ratio = ratio_interval(sums_a, counts)
        ratios = paired_ratio_difference_interval(sums_b, counts, sums_a, counts)
        tail = pooled_quantile_interval(a, 0.9)
        tails = paired_quantile_difference_interval(b, a, 0.9)
        found = [
            relative_half_width(ratio),
            relative_half_width(ratios, ratio.estimate),
            relative_half_width(tail),
            relative_half_width(tails, tail.estimate),
        ]
        wanted = next_replications(len(a), [one for one in found if one is not None], 0.1, 100)
        if wanted == len(a):
            truth = _slower_quantile(0.9) - _quantile(0.9)
            pairs = ((ratios, slower - mean), (tails, truth), (tail, _quantile(0.9)), (ratio, mean))
            interval, value = pairs[generator.integers(4)]
            return bool(interval.low <= value <= interval.high)  # type: ignore[operator]
        more = _paired_lognormal(generator, wanted - len(a), 60)
        a, b = a + more[0], b + more[1]


def _all_at_once(generator: Generator) -> bool:
    confidence = bonferroni(0.95, 4)
    shared = generator.normal(size=(10, 1))
    values = shared + generator.normal(size=(10, 4))
    found = [mean_interval(values[:, one], confidence) for one in range(4)]
    return all(one.low <= 0.0 <= one.high for one in found)  # type: ignore[operator]


T = "Student, longer where skewed (Willink 2005)"
RATIO = "jackknife over replications, as above"
RANK = "inversion of the share at or below, jackknifed (Francisco and Fuller 1991)"
LINEAR = "linearized, paired (Francisco and Fuller 1991)"
EXACT = "exact (Clopper and Pearson 1934)"
WORTH = "exact, for as many items as they are worth (Korn and Graubard 1998)"

CASES: tuple[Case, ...] = (
    *(
        _case(
            "mean of normal values", f"{r}", 7.0,
            lambda g, r=r: mean_interval(g.normal(7, 3, r)), T,
        )
        for r in (3, 10, 20)
    ),
    *(
        _case(
            "mean of exponential values", f"{r}", 1.0,
            lambda g, r=r: mean_interval(g.exponential(size=r)), T,
        )
        for r in (10, 20, 40)
    ),
    *(
        _case(
            "mean of replications of 50 exponential campaigns", f"{r} × 50", 1.0,
            lambda g, r=r: mean_interval(g.gamma(50.0, 1.0 / 50.0, r)), T,
        )
        for r in (5, 10)
    ),
    *(
        _case(
            "mean wait in M/M/1 at 80% load", f"{r} × {n:,}", MEAN_WAIT,
            lambda g, r=r, n=n: _mean_wait(g, r, n), RATIO,
        )
        for r, n in ((20, 1000), (40, 200))
    ),
    *(
        _case(
            "pooled mean, Poisson(3) campaigns, some replications without", f"{r} × 3", 2.0,
            lambda g, r=r: _few_campaigns(g, r), RATIO,
        )
        for r in (10, 20)
    ),
    *(
        _case(
            f"p{100 * p:g} of lognormal times, Poisson counts", f"{r} × {n}", _quantile(p),
            lambda g, r=r, n=n, p=p: pooled_quantile_interval(_lognormal_samples(g, r, n), p),
            RANK,
        )
        for r, n in ((5, 60), (10, 40), (20, 12), (20, 150))
        for p in (0.5, 0.9)
    ),
    *(
        _case(
            f"p{100 * p:g} of waits in M/M/1 at 80% load", f"{r} × 200", wait_quantile(p),
            lambda g, r=r, p=p: pooled_quantile_interval([waits(g, 200) for _ in range(r)], p),
            RANK,
        )
        for r, p in ((20, 0.5), (20, 0.9))
    ),
    *(
        _case(
            f"paired difference of p{100 * p:g}, lognormal times", f"{r} × {n}",
            _slower_quantile(p) - _quantile(p),
            lambda g, r=r, n=n, p=p: paired_quantile_difference_interval(
                *reversed(_paired_lognormal(g, r, n)), p
            ),
            LINEAR,
        )
        for r, n in ((5, 60), (20, 40))
        for p in (0.5, 0.9)
    ),
    _case(
        "paired difference of means, normal", "5", 1.0,
        lambda g: _paired_normal(g, 5), T,
    ),
    _case(
        "paired difference of pooled means, lognormal times", "10 × 60",
        float(np.exp(SLOWER + (SPREAD**2 + NOISE**2) / 2) - np.exp(SPREAD**2 / 2)),
        lambda g: _paired_sums(g, 10), RATIO,
    ),
    _case(
        "proportion 3% of independent trials", "100", 0.03,
        lambda g: proportion_interval(int(g.binomial(100, 0.03)), 100), EXACT,
    ),
    *(
        _case(
            f"share of {100 * p:g}%, campaigns that hang together", f"{r} × 60", p,
            lambda g, r=r, p=p: _clustered(g, r, p), WORTH,
        )
        for r, p in ((5, 0.3), (10, 0.9), (20, 0.03))
    ),
    _case(
        "share of 0.1%, independent campaigns", "10 × 60", 0.001,
        lambda g: counted_share_interval(g.binomial(60, 0.001, 10), [60] * 10), WORTH,
    ),
    _case(
        "median over replications, exponential", "20", float(np.log(2)),
        lambda g: median_interval(list(g.exponential(size=20))), "ranks (David and Nagaraja 2003)",
    ),
    _case(
        "mean, replications until 2% is reached", "10 to 400", 1.0,
        lambda g: _until_precise(g, 0.02), T,
    ),
    Case(
        "one of p90, mean and their paired differences, until all are within 10%",
        "10 to 100, × 60", _several_until_precise, "sequential (Law 2015)",
    ),
    Case("four means at once", "10", _all_at_once, "Bonferroni"),
)  # fmt: skip
"""Intervals of 95%, all of which have to hold the truth that often."""

LIMITS: tuple[Case, ...] = (
    *(
        _case(
            "mean of exponential values", f"{r}", 1.0,
            lambda g, r=r: mean_interval(g.exponential(size=r)), T,
        )
        for r in (5,)
    ),
    _case(
        "mean of lognormal values with cv 1", "20", 1.0,
        lambda g: mean_interval(
            np.exp(g.normal(-np.log(2) / 2, np.sqrt(np.log(2)), 20))
        ), T,
    ),
    *(
        _case(
            "mean wait in M/M/1 at 80% load", f"{r} × {n}", MEAN_WAIT,
            lambda g, r=r, n=n: _mean_wait(g, r, n), RATIO,
        )
        for r, n in ((10, 50), (20, 200))
    ),
)  # fmt: skip
"""Where few and very skewed values leave an interval too short; shown, not promised."""


def _mean_wait(generator: Generator, replications: int, customers: int) -> Interval:
    sums = [waits(generator, customers).sum() for _ in range(replications)]
    return ratio_interval(sums, [float(customers)] * replications)


def _few_campaigns(generator: Generator, replications: int) -> Interval:
    counts = generator.poisson(3.0, replications)
    weights = np.array([generator.gamma(4.0, 0.5, count).sum() for count in counts])
    return ratio_interval(weights, counts)


def _paired_normal(generator: Generator, replications: int) -> Interval:
    shared = generator.normal(size=replications)
    other = shared + generator.normal(1.0, 0.5, replications)
    return paired_mean_difference(other, shared)


def _paired_sums(generator: Generator, replications: int) -> Interval:
    a, b = _paired_lognormal(generator, replications, 60)
    counts = [one.size for one in a]
    return paired_ratio_difference_interval(
        [one.sum() for one in b], counts, [one.sum() for one in a], counts
    )
