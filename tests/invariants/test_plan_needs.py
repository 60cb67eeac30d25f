"""What a plan depends on is all looked at; a change of anything else compiles nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from mom_sim.operating_models import compiling, needs
from mom_sim.operating_models.compiling import compile_plan
from mom_sim.operating_models.staffing import Staffing
from mom_sim.plan.flattening import plan_hash
from mom_sim.plan.plan import Plan
from mom_sim.scenario.resolved import Absence, CampaignType, Scenario, Surge
from mom_sim.simulation import Study
from tests.made.lengths import DAY, constant

REFERENCE = "scenarios/reference_company.yaml"


@pytest.fixture(scope="module")
def study() -> Study:
    """The reference company, with all that a scenario can state."""
    return Study.of(REFERENCE)


def of_types(change: Callable[[CampaignType], CampaignType]) -> Callable[[Scenario], Scenario]:
    """A change of every campaign type."""
    return lambda scenario: replace(
        scenario, campaigns=tuple(change(kind) for kind in scenario.campaigns)
    )


def more_demand(kind: CampaignType) -> CampaignType:
    """A tenth more of every unit's demand, so that everybody stays where they sit."""
    return replace(
        kind, demand=tuple(replace(one, per_year=1.1 * one.per_year) for one in kind.demand)
    )


def more_worth(kind: CampaignType) -> CampaignType:
    """Twice the worth of a campaign."""
    return replace(kind, value=replace(kind.value, amount=2 * kind.value.amount))


def ill(scenario: Scenario) -> Scenario:
    """Longer vacations for everybody."""
    away = Absence(40.0, 5.0, 0.1, constant(DAY))
    return replace(scenario, roles=tuple(replace(role, absence=away) for role in scenario.roles))


OF_NO_CONCERN: dict[str, Callable[[Scenario], Scenario]] = {
    "demand": of_types(more_demand),
    "worth": of_types(more_worth),
    "seed": lambda one: replace(one, run=replace(one.run, seed=7)),
    "replications": lambda one: replace(one, run=replace(one.run, replications=3)),
    "slump": lambda one: replace(one, surges=(Surge("less", 0, 5 * DAY, 0.5, (), ()),)),
    "backlog": lambda one: replace(one, backlog=()),
    "absence": ill,
    "name": lambda one: replace(one, name="other", description="other"),
}


@pytest.mark.parametrize("what", OF_NO_CONCERN)
def test_what_no_plan_depends_on_compiles_nothing(what: str, study: Study) -> None:
    other = OF_NO_CONCERN[what](study.scenario)
    for model in study.models.values():
        assert compile_plan(other, model) is compile_plan(study.scenario, model)


def test_only_models_of_tight_markets_ask_when_surges_are(study: Study) -> None:
    surges = {
        factor: replace(study.scenario, surges=(Surge("more", 0, 5 * DAY, factor, (), ()),))
        for factor in (2.0, 3.0)
    }
    for model in study.models.values():
        asks = any(one.mechanism == "agency_market" for one in model.mechanisms)
        calm, surge, more = (
            compile_plan(one, model) for one in (study.scenario, surges[2.0], surges[3.0])
        )
        assert (surge is calm) is not asks
        assert more is surge


def compiled_anew(study: Study, model: str) -> Plan:
    """A plan that nothing is taken from what was compiled before."""
    for kept in (compiling._checked, compiling._compiled, needs._rewritten):
        kept.cache_clear()
    return compile_plan(study.scenario, study.models[model])


def test_plans_of_the_whole_scenario_are_the_same(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans = {name: compile_plan(study.scenario, study.models[name]) for name in study.models}
    monkeypatch.setattr(needs, "needed_of", lambda scenario: scenario)
    monkeypatch.setattr(needs, "_without_surges", lambda scenario: scenario)
    for name, plan in plans.items():
        whole = compiled_anew(study, name)
        assert whole is not plan
        assert plan_hash(whole) == plan_hash(plan)
        assert whole.warnings == plan.warnings


def test_demand_that_seats_people_elsewhere_gives_another_plan(study: Study) -> None:
    def all_for_the_last(kind: CampaignType) -> CampaignType:
        unit = study.scenario.units[-1].name
        return replace(
            kind,
            demand=tuple(
                replace(one, per_year=one.per_year * (20.0 if one.unit == unit else 1.0))
                for one in kind.demand
            ),
        )

    other = of_types(all_for_the_last)(study.scenario)
    model = study.models["decentralized"]
    assert compile_plan(other, model) != compile_plan(study.scenario, model)


def test_more_people_or_another_probability_give_another_plan(study: Study) -> None:
    first, *rest = study.scenario.roles
    more = replace(study.scenario, roles=(replace(first, cost_per_hour=1.0), *rest))
    risk, *others = study.scenario.defect_risks
    worse = replace(study.scenario, defect_risks=(replace(risk, first=0.9), *others))
    model = study.models["centralized"]
    plans = {compile_plan(one, model) for one in (study.scenario, more, worse)}
    assert len(plans) == 3


def test_time_that_meetings_take_changes_rates_and_nothing_else(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rates worked out at the end are those of programs that are built anew with them."""
    plans = {name: compile_plan(study.scenario, study.models[name]) for name in study.models}
    settled: list[bool] = []

    def never(staffing: Staffing) -> bool:
        settled.append(False)
        return False

    monkeypatch.setattr(Staffing, "settle", never)
    for name, plan in plans.items():
        assert plan_hash(compiled_anew(study, name)) == plan_hash(plan)
    assert settled
