"""A capacity plan as objects, a tidy frame and JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from mom_sim.experiments.capacity.load import SkillGap
from mom_sim.experiments.promises import PromiseOutcome
from mom_sim.stats import Interval


@dataclass(frozen=True)
class RoleStaffing:
    """Headcount of a role, today and as planned.

    Attributes
    ----------
    role : str
    today, planned : int
    cost_per_position : float, currency a year
    """

    role: str
    today: int
    planned: int
    cost_per_position: float

    @property
    def change(self) -> int:
        """Positions to fill, or below 0 to give up."""
        return self.planned - self.today

    @property
    def cost(self) -> float:
        """Of the planned positions, currency a year."""
        return self.planned * self.cost_per_position

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "role": self.role,
            "today": self.today,
            "planned": self.planned,
            "change": self.change,
            "cost_per_position": self.cost_per_position,
            "cost": self.cost,
        }


@dataclass(frozen=True)
class MarginalValue:
    """What one more person of a role is worth, beside the planned staffing.

    Attributes
    ----------
    role : str
    cost : float, currency a year
    days, p90_days : Interval, working days
        Mean and p90 of the time-to-launch that it saves, under the same luck.
    promised : tuple of Interval
        By how much each promised figure gets better, in its unit.
    """

    role: str
    cost: float
    days: Interval
    p90_days: Interval
    promised: tuple[Interval, ...]


@dataclass(frozen=True)
class FrontPoint:
    """A staffing that no other one measured beats in both cost and p90.

    Attributes
    ----------
    counts : mapping of str to int
        Headcounts by role.
    cost : float, currency a year
    p90 : Interval, working days
        Of the time-to-launch.
    keeps_promises : bool
    is_plan, is_today : bool
    """

    counts: Mapping[str, int]
    cost: float
    p90: Interval
    keeps_promises: bool
    is_plan: bool
    is_today: bool


@dataclass(frozen=True)
class SurgeEffect:
    """What the next surge does to the planned staffing.

    Attributes
    ----------
    factor : float
    is_stated : bool
        Whether the scenario says so; else it is the usual surge of eight weeks.
    calm, surge : tuple of PromiseOutcome
        By promise.
    staffing : mapping of str to int or None
        The cheapest that is found to keep the promises in spite of the surge, with no fewer people
        than planned in any role: headcounts by role. Searched, and not verified.
    cost : float or None, currency a year
        Of its positions.
    reason : str or None
        Why there is none.
    """

    factor: float
    is_stated: bool
    calm: tuple[PromiseOutcome, ...]
    surge: tuple[PromiseOutcome, ...]
    staffing: Mapping[str, int] | None = None
    cost: float | None = None
    reason: str | None = None


@dataclass(frozen=True)
class LeverEffect:
    """What a lever does beside the planned staffing.

    Attributes
    ----------
    lever : str
        agency, overtime or freelancers.
    is_stated : bool
        Whether the scenario states it, so that the plan has it; else it was asked for.
    words : str
        What it is.
    without, with_it : tuple of PromiseOutcome
        The surge without it and with it, by promise.
    gain : tuple of Interval
        By how much each promised figure gets better in the surge.
    spend : Interval, currency a year
        On people and agencies, that it takes more.
    staffing_without, staffing_with : mapping of str to int or None
        The cheapest that is found to keep the promises, without a surge of its own: headcounts by
        role. One of the two is the plan; the other is searched from there and not verified.
    cost_without, cost_with : float or None, currency a year
        Of their positions.
    """

    lever: str
    is_stated: bool
    words: str
    without: tuple[PromiseOutcome, ...]
    with_it: tuple[PromiseOutcome, ...]
    gain: tuple[Interval, ...]
    spend: Interval
    staffing_without: Mapping[str, int] | None
    staffing_with: Mapping[str, int] | None
    cost_without: float | None
    cost_with: float | None


@dataclass(frozen=True)
class Effort:
    """How much was simulated.

    Attributes
    ----------
    staffings : int
        That there are between the fewest and the most people of every role.
    judged : int
        Of them, those that were simulated.
    search, verification, others : int
        Runs: replications of a staffing.
    is_exhaustive : bool
        Whether every cheaper staffing was judged or excluded by one that breaks a promise.
    """

    staffings: int
    judged: int
    search: int
    verification: int
    others: int
    is_exhaustive: bool


@dataclass(frozen=True)
class CapacityPlan:
    """The cheapest staffing that keeps the promises, and what surrounds it.

    Attributes
    ----------
    scenario, model, currency : str
    confidence : float
        That the staffing keeps the promises, over all attempts to verify one.
    budget : float or None, currency a year
    staffing : tuple of RoleStaffing or None
        None where there is none; `reason` then says why, and `closest` comes closest.
    reason : str or None
    closest : tuple of RoleStaffing or None
    today : tuple of PromiseOutcome
        Today's staffing, by promise.
    promises : tuple of PromiseOutcome
        The planned staffing on the seeds of its verification, by promise; else the closest.
    marginal_values : tuple of MarginalValue
        The largest first.
    front : tuple of FrontPoint
        By cost.
    capability_gap : tuple of SkillGap
        Today, by formula.
    surge : SurgeEffect or None
    levers : tuple of LeverEffect
    effort : Effort
    search_seeds, verification_seeds : tuple of int
    warnings : tuple of str
    provenance : dict
    was_interrupted : bool
        Whether something was left out since somebody stopped the runs.
    doubts : tuple of str
        Why not to trust the figures of the planned (else the closest) staffing: ``idle``,
        ``restricted``, ``overloaded``, as `mom_sim.metrics.trust.doubts_of`.
    """

    scenario: str
    model: str
    currency: str
    confidence: float
    budget: float | None
    staffing: tuple[RoleStaffing, ...] | None
    reason: str | None
    closest: tuple[RoleStaffing, ...] | None
    today: tuple[PromiseOutcome, ...]
    promises: tuple[PromiseOutcome, ...]
    marginal_values: tuple[MarginalValue, ...]
    front: tuple[FrontPoint, ...]
    capability_gap: tuple[SkillGap, ...]
    surge: SurgeEffect | None
    levers: tuple[LeverEffect, ...]
    effort: Effort
    search_seeds: tuple[int, ...]
    verification_seeds: tuple[int, ...]
    warnings: tuple[str, ...]
    provenance: Mapping[str, Any]
    was_interrupted: bool = False
    doubts: tuple[str, ...] = ()

    def __repr__(self) -> str:
        if self.staffing is None:
            told = self.reason or "no staffing"
        else:
            told = ", ".join(f"{one.planned} {one.role}" for one in self.staffing)
        return f'<CapacityPlan "{self.scenario}", {self.model}: {told}; look at frame, promises>'

    @property
    def frame(self) -> pd.DataFrame:
        """One row a role: today, planned, change, costs, and what one more person is worth."""
        worth = {one.role: one for one in self.marginal_values}
        rows = []
        for one in self.staffing or self.closest or ():
            row = one.to_json()
            if one.role in worth:
                days = worth[one.role].days
                row |= {
                    "days_saved": days.estimate,
                    "days_saved_low": days.low,
                    "days_saved_high": days.high,
                }
            rows.append(row)
        return pd.DataFrame(rows)

    @property
    def cost(self) -> float | None:
        """Of the planned positions, currency a year."""
        return None if self.staffing is None else sum(one.cost for one in self.staffing)

    @property
    def cost_today(self) -> float:
        """Of today's positions, currency a year."""
        roles = self.staffing or self.closest or ()
        return sum(one.today * one.cost_per_position for one in roles)

    def to_json(self) -> dict[str, Any]:
        """Plain data for ``plan --json``; the keys are documented in ``docs/formats.md``."""
        results: dict[str, Any] = {
            "staffing": _roles_json(self.staffing),
            "cost": self.cost,
            "cost_today": self.cost_today,
            "budget": self.budget,
            "confidence": self.confidence,
            "promises": [one.to_json() for one in self.promises],
            "doubts": list(self.doubts),
            "today": [one.to_json() for one in self.today],
            "marginal_values": [self._marginal_json(one) for one in self.marginal_values],
            "front": [_front_json(one) for one in self.front],
            "capability_gap": [_gap_json(one) for one in self.capability_gap],
            "surge": None if self.surge is None else _surge_json(self.surge),
            "levers": [_lever_json(one) for one in self.levers],
            "effort": {
                "staffings": self.effort.staffings,
                "judged": self.effort.judged,
                "search_simulations": self.effort.search,
                "verification_simulations": self.effort.verification,
                "other_simulations": self.effort.others,
                "is_exhaustive": self.effort.is_exhaustive,
            },
        }
        if self.reason is not None:
            results["reason"] = self.reason
            results["closest"] = _roles_json(self.closest)
        return {
            "provenance": dict(self.provenance),
            "model": self.model,
            "results": results,
            "seeds": {
                "search": list(self.search_seeds),
                "verification": list(self.verification_seeds),
            },
            "warnings": list(self.warnings),
        }

    def _marginal_json(self, one: MarginalValue) -> dict[str, Any]:
        found: dict[str, Any] = {"role": one.role, "cost": one.cost}
        found |= _interval_json("days_saved", one.days)
        found |= _interval_json("p90_days_saved", one.p90_days)
        found["promises"] = [
            {"promise": outcome.promise.text, **_interval_json("gain", gain)}
            for outcome, gain in zip(self.promises, one.promised, strict=True)
        ]
        return found


def _roles_json(roles: Sequence[RoleStaffing] | None) -> list[dict[str, Any]] | None:
    return None if roles is None else [one.to_json() for one in roles]


def _interval_json(name: str, figure: Interval) -> dict[str, Any]:
    found: dict[str, Any] = {
        name: figure.estimate,
        f"{name}_low": figure.low,
        f"{name}_high": figure.high,
    }
    return {**found, f"{name}_reason": figure.reason} if figure.reason else found


def _front_json(one: FrontPoint) -> dict[str, Any]:
    return {
        "headcounts": dict(one.counts),
        "cost": one.cost,
        **_interval_json("p90_working_days", one.p90),
        "keeps_promises": one.keeps_promises,
        "is_plan": one.is_plan,
        "is_today": one.is_today,
    }


def _gap_json(one: SkillGap) -> dict[str, Any]:
    found: dict[str, Any] = {
        "skill": one.skill,
        "first_hours_per_week": one.first_hours,
        "rework_hours_per_week": one.rework_hours,
        "offered_hours_per_week": one.hours,
        "capacity_hours_per_week": one.capacity_hours,
        "gap_hours_per_week": one.capacity_hours - one.hours,
        "utilization": one.utilization,
        "people": one.people,
        "others": list(one.others),
    }
    if one.utilization is None:
        found["reason"] = "nobody has it as their main skill"
    return found


def _surge_json(one: SurgeEffect) -> dict[str, Any]:
    return {
        "factor": one.factor,
        "is_stated": one.is_stated,
        "calm": [outcome.to_json() for outcome in one.calm],
        "surge": [outcome.to_json() for outcome in one.surge],
        "staffing": None if one.staffing is None else dict(one.staffing),
        "cost": one.cost,
        **({"reason": one.reason} if one.reason else {}),
    }


def _lever_json(one: LeverEffect) -> dict[str, Any]:
    is_missing = one.staffing_without is None or one.staffing_with is None
    return {
        "lever": one.lever,
        "is_stated": one.is_stated,
        "description": one.words,
        "surge_without": [outcome.to_json() for outcome in one.without],
        "surge_with": [outcome.to_json() for outcome in one.with_it],
        "gain": [
            {"promise": outcome.promise.text, **_interval_json("gain", gain)}
            for outcome, gain in zip(one.with_it, one.gain, strict=True)
        ],
        **_interval_json("spend", one.spend),
        "staffing_without": None if one.staffing_without is None else dict(one.staffing_without),
        "staffing_with": None if one.staffing_with is None else dict(one.staffing_with),
        "cost_without": one.cost_without,
        "cost_with": one.cost_with,
        **({"reason": "no staffing was found in so short a search"} if is_missing else {}),
    }
