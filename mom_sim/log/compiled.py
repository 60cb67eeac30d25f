"""Functions on arrays as machine code; imported only where numba is loaded anyway."""

from __future__ import annotations

from typing import Any

import numba


def compiled(function: Any) -> Any:
    """Compile a function that allocates nothing, once for this installation where that is possible.

    Parameters
    ----------
    function : callable
        Of arrays and numbers.

    Returns
    -------
    callable
    """
    make: Any = numba.njit
    # Nothing is allocated, so nothing is counted: else every call would count its arrays.
    options = {"nogil": True, "_nrt": False, "error_model": "numpy"}
    try:
        return make(cache=True, **options)(function)
    except RuntimeError as error:
        if "cannot cache" not in str(error):
            raise
        # Neither the installation nor the user's own folder can be written to.
        return make(**options)(function)
