"""The union of clocks by machine code is that of the definition."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mom_sim.calendars.clock_sets import union
from mom_sim.calendars.intervals import merge
from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.engines.compiled_engine.clock_unions import union_of

INTERVALS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 8)), max_size=6)


def clock_of(intervals: list[tuple[int, int]]) -> WorkingClock:
    starts = np.array([start for start, _ in intervals], dtype=np.int64)
    lengths = np.array([length for _, length in intervals], dtype=np.int64)
    return WorkingClock(*merge(starts, starts + lengths))


@given(st.lists(INTERVALS, max_size=5))
def test_it_is_open_when_any_of_them_is(sets: list[list[tuple[int, int]]]) -> None:
    clocks = [clock_of(intervals) for intervals in sets]
    found, expected = union_of(clocks), union(*clocks)
    for name in ("starts", "ends", "worked_before"):
        assert getattr(found, name).tolist() == getattr(expected, name).tolist()
    assert found.total == expected.total
