"""The search among staffings against looking at all of them, with rules in place of simulation."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import pytest

from mom_sim.experiments.capacity.search import search_cheapest
from mom_sim.experiments.capacity.window import Box, Window


@dataclass(frozen=True)
class Verdict:
    counts: tuple[int, ...]
    keeps: bool
    excess: float


def made_case(seed, roles, most):
    """A rule that more people never break, near to the formula's but not the same."""
    random = np.random.default_rng(seed)
    lowest = (1,) * roles
    highest = tuple(int(n) for n in random.integers(2, most + 1, roles))
    costs = tuple(float(c) for c in random.integers(50, 200, roles))
    load = random.uniform(0.3, 2.5, roles)
    waits = tuple(
        load[role] / np.maximum(np.arange(1, highest[role] + 1) - 0.5 * load[role], 0.2)
        for role in range(roles)
    )
    bent = random.uniform(0.5, 2.0, roles)
    everybody = sum(bent[role] * waits[role][-1] for role in range(roles))
    nobody = sum(bent[role] * waits[role][0] for role in range(roles))
    limit = everybody + random.uniform(0.02, 0.98) * (nobody - everybody)

    def judge(counts):
        wait = sum(bent[role] * waits[role][counts[role] - 1] for role in range(roles))
        return Verdict(counts, bool(wait <= limit), float(wait / limit - 1.0))

    return Box(lowest, highest, costs, waits), judge


def cheapest_of_all(box, judge):
    ranges = [range(low, high + 1) for low, high in zip(box.lowest, box.highest, strict=True)]
    keeping = [counts for counts in itertools.product(*ranges) if judge(counts).keeps]
    return min(keeping, key=lambda counts: (box.cost(counts), sum(counts), box.wait(counts)))


@pytest.mark.parametrize("seed", range(60))
def test_search_finds_what_all_staffings_have_as_their_cheapest(seed):
    box, judge = made_case(seed, roles=2 + seed % 3, most=6)
    found = search_cheapest(box, judge, box.lowest)
    best = cheapest_of_all(box, judge)
    assert found.is_exhaustive
    assert found.best is not None
    assert box.cost(found.best) == box.cost(best)
    assert not found.contradictions


def test_search_judges_a_small_part_of_a_large_box():
    judged, all_staffings = 0, 0
    for seed in range(100, 120):
        box, judge = made_case(seed, roles=4, most=9)
        found = search_cheapest(box, judge, box.lowest)
        judged += len(found.tried)
        all_staffings += Window(box, box.lowest).costs.size
    assert judged < all_staffings / 30


def test_nothing_that_keeps_the_promise_is_told_as_nothing():
    box, _ = made_case(1, roles=3, most=5)
    found = search_cheapest(box, lambda counts: Verdict(counts, False, 1.0), box.lowest)
    assert found.best is None
    assert box.highest in found.tried


def test_where_fewer_people_are_enough_the_fewest_are_taken():
    box, _ = made_case(2, roles=3, most=5)
    found = search_cheapest(box, lambda counts: Verdict(counts, True, -1.0), box.highest)
    assert found.best == box.lowest


def test_where_more_people_hurt_the_contradiction_is_told():
    """Two of the second role break the promise that one of them keeps."""
    waits = (np.array([2.0, 1.0, 0.5]), np.array([2.0, 1.0, 0.5]))
    box = Box((1, 1), (3, 3), (10.0, 10.0), waits)

    def judge(counts):
        keeps = counts[0] >= 2 and counts[1] != 2
        return Verdict(counts, keeps, -0.1 if keeps else 0.1)

    found = search_cheapest(box, judge, (2, 2), known=[(3, 3)])
    assert found.best == (2, 1)
    assert ((2, 1), (2, 2)) in found.contradictions


def test_a_box_too_large_to_be_looked_at_whole_is_looked_at_around_the_answer():
    roles = 9
    waits = tuple(8.0 / np.arange(1, 11) for _ in range(roles))
    box = Box((1,) * roles, (10,) * roles, (100.0,) * roles, waits)

    def judge(counts):
        excess = max(5 - count for count in counts)
        return Verdict(counts, excess <= 0, float(excess))

    found = search_cheapest(box, judge, (6,) * roles)
    assert found.best == (5,) * roles
    assert not found.is_exhaustive


def test_where_nothing_could_be_fewer_nothing_is_left_out_in_a_large_box_either():
    roles = 9
    waits = tuple(8.0 / np.arange(1, 11) for _ in range(roles))
    box = Box((1,) * roles, (10,) * roles, (100.0,) * roles, waits)
    found = search_cheapest(box, lambda counts: Verdict(counts, True, -1.0), (3,) * roles)
    assert found.best == box.lowest
    assert found.is_exhaustive


@pytest.mark.parametrize("seed", range(20))
def test_an_answer_that_does_not_hold_to_a_closer_look_is_not_the_answer(seed):
    """The first verdict is too kind by 3% of the limit; the closer look is not."""
    box, judge = made_case(seed, roles=2 + seed % 3, most=6)

    def kind(counts):
        found = judge(counts)
        return Verdict(counts, found.excess <= 0.03, found.excess)

    looked = []

    def confirm(counts):
        looked.append(counts)
        return judge(counts)

    found = search_cheapest(box, kind, box.lowest, confirm=confirm)
    assert found.best is not None and judge(found.best).keeps
    assert looked[-1] == found.best
    assert box.cost(found.best) == box.cost(cheapest_of_all(box, judge))


def test_tries_that_are_used_up_leave_no_neighbor_unjudged():
    box, judge = made_case(7, roles=4, most=6)
    found = search_cheapest(box, judge, box.highest, most_tries=3)
    assert found.best is not None
    for role in range(4):
        fewer = tuple(n - (place == role) for place, n in enumerate(found.best))
        if fewer[role] >= 1:
            assert fewer in found.tried
            assert not judge(fewer).keeps
