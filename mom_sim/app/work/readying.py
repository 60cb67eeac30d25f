"""The fast engine, compiled by one process while the others answer without it."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

from mom_sim.app.crew import preparation as crew
from mom_sim.app.crew.work import Work
from mom_sim.engines.compiled_engine.limits import is_installed


def is_at_hand() -> bool:
    """Whether this process can take the fast engine without compiling it.

    Returns
    -------
    bool
        False while it is compiled for the first time; SimPy gives the same answers meanwhile.
    """
    if not is_installed():
        return False
    state = crew.preparation.state
    if crew.preparation.is_here or state == crew.READY:
        return True
    if state == crew.LOOKING and not is_fresh():  # nobody knows yet: most often it is there
        from mom_sim.engines.compiled_engine.compiling import kept_kernel

        return kept_kernel() is not None
    return False


def is_fresh() -> bool:
    """Whether it is plain that nothing was ever compiled here, told without loading numba.

    Once numba is loaded, many small functions are compiled, too, where they are first used.
    """
    spec = find_spec("mom_sim.engines.compiled_engine")
    if os.environ.get("NUMBA_CACHE_DIR") or spec is None or spec.origin is None:
        return False
    folder = Path(spec.origin).parent / "__pycache__"
    return os.access(folder, os.W_OK) and not any(folder.glob("*compiled_kernel*.nbi"))


def prepare_engine(work: Work) -> None:
    """Compile the fast engine if this installation has none, and say how far that is."""
    if not is_installed():
        crew.preparation.state = crew.MISSING
        return
    from mom_sim.engines.compiled_engine.compiling import kept_kernel, kernel

    if kept_kernel() is None:
        crew.preparation.state = crew.COMPILING
        kernel()
        from mom_sim.app.work.knowing import run_first_preset

        crew.preparation.is_here = True
        run_first_preset(work)  # small functions are compiled where they are first used
    crew.preparation.state = crew.READY
