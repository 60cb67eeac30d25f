"""Events that the tape tells beforehand are put between those that the kernel has written."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mom_sim.engines.compiled_engine.event_making import told_by_the_tape
from mom_sim.engines.compiled_engine.events_machine_code import merge
from mom_sim.log.contract import EVENT_KINDS, EVENTS
from mom_sim.operating_models.compiling import compile_plan
from mom_sim.tape.tape import draw_tape
from tests.made.lengths import WEEK
from tests.made.people import TURNOVERS
from tests.made.small import launch, model, people, request, study, work

ROW = st.tuples(*[st.integers(0, 2)] * 3)


@given(st.lists(ROW, max_size=30), st.lists(ROW, max_size=30), st.data())
def test_two_tables_become_one_in_order(
    one: list[tuple[int, ...]], other: list[tuple[int, ...]], data: st.DataObject
) -> None:
    other = sorted(other, key=lambda row: (row[1], row[0]))
    size = data.draw(st.integers(0, len(other)))
    keys = np.array([1, 0])
    mark = 3  # a column that says where a row is from
    left = np.array([(*row, 0) for row in one], dtype=np.int64).reshape(-1, 4).T.copy()
    right = np.array([(*row, 1) for row in other], dtype=np.int64).reshape(-1, 4).T.copy()
    order = np.lexsort((left[0], left[1]))
    out = np.empty((4, len(one) + size), dtype=np.int64)
    merge(left, order, right, size, keys, out)
    every = np.concatenate((left[:, order], right[:, :size]), axis=1)
    expected = every[:, np.lexsort((every[mark], every[0], every[1]))]
    np.testing.assert_array_equal(out[[1, 0, mark]], expected[[1, 0, mark]])
    assert sorted(out.T.tolist()) == sorted(every.T.tolist())


def test_what_a_tape_tells_ends_where_the_plan_does_and_is_in_order() -> None:
    steps = (work("write", "a", 1), launch("write"))
    scenario = study((people("a", 3, "office", turnover=TURNOVERS[-1]),), steps, (request("r", 1),))
    plan = compile_plan(scenario, model())
    tape = draw_tape(scenario, 1)
    whole, short = (told_by_the_tape(one, tape) for one in (plan, replace(plan, limit=WEEK)))
    names = [column.name for column in EVENTS.columns]
    time, kind = whole[names.index("time")], whole[names.index("kind")]
    starts = sum((tape.lives[one.name].clock.starts <= plan.limit).sum() for one in plan.people)
    assert (kind == EVENT_KINDS.index("shift_start")).sum() == starts > 0
    assert 0 <= time.min() <= time.max() <= plan.limit
    keys = [whole[names.index(name)] for name in reversed(EVENTS.order)]
    np.testing.assert_array_equal(np.lexsort(keys), np.arange(time.size))
    np.testing.assert_array_equal(short, whole[:, time <= WEEK])
    assert told_by_the_tape(plan, tape).shape == whole.shape
