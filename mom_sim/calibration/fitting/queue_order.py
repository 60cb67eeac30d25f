"""Which of several waiting pieces of work is taken first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from mom_sim.calibration.fitting.fitted import QueueOrder, TriedRule
from mom_sim.calibration.fitting.rows import Bools, Floats, Ints

SURE = 0.01
"""Probability, over all rules that are tried, of preferring one by chance."""
FEWEST_PAIRS = 30
"""Pairs below which first come, first served is taken on trust."""
MOST_STARTS = 4000
"""Starts that are looked at: evenly spread over each team's, where there are more."""
NEXT = 500
"""Later starts among which what is waiting is looked for."""
CLEAR = 0.8
"""Share of the pairs that a rule can tell in which it has to be right to be taken for the rule."""
MOST_CLASSES = 30
"""Values of a column that classes are made of."""

CLASS = "class of "


@dataclass(frozen=True)
class Pairs:
    """Two pieces of work that waited for the same team, and what is known about them.

    Parameters
    ----------
    taken, left : ndarray of int
        Row that was begun, and row that went on waiting.
    """

    taken: Ints
    left: Ints

    @property
    def count(self) -> int:
        """Number of pairs."""
        return self.taken.size


def waiting_pairs(team: Ints, ready: Floats, start: Floats, is_queued: Bools) -> Pairs:
    """Find pairs of which one was begun while the other was waiting, too.

    No row is in two pairs, so that they are independent: at each start one of those that are
    waiting is drawn at random. Two that were ready at one instant are no pair: neither came first.

    Parameters
    ----------
    team : ndarray of int
        That does each row.
    ready, start : ndarray of float, seconds since 1970
    is_queued : ndarray of bool
        Whether a row is known to have waited for people from when it was ready.

    Returns
    -------
    Pairs
        In order of time.
    """
    generator = np.random.default_rng(1)
    taken: list[int] = []
    left: list[int] = []
    used = np.zeros(start.size, dtype=bool)
    for one in np.unique(team):
        rows = np.flatnonzero((team == one) & is_queued)
        rows = rows[np.argsort(start[rows], kind="stable")]
        begins, joined = start[rows], ready[rows]
        for place in range(0, rows.size, max(-(-rows.size // MOST_STARTS), 1)):
            if used[rows[place]]:
                continue
            later = slice(place + 1, place + 1 + NEXT)
            waiting = (joined[later] < begins[place]) & (begins[later] > begins[place])
            waiting &= joined[later] != joined[place]
            others = rows[later][waiting & ~used[rows[later]]]
            if others.size:
                other = int(generator.choice(others))
                used[other] = used[rows[place]] = True
                taken.append(int(rows[place]))
                left.append(other)
    order = np.argsort(start[np.array(taken, dtype=np.int64)], kind="stable")
    return Pairs(np.array(taken, dtype=np.int64)[order], np.array(left, dtype=np.int64)[order])


def find_order(
    pairs: Pairs,
    ready: Floats,
    numbers: dict[str, Floats],
    classes: dict[str, list[str]],
) -> QueueOrder:
    """Find the rule that tells best which of two waiting pieces is taken.

    Another rule than first come, first served is seen if it is right in more of the pairs in which
    the two differ than chance allows (McNemar's test, at 1% over all rules tried). It is taken if
    it is also right in `CLEAR` of the pairs that it can tell, for a scenario follows its rule
    always: a mere leaning is told only. The order of classes is found on every second pair and
    tried on the others.

    Parameters
    ----------
    pairs : Pairs
    ready : ndarray of float, shape (rows,)
        When each row joined the queue.
    numbers : dict of str to ndarray of float, shape (rows,)
        By rule, what the smaller comes first by; NaN where it is not known.
    classes : dict of str to list of str
        By name of a column, its value of each row; empty where it has none.

    Returns
    -------
    QueueOrder

    Notes
    -----
    Source: McNemar, Psychometrika 12 (1947), with the exact binomial distribution.
    """
    first = _sign(ready, pairs)
    hits = int((first > 0).sum())
    if pairs.count < FEWEST_PAIRS:
        return QueueOrder("fifo", pairs.count, hits, (), (), "", ())
    tried: list[TriedRule] = []
    ranks: dict[str, tuple[str, ...]] = {}
    for name, values in numbers.items():
        tried.append(_tried(name, _sign(values, pairs), first))
    halves = np.arange(pairs.count) % 2 == 0
    for column, named in classes.items():
        if not 2 <= len(set(named) - {""}) <= MOST_CLASSES:
            continue
        order = _ranked(named, pairs, halves)
        place = {value: float(rank) for rank, value in enumerate(order)}
        place[""] = np.nan  # of a row without a value it cannot be told when it is taken
        rank = np.array([place.get(value, float(len(order))) for value in named])
        sign = _sign(rank, pairs)[~halves]
        tried.append(_tried(CLASS + column, sign, first[~halves]))
        ranks[CLASS + column] = _ranked(named, pairs, np.ones(pairs.count, dtype=bool))
    sure = [one for one in tried if one.p_value < SURE / len(tried)]
    clear = [one for one in sure if one.share_of_told >= CLEAR]
    if not clear:
        seen = tuple(one.rule for one in sure)
        return QueueOrder("fifo", pairs.count, hits, tuple(tried), (), "", seen)
    best = min(clear, key=lambda one: (-one.share, one.p_value))
    column = best.rule.removeprefix(CLASS) if best.rule in ranks else ""
    return QueueOrder(
        best.rule,
        pairs.count,
        hits,
        tuple(tried),
        ranks.get(best.rule, ()),
        column,
        # What is right less often than the rule that is taken may be a shadow of it.
        tuple(one.rule for one in sure if one.share > best.share),
    )


def _sign(values: Floats, pairs: Pairs) -> Ints:
    """1 where a rule takes what was taken, -1 where the other, 0 where it cannot tell."""
    left, taken = values[pairs.left], values[pairs.taken]
    return (left > taken).astype(np.int64) - (left < taken)


def _tried(name: str, sign: Ints, first: Ints) -> TriedRule:
    """Hold a rule beside first come, first served, which decides where the rule cannot tell."""
    told, right = int((sign != 0).sum()), int((sign > 0).sum())
    sign = np.where(sign == 0, first, sign)
    better, worse = int((sign > first).sum()), int((sign < first).sum())
    p_value = (
        float(stats.binomtest(better, better + worse, 0.5, "greater").pvalue) if better else 1.0
    )
    return TriedRule(name, sign.size, int((sign > 0).sum()), p_value, right / max(told, 1))


def _ranked(values: list[str], pairs: Pairs, used: Bools) -> tuple[str, ...]:
    """Values by the share of the pairs with another value in which they were taken, most first."""
    won: dict[str, float] = {}
    met: dict[str, float] = {}
    for one, other in zip(pairs.taken[used].tolist(), pairs.left[used].tolist(), strict=True):
        if values[one] != values[other] and values[one] and values[other]:
            won[values[one]] = won.get(values[one], 0.0) + 1
            for value in (values[one], values[other]):
                met[value] = met.get(value, 0.0) + 1
    return tuple(
        sorted(met, key=lambda value: (-(won.get(value, 0.0) + 1) / (met[value] + 2), value))
    )
