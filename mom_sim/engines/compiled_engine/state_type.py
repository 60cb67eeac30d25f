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
from numba.core import cgutils, types
from numba.core.datamodel import models, register_default
from numba.core.typing.templates import AbstractTemplate, AttributeTemplate, infer_global
from numba.extending import (
    infer_getattr,
    intrinsic,
    lower_builtin,
    lower_getattr_generic,
    lower_setattr_generic,
)

from mom_sim.engines.compiled_engine.fields import (
    ARRAYS,
    BITS,
    CAMPAIGN_ARRAYS,
    CONSTANT_ARRAYS,
    CONSTANTS,
    DISTANCES,
    PLACES,
    SAME_PLACE,
    SCALARS,
    SLOT_ARRAYS,
    UNDER_WAY_ARRAYS,
    VISIT_ARRAYS,
)

_POSITION = {name: position for position, name in enumerate((*ARRAYS, *SCALARS))}
_ARRAYS = frozenset(ARRAYS)
_CONSTANTS = frozenset((*CONSTANTS, *CONSTANT_ARRAYS))
_INT64 = ir.IntType(64)
_intrinsic: Any = intrinsic  # what it makes is called without the typing context

_DRAWS = "draws"
_RING = frozenset((*CAMPAIGN_ARRAYS, *VISIT_ARRAYS))
"""Arrays whose places campaigns use in turn."""
_OF_SLOT = frozenset(SLOT_ARRAYS)
"""Arrays whose entries lie as far apart as the plan asks for."""
_UNDER_WAY = frozenset(UNDER_WAY_ARRAYS)
"""Arrays that are read at a node, and stand in the record whose number stands there."""
_BY_STATE = _RING | _OF_SLOT | _UNDER_WAY
"""Arrays for which the state stands: to find an entry takes more than one address."""
_WHOLE = "slot_words"
"""What is written here can be any number of a slot."""


class StateType(types.Type):
    """Type of the kernel's state."""

    def __init__(self) -> None:
        super().__init__(name="CompiledEngineState")


class ArrayType(types.Type):
    """Type of one of the state's arrays: by its name, so that no other is thought to share it.

    Entries of what is known of one campaign, activity, request or event lie `fields.DISTANCES`
    numbers apart, between those of the same thing's other arrays: whoever looks at one of these
    numbers looks at others soon, and where much waits they are no longer in the cache.
    """

    def __init__(self, array: str) -> None:
        self.array = array
        super().__init__(name=f"CompiledEngineArray({array})")


STATE = StateType()
_TYPES = {name: ArrayType(name) for name in (*ARRAYS, _DRAWS)}


@register_default(ArrayType)
@register_default(StateType)
class _StateModel(models.PrimitiveModel):
    def __init__(self, manager: Any, fe_type: Any) -> None:
        super().__init__(manager, fe_type, _INT64.as_pointer())


@infer_getattr
class _StateAttributes(AttributeTemplate):
    key = StateType

    def generic_resolve(self, _: Any, name: str) -> Any:  # type: ignore[override]
        if name in _ARRAYS:
            return _TYPES[name]
        return types.int64 if name in _POSITION else None


def _same_memory(name: str) -> str:
    """Name of what a field shares its memory with: itself, but for two of the records."""
    return SAME_PLACE.get(name, name)


def _tag(module: Any, name: str) -> Any:
    """Tell that what is read or written here is nothing but this field (LLVM's TBAA)."""
    root = module.add_metadata(["state of the compiled engine"])
    field = module.add_metadata([_same_memory(name), root, ir.Constant(_INT64, 0)])
    return module.add_metadata([field, field, ir.Constant(_INT64, 0)])


def _integer(name: str) -> Any:
    """Type that the entries of an array have in memory."""
    return ir.IntType(BITS.get(name, 64))


def _load(builder: Any, place: Any, name: str, is_constant: bool) -> Any:
    value = builder.load(place)
    if name != _WHOLE:
        value.set_metadata("tbaa", _tag(builder.module, name))
    if is_constant:
        value.set_metadata("invariant.load", builder.module.add_metadata([]))
    return value if name not in BITS else builder.sext(value, _INT64)


def _store(builder: Any, value: Any, place: Any, name: str) -> None:
    if name in BITS:
        value = builder.trunc(value, _integer(name))
    stored = builder.store(value, place)
    if name != _WHOLE:
        stored.set_metadata("tbaa", _tag(builder.module, name))


@lower_getattr_generic(StateType)
def _get(context: Any, builder: Any, _: Any, state: Any, name: str) -> Any:
    if name not in _ARRAYS:
        return _load(builder, _field(builder, state, name), name, name in _CONSTANTS)
    return state if name in _BY_STATE else _address(builder, state, name)


@lower_setattr_generic(StateType)
def _set(context: Any, builder: Any, _: Any, arguments: Any, name: str) -> None:
    state, value = arguments
    _store(builder, value, builder.gep(state, [ir.Constant(_INT64, _POSITION[name])]), name)


@infer_global(operator.getitem)
class _ArrayGet(AbstractTemplate):
    def generic(self, arguments: Any, named: Any) -> Any:
        if isinstance(arguments[0], ArrayType):
            return types.int64(arguments[0], types.int64)
        return None


@infer_global(operator.setitem)
class _ArraySet(AbstractTemplate):
    def generic(self, arguments: Any, named: Any) -> Any:
        if isinstance(arguments[0], ArrayType):
            return types.void(arguments[0], types.int64, types.int64)
        return None


def _field(builder: Any, state: Any, name: str) -> Any:
    return builder.gep(state, [ir.Constant(_INT64, _POSITION[name])])


def _address(builder: Any, state: Any, name: str) -> Any:
    """Where an array begins, or the block that it is part of."""
    field = _field(builder, state, PLACES.get(name, (name, 0))[0])
    # Addresses do not change while the kernel runs, whatever it stores.
    return builder.inttoptr(_load(builder, field, "addresses", True), _INT64.as_pointer())


def _place(builder: Any, array: Any, index: Any, name: str) -> Any:
    if name in _RING:
        mask = _load(builder, _field(builder, array, "campaign_mask"), "campaign_mask", True)
        index = builder.and_(index, mask)
    elif name in _OF_SLOT:
        stride = _load(builder, _field(builder, array, "node_stride"), "node_stride", True)
        index = builder.mul(index, stride)
    elif name in _UNDER_WAY:
        node = _place(builder, _address(builder, array, "record"), index, "record")
        index = _load(builder, node, "record", False)
    if name in _BY_STATE:
        array = _address(builder, array, name)
    if name in DISTANCES:
        index = builder.mul(index, ir.Constant(_INT64, DISTANCES[name]))
    kind = _integer(name).as_pointer()
    if name not in PLACES:
        return builder.gep(builder.bitcast(array, kind), [index])
    place = builder.bitcast(builder.gep(array, [index]), ir.IntType(8).as_pointer())
    return builder.bitcast(builder.gep(place, [ir.Constant(_INT64, PLACES[name][1])]), kind)


@lower_builtin(operator.getitem, ArrayType, types.Integer)
def _get_item(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    name = signature.args[0].array
    array, index = arguments
    place = _place(builder, array, index, name)
    return _load(builder, place, name, name in _CONSTANTS or name == _DRAWS)


@lower_builtin(operator.setitem, ArrayType, types.Integer, types.Integer)
def _set_item(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    array, index, value = arguments
    name = signature.args[0].array
    _store(builder, value, _place(builder, array, index, name), name)
    return context.get_dummy_value()


@_intrinsic
def state_at(typing_context: Any, address: Any) -> Any:
    """State whose table stands at an address."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.inttoptr(arguments[0], _INT64.as_pointer())

    return STATE(types.int64), generate


@_intrinsic
def array_at(typing_context: Any, address: Any) -> Any:
    """Block of draws that stands at an address."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.inttoptr(arguments[0], _INT64.as_pointer())

    return _TYPES[_DRAWS](types.int64), generate


@_intrinsic
def first_bit(typing_context: Any, word: Any) -> Any:
    """Position of the lowest bit that is set; of 0, 64."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 0))

    return types.int64(types.int64), generate


@_intrinsic
def last_bit(typing_context: Any, word: Any) -> Any:
    """Position of the highest bit that is set, of a number above 0."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        zeros = builder.ctlz(arguments[0], ir.Constant(ir.IntType(1), 0))
        return builder.sub(ir.Constant(_INT64, 63), zeros)

    return types.int64(types.int64), generate


@_intrinsic
def high_product(typing_context: Any, one: Any, other: Any) -> Any:
    """Upper half of the product of two numbers of 64 bits without sign."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        double = ir.IntType(128)
        product = builder.mul(*(builder.zext(number, double) for number in arguments))
        return builder.trunc(builder.lshr(product, ir.Constant(double, 64)), _INT64)

    return types.int64(types.int64, types.int64), generate


@_intrinsic
def prefetch(typing_context: Any, array: Any, index: Any) -> Any:
    """Have the processor fetch an entry of an array, which is needed soon, into its cache."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        place = _place(builder, arguments[0], arguments[1], signature.args[0].array)
        place = builder.bitcast(place, _INT64.as_pointer())
        number = ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [place.type, number, number, number])
        fetch = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
        # To be read, wanted soon again, and data.
        builder.call(fetch, [place, *(ir.Constant(number, one) for one in (0, 3, 1))])
        return context.get_dummy_value()

    return types.void(array, types.int64), generate
