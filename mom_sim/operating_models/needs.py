"""What of a scenario a plan depends on, so that a change of anything else compiles nothing.

A plan says how work is done, not how much of it there is: demand, its seasons, backlog, seed and
absences are drawn on the tape. All that demand decides in a plan is where people sit whom the
operating model spreads over units.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from mom_sim.draws.distributions import distribution
from mom_sim.operating_models.effect import Effects
from mom_sim.operating_models.mechanisms import effects_of
from mom_sim.operating_models.placement import Placement, Seats, place
from mom_sim.scenario.resolved import (
    SAME_SIZE,
    Absence,
    CampaignType,
    DatedCampaign,
    OperatingModel,
    Role,
    Scenario,
    Seasonality,
    Surge,
    Turnover,
)

_NOTHING = distribution("constant", value=0.0)
_NEVER_AWAY = Absence(0.0, 0.0, 0.0, _NOTHING)
_NOBODY_LEAVES = Turnover(0.0, _NOTHING)
_NO_SEASONS = Seasonality((), 0, 0.0, 0)


@dataclass(frozen=True)
class Needs:
    """All that a plan is compiled from: of equal needs, plans are equal.

    Attributes
    ----------
    scenario : Scenario
        As `needed_of` leaves it.
    model : OperatingModel
    seats : Seats
        Of `placement`.
    original_seats : Seats
        Of `original`.
    placement : Placement
        Where everybody sits.
    original : Placement
        Where everybody would sit if no mechanism rewrote the scenario; empty where none asks.
    """

    scenario: Scenario
    model: OperatingModel
    seats: Seats
    original_seats: Seats
    placement: Placement = field(compare=False)
    original: Placement = field(compare=False)

    @cached_property
    def rewritten(self) -> Scenario:
        """The scenario as the model's mechanisms change it."""
        return _rewritten(self.scenario, self.model)[0]

    def effects(self) -> Effects:
        """Make the effects of the model's mechanisms, for one compilation."""
        effects = effects_of(self.scenario, self.model)
        effects.seat(self.original)
        return effects


def needs_of(scenario: Scenario, model: OperatingModel) -> Needs:
    """Find what the plan of a model over a scenario depends on.

    Raises
    ------
    PlanError
        If the model has no place for somebody.
    """
    needed = needed_of(scenario)
    if not effects_of(needed, model).ask_for_surges:
        needed = _without_surges(needed)
    rewritten, ask_for_seats = _rewritten(needed, model)
    placement = place(rewritten, model, demand=scenario)
    original = place(needed, model, demand=scenario) if ask_for_seats else Placement()
    return Needs(needed, model, placement.seats, original.seats, placement, original)


@lru_cache(maxsize=16)
def needed_of(scenario: Scenario) -> Scenario:
    """Put nothing in place of all that no plan depends on.

    Parameters
    ----------
    scenario : Scenario

    Returns
    -------
    Scenario
        The same object for all scenarios that differ in nothing else.
    """
    run = replace(scenario.run, replications=0, seed=0)
    return _one_of_equals(
        replace(
            scenario,
            name="",
            description="",
            currency="",
            run=run,
            roles=tuple(_of_role(role) for role in scenario.roles),
            campaigns=tuple(_of_type(kind) for kind in scenario.campaigns),
            dated=tuple(dict.fromkeys(_of_dated(campaign) for campaign in scenario.dated)),
            backlog=(),
            surges=tuple(_of_surge(surge) for surge in scenario.surges if surge.factor > 1),
            surge_response=replace(scenario.surge_response, overtime=()),
            comparison="",
        )
    )


@lru_cache(maxsize=16)
def _without_surges(scenario: Scenario) -> Scenario:
    return _one_of_equals(replace(scenario, surges=()))


@lru_cache(maxsize=64)
def _one_of_equals(scenario: Scenario) -> Scenario:
    """Give the first of equal scenarios, so that the others are compared with it only here."""
    return scenario


@lru_cache(maxsize=64)
def _rewritten(scenario: Scenario, model: OperatingModel) -> tuple[Scenario, bool]:
    """The scenario as mechanisms change it; whether one asks where people sat before."""
    effects = effects_of(scenario, model)
    return effects.rewrite(scenario), effects.ask_for_seats


def _of_role(role: Role) -> Role:
    return replace(role, absence=_NEVER_AWAY, turnover=_NOBODY_LEAVES, hand_over_after=0)


def _of_type(kind: CampaignType) -> CampaignType:
    """A type without demand; of its worth, how it decays and whether there is any."""
    return replace(
        kind,
        demand=(),
        arrive_in_working_hours=False,
        seasonality=_NO_SEASONS,
        value=replace(kind.value, amount=float(kind.value.amount != 0)),
        size=SAME_SIZE,
    )


def _of_dated(campaign: DatedCampaign) -> DatedCampaign:
    """That there are campaigns of a type at stated times, under an embargo, of some worth."""
    return DatedCampaign(
        id="",
        stream="",
        unit="",
        type=campaign.type,
        requested=0,
        due=0,
        not_before=int(campaign.not_before > 0),
        value=float(campaign.value != 0),
        effort=(),
    )


def _of_surge(surge: Surge) -> Surge:
    """When a surge is."""
    return Surge("", surge.start, surge.end, 2.0, (), ())
