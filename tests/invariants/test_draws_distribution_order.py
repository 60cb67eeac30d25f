"""What holds for every distribution: order, scale, identity, and independence of the call."""

from __future__ import annotations

import pickle
import subprocess
import sys

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

EXAMPLES = [
    distribution(kind.name, **example)
    for kind in DISTRIBUTION_KINDS.values()
    for example in kind.examples
]
on_every_example = pytest.mark.parametrize("ours", EXAMPLES, ids=str)
examples = st.sampled_from(EXAMPLES)
grid = st.integers(0, 2**52 - 1).map(lambda chance: (chance + 0.5) * 2.0**-52)


def reach(low, high):
    return st.floats(low, high, allow_nan=False)


# Parameters over the whole of a sensible range, by the name that the table gives them.
SOUGHT = {
    "mean": reach(1e-3, 1e12),
    "cv": reach(1e-3, 50),
    "shape": reach(0.1, 50),
    "value": reach(-1e12, 1e12),
}


@st.composite
def distributions(draw):
    kind = draw(st.sampled_from(sorted(set(DISTRIBUTION_KINDS) - {"scipy"})))
    names = [parameter.name for parameter in DISTRIBUTION_KINDS[kind].parameters]
    if kind == "empirical":
        values = draw(st.lists(reach(-1e6, 1e6), min_size=1, max_size=8))
        weights = draw(st.lists(reach(0.001, 10), min_size=len(values), max_size=len(values)))
        return distribution(kind, values=values, weights=weights)
    if "low" in names:
        points = sorted(draw(reach(-1e9, 1e9)) for _ in names)
        return distribution(kind, **dict(zip(names, points, strict=True)))
    return distribution(kind, **{name: draw(SOUGHT[name]) for name in names})


@on_every_example
def test_quantile_is_monotone_on_a_fine_grid(ours):
    u = np.concatenate(
        ([2.0**-53], np.linspace(0, 1, 5001)[1:-1], [1 - 2.0**-52 - 2.0**-53, 1 - 2.0**-53])
    )
    assert (np.diff(ours.quantile(u)) >= 0).all()


@given(distributions(), st.lists(grid, min_size=2, max_size=30))
def test_quantile_is_monotone_and_inside_the_support(ours, u):
    values = ours.quantile(np.sort(u))
    low, high = ours.support()
    # The incomplete gamma and beta functions are inverted to a few units of the last place.
    assert (np.diff(values) >= -1e-14 * np.abs(values[1:])).all()
    assert (values >= low).all()
    assert (values <= high).all()
    assert np.isfinite(values).all()


@on_every_example
def test_drawing_together_equals_drawing_alone(ours):
    """In any memory layout: a draw may not depend on its neighbors."""
    u = (np.random.default_rng(5).integers(0, 2**52, (37, 4)) + 0.5) * 2.0**-52
    together = ours.quantile(u)
    assert together.shape == u.shape
    assert together.dtype == np.float64
    alone = np.array([[ours.quantile(float(x))[()] for x in row] for row in u])
    np.testing.assert_array_equal(together, alone)
    np.testing.assert_array_equal(ours.quantile(u[::-1, ::2]), together[::-1, ::2])
    np.testing.assert_array_equal(ours.quantile(np.asfortranarray(u)), together)


@given(examples, st.floats(1e-6, 1e9), st.lists(grid, min_size=1, max_size=9))
def test_scaling_multiplies_draws_and_moments(ours, factor, u):
    scaled = ours.scaled(factor)
    size = factor * max(abs(ours.mean()), ours.variance() ** 0.5)
    np.testing.assert_allclose(
        scaled.quantile(u), factor * ours.quantile(u), rtol=1e-9, atol=1e-9 * size
    )
    assert scaled.mean() == pytest.approx(factor * ours.mean(), rel=1e-9, abs=1e-9 * size)
    assert scaled.variance() == pytest.approx(factor**2 * ours.variance(), rel=1e-9)
    assert scaled.kind == ours.kind
    assert ours.scaled(1) == ours


@on_every_example
def test_identity(ours):
    """Equal by value, hashable, immutable, and the same after pickling."""
    copy = pickle.loads(pickle.dumps(ours))
    assert copy == ours
    assert hash(copy) == hash(ours)
    assert copy.quantile(0.3) == ours.quantile(0.3)
    with pytest.raises(AttributeError):
        ours.kind = "constant"
    again = distribution(ours.kind, **dict(reversed(ours.parameters)))
    assert again == ours
    assert len({ours, copy, again}) == 1


def test_spelling_makes_no_difference():
    assert distribution("gamma", cv=np.float32(0.5), mean=3) == distribution(
        "gamma", mean=3.0, cv=0.5
    )
    assert distribution("empirical", values=np.array([1, 2])) == distribution(
        "empirical", values=[1.0, 2.0]
    )
    assert distribution("gamma", mean=3, cv=1) != distribution("gamma", mean=3, cv=2)


def test_describe():
    assert str(distribution("lognormal", cv=0.8, mean=6)) == "lognormal(mean=6, cv=0.8)"
    assert distribution("pert", low=1, mode=2.5, high=4).describe() == (
        "pert(low=1, mode=2.5, high=4)"
    )
    assert distribution("empirical", values=[3, 1], weights=[1, 0.5]).describe() == (
        "empirical(values=[3, 1], weights=[1, 0.5])"
    )
    assert distribution("scipy", name="beta", args=(2, 3)).describe() == (
        "scipy(name=beta, a=2, b=3, loc=0, scale=1)"
    )


@given(distributions(), st.lists(grid, min_size=1, max_size=9))
def test_durations_are_the_nearest_microseconds_or_refused(ours, u):
    values = ours.quantile(u)
    if ((values >= 0) & (values < 2.0**62)).all():
        assert (np.abs(durations(ours, u) - values) <= 0.5).all()
    else:
        with pytest.raises(DistributionError, match="at least 0 and below"):
            durations(ours, u)


GOLDEN_DURATIONS = {
    "exponential(mean=2)": [758595713, 4990659700, 16578612670],
    "gamma(mean=6, cv=0.8)": [4420553259, 17207044559, 44565107313],
    "lognormal(mean=6, cv=0.8)": [6848094495, 16866766284, 41542622560],
    "weibull(mean=4, shape=1.5)": [3558354271, 12493407341, 27814700328],
    "triangular(low=1, mode=2, high=6)": [6145584412, 10215800423, 16508831175],
    "pert(low=1, mode=2, high=6)": [5218238348, 8580100669, 13416012908],
}


def test_golden_durations():
    """Microseconds of a first release; rounding hides the last bits of the functions in between."""
    u = [0.1, 0.5, 0.9]
    hours = 3_600_000_000
    drawn = {
        ours.describe(): durations(ours.scaled(hours), u).tolist()
        for ours in (
            distribution("exponential", mean=2),
            distribution("gamma", mean=6, cv=0.8),
            distribution("lognormal", mean=6, cv=0.8),
            distribution("weibull", mean=4, shape=1.5),
            distribution("triangular", low=1, mode=2, high=6),
            distribution("pert", low=1, mode=2, high=6),
        )
    }
    assert drawn == GOLDEN_DURATIONS


def test_scipy_stats_is_imported_only_when_asked_for():
    program = (
        "import sys\n"
        "from mom_sim.draws.distributions import distribution\n"
        "distribution('pert', low=1, mode=2, high=3).quantile(0.5)\n"
        "distribution('lognormal', mean=1, cv=1).quantile(0.5)\n"
        "assert 'scipy.stats' not in sys.modules\n"
        "distribution('scipy', name='norm')\n"
        "assert 'scipy.stats' in sys.modules\n"
    )
    subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": ":".join(filter(None, sys.path))},
        check=True,
        capture_output=True,
    )
