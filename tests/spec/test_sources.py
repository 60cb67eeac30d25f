"""Where every number comes from."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

import pytest

from mom_sim.draws.distributions import Distribution
from mom_sim.operating_models.library import archetype_documents
from mom_sim.scenario import resolved
from mom_sim.scenario.loading import parse_scenario
from mom_sim.scenario.source_pattern import closest, fits
from mom_sim.scenario.sources import STATED, SourceRow, sources_of
from tests.spec.files import VALID, load

MINIMAL = """
people: {design: {headcount: 3}, brand: {headcount: 1}}
campaigns: {email: {demand: 9 per day}}
"""
GATE = "workflows.standard.steps.brand_review.gate"


def rows_of(text: str) -> dict[str, SourceRow]:
    return {row.path: row for row in parse_scenario(text).sources}


@pytest.fixture
def every_key(monkeypatch: pytest.MonkeyPatch) -> dict[str, SourceRow]:
    monkeypatch.chdir(VALID)
    return {row.path: row for row in sources_of(load("every_key.yaml"), archetype_documents())}


def test_a_written_number_is_stated() -> None:
    row = rows_of(MINIMAL)["people.design.headcount"]
    assert (row.value, row.mark, row.grade, row.origin) == ("3", STATED, "", "")


def test_a_default_carries_its_record() -> None:
    row = rows_of(MINIMAL)["people.design.turnover.rate"]
    assert (row.value, row.mark, row.grade) == ("17% per year", "FOUND", "B")
    assert row.origin.startswith("default: LinkedIn 2017")
    assert row.range == ("9% per year", "30% per year")


def test_a_default_in_another_currency_says_so() -> None:
    row = rows_of(f"currency: EUR\n{MINIMAL}")["people.design.cost"]
    assert row.value == "85 EUR/hour"
    assert "one to one in another currency" in row.origin


def test_the_file_says_where_its_numbers_come_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(VALID)
    rows = {row.path: row for row in load("sources.yaml").sources}
    # the longest pattern wins
    assert rows["people.design.turnover.rate"].origin == "our own records"
    assert rows["people.brand.turnover.rate"].origin == "LinkedIn 2017"
    assert rows["people.brand.turnover.rate"].range == ("9%", "30%")
    assert rows["people.brand.headcount"].origin == "workshop of 12 March"
    assert rows["campaigns.email.demand"].mark == STATED


def test_what_is_put_in_by_rule_has_an_origin() -> None:
    rows = rows_of(MINIMAL)
    assert rows["hours_per_day"].mark == "COMPUTED"
    assert rows["people.design.skills.design"].mark == "ASSUMED"
    assert rows["workflows.standard.steps.design.effort"].origin.startswith("default: Litmus")
    gate = "workflows.standard.steps.brand_review.gate"
    assert rows[f"{gate}.revise_probability"].value == "68.75%"
    assert rows[f"{gate}.revise.design"].mark == "COMPUTED"
    assert rows["calendars.office.hours"].value == '{"mon-fri": "09:00-17:00"}'


def test_a_short_spelling_shows_what_was_written() -> None:
    text = MINIMAL.replace("headcount: 3", "headcount: 3, turnover: 9% per year, absence: none")
    rows = rows_of(text)
    assert rows["people.design.turnover.rate"].value == "9% per year"
    assert rows["people.design.absence.sickness"].value == "none"
    assert rows["people.design.absence.sickness"].mark == STATED


def test_months_without_a_factor_are_defaults_of_a_season() -> None:
    rows = rows_of(MINIMAL.replace("9 per day", "9 per day, seasonality: {nov: 1.4}"))
    assert rows["campaigns.email.seasonality.nov"].mark == STATED
    assert (rows["campaigns.email.seasonality.jan"].value) == "1.0"
    assert not any(path.startswith("campaigns.email.seasonality") for path in rows_of(MINIMAL))


def test_models_are_listed_with_their_own_sources(every_key: dict[str, SourceRow]) -> None:
    work = "models.ours.who_does_the_work"
    assert every_key[f"{work}.agency.price"].origin == "inside the found range"
    assert every_key[f"{work}.agency.turnaround.small"].value.startswith("lognormal")
    assert every_key[f"{work}.aging"].mark == STATED
    hub = "models.my_hub"
    assert every_key[f"{hub}.coordination.wip_limit.limit"].value == "12"
    assert any(path.startswith(f"{hub}.who_decides") for path in every_key)


def test_patterns() -> None:
    path = ("people", "design", "turnover", "rate")
    assert fits("people.*.turnover", path)
    assert fits("people", path)
    assert not fits("people.*.cost", path)
    assert not fits("people.*.turnover.rate.more", path)
    assert fits("dated_launches.2.due", ("dated_launches", 1, "due"))
    patterns = ["people.*", "people.*.turnover", "people.design.turnover", "people.brand"]
    assert closest(patterns, path) == "people.design.turnover"
    assert closest(["campaigns"], path) is None


# Every numeric field of the resolved form, and the human paths whose rows say where it comes from.
ORIGIN = {
    "Run.start": "run.start",
    "Run.horizon": "run.horizon",
    "Run.warm_up": "run.warm_up",
    "Run.follow_up": "run.follow_up",
    "Run.replications": "run.replications",
    "Run.seed": "run.seed",
    "Absence.vacation_days": "people.design.absence.vacation",
    "Absence.vacation_block_days": "people.design.absence.vacation_block",
    "Absence.sickness_share": "people.design.absence.sickness",
    "Absence.sickness_spell_days": "people.design.absence.sickness_spell",
    "Turnover.per_year": "people.design.turnover.rate",
    "Turnover.hire_delay": "people.design.turnover.hire_delay",
    "Ramp.start": "people.design.ramp.start",
    "Ramp.length": "people.design.ramp.length",
    "Role.headcount": "people.strategy.headcount",
    "Role.home": "people.design.headcount.north",
    "Role.skills": "people.design.skills.content",
    "Role.productive_fraction": "people.design.productive_fraction",
    "Role.cost_per_hour": "people.design.cost",
    "Role.available_from": "people.design.available.from",
    "Role.available_until": "people.design.available.until",
    "Role.hand_over_after": "people.design.hand_over_after",
    "ErrorRates.false_reject": f"{GATE}.error_rates.lead.false_reject",
    "ErrorRates.false_accept": f"{GATE}.error_rates.crew.false_accept",
    "Cadence.weekly": "workflows.standard.steps.brand_review.gate.meets.on",
    "Cadence.interval": "models.ours.who_decides[2].cadence.on",
    "Cadence.agenda": "workflows.standard.steps.brand_review.gate.meets.agenda",
    "Cadence.every_weeks": "workflows.standard.steps.brand_review.gate.meets.every_weeks",
    "Gate.applies": "workflows.standard.steps.brand_review.gate.applies.small",
    "Gate.revise": "workflows.standard.steps.brand_review.gate.revise.build",
    "Gate.reject_share": "workflows.standard.steps.brand_review.gate.reject",
    "Gate.revise_probability": "workflows.standard.steps.brand_review.gate.revise_probability",
    "Gate.revise_later": "workflows.standard.steps.brand_review.gate.revise_probability[2]",
    "Gate.rounds": "workflows.standard.steps.brand_review.gate.rounds",
    "Step.skills": "workflows.standard.steps.workshop.skills.design",
    "Step.effort": "workflows.standard.steps.strategy.effort",
    "Delay.distribution": "workflows.standard.steps.translation.wait",
    "Demand.per_year": "campaigns.medium.demand.north",
    "Demand.interval": "campaigns.large.demand.every",
    "Demand.first": "campaigns.large.demand.first",
    "Seasonality.months": "campaigns.small.seasonality.feb",
    "Seasonality.cycle_period": "campaigns.medium.seasonality.cycle.period",
    "Seasonality.cycle_amplitude": "campaigns.medium.seasonality.cycle.amplitude",
    "Seasonality.cycle_phase": "campaigns.medium.seasonality.cycle.phase",
    "Seasonality.weekdays": "campaigns.medium.seasonality.weekdays.mon",
    "Seasonality.hours": "campaigns.medium.seasonality.hours.9",
    "Value.amount": "campaigns.small.value.amount",
    "Value.half_life": "campaigns.small.value.half_life",
    "Value.gone_after": "campaigns.medium.value.gone_after",
    "CampaignType.risk_tiers": "campaigns.small.risk_tier.low",
    "CampaignType.global_share": "campaigns.small.global_share",
    "CampaignType.patience": "campaigns.small.patience",
    "CampaignType.size": "campaigns.small.size",
    "ClassOfService.rank": "classes_of_service.expedite.rank",
    "ClassOfService.switching_cost": "classes_of_service.expedite.switching_cost",
    "DatedCampaign.requested": "dated_launches[1].requested",
    "DatedCampaign.due": "dated_launches[1].due",
    "DatedCampaign.not_before": "dated_launches[1].not_before",
    "DatedCampaign.value": "dated_launches[1].value",
    "DatedCampaign.effort": "campaign_calendar.file",
    "Backlog.count": "backlog[1].count",
    "Surge.start": "surges.q4.start",
    "Surge.end": "surges.q4.weeks",
    "Surge.factor": "surges.q4.factor",
    "Overtime.start": "surge_response.overtime[1].from",
    "Overtime.end": "surge_response.overtime[1].to",
    "Overtime.hours_factor": "surge_response.overtime[1].hours",
    "Freelancers.count": "surge_response.freelancers[1].count",
    "Freelancers.start": "surge_response.freelancers[1].from",
    "Freelancers.end": "surge_response.freelancers[1].to",
    "Freelancers.cost_per_hour": "surge_response.freelancers[1].cost",
    "Freeze.start": "surge_response.freeze[1].from",
    "Freeze.end": "surge_response.freeze[1].to",
    "Overflow.queue": "surge_response.overflow[1].queue",
    "DefectRisk.first": "risks.off_brand.probability",
    "DefectRisk.revised": "risks.off_brand.after_revision",
    "DefectRisk.fix": "risks.off_brand.fix.effort",
    "DefectRisk.cost": "risks.off_brand.cost",
    "EventRisk.probability": "risks.data_late.probability",
    "EventRisk.extra_effort": "risks.data_late.extra_effort",
    "EventRisk.cost": "risks.data_late.cost",
    "TaskForce.min_effort": "models.ours.who_does_the_work.task_force.min_effort",
    "TaskForce.quorum": "models.ours.who_does_the_work.task_force.quorum",
    "TaskForce.max_forces": "models.ours.who_does_the_work.task_force.max_forces",
    "TeamRule.share": "models.ours.who_does_the_work.teams[1].share",
    "TaskForce.members_per_skill": "models.ours.who_does_the_work.task_force.members_per_skill",
    "Agency.capacity": "models.ours.who_does_the_work.agency.capacity",
    "Agency.briefing": "models.ours.who_does_the_work.agency.briefing",
    "Agency.price_per_hour": "models.ours.who_does_the_work.agency.price",
    "Agency.price_per_piece": "models.ours.who_does_the_work.agency.price_per_piece",
    "Agency.retainer_per_year": "models.ours.who_does_the_work.agency.retainer",
    "WhoDoesTheWork.aging": "models.ours.who_does_the_work.aging",
    "WhoDoesTheWork.crew_age_limit": "models.ours.who_does_the_work.crew_age_limit",
    "GateRule.need": "models.ours.who_decides[2].need",
    "GateRule.sampled": "models.ours.who_decides[2].sampled",
    "GateRule.delegate_after": "models.ours.who_decides[2].delegate_after",
    "GateRule.deemed_approved_after": "models.ours.who_decides[2].deemed_approved_after",
    "GateRule.rounds": "models.ours.who_decides[2].rounds",
    "WipLimit.limit": "models.ours.coordination.wip_limit.limit",
    "Technology.cost_per_year": "models.ours.technology.cost",
    "Scenario.hours_per_day": "hours_per_day",
}

# Written in other files of the folder: the scenario with every key cannot have both spellings.
ELSEWHERE = {"Cadence.interval", "Value.gone_after", "DatedCampaign.effort", "Gate.revise_later"}


def numeric_fields() -> Iterator[str]:
    """Fields of the resolved form that hold numbers, dates or distributions."""
    for name, kind in vars(resolved).items():
        if not (dataclasses.is_dataclass(kind) and kind.__module__ == resolved.__name__):
            continue
        for field, hint in get_type_hints(kind).items():
            if _is_numeric(hint):
                yield f"{name}.{field}"


def _is_numeric(hint: Any) -> bool:
    if hint in (int, float, Distribution) or getattr(hint, "__name__", "") == "date":
        return True
    return any(_is_numeric(inner) for inner in get_args(hint))


def test_every_number_of_the_resolved_form_has_a_row(every_key: dict[str, SourceRow]) -> None:
    assert set(numeric_fields()) == set(ORIGIN)
    missing = {ORIGIN[field] for field in set(ORIGIN) - ELSEWHERE} - set(every_key)
    assert not missing


def test_numbers_of_other_spellings_have_rows_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(VALID)
    path = "campaigns.ending.value.gone_after"
    assert path in {row.path for row in load("worth_in_all_forms.yaml").sources}
    path = "workflows.standard.steps.check.gate.meets.every"
    assert path in {row.path for row in load("gate_revises_a_path.yaml").sources}
    rounds = [r for r in load("gate_revises_by_round.yaml").sources if "revise_prob" in r.path]
    assert [row.path for row in rounds] == [
        f"workflows.standard.steps.brand_review.gate.revise_probability[{n}]" for n in (1, 2, 3)
    ]
    assert [row.value for row in rounds] == ["60%", "0.3", "10%"]
    assert [row.range for row in rounds] == [(), ("20%", "40%"), ()]
    (row,) = (r for r in load("campaign_calendar.yaml").sources if "campaign_calendar" in r.path)
    assert row.value == "campaign_calendar.csv"
    assert row.origin.startswith("3 campaigns")


def test_every_file_lists_every_row_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(VALID)
    for file in sorted(VALID.glob("*.yaml")):
        rows = sources_of(load(file.name), archetype_documents())
        paths = [row.path for row in rows]
        assert len(paths) == len(set(paths)), file.name
        for row in rows:
            assert row.mark in ("FOUND", "COMPUTED", "ARTICLE", "REMEMBERED", "ASSUMED", STATED)
            assert row.value not in ("", "null", "{}", "[]"), row
            if row.path != "campaign_calendar.file":
                assert (row.mark == STATED) == (row.origin == ""), row
