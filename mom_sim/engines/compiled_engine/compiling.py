"""The kernel as machine code: compiled once, kept on disk, checked against its sources."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numba
from llvmlite.binding import Linkage  # type: ignore[import-untyped]
from numba.core import codegen
from numba.core.compiler_lock import global_compiler_lock

from mom_sim.engines.compiled_engine import codes, state_type
from mom_sim.engines.compiled_engine import kernel as kernel_source
from mom_sim.engines.compiled_engine.fields import (
    ARRAYS,
    BITS,
    DISTANCES,
    PLACES,
    SCALARS,
    SLOT_HEAD,
)
from mom_sim.engines.compiled_engine.kernel import run_kernel
from mom_sim.engines.compiled_engine.one_at_a_time import alone
from mom_sim.engines.compiled_engine.parts import COMMON, OPTIONS, PART_MODULES, RARE, njit

SIGNATURE = "int64(int64)"
_KNOWN = ("0.68.",)
_OURS = "compiled_engine"
"""In the names of all functions of the kernel, as the compiler writes them."""

MESSAGE = (
    "Compiling the fast engine, once for this installation: 20 seconds to a minute, on a busy "
    "machine more. If this is interrupted, it begins anew the next time.\n"
)
WAITING_MESSAGE = "Another process compiles the fast engine, once for this installation: waiting.\n"
LOCK = "compiled_kernel.lock"
"""Beside what is kept; whoever compiles holds it."""


def version_of_kernel() -> int:
    """Digest of what the machine code depends on: sources, small numbers, places in the state."""
    digest = blake2b(digest_size=7)
    for name in sorted({*PART_MODULES, kernel_source.__name__, state_type.__name__}):
        digest.update(Path(str(sys.modules[name].__file__)).read_bytes())
    numbers = {name: value for name, value in vars(codes).items() if name.isupper()}
    laid = sorted(BITS.items()), sorted(DISTANCES.items()), sorted(PLACES.items()), SLOT_HEAD
    digest.update(repr((sorted(numbers.items()), ARRAYS, SCALARS, laid)).encode())
    return int.from_bytes(digest.digest(), "little")


# Not closed over by the entry, for it is another object in every process.
_RUN = njit(run_kernel, no_cpython_wrapper=True, **OPTIONS)
_KEPT: list[Any] = []


class _NotKeptError(Exception):
    """The kernel is not on the disk."""


@cache
def kernel() -> Any:
    """Kernel with its one signature; the first call loads it from the disk or compiles it.

    Of several processes that find none on the disk one compiles, and the others wait for it.
    """
    found = kept_kernel()
    if found is None:
        folder = _folder()
        with nullcontext() if folder is None else alone(folder / LOCK, _tell_waiting):
            found = kept_kernel() if folder is not None else None
            if found is None:
                found = _made(is_kept=folder is not None)
                if folder is not None:
                    _KEPT.append(found)  # whoever asks for what is kept need not load it
    return found


def kept_kernel() -> Any | None:
    """Kernel as it is on the disk, or None: then it has to be compiled."""
    if not _KEPT:
        try:
            _KEPT.append(_made(is_kept=True, may_compile=False))
        except _NotKeptError:
            return None
        except RuntimeError as error:
            if "cannot cache" not in str(error):
                raise
            return None
    return _KEPT[0]


def _folder() -> Path | None:
    """Where machine code is kept.

    None: neither the installation nor the user's own folder can be written to.
    """
    try:
        return Path(njit(nogil=True, cache=True, **OPTIONS)(_entry(0)).stats.cache_path)
    except RuntimeError as error:
        if "cannot cache" not in str(error):
            raise
        return None


def _made(*, is_kept: bool, may_compile: bool = True) -> Any:
    entry = _entry(version_of_kernel())
    with _parts_private(entry.__name__), _parts_made_when_asked(may_compile):
        return njit(SIGNATURE, nogil=True, cache=is_kept, **OPTIONS)(entry)


def _tell_waiting() -> None:
    sys.stderr.write(WAITING_MESSAGE)
    sys.stderr.flush()


def _entry(version: int) -> Callable[[int], int]:
    def compiled_kernel(address: int) -> int:
        # numba looks for changes in this file alone; what a function closes over counts as well,
        # so that machine code of other sources is never loaded.
        if version < 0:
            return -1
        return int(_RUN(address))

    return compiled_kernel


@contextmanager
def _parts_made_when_asked(may_compile: bool) -> Iterator[None]:
    """Leave parts unfinished; they are asked for only if the kernel is not on the disk."""
    compile_parts = _RUN.get_call_template

    def compile_unfinished(arguments: Any, named: Any) -> Any:
        if not may_compile:
            raise _NotKeptError
        if not _RUN.overloads:
            sys.stderr.write(MESSAGE)
            sys.stderr.flush()
        with _parts_unfinished():
            return compile_parts(arguments, named)

    _RUN.get_call_template = compile_unfinished
    try:
        yield
    finally:
        del _RUN.get_call_template


@contextmanager
def _parts_private(entry: str) -> Iterator[None]:
    """Let nothing but the entry be called from outside the machine code, while this lasts.

    What nobody else can call is put into its callers far more readily, need not be kept beside
    them, and can take and return values as suits them.
    """
    owner: Any = codegen.CPUCodeLibrary
    optimize = vars(owner).get("_optimize_final_module")
    with global_compiler_lock:
        if optimize is None or not numba.__version__.startswith(_KNOWN):
            yield
            return

        def optimize_private(library: Any) -> None:
            functions = [one for one in library._final_module.functions if not one.is_declaration]
            if any(entry in one.name for one in functions):
                for one in functions:
                    if _OURS in one.name and entry not in one.name:
                        one.linkage = Linkage.internal
                    if any(f"{len(name)}{name}B" in one.name for name in COMMON):
                        one.add_function_attribute("alwaysinline")
                    if any(f"{len(name)}{name}B" in one.name for name in RARE):
                        for attribute in ("cold", "noinline"):
                            one.add_function_attribute(attribute)
            optimize(library)

        owner._optimize_final_module = optimize_private
        try:
            yield
        finally:
            owner._optimize_final_module = optimize


@contextmanager
def _parts_unfinished() -> Iterator[None]:
    """Neither optimize the parts nor make machine code of them while this lasts.

    Each part is linked into whoever calls it, and the whole is optimized once, as the entry. numba
    would do both for every part with all that it calls, over and over: three quarters of the time.
    It has no option for this, so some of its methods are replaced for as long as it compiles the
    parts; releases for which this is not known to work take longer.
    """
    with global_compiler_lock, ExitStack() as replaced:
        if numba.__version__.startswith(_KNOWN):
            for owner, name in (
                (codegen.CPUCodeLibrary, "_optimize_final_module"),
                (codegen.JITCodeLibrary, "_finalize_specific"),
                (codegen.JITCPUCodegen, "_add_module"),
                (codegen.JITCPUCodegen, "set_env"),
            ):
                replaced.callback(setattr, owner, name, vars(owner)[name])
                setattr(owner, name, _do_nothing)
        yield


def _do_nothing(*_: object) -> None:
    """Stand in for what need not be done."""
