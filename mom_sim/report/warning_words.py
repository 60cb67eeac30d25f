"""What not to trust, by rule: the kind of uncertainty that is shown, and every doubt of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mom_sim.plot.wording import shown_name, shown_text
from mom_sim.report.assumption_rows import assumption_rows
from mom_sim.report.doubt_words import doubt_text
from mom_sim.report.map_words import map_doubts
from mom_sim.report.material import Material
from mom_sim.report.numbers import listed, models_listed

_MOST = 4
FEW = 5
"""Replications below which an interval is itself a guess."""


def cautions(material: Material) -> Iterator[str]:
    """Say what a reader should not rely on.

    Parameters
    ----------
    material : Material

    Yields
    ------
    str
    """
    runs = material.provenance.get("replications")
    few = (
        f" {runs} replications are too few for a reliable interval." if runs and runs < FEW else ""
    )
    yield (
        "Intervals are of luck alone: they say nothing about inputs that may be off, nor about "
        f"what the model leaves out.{few}"
    )
    rows = assumption_rows(material)
    if rows:
        marks = Counter(row.mark for row in rows)
        soft = marks["ASSUMED"] + marks["REMEMBERED"]
        if soft:
            yield (
                f"{soft} of {len(rows)} numbers behind this are assumed or remembered, not "
                "published; they are listed at the end."
            )
    yield from _doubts(material)
    if material.decision_map is not None and (doubts := map_doubts(material.decision_map)):
        yield doubts
    count = len(list(all_warnings(material)))
    if count:
        many = f"{count} warnings stand" if count > 1 else "1 warning stands"
        yield f"{many} in the last section."


def _doubts(material: Material) -> Iterator[str]:
    if material.comparison is None:
        return
    models = material.comparison.results
    found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for condition, words in material.conditions:
        of: dict[str, list[str]] = {}
        for one in models:
            for doubt in one.doubts.get(condition, ()):
                of.setdefault(doubt, []).append(shown_name(one.model))
        for doubt, doubted in of.items():
            found.setdefault((doubt, tuple(doubted)), []).append(words)
    for (doubt, names), conditions in list(found.items())[:_MOST]:
        where = listed([words for words in conditions if words])
        who = models_listed(names, len(models))
        line = f"{where}{', ' if where else ''}{who} {doubt_text(doubt, is_one=len(names) == 1)}."
        yield f"{line[:1].upper()}{line[1:]}"


def all_warnings(material: Material) -> Iterator[tuple[str, str]]:
    """Every warning of every result.

    Parameters
    ----------
    material : Material

    Yields
    ------
    tuple of str
        Whom it is about (a model, or the study), and the warning.
    """
    found: dict[str, list[str]] = {}
    for result in material.results:
        for text in result.warnings if hasattr(result, "warnings") else ():
            found.setdefault(shown_text(text), [])
        if hasattr(result, "results") and hasattr(result, "differences"):
            results = (*result.results, *result.others)
        else:
            results = getattr(result, "results", ())
        for one in results:
            for text in one.warnings:
                who = found.setdefault(shown_text(text), [])
                name = shown_name(one.model)
                if name not in who:
                    who.append(name)
    for text, names in found.items():
        yield (", ".join(names) or "the study", text)
