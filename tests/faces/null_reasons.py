"""What is null in a JSON document without a reason beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

NEVER_ESTIMATED = {"campaign_type", "budget", "above", "below"}
"""Null where nothing was asked for, or there is no bound: no estimates."""


def nulls_without_reason(told: Any, path: str = "results") -> Iterator[str]:
    """Find estimates that are null and do not say why.

    Parameters
    ----------
    told : object
        Plain data.
    path : str
        Of it.

    Yields
    ------
    str
        Path of each; ``x``, ``x_low`` and ``x_high`` may share ``x_reason``.
    """
    if isinstance(told, list):
        for place, one in enumerate(told):
            yield from nulls_without_reason(one, f"{path}[{place}]")
    if not isinstance(told, dict):
        return
    for key, value in told.items():
        stem = key.removesuffix("_low").removesuffix("_high")
        has_reason = told.get("reason") or told.get(f"{stem}_reason")
        if value is None and key not in NEVER_ESTIMATED and not has_reason:
            yield f"{path}.{key}"
        yield from nulls_without_reason(value, f"{path}.{key}")
