"""Which model is best by each figure, how sure that is, and whether it holds for other inputs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mom_sim.cli.headline import SHORT_NAMES
from mom_sim.cli.printing import wrapped
from mom_sim.cli.text_table import Group, table_text

if TYPE_CHECKING:
    from mom_sim.experiments.comparison import Comparison
    from mom_sim.experiments.winning import Winner

CANNOT_TELL = "cannot tell"


def winner_sections(comparison: Comparison) -> Iterator[tuple[str, str]]:
    """Say who is best by each figure.

    Parameters
    ----------
    comparison : Comparison

    Yields
    ------
    str, str
        Title and text for each condition; nothing where there is nothing to rank. One replication
        ranks nobody, but for how often each wins with other inputs.
    """
    if comparison.provenance["replications"] == 1 and comparison.inputs is None:
        return
    conditions = list(dict.fromkeys(one.condition for one in comparison.winners))
    for condition in conditions:
        ranked = [
            one
            for one in comparison.winners
            if one.condition == condition and one.leader is not None
        ]
        if not ranked:
            continue
        title = "Best by each figure" + (f", {condition}" if len(conditions) > 1 else "")
        last = condition == conditions[-1]
        yield title, "\n".join([_table(comparison, ranked), *(_legend(comparison) if last else [])])


def _table(comparison: Comparison, ranked: Sequence[Winner]) -> str:
    labels = [SHORT_NAMES.get(one.kpi, one.kpi) for one in ranked]
    groups = [
        _column("best", [one.winner or CANNOT_TELL for one in ranked]),
        _column("probability", [_chance(one) for one in ranked]),
        _column("ahead", [_ahead(one) for one in ranked]),
        _column("may be better", [_close(one) for one in ranked]),
    ]
    if comparison.inputs is not None:
        groups.append(_column("input draws won", _wins(comparison, ranked)))
    return table_text("figure", labels, groups)


def _legend(comparison: Comparison) -> Iterator[str]:
    yield ""
    yield wrapped(
        "Best: ahead, and truly the best with a probability of at least 95%. That is about luck; "
        "it says nothing about inputs that may be off."
    )
    for one in comparison.winners:
        for caveat in one.caveats:
            if one.winner is not None:
                yield wrapped(f"{SHORT_NAMES.get(one.kpi, one.kpi)}: but {caveat}.")
    if comparison.inputs is None:
        yield wrapped(
            "Inputs are taken as they are; --inputs 20 draws those that are uncertain from their "
            "ranges, and says how far the answer moves."
        )


def chance_text(probability: float | None) -> str:
    """A probability that is a lower bound, in words."""
    if probability is None:
        return ""
    return "above 99.9%" if probability >= 0.9995 else f"at least {int(probability * 100)}%"


def _chance(one: Winner) -> str:
    return chance_text(one.probability) if one.winner is not None else ""


def _ahead(one: Winner) -> str:
    return "" if one.winner is not None else str(one.leader)


def _close(one: Winner) -> str:
    count = len(one.not_told_from)
    if one.winner is not None or not count:
        return ""
    return one.not_told_from[0] if count == 1 else f"{count} models"


def _wins(comparison: Comparison, ranked: Sequence[Winner]) -> list[str]:
    inputs = comparison.inputs
    if inputs is None:
        return []
    found = []
    for one in ranked:
        wins = inputs.wins_of(one.condition, one.kpi)
        of_leader = next((win for win in wins if win.model == one.leader), None)
        shown = [win for win in wins[:1] if win.wins]
        if of_leader is not None and of_leader not in shown:
            shown.append(of_leader)
        found.append(", ".join(f"{win.model} {win.wins}/{win.draws}" for win in shown))
    return found


def _column(title: str, cells: Sequence[str]) -> Group:
    return Group((title,), ("",), tuple((cell,) for cell in cells))
