"""The last sentence of a comparison: which model is ahead, and whether the data allow saying so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mom_sim.cli.figures import scale_of, unit_text
from mom_sim.cli.headline import COST, LAUNCHED, TIME_TO_LAUNCH

if TYPE_CHECKING:
    from mom_sim.experiments.comparison import Comparison, Difference, Estimate

_RESULTS = ((TIME_TO_LAUNCH, "fastest", "on average"), (COST, "cheapest", ""))


@dataclass(frozen=True)
class _Span:
    """Interval of a model's difference from the model that all are compared with."""

    low: float
    high: float


def verdict(comparison: Comparison, currency: str) -> list[str]:
    """Say which model launches soonest and which costs least.

    Parameters
    ----------
    comparison : Comparison
    currency : str

    Returns
    -------
    list of str
        A sentence for each condition. A model counts as ahead of another only if
        the intervals of their paired differences from the common model do not overlap. That is the
        stricter way: the half-width of a difference is at most the sum of the two half-widths.
    """
    if len(comparison.results) < 2:
        return ["One model alone: there is nothing to compare it with."]
    conditions = [name for name, _ in comparison.results[0].conditions()]
    sentences = []
    for condition in conditions:
        parts = [
            part
            for kpi, word, manner in _RESULTS
            if (part := _part(comparison, condition, kpi, word, manner, currency))
        ]
        if parts:
            lead = f"{condition.capitalize()}: " if len(conditions) > 1 else ""
            text = "; ".join(parts)
            sentences.append(f"{lead}{text if lead else text[:1].upper() + text[1:]}.")
    return sentences or ["No model can be called faster or cheaper: the figures are missing."]


def _part(
    comparison: Comparison, condition: str, kpi: str, word: str, manner: str, currency: str
) -> str:
    figures = _figures(comparison, condition, kpi)
    if not figures:
        return ""
    ahead = min(figures, key=lambda model: _size(figures[model]))
    scale = scale_of(list(figures.values()), figures[ahead].unit)
    value = f"{scale.text(_size(figures[ahead]))} {unit_text(figures[ahead].unit, currency)}"
    sentence = f"{word} is {ahead} ({' '.join(filter(None, (value, manner)))})"
    spans = _spans(comparison, condition, kpi)
    others = [model for model in figures if model != ahead]
    if ahead not in spans or not any(model in spans for model in others):
        return f"{sentence}, but without intervals nothing can be said about luck"
    close = [
        model for model in others if model not in spans or spans[ahead].high >= spans[model].low
    ]
    return f"{sentence}, {_standing(close, others)}{_caveat(comparison, condition, ahead)}"


def _standing(close: Sequence[str], others: Sequence[str]) -> str:
    if not close:
        return "and the 95% intervals set it apart from every other model"
    if len(close) == len(others):
        return "but the 95% intervals set it apart from no other model"
    if len(close) > len(others) / 2:
        clear = [model for model in others if model not in close]
        return f"but the 95% intervals set it apart only from {_listed(clear)}"
    return f"but the 95% intervals do not set it apart from {_listed(close)}"


def _caveat(comparison: Comparison, condition: str, ahead: str) -> str:
    """Being fast is less worth if fewer requests are launched at all."""
    spans = _spans(comparison, condition, LAUNCHED)
    if ahead not in spans:
        return ""
    more = [model for model, span in spans.items() if span.low > spans[ahead].high]
    if not more:
        return ""
    return f" (but it launches a smaller share of the requests than {_listed(more)})"


def _figures(comparison: Comparison, condition: str, kpi: str) -> dict[str, Estimate]:
    return {
        result.model: kpis[kpi]
        for result in comparison.results
        for name, kpis in result.conditions()
        if name == condition and kpi in kpis and kpis[kpi].estimate is not None
    }


def _spans(comparison: Comparison, condition: str, kpi: str) -> Mapping[str, _Span]:
    spans = {comparison.own_model: _Span(0.0, 0.0)}
    for one in comparison.differences:
        if one.kpi == kpi and one.condition == condition and _has_interval(one):
            spans[one.model] = _Span(float(one.low or 0.0), float(one.high or 0.0))
    return spans


def _has_interval(one: Difference) -> bool:
    return one.low is not None and one.high is not None


def _size(figure: Estimate) -> float:
    return float("inf") if figure.estimate is None else figure.estimate


def _listed(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} and {names[-1]}"
