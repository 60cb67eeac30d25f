"""Laws of the working clock, on random clocks."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mom_sim.calendars import NEVER, WorkingClock, intersect, restrict, subtract, union

# A small range makes touching, nested and equal edges frequent; the large one tries big integers.
EDGES = st.one_of(st.integers(0, 60), st.integers(0, 2**61))
INSTANTS = st.one_of(st.integers(-5, 70), st.integers(0, 2**61))


@st.composite
def clocks(draw: st.DrawFn) -> WorkingClock:
    edges = sorted(draw(st.sets(EDGES, max_size=16)))
    if len(edges) % 2:
        edges.pop()
    return WorkingClock(edges[0::2], edges[1::2])


@st.composite
def clocks_and_work(draw: st.DrawFn) -> tuple[WorkingClock, int]:
    clock = draw(clocks())
    before_each = [int(w) for w in clock.worked_before]
    work = draw(st.one_of(st.sampled_from([0, clock.total, *before_each]), st.integers(0, 2**61)))
    return clock, min(work, clock.total)


@given(clocks_and_work())
def test_inverse_is_exact_and_earliest(drawn: tuple[WorkingClock, int]) -> None:
    clock, worked = drawn
    instant = clock.inverse(worked)
    assert clock.work(instant) == worked
    if worked == 0:
        assert instant == 0
    else:
        assert clock.work(instant - 1) == worked - 1
    assert clock.inverse(clock.total + 1) == NEVER


@given(clocks(), st.lists(INSTANTS, min_size=2, max_size=8))
def test_work_never_runs_backward_nor_faster_than_the_wall(
    clock: WorkingClock, instants: list[int]
) -> None:
    for earlier, later in pairwise(sorted(instants)):
        assert 0 <= clock.work(later) - clock.work(earlier) <= later - earlier
        open_there = clock.is_open(earlier)
        assert clock.work(earlier + 1) - clock.work(earlier) == (open_there and earlier >= 0)
    worked = sorted(min(max(t, 0), clock.total) for t in instants)
    found = [clock.inverse(w) for w in worked]
    assert found == sorted(found)


@given(clocks(), INSTANTS)
def test_openings_and_closings(clock: WorkingClock, instant: int) -> None:
    opening = clock.next_open(instant)
    assert opening >= instant
    if opening == NEVER:
        assert clock.work(instant) == clock.total
        return
    closing = clock.closing(opening)
    assert clock.is_open(opening)
    assert not clock.is_open(closing)
    assert clock.is_open(instant) == (opening == instant)
    assert clock.work(opening) == clock.work(instant), "nothing is worked before the opening"
    assert clock.work(closing) - clock.work(opening) == closing - opening, "open without a break"


@given(clocks(), st.integers(0, 2**61), st.one_of(st.integers(0, 70), st.integers(0, 2**61)))
def test_finish_is_the_earliest_instant_by_which_the_work_is_done(
    clock: WorkingClock, start: int, duration: int
) -> None:
    finish = clock.finish(start, duration)
    if duration == 0:
        assert finish == start
    elif finish == NEVER:
        assert clock.total - clock.work(start) < duration
    else:
        assert clock.work(finish) - clock.work(start) == duration
        assert clock.work(finish - 1) - clock.work(start) == duration - 1
        middle = duration // 2
        assert clock.finish(clock.finish(start, middle), duration - middle) == finish


@given(clocks(), st.lists(INSTANTS, max_size=8), st.lists(st.integers(0, 2**61), max_size=8))
def test_arrays_and_scalars_agree(
    clock: WorkingClock, instants: list[int], amounts: list[int]
) -> None:
    assert clock.work_array(instants).tolist() == [clock.work(t) for t in instants]
    assert clock.inverse_array(amounts).tolist() == [clock.inverse(w) for w in amounts]
    pairs = list(zip(instants, amounts, strict=False))
    starts, durations = [start for start, _ in pairs], [duration for _, duration in pairs]
    expected = [clock.finish(start, duration) for start, duration in pairs]
    assert clock.finish_array(starts, durations).tolist() == expected


@given(clocks(), clocks(), INSTANTS)
def test_set_operations_are_those_of_logic(a: WorkingClock, b: WorkingClock, t: int) -> None:
    for instant in (t, *a.starts.tolist(), *a.ends.tolist(), *b.starts.tolist(), *b.ends.tolist()):
        in_a, in_b = a.is_open(instant), b.is_open(instant)
        assert intersect(a, b).is_open(instant) == (in_a and in_b)
        assert union(a, b).is_open(instant) == (in_a or in_b)
        assert subtract(a, b.starts, b.ends).is_open(instant) == (in_a and not in_b)


@given(clocks(), clocks(), INSTANTS)
def test_work_adds_up_over_set_operations(a: WorkingClock, b: WorkingClock, t: int) -> None:
    both, either, only_a = intersect(a, b), union(a, b), subtract(a, b.starts, b.ends)
    assert a.work(t) + b.work(t) == either.work(t) + both.work(t)
    assert a.work(t) == both.work(t) + only_a.work(t)
    assert a.total + b.total == either.total + both.total


@given(clocks(), clocks(), clocks())
def test_set_operations_keep_the_laws_of_sets(
    a: WorkingClock, b: WorkingClock, c: WorkingClock
) -> None:
    assert intersect(a, b) == intersect(b, a)
    assert union(a, b, c) == union(c, union(b, a))
    assert intersect(a, b, c) == intersect(a, intersect(b, c))
    assert intersect(a, union(b, c)) == union(intersect(a, b), intersect(a, c))
    assert union(a, a) == intersect(a, a) == a
    assert union(intersect(a, b), subtract(a, b.starts, b.ends)) == a


@given(clocks(), st.lists(st.tuples(st.integers(-80, 80), st.integers(0, 60)), max_size=6))
def test_absences_in_any_order_count_once(
    clock: WorkingClock, absences: list[tuple[int, int]]
) -> None:
    starts = [start for start, _ in absences]
    ends = [start + length for start, length in absences]
    left = subtract(clock, starts, ends)
    one_by_one = clock
    for start, end in zip(starts, ends, strict=True):
        one_by_one = subtract(one_by_one, [start], [end])
    assert left == one_by_one
    for instant in range(-1, 142):
        away = any(start <= instant < end for start, end in zip(starts, ends, strict=True))
        assert left.is_open(instant) == (clock.is_open(instant) and not away)


@given(clocks(), EDGES, EDGES)
def test_a_clock_is_the_union_of_its_past_and_its_future(
    clock: WorkingClock, one: int, other: int
) -> None:
    start, end = sorted((one, other))
    inside = restrict(clock, start, end)
    assert inside.total == clock.work(end) - clock.work(start)
    assert union(restrict(clock, 0, start), inside, restrict(clock, end, NEVER)) == clock
    assert inside == subtract(clock, [0, end], [start, NEVER])


@given(clocks())
def test_a_clock_is_made_again_from_its_arrays(clock: WorkingClock) -> None:
    assert WorkingClock(clock.starts, clock.ends) == clock
    lengths = np.diff(np.append(clock.worked_before, clock.total))
    assert lengths.tolist() == (clock.ends - clock.starts).tolist()
