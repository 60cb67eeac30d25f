"""What would change the answer, by rule from whatever results are there."""

from __future__ import annotations

from collections.abc import Iterator

from mom_sim.experiments.comparison import CALM, SURGE
from mom_sim.experiments.sensitivity.result import Sensitivity
from mom_sim.experiments.sensitivity.tornado import TURNS, Bar
from mom_sim.plot.input_words import shown_path
from mom_sim.plot.wording import shown_name
from mom_sim.report.map_words import map_sentence
from mom_sim.report.material import COST, TIME, Material
from mom_sim.report.numbers import listed

_MOST = 3


def turning_points(material: Material) -> Iterator[str]:
    """Say what changes the answer.

    Parameters
    ----------
    material : Material

    Yields
    ------
    str
        Sentences: cost in place of time, the surge, uncertain inputs, the decision map; last, what
        was not looked at.
    """
    if material.comparison is not None:
        yield from _of_comparison(material)
    if material.sensitivity is not None:
        yield _of_sensitivity(material.sensitivity)
    if material.decision_map is not None:
        yield map_sentence(material.decision_map)
    if material.comparison is not None:
        yield from _not_looked_at(material)


def _of_comparison(material: Material) -> Iterator[str]:
    comparison = material.comparison
    assert comparison is not None
    time, cost = material.winner(TIME, CALM), material.winner(COST, CALM)
    if time and cost and time.leader and cost.leader and time.leader != cost.leader:
        unsure = [words for words, one in (("time", time), ("cost", cost)) if not one.winner]
        doubt = f", although by {listed(unsure)} the data cannot tell" if unsure else ""
        yield (
            f"What counts: {shown_name(time.leader)} is ahead by time, {shown_name(cost.leader)} "
            f"by cost{doubt}."
        )
    if comparison.surge_factor is not None:
        surge = material.winner(TIME, SURGE)
        if time and surge and time.leader and surge.leader:
            sure = "" if surge.winner and time.winner else ", though not surely"
            if time.leader != surge.leader:
                yield (
                    f"The surge: with factor {comparison.surge_factor:g}, "
                    f"{shown_name(surge.leader)} is ahead in place of {shown_name(time.leader)}"
                    f"{sure}."
                )
            else:
                yield (
                    f"Not the surge of factor {comparison.surge_factor:g}: "
                    f"{shown_name(time.leader)} stays ahead{sure}."
                )
    inputs = comparison.inputs
    if inputs is not None and inputs.used:
        wins = inputs.wins_of(CALM, TIME)[:_MOST]
        told = [f"{shown_name(one.model)} in {one.wins} of {one.draws}" for one in wins if one.wins]
        if told:
            yield f"Uncertain inputs, drawn from their ranges: soonest is {listed(told)}."


def _of_sensitivity(found: Sensitivity) -> str:
    bars = [one for one in found.effects if isinstance(one, Bar)]
    turning = list(dict.fromkeys(one.input.name for one in bars if one.answer == TURNS))
    if turning:
        names = listed([shown_path(one) for one in turning[:_MOST]])
        more = f", and {len(turning) - _MOST} more" if len(turning) > _MOST else ""
        return f"Inputs that turn who is ahead within their plausible range: {names}{more}."
    largest = list(dict.fromkeys(one.input.name for one in found.effects))[:_MOST]
    names = listed([shown_path(one) for one in largest])
    if any(one.answer for one in bars):
        return f"No single input surely turns who is ahead; the largest effects are of {names}."
    return f"The largest effects are of {names}."


def _not_looked_at(material: Material) -> Iterator[str]:
    missing = [
        words
        for is_there, words in (
            (material.comparison is not None and material.comparison.inputs, ""),
            (material.surge, "how large a surge breaks the promise (`mom-sim surge`)"),
            (material.decision_map, "where the best model flips (`mom-sim map`)"),
            (
                material.sensitivity or (material.comparison and material.comparison.inputs),
                "inputs that may be off (`mom-sim sensitivity`)",
            ),
        )
        if not is_there and words
    ]
    if missing:
        yield f"Not looked at here: {listed([one.replace('`', '') for one in missing])}."
