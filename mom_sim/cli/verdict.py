"""The first sentence of a comparison: which model is ahead, if the data allow saying so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mom_sim.cli.comparison_winners import chance_text
from mom_sim.cli.figures import scale_of, unit_text
from mom_sim.cli.headline import COST, LAUNCHED, TIME_TO_LAUNCH

if TYPE_CHECKING:
    from mom_sim.experiments.comparison import Comparison, Estimate

ONE_REPLICATION = (
    "One replication ranks nobody: which model is ahead in it may be luck alone. Ask for more, "
    "such as --replications 20."
)

_RESULTS = ((TIME_TO_LAUNCH, "fastest", "on average"), (COST, "cheapest", ""))


def verdict(comparison: Comparison, currency: str) -> list[str]:
    """Say which model launches soonest and which costs least.

    Parameters
    ----------
    comparison : Comparison
    currency : str

    Returns
    -------
    list of str
        A sentence for each condition, then what they leave out. A model is called the fastest or
        cheapest only with the probability that goes with it, or with the models from which the data
        cannot tell it. Models that launched nothing are not ranked, and none is by one replication.
    """
    if len(comparison.results) < 2:
        if comparison.differences:
            own = comparison.own_model
            return [f"One model alone: how it differs from {own} stands among the differences."]
        return ["One model alone: there is nothing to compare it with."]
    if comparison.provenance["replications"] == 1:
        return [ONE_REPLICATION]
    conditions = [name for name, _ in comparison.results[0].conditions()]
    sentences = []
    for condition in conditions:
        ranking = _Ranking(comparison, condition, currency)
        text = "; ".join(ranking.parts())
        if text:
            lead = f"{condition.capitalize()}: " if len(conditions) > 1 else ""
            sentences.append(f"{lead}{text if lead else text[:1].upper() + text[1:]}.")
    if not sentences:
        return ["No model can be called faster or cheaper: the figures are missing."]
    if comparison.others:
        left_out = _listed(list(dict.fromkeys(one.model for one in comparison.others)))
        way = comparison.others[0].comparison.replace("_", " ")
        sentences.append(f"That leaves out {left_out} with {way}, which stands further below.")
    return sentences


class _Ranking:
    """The models under one condition."""

    def __init__(self, comparison: Comparison, condition: str, currency: str) -> None:
        self._comparison, self._condition, self._currency = comparison, condition, currency
        self._doubts = {one.model: one.doubts.get(condition, ()) for one in comparison.results}
        self._idle = [model for model, doubts in self._doubts.items() if "idle" in doubts]

    def parts(self) -> Iterator[str]:
        """Parts of the sentence, none if there is nothing to say."""
        for kpi, word, manner in _RESULTS:
            figures = self._figures(kpi)
            if len(figures) > 1:
                yield self._part(figures, kpi, word, manner)
            elif kpi == TIME_TO_LAUNCH and figures:
                yield f"only {next(iter(figures))} launched any campaign"
        if self._idle:
            yield f"{_listed(self._idle)} launched nothing and {_is(self._idle)} not ranked"

    def _part(self, figures: dict[str, Estimate], kpi: str, word: str, manner: str) -> str:
        ahead = min(figures, key=lambda model: _size(figures[model]))
        scale = scale_of(list(figures.values()), figures[ahead].unit)
        unit = unit_text(figures[ahead].unit, self._currency)
        value = f"{scale.text(_size(figures[ahead]))} {unit}"
        missing = [one for one in self._doubts if one not in figures and one not in self._idle]
        among = (
            f" of those with a figure, which {_listed(missing)} {_lack(missing)},"
            if missing
            else ""
        )
        sentence = f"{word}{among} is {ahead} ({' '.join(filter(None, (value, manner)))})"
        others = [model for model in figures if model != ahead]
        known = [model for model in others if self._difference(ahead, model, kpi) is not None]
        if not known:
            return f"{sentence}, but without intervals nothing can be said about luck"
        standing = self._surely(ahead, kpi)
        if standing is None:
            close = [model for model in others if not self._is_below(ahead, model, kpi)]
            standing = _standing(close, others)
        return f"{sentence}, {standing}{self._restricted(ahead, kpi)}{self._fewer(ahead, figures)}"

    def _surely(self, ahead: str, kpi: str) -> str | None:
        """How sure it is that the one ahead is best; None where that was not worked out."""
        for one in self._comparison.winners:
            if (one.kpi, one.condition, one.leader) != (kpi, self._condition, ahead):
                continue
            if one.winner is not None:
                return f"and truly so with a probability of {chance_text(one.probability)}"
            if one.not_told_from:
                return f"but the data cannot tell it from {_listed(one.not_told_from)}"
        return None

    def _restricted(self, ahead: str, kpi: str) -> str:
        """The others' true figures may be worse than shown; that of the one ahead must not be."""
        if "overloaded" in self._doubts[ahead]:
            return " (but it is overloaded, and the figure depends on how long the run is)"
        if "restricted" in self._doubts[ahead] and kpi == TIME_TO_LAUNCH:
            return " (but that is a lower bound: campaigns were still inside when the runs stopped)"
        return ""

    def _fewer(self, ahead: str, figures: dict[str, Estimate]) -> str:
        """Being fast is less worth if fewer requests are launched at all."""
        more = [model for model in figures if self._is_below(ahead, model, LAUNCHED)]
        if not more:
            return ""
        return f" (but it launches a smaller share of the requests than {_listed(more)})"

    def _figures(self, kpi: str) -> dict[str, Estimate]:
        return {
            result.model: kpis[kpi]
            for result in self._comparison.results
            for name, kpis in result.conditions()
            if name == self._condition
            and kpi in kpis
            and kpis[kpi].estimate is not None
            and result.model not in self._idle
        }

    def _difference(self, model: str, versus: str, kpi: str) -> tuple[float, float] | None:
        """Interval of a paired difference, if there is one."""
        found = self._comparison.difference(model, versus, kpi, self._condition)
        if found is None or found.low is None or found.high is None:
            return None
        return found.low, found.high

    def _is_below(self, model: str, versus: str, kpi: str) -> bool:
        span = self._difference(model, versus, kpi)
        return span is not None and span[1] < 0


def _standing(close: Sequence[str], others: Sequence[str]) -> str:
    if not close:
        return "and the 95% intervals set it apart from every other model"
    if len(close) == len(others):
        return "but the 95% intervals set it apart from no other model"
    if len(close) > len(others) / 2:
        clear = [model for model in others if model not in close]
        return f"but the 95% intervals set it apart only from {_listed(clear)}"
    return f"but the 95% intervals do not set it apart from {_listed(close)}"


def _size(figure: Estimate) -> float:
    return float("inf") if figure.estimate is None else figure.estimate


def _is(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"


def _lack(names: Sequence[str]) -> str:
    return "lacks" if len(names) == 1 else "lack"


def _listed(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} and {names[-1]}"
