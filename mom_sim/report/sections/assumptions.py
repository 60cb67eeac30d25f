"""Where the numbers come from: how many of each mark, and those that are not published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from mom_sim.plot.wording import shown_text
from mom_sim.report.assumption_rows import assumption_rows
from mom_sim.report.material import Material
from mom_sim.report.parts import Parts, Section, Table

if TYPE_CHECKING:
    from mom_sim.scenario.sources import SourceRow

MARKS = {
    "STATED": "written in the scenario without a source",
    "FOUND": "a published figure",
    "COMPUTED": "follows from others",
    "ARTICLE": "a described practice",
    "REMEMBERED": "known, not looked up",
    "ASSUMED": "our choice",
}
"""Marks of numbers, and what they mean."""

MOST = 60
"""Rows that are listed of a mark; `mom-sim sources` lists all."""


def section(material: Material) -> Section | None:
    """Make the section."""
    rows = assumption_rows(material)
    if not rows:
        return None
    parts = Parts()
    parts.add(_counts(rows))
    for mark in ("STATED", "ASSUMED", "REMEMBERED", "ARTICLE", "FOUND", "COMPUTED"):
        chosen = [row for row in rows if row.mark == mark]
        if chosen:
            parts.add(_table(mark, _alike(chosen)))
    return Section("assumptions", "Assumptions and where they come from", tuple(parts.found), True)


def _counts(rows: Sequence[SourceRow]) -> Table:
    counts = Counter(row.mark for row in rows)
    found = tuple(
        (mark, f"{counts[mark]:,}", meaning) for mark, meaning in MARKS.items() if counts[mark]
    )
    return Table(
        ("mark", "numbers", "what it means"),
        found,
        words=(2,),
        title=f"{len(rows):,} numbers stand behind this report",
    )


def _alike(rows: Sequence[SourceRow]) -> list[tuple[SourceRow, int]]:
    """Rows that differ in one name alone as one, with a star there, and how many they are."""
    found: dict[tuple[object, ...], list[SourceRow]] = {}
    for row in rows:
        same = (row.value, row.grade, row.origin, row.range)
        found.setdefault((_starred(row.path), *same), []).append(row)
    return [
        (some[0] if len(some) == 1 else replace(some[0], path=_starred(some[0].path)), len(some))
        for some in found.values()
    ]


def _starred(path: str) -> str:
    """The path with a star for the name after its first word, or after a model's."""
    words = path.split(".")
    at = 3 if words[0] == "models" else 1
    if len(words) > at + 1:
        words[at] = "*"
    return ".".join(words)


def _table(mark: str, rows: Sequence[tuple[SourceRow, int]]) -> Table:
    left = sum(count for _, count in rows[MOST:])
    return Table(
        ("number", "value", "plausible", "grade", "where it comes from"),
        tuple(
            (
                f"{row.path} ({count} of them)" if count > 1 else row.path,
                row.value,
                " to ".join(row.range) or "–",
                row.grade or "–",
                shown_text(row.origin) or "–",
            )
            for row, count in rows[:MOST]
        ),
        words=(1, 2, 3, 4),
        title=f"{mark}: {MARKS[mark]}",
        notes=(f"{left} more are listed by mom-sim sources.",) if left > 0 else (),
        widths=(34, 16, 15, 8, 27),
    )
