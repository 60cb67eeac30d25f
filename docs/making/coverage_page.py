"""The page `docs/coverage.md`: how often intervals and selections hold what they promise.

Write it anew with ``python -m docs.making.coverage_page > docs/coverage.md``; it takes minutes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

import numpy as np

from docs.making.coverage_cases import CASES, LIMITS, Case
from docs.making.selection_cases import (
    FIRST_STAGE,
    KN_SYSTEMS,
    WINNER_SYSTEMS,
    ZONE,
    kn_selects,
    winner_called,
)
from mom_sim.stats import proportion_interval

REPEATS = 2000
SEED = 20260105
PROMISED = 0.95

_INTRODUCTION = f"""\
# How often intervals hold

Printed by `python -m docs.making.coverage_page`; do not edit.

Each line draws data whose truth is known, {REPEATS:,} times with a fixed seed, and counts in how
many of them the 95% interval holds the truth. Beside the share stands its own exact 99% interval
(Clopper and Pearson 1934). An interval keeps its promise where that reaches 95% or lies above; all
of the first table do, and a test holds them to it. The methods are described in
[Methods](methods.md#estimates-and-intervals).
"""

_LIMITS = """\
## Where an interval is too short

With few values from a long tail no method knows what the tail is like; these lines are shown, not
promised. A figure over a year of campaigns is seldom so skewed; where it may be (few launches, a
system near saturation) a warning stands beside it. Run more replications. The last line is a near
miss that other seeds would show as one: of 4,000 other draws 93.4% held.
"""

_KN = f"""\
## Selecting the best: procedure KN

`mom_sim.stats.kim_nelson` (Kim and Nelson 2001) with an indifference zone of {ZONE}, a first stage
of {FIRST_STAGE} and a promised 95%, on normal systems with a standard deviation of 1 unless said.
*Right*: the best was selected. *Observations*: mean number of all systems together.
"""

_WINNER = """\
## Calling a winner

The rule of `compare`: the model that leads is called the best if it is so with a probability of at
least 95% (Chen, Lin, Yücesan and Chick 2000), else the answer is "cannot tell". Normal systems with
a standard deviation of 1 that share half of their luck. *Wrong*: another than the true best was
called; this is what must stay below 5%. Where all are the same nobody is wrongly called, and
*called* is the share of false alarms. Elsewhere *right* is the power.
"""


def hits_of(case: Case, number: int, repeats: int) -> int:
    """In how many repeats a case's interval holds the truth."""
    generator = np.random.default_rng([SEED, number])
    return sum(case.holds(generator) for _ in range(repeats))


def coverage_page(repeats: int = REPEATS) -> str:
    """Print the page.

    Parameters
    ----------
    repeats : int

    Returns
    -------
    str
        Markdown.
    """
    return "\n".join(_lines(repeats)) + "\n"


def _lines(repeats: int) -> Iterator[str]:
    yield _INTRODUCTION
    yield from _intervals(CASES, 0, repeats)
    yield ""
    yield _LIMITS
    yield from _intervals(LIMITS, len(CASES), repeats)
    yield ""
    yield _KN
    yield "| systems | right | 99% interval | observations |"
    yield "| --- | --- | --- | --- |"
    for number, systems in enumerate(KN_SYSTEMS):
        generator = np.random.default_rng([SEED, 1, number])
        found = [kn_selects(systems, generator) for _ in range(repeats)]
        right = sum(best == 0 for best, _ in found)
        used = np.mean([observations for _, observations in found])
        yield f"| {systems.name} | {_share(right, repeats)} | {used:.0f} |"
    yield ""
    yield _WINNER
    yield "| systems | replications | called | right | wrong |"
    yield "| --- | --- | --- | --- | --- |"
    for number, (systems, replications) in enumerate(WINNER_SYSTEMS):
        generator = np.random.default_rng([SEED, 2, number])
        calls = [winner_called(systems, replications, generator) for _ in range(repeats)]
        called = sum(call is not None for call in calls)
        same = len(set(systems.means)) == 1
        right, wrong = (sum(call == 0 for call in calls), sum(bool(call) for call in calls))
        shares = ("-", "-") if same else (f"{right / repeats:.1%}", f"{wrong / repeats:.1%}")
        yield (
            f"| {systems.name} | {replications} | {called / repeats:.1%} | {' | '.join(shares)} |"
        )


def _intervals(cases: Sequence[Case], first: int, repeats: int) -> Iterator[str]:
    yield "| what | replications × campaigns | holds | 99% interval | method |"
    yield "| --- | --- | --- | --- | --- |"
    for number, case in enumerate(cases, start=first):
        share = _share(hits_of(case, number, repeats), repeats)
        yield f"| {case.name} | {case.replications} | {share} | {case.method} |"


def _share(hits: int, repeats: int) -> str:
    exact = proportion_interval(hits, repeats, 0.99)
    return f"{hits / repeats:.1%} | {exact.low:.1%} to {exact.high:.1%}"


if __name__ == "__main__":
    sys.stdout.write(coverage_page())
