"""A part of an operating model that changes nothing on a scenario is told."""

from __future__ import annotations

from mom_sim import Study, parse_scenario

TEXT = """\
people: {content: {headcount: 4}, brand: {headcount: 1}}
campaigns:
  small: {demand: 60 per year, effort: {content: 3h}}
  large: {demand: 9 per year, effort: {content: 30h}}
models:
  crews: {base: campaign_centric, who_does_the_work: {task_force: {min_effort: 31h}}}
  tiers: {base: centralized, who_decides: [{tiers: [high], deciders: [expert]}, {deciders: [lead]}]}
"""
NO_FORCE = (
    "no task force is ever formed: no campaign type has 31 hours of expected work before launch, "
    "so teams do all work; see min_effort and types of who_does_the_work.task_force"
)
NO_TIER = (
    "who decides at the risk tier high makes no difference: every campaign has the tier low; see "
    "risk_tier of campaigns"
)


def warnings(model: str, text: str = TEXT) -> tuple[str, ...]:
    return Study(parse_scenario(text)).plan(model).warnings


def test_a_task_force_that_is_never_formed() -> None:
    assert NO_FORCE in warnings("crews")
    assert NO_FORCE not in warnings("centralized")
    lower = TEXT.replace("31h", "29h")
    assert not any("task force" in text for text in warnings("crews", lower))


def test_rules_for_tiers_that_no_campaign_has() -> None:
    assert NO_TIER in warnings("tiers")
    some = TEXT.replace("9 per year,", "9 per year, risk_tier: {low: 90%, high: 10%},")
    assert not any("risk tier" in text for text in warnings("tiers", some))
    assert not any("risk tier" in text for text in warnings("centralized"))


def test_the_tier_by_default_is_listed_with_its_origin() -> None:
    rows = {row.path: row for row in parse_scenario(TEXT).sources}
    row = rows["campaigns.large.risk_tier.low"]
    assert (row.value, row.mark) == ("100%", "ASSUMED")
    assert row.origin == "default: the first of risk_tiers for all"
    stated = parse_scenario(TEXT.replace("9 per year,", "9 per year, risk_tier: high,"))
    assert not any("large.risk_tier" in row.path for row in stated.sources)
    named = parse_scenario(f"risk_tiers: [usual]\n{TEXT.partition('models')[0]}")
    assert "campaigns.small.risk_tier.usual" in {row.path for row in named.sources}
