"""A decision map as a person reads it in a terminal."""

from __future__ import annotations

import string
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mom_sim.cli.figures import unit_text
from mom_sim.cli.printing import clean, wrapped
from mom_sim.cli.text_table import Group, table_text
from mom_sim.cli.warning_lines import warning_lines

if TYPE_CHECKING:
    from mom_sim.experiments.decision_map.result import Cell, DecisionMap

LETTERS = string.ascii_uppercase

_LEGEND = (
    "Each cell: the best model, and how probable it is, at least, that it is truly the best. In "
    "brackets: less than 95%, the data cannot tell."
)
_DOUBT = (
    "! the model's figure there is not to be trusted: nothing is launched, somebody has no slack, "
    "work piles up, or campaigns are still inside when the runs stop; --json says which"
)


def map_text(found: DecisionMap, currency: str) -> str:
    """Put a decision map into words and a table.

    Parameters
    ----------
    found : DecisionMap
    currency : str
        Code of the scenario's.

    Returns
    -------
    str
        Lines of at most 100 columns, without colors.
    """
    return clean("\n\n".join(_sections(found, currency))) + "\n"


def _sections(found: DecisionMap, currency: str) -> Iterator[str]:
    of = found.provenance
    first = (
        f"{found.scenario}: which model has the {'least' if found.better == 'less' else 'most'} "
        f"{found.kpi} ({unit_text(found.unit, currency)}), over {found.x.path} (across) and "
        f"{found.y.path} (down); {of['replications']} replications a cell with the same luck, seed "
        f"{of['seed']}, {of['runs']:,} runs."
    )
    yield f"{wrapped(first)}\n{wrapped(_LEGEND)}"
    letters = dict(zip(found.models, LETTERS, strict=False))
    yield _table(found, letters)
    yield "\n".join(f"{letter}  {name}" for name, letter in letters.items())
    yield "\n".join(["WHERE THE ANSWER FLIPS", *_flips(found)])
    if found.warnings:
        yield "\n".join(["WARNINGS", *warning_lines(found.warnings, [], [])])
    reasons = dict.fromkeys(cell.reason for cell in found.cells if cell.reason)
    notes = [f"no probability: {one}" for one in reasons]
    if any(cell.leader in cell.doubts for cell in found.cells):
        notes.append(_DOUBT)
    if notes:
        yield "\n".join(["NOTES", *map(wrapped, notes)])
    yield wrapped(_verdict(found))


def _table(found: DecisionMap, letters: dict[str, str]) -> str:
    rows = range(len(found.y.values))
    groups = [
        Group((str(value),), ("",), tuple((_cell(found.cell(across, up), letters),) for up in rows))
        for across, value in enumerate(found.x.values)
    ]
    return table_text("", [str(value) for value in found.y.values], groups)


def _cell(cell: Cell, letters: dict[str, str]) -> str:
    if cell.leader is None:
        return "-"
    letter = letters[cell.leader]
    if cell.leader in cell.doubts:
        letter += "!"
    if cell.probability is None:
        return f"({letter})"
    # Never rounded up to a probability that it has not.
    text = f"{letter} {int(cell.probability * 100)}%"
    return text if cell.winner else f"({text})"


def _flips(found: DecisionMap) -> Iterator[str]:
    if not found.boundary:
        leaders = {cell.leader for cell in found.cells if cell.leader}
        who = leaders.pop() if len(leaders) == 1 else "no model"
        yield wrapped(f"Nowhere on this map: {who} is best in every cell.")
    for one in found.boundary:
        first, second = one.models
        doubt = "" if one.is_clear else " (may be luck)"
        yield wrapped(
            f"{first} to {second} at {_number(one.x, found.x.unit)}, "
            f"{_number(one.y, found.y.unit)}{doubt}",
            first="- ",
            rest="  ",
        )


def _number(value: float, unit: str) -> str:
    text = f"{value:.4g}"
    return f"x{text}" if unit == "x" else f"{text}{'' if unit in ('', '%') else ' '}{unit}"


def _verdict(found: DecisionMap) -> str:
    cells = len(found.cells)
    wins = {name: sum(cell.winner == name for cell in found.cells) for name in found.models}
    told = [f"{name} wins in {count}" for name, count in wins.items() if count]
    undecided = cells - sum(wins.values())
    parts = [*told, f"cannot tell in {undecided}"] if undecided else told
    return f"Of {cells} cells: {', '.join(parts)}."
