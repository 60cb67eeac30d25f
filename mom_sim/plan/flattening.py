"""The plan as flat arrays, and its hash: every field of every record, by name.

A table of records becomes one array a field (``people.team``). What has a varying length becomes
its values, end to end, and offsets: those of entry i stand at ``offsets[i]`` to ``offsets[i + 1]``.

===============================  ==========================================================
field                            arrays
===============================  ==========================================================
whole number, flag               ``name`` int64
price                            ``name`` float64
word                             ``name`` uint8 (UTF-8), ``name.offsets`` int64
distribution                     as a word, in its canonical text; empty where there is none
clock                            ``name.starts``, ``name.ends``, ``name.offsets`` int64
tuple of varying length          ``name.offsets`` int64, and the arrays of ``name.items``; for
                                 records those of ``name.<field>``
pair                             ``name.0``, ``name.1``
instruction of a node            ``name`` int64, its code in the instruction table
===============================  ==========================================================
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence, Sized
from dataclasses import fields, is_dataclass
from functools import cache, lru_cache
from typing import Any, get_args, get_origin, get_type_hints

import numpy as np
import numpy.typing as npt

from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.draws.distributions import Distribution
from mom_sim.errors import PlanError
from mom_sim.plan.instructions import CODES
from mom_sim.plan.plan import Node, Plan

Array = npt.NDArray[Any]
_Named = Iterator[tuple[str, Array]]


def flatten(plan: Plan) -> dict[str, Array]:
    """Lay a plan out as named arrays.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    dict of ndarray
        int64, float64 or uint8, in the order of the records' fields; equal plans give equal arrays.
        Fields of the plan itself have one entry.

    Raises
    ------
    PlanError
        If a whole number does not fit int64, or a node has an unknown instruction.
    """
    return dict(_records("", Plan, [plan]))


@lru_cache(maxsize=64)  # the same plan is run for many scenarios (`operating_models.needs`)
def plan_hash(plan: Plan) -> str:
    """Hash everything in a plan.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    str
        BLAKE2b (RFC 7693), 32 hexadecimal digits, over names, types and bytes of the flat arrays;
        the same on every machine.
    """
    digest = hashlib.blake2b(digest_size=16)
    for name, array in flatten(plan).items():
        stored = array.astype(array.dtype.newbyteorder("<"), copy=False)
        digest.update(f"{name} {array.dtype.name} {array.size}\n".encode())
        digest.update(stored.tobytes())
    return digest.hexdigest()


def _records(prefix: str, record: type[Any], rows: Sequence[Any]) -> _Named:
    hints = _hints(record)  # type: ignore[arg-type]
    for field in fields(record):
        values = [getattr(row, field.name) for row in rows]
        name = prefix + field.name
        if record is Node and field.name == "instruction":
            yield name, _whole_numbers(name, _codes(values))
        else:
            yield from _values(name, hints[field.name], values)


@cache
def _hints(record: Any) -> dict[str, Any]:
    return get_type_hints(record)


def _values(name: str, hint: Any, values: Sequence[Any]) -> _Named:
    """Arrays of one value per record, by the type that the record states for it."""
    arguments = get_args(hint)
    if hint is int or hint is bool:
        yield name, _whole_numbers(name, values)
    elif hint is float:
        yield name, np.array(values, dtype=np.float64)
    elif hint is str:
        yield from _texts(name, values)
    elif hint is WorkingClock:
        yield from _clocks(name, values)
    elif is_dataclass(hint) and hint is not Distribution:
        assert isinstance(hint, type)
        yield from _records(name.removesuffix(".items") + ".", hint, values)
    elif hint is Distribution or Distribution in arguments:
        yield from _texts(name, ["" if value is None else value.describe() for value in values])
    elif get_origin(hint) is tuple and arguments[-1] is Ellipsis:
        yield f"{name}.offsets", _offsets(values)
        items = [item for value in values for item in value]
        yield from _values(f"{name}.items", arguments[0], items)
    elif get_origin(hint) is tuple:
        for position, part in enumerate(arguments):
            yield from _values(f"{name}.{position}", part, [value[position] for value in values])
    else:
        raise PlanError(f"{name}: no rule to lay out {hint}")


def _codes(names: Sequence[str]) -> list[int]:
    for name in names:
        if name not in CODES:
            raise PlanError(f"unknown instruction {name!r}; there are {', '.join(CODES)}")
    return [CODES[name] for name in names]


def _whole_numbers(name: str, values: Sequence[int]) -> Array:
    try:
        return np.array(values, dtype=np.int64)
    except OverflowError:
        raise PlanError(f"{name}: a whole number does not fit 64 bits") from None


def _offsets(values: Sequence[Sized]) -> Array:
    return np.concatenate(([0], np.cumsum([len(value) for value in values]))).astype(np.int64)


def _texts(name: str, texts: Sequence[str]) -> _Named:
    encoded = [text.encode() for text in texts]
    yield name, np.frombuffer(b"".join(encoded), dtype=np.uint8)
    yield f"{name}.offsets", _offsets(encoded)


def _clocks(name: str, clocks: Sequence[WorkingClock]) -> _Named:
    nothing = np.empty(0, dtype=np.int64)
    yield f"{name}.starts", np.concatenate([nothing, *(clock.starts for clock in clocks)])
    yield f"{name}.ends", np.concatenate([nothing, *(clock.ends for clock in clocks)])
    yield f"{name}.offsets", _offsets([clock.starts for clock in clocks])
