"""What ``mom-sim plan --json`` writes, as a capacity plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mom_sim.experiments.capacity.plan import (
    CapacityPlan,
    Effort,
    FrontPoint,
    MarginalValue,
    RoleStaffing,
    SurgeEffect,
)
from mom_sim.report.reading.promised import campaign_types, read_outcome
from mom_sim.report.reading.values import (
    flag,
    get,
    interval,
    items,
    mapping,
    maybe,
    number,
    text,
    texts,
    whole,
)


def read_capacity_plan(document: Mapping[str, Any]) -> CapacityPlan:
    """Read a capacity plan; of levers and skills nothing is kept.

    Parameters
    ----------
    document : mapping

    Returns
    -------
    CapacityPlan

    Raises
    ------
    NoResultError
    """
    provenance, results = (mapping(get(document, key)) for key in ("provenance", "results"))
    resolved = get(provenance, "resolved_scenario")
    types = campaign_types(provenance)
    seeds, effort = get(document, "seeds"), get(results, "effort")
    surge = results.get("surge")
    return CapacityPlan(
        scenario=text(get(resolved, "name")),
        model=text(get(document, "model")),
        currency=text(get(resolved, "currency")),
        confidence=number(get(results, "confidence")),
        budget=maybe(get(results, "budget"), number),
        staffing=maybe(get(results, "staffing"), _roles),
        reason=maybe(results.get("reason"), text),
        closest=maybe(results.get("closest"), _roles),
        today=tuple(read_outcome(one, types) for one in items(get(results, "today"))),
        promises=tuple(read_outcome(one, types) for one in items(get(results, "promises"))),
        marginal_values=tuple(map(_marginal_value, items(get(results, "marginal_values")))),
        front=tuple(map(_front_point, items(get(results, "front")))),
        capability_gap=(),
        surge=None if surge is None else _surge(surge, types),
        levers=(),
        effort=Effort(
            staffings=whole(get(effort, "staffings")),
            judged=whole(get(effort, "judged")),
            search=whole(get(effort, "search_simulations")),
            verification=whole(get(effort, "verification_simulations")),
            others=whole(get(effort, "other_simulations")),
            is_exhaustive=flag(get(effort, "is_exhaustive")),
        ),
        search_seeds=tuple(map(whole, items(get(seeds, "search")))),
        verification_seeds=tuple(map(whole, items(get(seeds, "verification")))),
        warnings=texts(get(document, "warnings")),
        provenance=provenance,
        doubts=texts(results.get("doubts", [])),
    )


def _roles(document: Any) -> tuple[RoleStaffing, ...]:
    return tuple(
        RoleStaffing(
            text(get(one, "role")),
            whole(get(one, "today")),
            whole(get(one, "planned")),
            number(get(one, "cost_per_position")),
        )
        for one in items(document)
    )


def _marginal_value(document: Any) -> MarginalValue:
    return MarginalValue(
        role=text(get(document, "role")),
        cost=number(get(document, "cost")),
        days=interval(document, "days_saved"),
        p90_days=interval(document, "p90_days_saved"),
        promised=tuple(interval(one, "gain") for one in items(get(document, "promises"))),
    )


def _front_point(document: Any) -> FrontPoint:
    return FrontPoint(
        counts=_headcounts(get(document, "headcounts")),
        cost=number(get(document, "cost")),
        p90=interval(document, "p90_working_days"),
        keeps_promises=flag(get(document, "keeps_promises")),
        is_plan=flag(get(document, "is_plan")),
        is_today=flag(get(document, "is_today")),
    )


def _surge(document: Any, types: Sequence[str]) -> SurgeEffect:
    calm, surge = (
        tuple(read_outcome(one, types) for one in items(get(document, key)))
        for key in ("calm", "surge")
    )
    return SurgeEffect(
        factor=number(get(document, "factor")),
        is_stated=flag(get(document, "is_stated")),
        calm=calm,
        surge=surge,
        staffing=maybe(mapping(document).get("staffing"), _headcounts),
        cost=maybe(mapping(document).get("cost"), number),
        reason=maybe(mapping(document).get("reason"), text),
    )


def _headcounts(document: Any) -> dict[str, int]:
    return {name: whole(count) for name, count in mapping(document).items()}
