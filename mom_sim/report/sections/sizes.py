"""Sizes of pictures, so that all of a report fit each other."""

from __future__ import annotations

WIDTH = 6.6
"""Inches: of a page's text in print, and of its column on a screen."""

_AROUND = 0.95


def rows_height(rows: int, each: float) -> float:
    """Height of a picture with so many rows, in inches."""
    return round(_AROUND + each * max(rows, 2), 2)
