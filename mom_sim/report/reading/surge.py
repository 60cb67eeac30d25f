"""What ``mom-sim surge --json`` writes, as a surge study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mom_sim.experiments.comparison import Bottleneck
from mom_sim.experiments.promise_grammar import Promise
from mom_sim.experiments.surge.study import (
    BreakingPoint,
    CurvePoint,
    ModelUnderSurge,
    SurgeStudy,
)
from mom_sim.report.reading.promised import campaign_types, read_promise
from mom_sim.report.reading.values import (
    NoResultError,
    estimate,
    get,
    interval,
    items,
    mapping,
    maybe,
    number,
    text,
    texts,
)

_EFFECTS = ("weeks_to_recover", "peak_backlog", "late", "lost", "late_or_lost", "collateral")


def read_surge_study(document: Mapping[str, Any]) -> SurgeStudy:
    """Read a surge study.

    Parameters
    ----------
    document : mapping

    Returns
    -------
    SurgeStudy

    Raises
    ------
    NoResultError
    """
    provenance, results = (mapping(get(document, key)) for key in ("provenance", "results"))
    resolved = get(provenance, "resolved_scenario")
    types = campaign_types(provenance)
    promises = tuple(
        read_promise(get(one, "promise"), types) for one in items(get(results, "promises"))
    )
    stated = get(results, "stated_surge")
    length, factor = number(get(stated, "weeks")), number(get(stated, "factor"))
    models = tuple(_model(one, promises, (length, factor)) for one in items(get(results, "models")))
    if not promises or not models:
        raise NoResultError('"promises" or "models" is empty')
    return SurgeStudy(
        scenario=text(get(resolved, "name")),
        promises=promises,
        is_default_promise=False,
        factors=tuple(map(number, items(get(results, "factors")))),
        weeks=tuple(map(number, items(get(results, "weeks")))),
        stated=(length, factor),
        results=models,
        warnings=texts(get(document, "warnings")),
        provenance=provenance,
        currency=text(get(resolved, "currency")),
    )


def _model(
    document: Any, promises: Sequence[Promise], stated: tuple[float, float]
) -> ModelUnderSurge:
    by_text = {one.text: one for one in promises}
    curve = tuple(map(_curve_point, items(get(document, "curve"))))
    here = next((one for one in curve if (one.weeks, one.factor) == stated), None)
    if here is None:
        raise NoResultError("the stated surge is not on the curve")
    return ModelUnderSurge(
        model=text(get(document, "model")),
        comparison=text(get(document, "comparison")),
        breaking_points=tuple(
            _point(one, by_text) for one in items(get(document, "breaking_points"))
        ),
        headrooms=tuple(_point(one, by_text) for one in items(get(document, "headrooms"))),
        curve=curve,
        stated=here,
        warnings=texts(get(document, "warnings")),
    )


def _point(document: Any, promises: Mapping[str, Promise]) -> BreakingPoint:
    promise = promises.get(text(get(document, "promise")))
    if promise is None:
        raise NoResultError("a breaking point is of no promise of the study")
    found = interval(document)
    tried = tuple(
        (number(get(one, "factor")), interval(one)) for one in items(get(document, "tried"))
    )
    searched = maybe(mapping(document).get("not_within"), items)
    first = tried[0][1].estimate if tried else None
    return BreakingPoint(
        promise=promise,
        weeks=maybe(mapping(document).get("weeks"), number),
        estimate=found.estimate,
        low=found.low,
        high=found.high,
        unit=text(get(document, "unit")),
        not_within=None if searched is None else (number(searched[0]), number(searched[-1])),
        # Broken at the beginning of the range: what the search says of such a promise.
        is_broken_before=searched is not None
        and first is not None
        and not promise.is_kept_by(first),
        reason=found.reason,
        tried=tried,
    )


def _curve_point(document: Any) -> CurvePoint:
    kpis = mapping(get(document, "kpis"))
    bottleneck = get(document, "bottleneck")
    effects = {name: estimate(name, get(document, name)) for name in _EFFECTS}
    promised = tuple(
        estimate(text(get(one, "promise")), one) for one in items(get(document, "promises"))
    )
    return CurvePoint(
        weeks=number(get(document, "weeks")),
        factor=number(get(document, "factor")),
        promised=promised,
        kpis={name: estimate(name, one) for name, one in kpis.items()},
        bottleneck=Bottleneck(
            text(get(bottleneck, "name")),
            maybe(get(bottleneck, "share"), number),
            text(get(bottleneck, "why")),
        ),
        **effects,
    )
