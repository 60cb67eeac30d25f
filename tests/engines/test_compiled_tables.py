"""What the kernel reads of a tape is the same, however the tape's lives came about."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mom_sim.engines.compiled_engine import codes, fields
from mom_sim.engines.compiled_engine.arrays import sorted_with_tags
from mom_sim.engines.compiled_engine.memory import Memory
from mom_sim.engines.compiled_engine.plan_tables import plan_tables
from mom_sim.engines.compiled_engine.program_tables import program_tables
from mom_sim.engines.compiled_engine.slot_images import sizes_of_slots
from mom_sim.engines.compiled_engine.tape_tables import tape_tables
from mom_sim.simulation import Study, parse_scenario
from mom_sim.tape.person_life import PersonLife
from mom_sim.tape.tape import Tape, draw_tape

TEXT = """
units: [north]
run: {warm_up: 1 week, horizon: 30 weeks, follow_up: 4 weeks}
calendars:
  office: {hours: {mon-fri: "09:00-17:00"}}
  late: {hours: {mon-fri: "12:00-20:00"}}
people:
  content: {headcount: 3, turnover: 300% per year}
  brand: {headcount: 2, calendar: late}
workflows:
  standard:
    steps:
      write: {skill: content, effort: 6h}
      review: {skill: brand, effort: 1h, after: write}
      launch: {after: review, launch: true}
campaigns:
  email: {demand: 100 per year}
"""


def written_out(life: PersonLife) -> PersonLife:
    return PersonLife(life.clock, life.hand_overs, life.spells, life.events)


def all_of_them(tape: Tape) -> None:
    for name, life in tape.lives.items():
        tape.lives[name] = written_out(life)


def one_of_them(tape: Tape) -> None:
    tape.lives["content/2"] = written_out(tape.lives["content/2"])


@pytest.mark.parametrize("replace", [all_of_them, one_of_them])
def test_lives_made_by_hand_are_laid_out_as_those_that_were_drawn(
    replace: Callable[[Tape], None],
) -> None:
    study = Study.of(parse_scenario(TEXT))
    plan = study.plan("functional")
    for replication in range(3):
        tape = draw_tape(study.scenario, replication)
        drawn = tape_tables(plan, tape)
        assert drawn["staffing_gone"].any() and not drawn["staffing_gone"].all()
        replace(tape)
        made = tape_tables(plan, tape)
        assert made.keys() == drawn.keys()
        for name, array in drawn.items():
            np.testing.assert_array_equal(made[name], array, name)


def test_models_share_what_is_laid_out_of_a_tape() -> None:
    study = Study.of(parse_scenario(TEXT))
    tape = draw_tape(study.scenario, 1)
    one, other = (tape_tables(study.plan(name), tape) for name in ("functional", "decentralized"))
    assert one["shift_time"] is other["shift_time"]
    np.testing.assert_array_equal(
        one["shift_time"], tape_tables(study.plan("functional"), tape)["shift_time"]
    )


TIMES = st.one_of(st.integers(0, 20), st.integers(0, 2**62))


@given(
    st.lists(st.tuples(TIMES, st.integers(0, 7)), max_size=30),
    st.one_of(st.integers(0, 20), st.integers(0, 2**62)),
)
def test_sorting_by_time_and_tag(rows: list[tuple[int, int]], limit: int) -> None:
    times = np.array([time for time, _ in rows], dtype=np.int64)
    tags = np.array([tag for _, tag in rows], dtype=np.int64)
    found = sorted_with_tags(times, tags, 3, limit)
    expected = sorted(row for row in rows if row[0] <= limit)
    assert list(zip(*(one.tolist() for one in found), strict=True)) == expected


def test_what_programs_say_is_laid_out_once_for_plans_with_other_people() -> None:
    one, more, other = (
        Study.of(parse_scenario(text)).plan("functional")
        for text in (
            TEXT,
            TEXT.replace("headcount: 3", "headcount: 4"),
            TEXT.replace("skill: brand", "skill: content"),
        )
    )
    kept = program_tables(one)
    assert program_tables(more) is kept and one.people != more.people
    assert program_tables(other) is not kept
    before = {name: array.copy() for name, array in kept.arrays.items()}
    for plan in (one, more):
        laid = plan_tables(plan).arrays
        assert all(laid[name] is array for name, array in kept.arrays.items())
    for name, array in before.items():
        np.testing.assert_array_equal(kept.arrays[name], array)


def test_a_memory_that_begins_as_another_does_not_change_it() -> None:
    laid = plan_tables(Study.of(parse_scenario(TEXT)).plan("functional")).laid
    before = laid.table.copy()
    memory = Memory()
    memory.begin_as(laid)
    assert memory.address != laid.address
    memory["now"] = 7
    memory.make(("person_on", "person_free"), 5, 0)
    np.testing.assert_array_equal(laid.table, before)
    with pytest.raises(KeyError):
        laid.array("person_on")


@pytest.mark.parametrize("value", [0, -1, 3])
def test_made_arrays_keep_what_they_hold_and_do_not_overlap(value: int) -> None:
    memory = Memory()
    names = fields.EVENT_ARRAYS
    for size in (1, 7, 8, 9, 64, 65):
        memory.make(names, size, value)
        for number, name in enumerate(names):
            array = memory.array(name)
            assert array.size == size
            assert memory[name] == array.ctypes.data and memory[name] % 64 == 0
            assert array[-1] == value and (size < 65 or array[:64].tolist() == [number] * 64)
        for number, name in enumerate(names):
            memory.array(name)[:] = number


def test_numbers_of_a_block_fit_and_do_not_overlap() -> None:
    room = {
        block: 8 * fields.DISTANCES[name]
        for name, (block, _) in fields.PLACES.items()
        if name in fields.DISTANCES
    }
    room |= {"slot_block": 8 * fields.SLOT_HEAD, "node_state": 8 * codes.NODE_WORDS}
    taken: dict[tuple[str, int], str] = {}
    for name, (block, first) in fields.PLACES.items():
        width = fields.BITS.get(name, 64) // 8
        assert first % width == 0 and first + width <= room[block], name
        if name in fields.SAME_PLACE:
            assert fields.PLACES[fields.SAME_PLACE[name]] == (block, first)
            continue
        for byte in range(first, first + width):
            assert taken.setdefault((block, byte), name) == name


@given(st.integers(1, codes.NODE_MASK + 1), st.data())
def test_the_slot_of_a_node_is_found(nodes: int, data: st.DataObject) -> None:
    """As far as a product stays below 2^64: 500 terabytes of slots of the longest programs."""
    sizes = sizes_of_slots(nodes)
    stride = sizes["node_stride"]
    slot = data.draw(st.integers(0, (1 << 64) // stride**2 - 1))
    assert stride >= fields.SLOT_HEAD + nodes * codes.NODE_WORDS and stride % 16 == 8
    index = data.draw(st.integers(0, nodes - 1))
    cn = slot * stride + index * codes.NODE_WORDS
    assert sizes["slot_divisor"] < 1 << 63
    assert cn * sizes["slot_divisor"] >> 64 == slot


def test_a_campaign_begins_with_the_shares_of_its_program() -> None:
    plan = Study.of(parse_scenario(TEXT)).plan("functional")
    laid = plan_tables(plan).laid
    stride, image = laid["node_stride"], laid.array("program_image").view(np.int32)
    block, at = fields.PLACES["shares"]
    for number, program in enumerate(plan.programs):
        first = 2 * (number * stride + fields.SLOT_HEAD) + at // 4
        shares = image[first :: 2 * codes.NODE_WORDS][: len(program.nodes)]
        assert block == "node_state" and shares.tolist() == [node.share for node in program.nodes]
    words = laid.array("program_words").tolist()
    assert words == [fields.SLOT_HEAD + codes.NODE_WORDS * len(one.nodes) for one in plan.programs]
