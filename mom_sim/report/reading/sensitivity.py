"""What ``mom-sim sensitivity --json`` writes, as a sensitivity analysis."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mom_sim.experiments.sensitivity.input import Input
from mom_sim.experiments.sensitivity.morris import ElementaryEffects
from mom_sim.experiments.sensitivity.result import (
    METHODS,
    MORRIS,
    TORNADO,
    Base,
    Effect,
    Sensitivity,
)
from mom_sim.experiments.sensitivity.sobol import SobolIndex
from mom_sim.experiments.sensitivity.tornado import Bar
from mom_sim.report.reading.values import (
    NoResultError,
    get,
    interval,
    items,
    mapping,
    maybe,
    number,
    text,
    texts,
)


def read_sensitivity(document: Mapping[str, Any]) -> Sensitivity:
    """Read a sensitivity analysis.

    Parameters
    ----------
    document : mapping

    Returns
    -------
    Sensitivity
        Its inputs cannot be changed again.

    Raises
    ------
    NoResultError
    """
    provenance, results = (mapping(get(document, key)) for key in ("provenance", "results"))
    method = text(get(results, "method"))
    if method not in METHODS:
        raise NoResultError(f"a method is one of {', '.join(METHODS)}")
    inputs = {one.name: one for one in map(_input, items(get(results, "inputs")))}
    effect_of = {TORNADO: _bar, MORRIS: _elementary}.get(method, _index)
    return Sensitivity(
        scenario=text(get(get(provenance, "resolved_scenario"), "name")),
        method=method,
        kpi=text(get(results, "kpi")),
        unit=text(get(results, "unit")),
        models=texts(get(results, "models")),
        inputs=tuple(inputs.values()),
        left_out=(),
        bases=tuple(
            Base(text(get(one, "target")), interval(one), maybe(get(one, "luck"), number))
            for one in items(get(results, "base"))
        ),
        effects=tuple(_effect(one, inputs, effect_of) for one in items(get(results, "effects"))),
        spreads=(),
        confidence=number(get(results, "confidence")),
        warnings=texts(get(document, "warnings")),
        provenance=provenance,
    )


def _input(document: Any) -> Input:
    def value_at(share: float) -> str:
        raise NoResultError("an input that was read from a file is not changed again")

    low, high = (str(get(document, end)) for end in ("lowest", "highest"))
    paths, origin = texts(get(document, "paths")), text(get(document, "range_from"))
    return Input(text(get(document, "input")), paths, low, high, origin, value_at)


def _effect(
    document: Any, inputs: Mapping[str, Input], make: Callable[[Any, str, Input], Effect]
) -> Effect:
    name = text(get(document, "input"))
    if name not in inputs:
        raise NoResultError(f'"{name}" is none of the inputs')
    return make(document, text(get(document, "target")), inputs[name])


def _bar(document: Any, target: str, of: Input) -> Effect:
    names = ("low", "high", "change_low", "change_high", "swing")
    ends = {name: interval(get(document, name)) for name in names}
    return Bar(target, of, **ends, answer=text(mapping(document).get("answer", "")))


def _elementary(document: Any, target: str, of: Input) -> Effect:
    return ElementaryEffects(
        target=target,
        input=of,
        mu_star=interval(get(document, "mu_star")),
        mu=interval(get(document, "mu")),
        sigma=maybe(get(document, "sigma"), number),
        noise=maybe(get(document, "noise"), number),
    )


def _index(document: Any, target: str, of: Input) -> Effect:
    return SobolIndex(
        target, of, *(interval(get(document, name)) for name in ("first_order", "total"))
    )
