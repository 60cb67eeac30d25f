"""The kernel as machine code: compiled once, kept on disk, checked against its sources."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
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
from mom_sim.engines.compiled_engine.fields import ARRAYS, SCALARS
from mom_sim.engines.compiled_engine.kernel import run_kernel
from mom_sim.engines.compiled_engine.parts import OPTIONS, PART_MODULES, njit

SIGNATURE = "int64(int64)"
_KNOWN = ("0.68.",)
_OURS = "compiled_engine"
"""In the names of all functions of the kernel, as the compiler writes them."""

MESSAGE = (
    "Compiling the fast engine, once for this installation: 20 seconds to a minute, on a busy "
    "machine more. If this is interrupted, it begins anew the next time.\n"
)


def version_of_kernel() -> int:
    """Digest of what the machine code depends on: sources, small numbers, places in the state."""
    digest = blake2b(digest_size=7)
    for name in sorted({*PART_MODULES, kernel_source.__name__, state_type.__name__}):
        digest.update(Path(str(sys.modules[name].__file__)).read_bytes())
    numbers = {name: value for name, value in vars(codes).items() if name.isupper()}
    digest.update(repr((sorted(numbers.items()), ARRAYS, SCALARS)).encode())
    return int.from_bytes(digest.digest(), "little")


# Not closed over by the entry, for it is another object in every process.
_RUN = njit(run_kernel, no_cpython_wrapper=True, **OPTIONS)


@cache
def kernel() -> Any:
    """Kernel with its one signature; the first call compiles it or loads it from the disk."""
    entry = _entry(version_of_kernel())
    with _parts_private(entry.__name__):
        try:
            return njit(SIGNATURE, nogil=True, cache=True, **OPTIONS)(entry)
        except RuntimeError as error:
            if "cannot cache" not in str(error):
                raise
            # Neither the installation nor the user's own folder can be written to.
            return njit(SIGNATURE, nogil=True, **OPTIONS)(entry)


def _entry(version: int) -> Callable[[int], int]:
    _leave_parts_unfinished(_RUN)

    def compiled_kernel(address: int) -> int:
        # numba looks for changes in this file alone; what a function closes over counts as well,
        # so that machine code of other sources is never loaded.
        if version < 0:
            return -1
        return int(_RUN(address))

    return compiled_kernel


def _leave_parts_unfinished(dispatcher: Any) -> None:
    compile_parts = dispatcher.get_call_template

    def compile_unfinished(arguments: Any, named: Any) -> Any:
        if not dispatcher.overloads:
            sys.stderr.write(MESSAGE)
            sys.stderr.flush()
        with _parts_unfinished():
            return compile_parts(arguments, named)

    dispatcher.get_call_template = compile_unfinished


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
