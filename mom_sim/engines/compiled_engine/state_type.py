"""The kernel's state as a numba type: one address, from which every array and number is reached.

A container of arrays costs a kernel most of its time when numba passes it by value. Here a helper
gets one pointer: to a table of the arrays' addresses, followed by the numbers. ``state.row_ready``
is the address of an array, ``state.row_ready[i]`` an element of it, and ``state.now`` a number that
can be assigned. There are no bounds checks and negative indices do not count from the end.
"""

from __future__ import annotations

import operator
from typing import Any

from llvmlite import ir  # type: ignore[import-untyped]
from numba.core import types
from numba.core.datamodel import models, register_default
from numba.core.typing.templates import AbstractTemplate, AttributeTemplate, infer_global
from numba.extending import (
    infer_getattr,
    intrinsic,
    lower_builtin,
    lower_getattr_generic,
    lower_setattr_generic,
)

from mom_sim.engines.compiled_engine.codes import WIDE
from mom_sim.engines.compiled_engine.fields import ARRAYS, SCALARS, WIDE_ARRAYS

_POSITION = {name: position for position, name in enumerate((*ARRAYS, *SCALARS))}
_ARRAYS = frozenset(ARRAYS)
_INT64 = ir.IntType(64)
_POINTER = types.CPointer(types.int64)
_intrinsic: Any = intrinsic  # what it makes is called without the typing context


class StateType(types.Type):
    """Type of the kernel's state."""

    def __init__(self) -> None:
        super().__init__(name="CompiledEngineState")


class WideType(types.Type):
    """Type of an array whose entries lie `WIDE` numbers apart.

    What is known of one campaign, activity or request lies together then; whoever looks at one of
    the numbers looks at others soon, and where much waits they are no longer in the cache.
    """

    def __init__(self) -> None:
        super().__init__(name="CompiledEngineWideArray")


STATE = StateType()
_WIDE = WideType()


@register_default(WideType)
@register_default(StateType)
class _StateModel(models.PrimitiveModel):
    def __init__(self, manager: Any, fe_type: Any) -> None:
        super().__init__(manager, fe_type, _INT64.as_pointer())


@infer_getattr
class _StateAttributes(AttributeTemplate):
    key = StateType

    def generic_resolve(self, _: Any, name: str) -> Any:  # type: ignore[override]
        if name in WIDE_ARRAYS:
            return _WIDE
        if name in _ARRAYS:
            return _POINTER
        return types.int64 if name in _POSITION else None


@lower_getattr_generic(StateType)
def _get(context: Any, builder: Any, _: Any, state: Any, name: str) -> Any:
    place = builder.gep(state, [ir.Constant(_INT64, _POSITION[name])])
    value = builder.load(place)
    if name not in _ARRAYS:
        return value
    # Addresses do not change while the kernel runs, whatever it stores.
    value.set_metadata("invariant.load", builder.module.add_metadata([]))
    return builder.inttoptr(value, _INT64.as_pointer())


@lower_setattr_generic(StateType)
def _set(context: Any, builder: Any, _: Any, arguments: Any, name: str) -> None:
    state, value = arguments
    builder.store(value, builder.gep(state, [ir.Constant(_INT64, _POSITION[name])]))


@infer_global(operator.getitem)
class _WideGet(AbstractTemplate):
    def generic(self, arguments: Any, named: Any) -> Any:
        if isinstance(arguments[0], WideType):
            return types.int64(arguments[0], types.int64)
        return None


@infer_global(operator.setitem)
class _WideSet(AbstractTemplate):
    def generic(self, arguments: Any, named: Any) -> Any:
        if isinstance(arguments[0], WideType):
            return types.void(arguments[0], types.int64, types.int64)
        return None


def _wide_place(builder: Any, array: Any, index: Any) -> Any:
    return builder.gep(array, [builder.mul(index, ir.Constant(_INT64, WIDE))])


@lower_builtin(operator.getitem, WideType, types.Integer)
def _get_wide(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    return builder.load(_wide_place(builder, *arguments))


@lower_builtin(operator.setitem, WideType, types.Integer, types.Integer)
def _set_wide(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    array, index, value = arguments
    builder.store(value, _wide_place(builder, array, index))
    return context.get_dummy_value()


@_intrinsic
def state_at(typing_context: Any, address: Any) -> Any:
    """State whose table stands at an address."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.inttoptr(arguments[0], _INT64.as_pointer())

    return STATE(types.int64), generate


@_intrinsic
def array_at(typing_context: Any, address: Any) -> Any:
    """Array of int64 that stands at an address."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.inttoptr(arguments[0], _INT64.as_pointer())

    return _POINTER(types.int64), generate
