"""Time covered by intervals of many groups, against counting unit by unit."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mom_sim.metrics.grouped_time import GroupedTime

GROUPS = 4
HORIZON = 30


@st.composite
def disjoint_intervals(draw: st.DrawFn) -> list[tuple[int, int, int]]:
    rows = []
    for group in range(GROUPS):
        edges = draw(st.lists(st.integers(0, HORIZON), max_size=8).map(sorted))
        pairs = zip(edges[0::2], edges[1::2], strict=False)
        rows += [(group, start, finish) for start, finish in pairs if start < finish]
    return draw(st.permutations(rows))


@given(disjoint_intervals(), st.integers(0, GROUPS - 1), st.integers(0, HORIZON + 2))
def test_time_before_an_instant(rows: list[tuple[int, int, int]], group: int, instant: int) -> None:
    columns = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    time = GroupedTime(*columns, GROUPS)
    covered = {
        unit for owner, start, finish in rows if owner == group for unit in range(start, finish)
    }
    found = time.before(np.array([group]), np.array([instant]))
    assert found.tolist() == [len([unit for unit in covered if unit < instant])]
    since = np.array([min(instant, 7)])
    within = time.within(np.array([group]), since, np.array([instant]))
    assert within.tolist() == [len([unit for unit in covered if since[0] <= unit < instant])]


@given(disjoint_intervals(), st.lists(st.integers(0, GROUPS - 1), unique=True))
def test_rows_of_groups(rows: list[tuple[int, int, int]], groups: list[int]) -> None:
    columns = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    time = GroupedTime(*columns, GROUPS)
    found = time.rows_of(np.array(groups, dtype=np.int64))
    kept = sorted(zip(time.group[found], time.start[found], time.finish[found], strict=True))
    assert kept == sorted(row for row in rows if row[0] in groups)
