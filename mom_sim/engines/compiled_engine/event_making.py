"""Events of the log: what the kernel has written, and what the tape says of everybody beforehand.

When people come, go and are away is the same for all models that run on a tape, and is most of what
happens: it is put in order once.
"""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np

from mom_sim.calendars.clock_table import ClockTable
from mom_sim.engines.compiled_engine.arrays import Integers
from mom_sim.engines.compiled_engine.events_machine_code import merge
from mom_sim.engines.compiled_engine.raw_recording import RawRecording
from mom_sim.engines.compiled_engine.row_order import keys_of, order_of
from mom_sim.engines.recording import EVENT_KIND
from mom_sim.log.contract import EVENTS, NULL
from mom_sim.log.memory_pool import MemoryPool
from mom_sim.plan.plan import Plan
from mom_sim.tape.life_columns import columns_of
from mom_sim.tape.person_life import PersonLife
from mom_sim.tape.tape import Tape

_NAMES = [column.name for column in EVENTS.columns]
_KEYS = keys_of(EVENTS)
_TIME = _NAMES.index("time")

_KEPT: WeakKeyDictionary[ClockTable, tuple[int, Integers]] = WeakKeyDictionary()
"""Of people's clocks, the limit, and what the tape says of them up to it."""


def event_columns(
    plan: Plan,
    tape: Tape,
    raw: RawRecording,
    place: Integers,
    kept: MemoryPool,
    scratch: MemoryPool,
) -> Integers:
    """Make the columns of the log's events.

    Parameters
    ----------
    plan : Plan
    tape : Tape
    raw : RawRecording
    place : ndarray of int64
        New number of an activity by that in the recording.
    kept, scratch : MemoryPool
        Where the columns go, and what is needed on the way.

    Returns
    -------
    ndarray of int64, shape (columns, n)
        In the order of the contract.
    """
    written = scratch.array(len(_NAMES), raw.written["time"].size)
    for name, column in raw.written.items():
        written[_NAMES.index("activity" if name == "row" else name)] = column
    written[_NAMES.index("activity")] = place[raw.written["row"]]
    order = order_of(written, _KEYS, written.shape[1], scratch)
    told = told_by_the_tape(plan, tape)
    size = int(np.searchsorted(told[_TIME], raw.stopped, side="right"))
    out = kept.array(len(_NAMES), order.size + size)
    merge(written, order, told, size, _KEYS, out)
    return out


def told_by_the_tape(plan: Plan, tape: Tape) -> Integers:
    """Lay out shifts, absences, and people who come and go, up to the limit of a run.

    Parameters
    ----------
    plan : Plan
    tape : Tape

    Returns
    -------
    ndarray of int64, shape (columns, n)
        In the order of the contract, of columns and of rows. Kept and shared; not to be changed.
    """
    lives = [tape.lives[person.name] for person in plan.people]
    clocks, _, _ = columns_of(lives)
    kept = _KEPT.get(clocks)
    if kept is None or kept[0] != plan.limit:
        kept = _KEPT[clocks] = plan.limit, _staffing_events(lives, clocks, plan.limit)
    return kept[1]


def _staffing_events(lives: list[PersonLife], clocks: ClockTable, limit: int) -> Integers:
    person = np.repeat(np.arange(len(lives)), np.diff(clocks.first))
    told = [
        (time, EVENT_KIND[kind], number, value)
        for number, life in enumerate(lives)
        for time, kind, value in life.events
        if time >= 0
    ]
    shifts = person.size
    block = np.full((len(_NAMES), 2 * shifts + len(told)), NULL, dtype=np.int64)
    columns = dict(zip(_NAMES, block, strict=True))
    for first, kind, times in (
        (0, "shift_start", clocks.starts),
        (shifts, "shift_end", clocks.ends),
    ):
        columns["time"][first : first + shifts] = times
        columns["kind"][first : first + shifts] = EVENT_KIND[kind]
        columns["person"][first : first + shifts] = person
    if told:
        names = ("time", "kind", "person", "value")
        for name, column in zip(names, np.array(told, dtype=np.int64).T, strict=True):
            columns[name][2 * shifts :] = column
    block = block[:, block[_TIME] <= limit]
    order = order_of(block, _KEYS, block.shape[1], MemoryPool(block.size))
    return np.ascontiguousarray(block[:, order])
