"""Figures as text: sensible digits, units that a reader knows, reasons for what is missing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from mom_sim.metrics.number_words import SHARE, factor_of, is_zero, number_text

MISSING = "-"
EXCLUDES_ZERO = "*"
_DIGITS_OF_ESTIMATE, _DIGITS_OF_HALF_WIDTH = 3, 2
_MOST_DECIMALS = 2
_FINEST_DECIMALS = 4
_CURRENCY = "currency"


class Figure(Protocol):
    """An estimate with its interval: an `Estimate` or a `Difference`."""

    @property
    def estimate(self) -> float | None:
        """The figure itself."""

    @property
    def low(self) -> float | None:
        """Lower end of its interval."""

    @property
    def high(self) -> float | None:
        """Upper end of its interval."""

    @property
    def reason(self) -> str | None:
        """Why something is missing."""


@dataclass
class Footnotes:
    """Reasons of figures that are missing, numbered in the order in which they turn up.

    A column in which every figure is missing is left out, with its reason under its title.
    """

    reasons: list[str] = field(default_factory=list)
    without_interval: list[str] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)

    def leave_out(self, title: str, reason: str | None) -> None:
        """Take down why a column is not there."""
        self.left_out.setdefault(title, reason or "no reason is known")

    def mark(self, reason: str | None) -> str:
        """Mark of a reason, such as ``[1]``."""
        text = reason or "no reason is known"
        if text not in self.reasons:
            self.reasons.append(text)
        return f"[{self.reasons.index(text) + 1}]"

    def note_interval(self, reason: str | None) -> None:
        """Take down why an estimate has no interval."""
        if reason and reason not in self.without_interval:
            self.without_interval.append(reason)

    def lines(self) -> list[str]:
        """All footnotes."""
        numbered = [f"[{place}] {text}" for place, text in enumerate(self.reasons, start=1)]
        left_out = [f"{title}: {reason}" for title, reason in self.left_out.items()]
        return numbered + left_out + [f"without an interval: {t}" for t in self.without_interval]


@dataclass(frozen=True)
class Scale:
    """How the figures of one column are written.

    Attributes
    ----------
    factor : float
        100 for shares, which are shown in percent.
    decimals : int
    signed : bool
        Whether a plus sign is written: differences.
    """

    factor: float
    decimals: int
    signed: bool = False

    def text(self, value: float) -> str:
        """Write one number; more decimals where the column's would make 0 of what is not 0."""
        size = value * self.factor
        text = number_text(size, self.decimals, signed=self.signed)
        if is_zero(text) and abs(size) >= 10.0**-_FINEST_DECIMALS:
            return number_text(size, _decimals(abs(size), 1), signed=self.signed)
        return text

    def is_beyond(self, figure: Figure) -> bool:
        """Whether a share would be more than all, or less than nothing, by an even interval.

        That is, where rounding does it: the ends themselves are shares.
        """
        if (
            self.signed
            or self.factor != factor_of(SHARE)
            or figure.low is None
            or figure.high is None
        ):
            return False
        half = float(self.half_width(figure.low, figure.high).lstrip("<"))
        middle = float(self.text(figure.estimate or 0.0).replace(",", ""))
        return (figure.low >= 0.0 and half > middle) or (
            figure.high <= 1.0 and middle + half > self.factor
        )

    def half_width(self, low: float, high: float) -> str:
        """Write half the width of an interval; never 0 for one that has some width."""
        text = replace(self, signed=False).text((high - low) / 2)
        return "<0.0001" if is_zero(text) and high > low else text


def _decimals(size: float, digits: int) -> int:
    """Decimals that show so many significant digits of a size; below 0 for large ones."""
    return digits - 1 - math.floor(math.log10(size))


def _half_width(figure: Figure) -> float:
    return 0.0 if figure.low is None or figure.high is None else (figure.high - figure.low) / 2


def unit_text(unit: str, currency: str, *, difference: bool = False) -> str:
    """Name a unit for a reader.

    Parameters
    ----------
    unit : str
        As the figure's record has it.
    currency : str
        The scenario's.
    difference : bool
        Whether it is the unit of a difference.

    Returns
    -------
    str
    """
    if unit == SHARE:
        return "percentage points" if difference else "percent"
    return unit.replace(_CURRENCY, currency)


def scale_of(figures: Sequence[Figure], unit: str) -> Scale:
    """Choose the digits for figures that are read beside each other.

    Parameters
    ----------
    figures : sequence of Figure
    unit : str

    Returns
    -------
    Scale
        Three significant digits of the usual size, two of the usual half-width, two decimals at
        most (shares: one, from 1% on). Usual is the one in the middle, so that a single model that
        is far off does not blur the others.
    """
    factor = factor_of(unit)
    sizes = sorted(abs(one.estimate) * factor for one in figures if one.estimate)
    if not sizes:
        return Scale(factor, 0)
    usual = sizes[len(sizes) // 2]
    most = 1 if unit == SHARE and usual >= 1 else _MOST_DECIMALS
    wanted = _decimals(usual, _DIGITS_OF_ESTIMATE)
    if halves := sorted(_half_width(one) * factor for one in figures if _half_width(one) > 0):
        wanted = min(wanted, _decimals(halves[len(halves) // 2], _DIGITS_OF_HALF_WIDTH))
    return Scale(factor, min(max(wanted, 0), most))


def common_scale(columns: Sequence[Sequence[Figure]], unit: str) -> Scale:
    """Digits for columns that are parts of one whole: those of the column that needs most."""
    return max((scale_of(column, unit) for column in columns), key=lambda one: one.decimals)


def cells(figures: Sequence[Figure], scale: Scale, notes: Footnotes) -> list[str]:
    """Write the figures of one column, aligned among themselves.

    Parameters
    ----------
    figures : sequence of Figure
    scale : Scale
        A signed one marks what differs from 0 with a star.
    notes : Footnotes
        Takes the reasons of those that are missing.

    Returns
    -------
    list of str
        ``12.3 ±0.4``; ``12.3 (11.8-13.1)`` where the interval is not even; ``12.3 (from 8.1) [1]``
        where it has one end; ``12.3`` where there is none; ``- [1]`` where there is no estimate.
    """
    written = [_parts(figure, scale, notes) for figure in figures]
    front = max((len(estimate) for estimate, _ in written), default=0)
    return [f"{estimate:>{front}} {interval}".rstrip() for estimate, interval in written]


def excludes_zero(figure: Figure) -> bool:
    """Whether the interval of a difference lies on one side of 0."""
    return (figure.low is not None and figure.low > 0) or (
        figure.high is not None and figure.high < 0
    )


def _parts(figure: Figure, scale: Scale, notes: Footnotes) -> tuple[str, str]:
    if figure.estimate is None:
        return MISSING, notes.mark(figure.reason)
    estimate = scale.text(figure.estimate)
    if figure.low is None and figure.high is None:
        notes.note_interval(figure.reason)
        return estimate, ""
    star = f" {EXCLUDES_ZERO}" if scale.signed and excludes_zero(figure) else ""
    if figure.low is None or figure.high is None:
        side = f"to {scale.text(figure.high)}" if figure.high is not None else ""
        side = f"from {scale.text(figure.low)}" if figure.low is not None else side
        return estimate, f"({side}){star} {notes.mark(figure.reason)}"
    middle = (figure.low + figure.high) / 2
    is_even = abs(middle - figure.estimate) * scale.factor < 0.5 * 10.0**-scale.decimals
    if is_even and not scale.is_beyond(figure):
        return estimate, f"±{scale.half_width(figure.low, figure.high)}{star}"
    to = " to " if scale.signed else "-"
    return estimate, f"({scale.text(figure.low)}{to}{scale.text(figure.high)}){star}"
