"""Draws made together are those made one by one, in every bit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mom_sim.draws.distributions import (
    DISTRIBUTION_KINDS,
    DistributionError,
    distribution,
    durations,
)
from mom_sim.draws.tables import NOTHING, needs_chance, table_of_durations
from mom_sim.errors import PlanError
from mom_sim.plan.plan import Draw
from mom_sim.tape import draw_tape
from tests.invariants.tape_scenarios import company

OF_TIME = [
    made
    for kind in DISTRIBUTION_KINDS.values()
    for example in kind.examples
    if (made := distribution(kind.name, **example)).support()[0] >= 0.0
]
cells = st.none() | st.sampled_from(OF_TIME)


@given(st.data())
def test_a_table_has_the_durations_of_each_row(data):
    """Every kind of distribution, beside every other, for classes of several sizes."""
    counts = data.draw(st.lists(st.integers(0, 7), max_size=4))
    rows = data.draw(st.lists(st.tuples(*[cells] * len(counts)), max_size=6))
    shape = len(rows), sum(counts)
    random = np.random.default_rng(data.draw(st.integers(0, 99)))
    u, factors = random.uniform(size=shape), random.uniform(0.5, 2.0, size=shape)
    found = table_of_durations(rows, counts, u, factors)
    assert found.dtype == np.int64 and found.shape == shape
    edges = np.cumsum([0, *counts])
    for row, by_class in enumerate(rows):
        for number, one in enumerate(by_class):
            where = row, slice(edges[number], edges[number + 1])
            alone = NOTHING if one is None else durations(one, u[where], factors[where])
            np.testing.assert_array_equal(found[where], alone)


@pytest.mark.parametrize("made", OF_TIME, ids=str)
def test_what_needs_no_chance_has_one_value(made):
    u = np.array([[0.25, 0.75]])
    values = table_of_durations([(made,)], [2], u, np.ones_like(u))
    if not needs_chance((made, None)):
        assert values[0, 0] == values[0, 1]


def test_a_value_that_is_no_duration_is_named_by_its_distribution():
    fine, wrong = distribution("constant", value=1.0), distribution("uniform", low=-2.0, high=-1.0)
    u = np.full((2, 2), 0.5)
    with pytest.raises(DistributionError, match=r"uniform\(low=-2, high=-1\) gives a duration of"):
        table_of_durations([(fine, fine), (fine, wrong)], [1, 1], u, np.ones_like(u))


def test_a_tape_draws_the_same_together_as_alone():
    made = company()
    types = len(made.campaigns)
    effort = distribution("lognormal", mean=6.0e9, cv=0.8)
    draws = [
        Draw("campaign:effort:design", "duration", (effort,) * types, overridden_by="design"),
        Draw("campaign:hand_off:design", "duration", (None,) * types),
        Draw("campaign:wait:design", "duration", (distribution("constant", value=5.0),) * types),
        Draw("campaign:verdict:brand", "chance", ()),
    ]
    wanted = [(draw, attempt) for draw in draws for attempt in (1, 2, 3)]
    together, alone = draw_tape(made, 0), draw_tape(made, 0)
    together.draw_together([*wanted, *wanted])
    for draw, attempt in wanted:
        np.testing.assert_array_equal(together.block(draw, attempt), alone.block(draw, attempt))
    with pytest.raises(PlanError, match="too few for the tape's campaigns"):
        together.draw_together([(Draw("campaign:effort:copy", "duration", ()), 1)])
