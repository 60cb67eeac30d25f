"""The kernel's sources carried out by Python, as they are or with one line changed.

Machine code reads and writes wherever an index points to, and cuts what does not fit. Here every
index has to lie within its array, and every number has to fit into its entry. To break one line of
the kernel costs no compilation.
"""

from __future__ import annotations

import ctypes
import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FunctionType
from typing import Any

import numpy as np
import pytest
from numba.core.dispatcher import Dispatcher
from numba.extending import _Intrinsic  # type: ignore[attr-defined]

from mom_sim.engines.compiled_engine import engine, fields, statistics_run
from mom_sim.engines.compiled_engine import kernel as kernel_source
from mom_sim.engines.compiled_engine.codes import NODE_WORDS
from mom_sim.engines.compiled_engine.memory import Memory, type_of
from mom_sim.engines.compiled_engine.parts import PART_MODULES

_ARRAYS = frozenset(fields.ARRAYS)
_RING = frozenset((*fields.CAMPAIGN_ARRAYS, *fields.VISIT_ARRAYS))
_OF_NODE = frozenset(fields.NODE_STATE_ARRAYS)
_UNDER_WAY = frozenset(fields.UNDER_WAY_ARRAYS)


@dataclass(frozen=True)
class Change:
    """A change of one part of the kernel: `new` in place of `old`, which its source has once."""

    part: str
    old: str
    new: str


@contextmanager
def interpreted(change: Change | None = None) -> Iterator[None]:
    """Let the compiled engine do without machine code while this lasts.

    It raises an `IndexError` where it looks beyond the ends of an array, and an `OverflowError`
    where it writes a number that does not fit.
    """
    run = _in_python(change)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Memory, "address", property(lambda memory: memory))
        for module in (engine, statistics_run):
            patch.setattr(module, "kernel", lambda: lambda memory: run(_State(memory)))
        yield


class _State:
    """What the parts take first: arrays and numbers of a memory by their names."""

    def __init__(self, memory: Memory) -> None:
        self.__dict__["memory"] = memory

    def __getattr__(self, name: str) -> Any:
        memory = self.__dict__["memory"]
        if name not in _ARRAYS:
            return memory[name]
        found = self.__dict__[name] = _Array(memory, name)
        return found

    def __setattr__(self, name: str, value: int) -> None:
        assert name in fields.SCALARS, name
        self.__dict__["memory"][name] = value


class _Array:
    """One array of the state, as `state_type` finds its entries."""

    def __init__(self, memory: Memory, name: str) -> None:
        self._name, self._mask, self._record = name, -1, None
        if name in _RING:
            self._mask = memory["campaign_mask"]
        if name in _UNDER_WAY:
            self._record = _of_node(memory, "record")
        if name in _OF_NODE:
            self._entries = _of_node(memory, name)
        elif name == "slot_words":
            self._entries = memory.array("slot_block")
        elif name != "node_state":
            self._entries = memory.array(name)

    def _place(self, index: int) -> int:
        index &= self._mask
        if self._record is not None:
            index = int(self._record[self._within(index, self._record.size)])
        return self._within(index, self._entries.size)

    def _within(self, index: int, size: int) -> int:
        if not 0 <= index < size:
            raise IndexError(f"{self._name}: {index} of {size}")
        return index

    def __getitem__(self, index: int) -> int:
        return int(self._entries[self._place(index)])

    def __setitem__(self, index: int, value: int) -> None:
        self._entries[self._place(index)] = value


def _of_node(memory: Memory, name: str) -> np.ndarray:
    """What is known of nodes, by `cn`."""
    block = memory.array("slot_block")
    size = block.size - fields.SLOT_HEAD - NODE_WORDS + 1
    begin = block.itemsize * fields.SLOT_HEAD + fields.PLACES[name][1]
    return np.ndarray((size,), type_of(name), block, begin, (block.itemsize,))


class _Block:
    """Draws that stand at an address."""

    def __init__(self, address: int) -> None:
        self._numbers = ctypes.cast(address, ctypes.POINTER(ctypes.c_int64))

    def __getitem__(self, place: int) -> int:
        return self._numbers[place]


_STAND_INS: dict[str, Callable[..., Any]] = {
    "state_at": lambda state: state,
    "array_at": _Block,
    "first_bit": lambda word: (word & -word).bit_length() - 1 if word else 64,
    "last_bit": lambda word: word.bit_length() - 1,
    "high_product": lambda one, other: one * other >> 64,
    "prefetch": lambda array, index: None,
}


def _in_python(change: Change | None) -> Callable[[_State], int]:
    """Make functions of all parts, each of which calls the others; returns the first of them."""
    modules = [sys.modules[name] for name in {*PART_MODULES, kernel_source.__name__}]
    spaces = {module.__name__: dict(vars(module)) for module in modules}
    made: dict[Any, Callable[..., Any]] = {}

    def function(of: Any) -> Callable[..., Any]:
        if of not in made:
            space = spaces[of.__module__]
            made[of] = FunctionType(of.__code__, space, of.__name__)
            if change is not None and of.__name__ == change.part:
                made[of] = _changed(of, space, change)
        return made[of]

    for space in spaces.values():
        for name, value in list(space.items()):
            if isinstance(value, Dispatcher):
                space[name] = function(value.py_func)
            elif isinstance(value, _Intrinsic):
                space[name] = _STAND_INS[name]
    assert change is None or change.part in {one.__name__ for one in made}, "no such part"
    return function(kernel_source.run_kernel)


def _changed(of: Any, space: dict[str, Any], change: Change) -> Callable[..., Any]:
    source = inspect.getsource(of)
    source = source[source.index("def ") :]
    assert source.count(change.old) == 1, f"{change.old} is not what {change.part} says"
    own: dict[str, Any] = {}
    exec(compile(source.replace(change.old, change.new), change.part, "exec"), space, own)
    broken: Callable[..., Any] = own[change.part]
    return broken
