"""Time to recover against its definition, tried at every unit of time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mom_sim.stats import time_to_recover

HORIZON = 30


@st.composite
def paths(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    times = sorted(draw(st.sets(st.integers(0, HORIZON), max_size=10)))
    return times, draw(st.lists(st.integers(0, 3), min_size=len(times), max_size=len(times)))


@given(
    paths(),
    st.integers(-2, HORIZON),
    st.integers(0, 3),
    st.integers(1, 12),
    st.none() | st.integers(0, HORIZON + 5),
)
def test_every_start_is_tried(
    path: tuple[list[int], list[int]],
    surge_end: int,
    threshold: int,
    hold: int,
    observed_until: int | None,
) -> None:
    times, excess = path
    known_until = HORIZON + 20 if observed_until is None else observed_until

    def calm(instant: int) -> bool:
        earlier = [value for time, value in zip(times, excess, strict=True) if time <= instant]
        return (earlier[-1] if earlier else 0) <= threshold

    possible = [
        start - surge_end
        for start in range(surge_end, known_until - hold + 1)
        if all(calm(instant) for instant in range(start, start + hold))
    ]
    recovery = time_to_recover(times, excess, surge_end, threshold, hold, observed_until)
    assert recovery.time == (possible[0] if possible else None)
    assert (recovery.reason is None) == bool(possible)
