"""Sentences about a surge study."""

from __future__ import annotations

from collections.abc import Mapping

from mom_sim.experiments.surge.study import BreakingPoint, SurgeStudy
from mom_sim.plot.wording import shown_name, shown_promise
from mom_sim.report.numbers import models_listed, number, span

TOO_LITTLE = "too little to be sure"
"""How the reason of a breaking point ends where its interval reaches over the limit."""


def surge_answer(study: SurgeStudy) -> str:
    """Say who holds out longest against the first promise, and whether the data can tell.

    Parameters
    ----------
    study : SurgeStudy

    Returns
    -------
    str
    """
    promise, weeks = study.promises[0], study.stated[0]
    points = {one.model: one.breaking_point(promise, weeks) for one in study.results}
    holding = [name for name, one in points.items() if one.not_within and not one.is_broken_before]
    broken = [name for name, one in points.items() if one.is_broken_before]
    found = sorted(
        ((name, one) for name, one in points.items() if one.estimate is not None),
        key=lambda item: -(item[1].estimate or 0.0),
    )
    parts = _both(points, holding, "keep", f"it up to factor {study.factors[-1]:g}")
    if found:
        name, best = found[0]
        parts.append(f"{shown_name(name)} breaks it at factor {_at(best)}")
        if len(found) > 1:
            other, worst = found[-1]
            is_sure = best.low is not None and worst.high is not None and worst.high < best.low
            unsure = "" if is_sure else ", which the data cannot tell apart"
            parts.append(f"{shown_name(other)} at factor {_at(worst)}{unsure}")
    parts += _both(points, broken, "break", "it without any surge")
    text = "; ".join(parts) or "nothing can be told"
    return f"Promise “{shown_promise(promise.text)}”, surges of {weeks:g} weeks: {text}."


def point_text(point: BreakingPoint, *, scale: float = 1.0, decimals: int = 2) -> tuple[str, str]:
    """Write a breaking point or headroom, and its interval, for a table.

    Parameters
    ----------
    point : BreakingPoint
    scale : float
    decimals : int

    Returns
    -------
    tuple of str
    """
    ends = [None if one is None else scale * one for one in (point.low, point.high)]
    if point.estimate is not None:
        return number(scale * point.estimate, decimals), span(ends[0], ends[1], decimals)
    if point.is_broken_before:
        return "broken in calm", span(None, None, decimals)
    if point.not_within is not None:
        return f"above {number(scale * point.not_within[1], decimals)}", span(None, None, decimals)
    return span(None, None, decimals), span(None, None, decimals)


def _both(
    points: Mapping[str, BreakingPoint], models: list[str], verb: str, what: str
) -> list[str]:
    """The sure ones first; those of which the study itself is not sure say so."""
    unsure = [name for name in models if (points[name].reason or "").endswith(TOO_LITTLE)]
    sure = [name for name in models if name not in unsure]
    return [
        f"{_names(some, len(points))} {verb}{'s' if len(some) == 1 else ''} {what}{more}"
        for some, more in ((sure, ""), (unsure, f", {TOO_LITTLE}"))
        if some
    ]


def _names(models: list[str], of: int) -> str:
    return models_listed([shown_name(one) for one in models], of)


def _at(point: BreakingPoint) -> str:
    estimate, interval = point_text(point)
    has_end = point.low is not None or point.high is not None
    return f"{estimate} ({interval})" if has_end else estimate
