"""Clocks made all at once are those made one by one, on random clocks and closures."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mom_sim.calendars import NEVER, CalendarError, WorkingClock, subtract
from mom_sim.calendars.clock_table import ClockLine, after_all, merge_each
from mom_sim.calendars.intervals import merge
from tests.invariants.test_calendars_clock import clocks

# Small ones touch, nest and are equal often; so late ones do not fit 64 bits when laid end to end.
SMALL = st.integers(-5, 70)
EDGES = st.one_of(SMALL, st.integers(0, 2**61))
SPANS = st.one_of(
    st.tuples(SMALL, SMALL), st.tuples(EDGES, EDGES), st.tuples(EDGES, st.just(NEVER))
).map(sorted)


@st.composite
def owners_and_closures(
    draw: st.DrawFn,
) -> tuple[list[WorkingClock], list[tuple[int, int, int]]]:
    several = draw(st.lists(clocks(), max_size=5))
    # As in a company: most have one of a few calendars.
    owners = draw(st.lists(st.sampled_from(several), max_size=8)) if several else []
    closures = []
    if owners:
        places = st.integers(0, len(owners) - 1)
        closures = draw(st.lists(st.tuples(places, SPANS), max_size=20))
    return owners, [(place, start, end) for place, (start, end) in closures]


def columns(rows: list[tuple[int, int, int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2]


@given(owners_and_closures())
def test_what_is_taken_out_of_all_is_taken_out_of_each(
    drawn: tuple[list[WorkingClock], list[tuple[int, int, int]]],
) -> None:
    owners, closures = drawn
    table = ClockLine(owners, after_all(owners)).subtract(*columns(closures))
    for place, clock in enumerate(owners):
        mine = [span for span in closures if span[0] == place]
        alone = subtract(clock, [span[1] for span in mine], [span[2] for span in mine])
        found = table.clock(place)
        assert found == alone
        assert found.worked_before.tolist() == alone.worked_before.tolist()
        assert found.total == alone.total == int(table.total[place])
        assert not found.starts.flags.writeable and not found.worked_before.flags.writeable
    for t in (-1, 0, 1, 35, 69, 2**61):
        worked = [table.clock(place).work(t) for place in range(len(owners))]
        assert table.work(t).tolist() == worked
    assert (
        table.first.tolist()
        == np.cumsum(
            [0, *(table.clock(place).starts.size for place in range(len(owners)))]
        ).tolist()
    )


@given(owners_and_closures())
def test_intervals_of_all_are_merged_as_those_of_each(
    drawn: tuple[list[WorkingClock], list[tuple[int, int, int]]],
) -> None:
    owners, spans = drawn
    for far in (50, NEVER):
        whose, starts, ends = merge_each(*columns(spans), far)
        expected = []
        for place in range(len(owners)):
            mine = [
                (min(max(start, 0), far), min(max(end, 0), far))
                for owner, start, end in spans
                if owner == place
            ]
            alone = merge([span[0] for span in mine], [span[1] for span in mine])
            expected += [(place, *span) for span in zip(*(a.tolist() for a in alone), strict=True)]
        found = zip(whose.tolist(), starts.tolist(), ends.tolist(), strict=True)
        assert list(found) == expected


def test_an_interval_that_ends_before_it_starts_is_refused() -> None:
    owners = [WorkingClock([0], [10]), WorkingClock([0], [10])]
    line = ClockLine(owners, after_all(owners))
    with pytest.raises(CalendarError, match="from -3 to -4 ends before"):
        line.subtract(*columns([(0, 2, 3), (1, -3, -4)]))
