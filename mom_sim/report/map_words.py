"""A decision map in sentences, by rule: who wins where, and where that figure is doubtful."""

from __future__ import annotations

from collections import Counter

from mom_sim.experiments.decision_map.result import Cell, DecisionMap
from mom_sim.plot.input_words import shown_path
from mom_sim.plot.wording import shown_name
from mom_sim.report.doubt_words import doubt_text
from mom_sim.report.numbers import listed


def map_sentence(found: DecisionMap) -> str:
    """Say whether the best model changes over a map."""
    winners = list(dict.fromkeys(cell.winner for cell in found.cells if cell.winner))
    unsure = sum(cell.winner is None for cell in found.cells)
    over = f"{shown_path(found.x.path)} and {shown_path(found.y.path)}"
    doubt = f"; in {unsure} of {len(found.cells)} cells the data cannot tell" if unsure else ""
    if len(winners) > 1:
        names = listed([shown_name(one) for one in winners])
        return f"On the map over {over} the best model changes: {names} each win somewhere{doubt}."
    if winners:
        return f"On the map over {over} no other model than {shown_name(winners[0])} wins{doubt}."
    return f"On the map over {over} the data cannot tell who is best anywhere."


def is_doubtful(cell: Cell) -> bool:
    """Whether the figure of the model that leads a cell is not to be trusted."""
    return bool(cell.leader and cell.doubts.get(cell.leader))


def map_doubts(found: DecisionMap) -> str:
    """Say in how many cells the leader's own figure is not to be trusted, and why.

    Parameters
    ----------
    found : DecisionMap

    Returns
    -------
    str
        A sentence; empty where there is no such cell.
    """
    doubtful = [cell for cell in found.cells if is_doubtful(cell)]
    if not doubtful:
        return ""
    counts = Counter(doubt for cell in doubtful for doubt in cell.doubts[cell.leader or ""])
    why = "; ".join(
        f"in {count} it {doubt_text(doubt, is_one=True)}" for doubt, count in counts.items()
    )
    return (
        f"On the map, in {len(doubtful)} of {len(found.cells)} cells the figure of the model that "
        f"is ahead is not to be trusted: {why}."
    )
