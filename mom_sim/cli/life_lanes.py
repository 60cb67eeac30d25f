"""Two lives of one campaign as lanes on one time axis: a sign a column for what went on."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mom_sim.cli.printing import LINE_WIDTH, wrapped
from mom_sim.cli.text_table import padded

if TYPE_CHECKING:
    import pandas as pd

    from mom_sim.experiments.explanation import Lives
    from mom_sim.metrics.life import Life

SIGNS = {
    "work": "#",
    "hand_off": "h",
    "outside": "o",
    "agency": "a",
    "hold": "l",
    "assembly": "f",
    "decision": "d",
    "closed": "c",
    "queue": "q",
    "embargo": "e",
}
"""What a column of a lane shows; in a second or later attempt capitals."""

WORK_AGAIN = "R"
_WORDS = {
    "hold": "hold (limit, freeze)",
    "assembly": "assembly (a crew forms)",
    "embargo": "embargo (apart)",
}
_NOTHING, _END, _BORDER = ".", "|", "|"
_WORKING, _CALENDAR = "working days", "calendar days"
_LEAST_GAP = 9
"""Columns between two marks of the axis at least."""
_LEAST_NAME = 4
"""Letters below which a cut name says nothing."""


def life_lanes(lives: Lives, names: Sequence[str]) -> str:
    """Draw both lives.

    Parameters
    ----------
    lives : Lives
    names : sequence of str
        Of the two models.

    Returns
    -------
    str
        The axis, then for each model its steps and its lane, then what the signs mean; lines of at
        most 100 columns.
    """
    axis = _Axis(lives, max(len(text) for text in (*names, _CALENDAR)))
    lines = list(axis.lines())
    for name, life in zip(names, (lives.a, lives.b), strict=True):
        if life.is_launched:
            lines.append(padded("", axis.label) + " " + axis.steps(life))
        lines.append(padded(name, axis.label) + " " + axis.lane(life))
    return "\n".join([*lines, "", *_legend(lives, axis)])


class _Axis:
    """Time since the request, cut into columns: working time, or wall clock where that is none."""

    def __init__(self, lives: Lives, label: int) -> None:
        self.lives = lives
        self.label = label
        self.columns = LINE_WIDTH - label - 1 - len(_END)
        self.is_working = any(self._finish(life, "working_finish") for life in (lives.a, lives.b))
        ends = [self._finish(life, self._names[1]) - self._origin for life in (lives.a, lives.b)]
        self.span = max(*ends, 1)

    @property
    def day(self) -> float:
        """Microseconds of a day of the axis."""
        return self.lives.working_day if self.is_working else 86_400e6

    @property
    def unit(self) -> str:
        return _WORKING if self.is_working else _CALENDAR

    @property
    def _names(self) -> tuple[str, str]:
        return ("working_start", "working_finish") if self.is_working else ("start", "finish")

    @property
    def _origin(self) -> int:
        return 0 if self.is_working else self.lives.a.requested

    @staticmethod
    def _finish(life: Life, name: str) -> int:
        return int(life.pieces[name].max()) if len(life.pieces) else 0

    def lines(self) -> Iterator[str]:
        """Marks in the unit of the axis, and below them in calendar days."""
        marks = list(self._marks())
        yield self._marked(self.unit, [(at, f"{value:g}") for value, at in marks])
        if self.is_working:
            texts = [(at, f"{self.lives.calendar_days(value):.1f}") for value, at in marks]
            yield self._marked(_CALENDAR, texts)

    def lane(self, life: Life) -> str:
        """A sign a column: whatever takes most of its time."""
        time = [dict[str, float]() for _ in range(self.columns)]
        last = 0
        for piece in self._pieces(life):
            start, finish, sign = piece
            first, end = self._column(start), min(self._column(finish), self.columns - 1)
            for column in range(first, end + 1):
                inside = min(finish, self._edge(column + 1)) - max(start, self._edge(column))
                if inside > 0:
                    time[column][sign] = time[column].get(sign, 0.0) + inside
                    last = max(last, column + 1)
        drawn = [max(one, key=lambda sign: one[sign]) if one else _NOTHING for one in time[:last]]
        return "".join(drawn) + _END

    def seen(self, life: Life) -> Iterator[tuple[str, bool]]:
        """What takes time on the axis: causes, and whether in a later attempt."""
        start, finish = self._names
        pieces = life.pieces[life.pieces[finish] > life.pieces[start]]
        for cause, attempt in pieces[["cause", "attempt"]].itertuples(index=False):
            yield cause, attempt > 1

    def steps(self, life: Life) -> str:
        """Names of the steps where they begin, cut where the next one does."""
        starts = [
            (self._column(start), name if attempt == 1 else f"{name} {attempt}")
            for name, attempt, start in _steps(life.pieces, self._names[0], self._origin)
        ]
        text = ""
        for place, (at, name) in enumerate(starts):
            end = starts[place + 1][0] if place + 1 < len(starts) else self.columns + len(_END)
            if end == at:
                continue
            room = end - at - len(_BORDER)
            shown = name[:room] if room >= min(len(name), _LEAST_NAME) else ""
            text = padded(text, at) + _BORDER + shown
        return text.rstrip()

    def _pieces(self, life: Life) -> Iterator[tuple[int, int, str]]:
        names = [*self._names, "cause", "attempt"]
        for start, finish, cause, attempt in life.pieces[names].itertuples(index=False):
            yield int(start) - self._origin, int(finish) - self._origin, sign_of(cause, attempt)

    def _column(self, instant: float) -> int:
        return min(int(instant * self.columns / self.span), self.columns)

    def _edge(self, column: int) -> float:
        return column * self.span / self.columns

    def _marks(self) -> Iterator[tuple[float, int]]:
        """Round numbers of days, far enough apart to be read, with their columns."""
        least = _LEAST_GAP * self.span / self.columns / self.day
        power = 10.0 ** math.floor(math.log10(least))
        gap = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least)
        for number in range(int(self.span / self.day / gap) + 1):
            value = round(number * gap, 9)
            yield value, self._column(value * self.day)

    def _marked(self, unit: str, texts: Sequence[tuple[int, str]]) -> str:
        line = ""
        for at, text in texts:
            if at + len(_BORDER + text) <= self.columns:
                line = padded(line, at) + _BORDER + text
        return padded(unit, self.label) + " " + line


def sign_of(cause: str, attempt: int) -> str:
    """Sign of a cause, as a lane shows it."""
    if attempt == 1:
        return SIGNS[cause]
    return WORK_AGAIN if cause == "work" else SIGNS[cause].upper()


def _steps(pieces: pd.DataFrame, column: str, origin: int) -> Iterator[tuple[str, int, int]]:
    """Steps of a critical path with their attempts, in order, each where it begins."""
    before: tuple[str, int] | None = None
    for step, attempt, start in pieces[["step", "attempt", column]].itertuples(index=False):
        if (step, attempt) != before:
            yield step, attempt, int(start) - origin
        before = (step, attempt)


def _legend(lives: Lives, axis: _Axis) -> Iterator[str]:
    seen = {one for life in (lives.a, lives.b) for one in axis.seen(life)}
    words = [
        f"{sign} {_WORDS.get(cause, cause.replace('_', '-'))}"
        for cause, sign in SIGNS.items()
        if {(cause, False), (cause, True)} & seen
    ]
    if ("work", True) in seen:
        words.append(f"{WORK_AGAIN} work again")
    if any(again and cause != "work" for cause, again in seen):
        words.append("capitals: waiting in a second or later attempt")
    yield wrapped(", ".join(words) + ".")
    yield wrapped(
        f"A column is {axis.span / axis.columns / axis.day:.2g} {axis.unit} and shows what takes "
        "most of it."
    )
