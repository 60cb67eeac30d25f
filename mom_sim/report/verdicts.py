"""Sentences about who is best, made from the numbers: each says how sure it is, or that it is not.

The rules: a model is called the best by a figure only where the comparison names a winner, with a
probability of at least 95%; else the data cannot tell. A difference is stated as such only where
its 95% interval leaves 0 out.
"""

from __future__ import annotations

from collections.abc import Iterator

from mom_sim.experiments.comparison import CALM, Difference
from mom_sim.plot.causes import PARTS, cause_figure
from mom_sim.plot.wording import sentence, shown_name
from mom_sim.report.material import COST, TIME, Material
from mom_sim.report.numbers import listed, sureness, told

_MOST_NAMED = 3

SUPERLATIVES = {
    TIME: ("launches soonest", "be as fast"),
    COST: ("costs least per launch", "cost as little"),
}


def best_sentence(material: Material, kpi: str, condition: str, words: str) -> str:
    """Say who is best by a figure, or that the data cannot tell.

    Parameters
    ----------
    material : Material
        With a comparison.
    kpi : str
        One of `SUPERLATIVES`.
    condition : str
    words : str
        For the condition; may be empty.

    Returns
    -------
    str
        Empty where nobody has the figure.
    """
    comparison = material.comparison
    assert comparison is not None
    best, as_good = SUPERLATIVES[kpi]
    where = f"{words[:1].upper()}{words[1:]}, " if words else ""
    winner = material.winner(kpi, condition)
    if winner is None or winner.leader is None:
        return _alone(material, kpi, condition, where)
    figure = material.figure(winner.leader, kpi, condition)
    assert figure is not None
    name = shown_name(winner.leader)
    value = f"{told(figure, figure.unit)}{' on average' if kpi == TIME else ''}"
    if winner.winner is not None:
        chance = winner.probability
        sure = "" if chance is None else f" That is true with a probability of {sureness(chance)}."
        return sentence(f"{where}{name} {best}: {value}.{sure}")
    rivals = [shown_name(one) for one in winner.not_told_from]
    close = listed(rivals, last="or") if len(rivals) <= _MOST_NAMED else f"{len(rivals)} others"
    lead = (
        f"{where}it cannot be told which model {best}"
        if where
        else (f"Which model {best} cannot be told")
    )
    if not close:
        return f"{lead}: {name} is ahead with {value}, but the run gives no measure of luck."
    return f"{lead}: {name} is ahead with {value}, but {close} may {as_good}."


def _alone(material: Material, kpi: str, condition: str, where: str) -> str:
    assert material.comparison is not None
    for one in material.comparison.results:
        figure = material.figure(one.model, kpi, condition)
        if figure is not None and figure.estimate is not None:
            words = "from request to launch" if kpi == TIME else "per launch"
            value = told(figure, figure.unit)
            return sentence(f"{where}{shown_name(one.model)}: {value} {words}.")
    return ""


def against_today(material: Material, condition: str = CALM) -> str:
    """Say how the model ahead differs from today's on the same campaigns.

    Parameters
    ----------
    material : Material
    condition : str

    Returns
    -------
    str
        Empty where there is nothing to say.
    """
    comparison = material.comparison
    winner = material.winner(TIME, condition)
    if comparison is None or winner is None or winner.leader is None:
        return ""
    own = shown_name(comparison.own_model)
    if winner.leader == comparison.own_model:
        return f"{sentence(own)} is how the company works today."
    found = comparison.difference(winner.leader, comparison.own_model, TIME, condition)
    if found is None or found.estimate is None:
        return ""
    value = told(_turned(found), "working days")
    if found.high is not None and found.high < 0:
        return f"On the same campaigns that is {value} less than with {own}, today's model."
    return (
        f"Against {own}, today's model, the difference of {value} less may be luck."
        if found.estimate <= 0
        else ""
    )


def _turned(found: Difference) -> Difference:
    """Seen as a saving."""
    return found.reversed()


def causes_sentence(material: Material, model: str, condition: str = CALM) -> str:
    """Say what a model's time is made of: work, and the longest wait.

    Parameters
    ----------
    material : Material
    model : str
    condition : str

    Returns
    -------
    str
    """
    sizes = {
        cause: figure.estimate
        for cause in PARTS
        if (figure := material.figure(model, cause_figure(cause), condition)) is not None
        and figure.estimate is not None
    }
    waits = {cause: size for cause, size in sizes.items() if cause != "work" and size > 0}
    if "work" not in sizes or not waits:
        return ""
    work = material.figure(model, cause_figure("work"), condition)
    longest = max(waits, key=lambda cause: waits[cause])
    wait = material.figure(model, cause_figure(longest), condition)
    assert work is not None and wait is not None
    return (
        f"With {shown_name(model)}, a launched campaign is worked on for {told(work, work.unit)}; "
        f"its longest wait is for {WAIT_WORDS[longest]}, {told(wait, wait.unit)}."
    )


WAIT_WORDS = {
    "queue": "people who are busy",
    "hand_off": "hand-offs",
    "decision": "decisions",
    "agency": "the agency",
    "outside": "somebody outside",
    "hold": "limits, sprints and freezes",
    "assembly": "a crew to form",
    "closed": "somebody to be on shift",
}
"""What a campaign waits for, in a sentence."""


def saved_by_cause(material: Material, condition: str = CALM) -> str:
    """Say which causes the difference between the model ahead and today's comes from.

    Parameters
    ----------
    material : Material
    condition : str

    Returns
    -------
    str
        Causes whose paired difference leaves 0 out, the largest first, three at most.
    """
    comparison, winner = material.comparison, material.winner(TIME, condition)
    if comparison is None or winner is None or winner.leader in (None, comparison.own_model):
        return ""
    assert winner.leader is not None
    sure = sorted(
        _sure_differences(material, winner.leader, condition),
        key=lambda item: -abs(item[1].estimate or 0.0),
    )[:_MOST_NAMED]
    if not sure:
        return ""
    parts = []
    for cause, one in sure:
        is_less = (one.estimate or 0.0) < 0
        size = told(one.reversed() if is_less else one, "working days", with_interval=False)
        what = "is worked on" if cause == "work" else f"waits for {WAIT_WORDS[cause]}"
        parts.append(f"{what} {size} {'less' if is_less else 'more'}")
    ahead, own = (shown_name(one) for one in (winner.leader, comparison.own_model))
    return f"With {ahead}, a campaign {listed(parts)} than with {own}."


def _sure_differences(
    material: Material, model: str, condition: str
) -> Iterator[tuple[str, Difference]]:
    comparison = material.comparison
    assert comparison is not None
    for cause in PARTS:
        one = comparison.difference(model, comparison.own_model, cause_figure(cause), condition)
        if one is None or one.estimate is None:
            continue
        if (one.low is not None and one.low > 0) or (one.high is not None and one.high < 0):
            yield cause, one
