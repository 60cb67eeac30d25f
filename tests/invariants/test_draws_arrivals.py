"""What holds for the arrivals of every cumulative rate."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mom_sim.draws.poisson_process import arrival_times, arrivals_by_inversion, unit_exponentials

WIDTHS = st.one_of(st.integers(1, 50), st.integers(1, 10**13))
RISES = st.one_of(
    st.just(0.0),
    st.floats(0.0, 8.0),
    st.floats(5e-324, 1e-9),
    st.sampled_from([1e-300, 1e-17, 2.0**-52]),
)


@st.composite
def cumulative_rates(draw):
    stretches = draw(st.lists(st.tuples(WIDTHS, RISES), min_size=1, max_size=12))
    start = draw(st.integers(-(10**12), 10**12))
    widths, rises = zip(*stretches, strict=True)
    times = start + np.concatenate(([0], np.cumsum(widths)))
    return times.astype(np.int64), np.concatenate(([0.0], np.cumsum(rises)))


def exact_instant(times, rate, level):
    """Invert one level in rational numbers, and say which half-open stretch it is in."""
    for i in range(len(times) - 1):
        if rate[i] <= level < rate[i + 1]:
            share = (Fraction(level) - Fraction(rate[i])) / (
                Fraction(rate[i + 1]) - Fraction(rate[i])
            )
            return i, int(times[i]) + share * int(times[i + 1] - times[i])
    raise AssertionError("level beyond the last knot")


@given(cumulative_rates(), st.lists(st.floats(0, 1), max_size=20), st.data())
def test_inversion_is_the_exact_one_rounded_down(knots, shares, data):
    times, rate = knots
    levels = sorted([*(float(share * rate[-1]) for share in shares), *rate.tolist()])
    arrivals = arrivals_by_inversion(times, rate, levels)
    below = [level for level in levels if level < rate[-1]]
    assert arrivals.dtype == np.int64
    assert arrivals.size == len(below)
    for arrival, level in zip(arrivals.tolist(), below, strict=True):
        i, instant = exact_instant(times, rate, level)
        assert times[i] <= arrival < times[i + 1]
        # Three roundings of a share of the stretch, and one down to the microsecond.
        width = int(times[i + 1] - times[i])
        assert instant - 1 - Fraction(width, 2**50) <= arrival <= instant + Fraction(width, 2**50)


@given(cumulative_rates(), st.integers(0, 2**32))
def test_arrivals_keep_to_stretches_with_a_rate(knots, seed):
    times, rate = knots
    arrivals = arrival_times(seed, 0, "request:gap", 1, times, rate)
    assert (np.diff(arrivals) >= 0).all()
    stretch = np.searchsorted(times, arrivals, side="right") - 1
    assert (stretch >= 0).all()
    assert (stretch < times.size - 1).all()
    assert (np.diff(rate)[stretch] > 0).all()


@given(cumulative_rates(), st.integers(0, 2**32), st.integers(1, 7))
def test_blocks_leave_no_trace(knots, seed, block):
    times, rate = knots
    sums = np.cumsum(unit_exponentials(seed, 1, "request:gap", 2, 0, 400))
    assume(sums[-1] >= rate[-1])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mom_sim.draws.poisson_process._BLOCK", block)
        drawn = arrival_times(seed, 1, "request:gap", 2, times, rate)
    np.testing.assert_array_equal(drawn, arrivals_by_inversion(times, rate, sums))


@pytest.mark.parametrize("block", [1, 7, 100, 2999])
def test_blocks_leave_no_trace_in_the_last_bit(block, monkeypatch):
    """Over so long a stretch the last bit of a sum is worth hundreds of microseconds."""
    times, rate = [0, 2**61], [0.0, 3000.0]
    sums = np.cumsum(unit_exponentials(6, 1, "request:gap", 2, 0, 4000))
    monkeypatch.setattr("mom_sim.draws.poisson_process._BLOCK", block)
    drawn = arrival_times(6, 1, "request:gap", 2, times, rate)
    np.testing.assert_array_equal(drawn, arrivals_by_inversion(times, rate, sums))


@given(cumulative_rates(), st.integers(0, 2**32), st.floats(0, 20))
def test_a_longer_horizon_keeps_earlier_arrivals(knots, seed, rise):
    times, rate = knots
    longer = np.append(times, times[-1] + 3_600_000_000), np.append(rate, rate[-1] + rise)
    first = arrival_times(seed, 0, "request:gap", 1, times, rate)
    second = arrival_times(seed, 0, "request:gap", 1, *longer)
    np.testing.assert_array_equal(second[: first.size], first)
    assert (second[first.size :] >= times[-1]).all()


@given(cumulative_rates(), st.integers(0, 2**32))
def test_a_change_of_rate_moves_no_earlier_arrival(knots, seed):
    """Doubling the rate of the last stretch leaves everything before it where it was."""
    times, rate = knots
    faster = rate.copy()
    faster[-1] += rate[-1] - rate[-2]
    before = arrival_times(seed, 0, "request:gap", 1, times, rate)
    after = arrival_times(seed, 0, "request:gap", 1, times, faster)
    untouched = before[before < times[-2]]
    np.testing.assert_array_equal(after[: untouched.size], untouched)
    assert after.size >= before.size
    assert (after[: before.size] <= before).all()
