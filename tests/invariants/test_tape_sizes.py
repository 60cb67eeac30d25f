"""A campaign's size: one factor on all drawn efforts of its steps, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mom_sim.draws.distributions import distribution
from mom_sim.log.comparing import log_hash
from mom_sim.operating_models.compiling import compile_plan
from mom_sim.plan.plan import Draw
from mom_sim.scenario.resolved import SAME_SIZE, Scenario
from mom_sim.simulation import Study, parse_scenario, simulate
from mom_sim.tape import CALM, draw_tape
from tests.invariants.tape_scenarios import HOUR, campaign_type, company, demand, scenario

VARIED = distribution("lognormal", mean=1.0, cv=0.8)
EFFORT = distribution("lognormal", mean=6.0 * HOUR, cv=0.5)
DESIGN = Draw("campaign:effort:design", "duration", (EFFORT, EFFORT), overridden_by="design")
REVIEW = Draw("campaign:effort:brand:2", "duration", (EFFORT, EFFORT), overridden_by="brand")
WAIT = Draw("campaign:wait:translation", "duration", (EFFORT, EFFORT))
SIZED = ("small", "large")

TEXT = """
units: [north, south]
run: {warm_up: 1 week, horizon: 8 weeks, follow_up: 8 weeks}
people:
  strategy: {headcount: 2}
  content: {headcount: 2}
  brand: {headcount: 2}
campaigns:
  email: {demand: 150 per year}
"""


def with_sizes(made: Scenario, *types: str) -> Scenario:
    """Give some types sizes that vary, and the others none."""
    return replace(
        made,
        campaigns=tuple(
            replace(kind, size=VARIED if kind.name in types else SAME_SIZE)
            for kind in made.campaigns
        ),
    )


@pytest.mark.parametrize("attempt", [1, 2, 5])
@pytest.mark.parametrize("draw", [DESIGN, REVIEW], ids=lambda draw: draw.name)
def test_all_efforts_of_a_campaign_have_its_size_for_a_factor(draw: Draw, attempt: int) -> None:
    alike = draw_tape(with_sizes(company()), 0)
    varied = draw_tape(with_sizes(company(), *SIZED), 0)
    size = varied.campaigns.size
    assert len(set(size.tolist())) == len(size)
    np.testing.assert_array_equal(alike.campaigns.size, 1.0)
    # The one rounding is of the product: half a microsecond, and half of the other's times the size
    expected = np.array(alike.durations(draw, attempt)) * size
    assert (np.abs(varied.durations(draw, attempt) - expected) <= 0.5 + 0.5 * size + 1e-4).all()


def test_nothing_else_is_multiplied() -> None:
    alike = draw_tape(with_sizes(company()), 0)
    varied = draw_tape(with_sizes(company(), *SIZED), 0)
    assert varied.durations(WAIT, 1) == alike.durations(WAIT, 1)
    for name in ("requested", "due", "tier", "value", "is_global", "id"):
        assert list(getattr(varied.campaigns, name)) == list(getattr(alike.campaigns, name))
    assert varied.lives == alike.lives


def test_an_effort_that_the_calendar_states_is_meant_as_it_is() -> None:
    made = with_sizes(company(), *SIZED)
    rows = tuple(
        replace(row, effort=(("design", 5 * HOUR),) if row.id == "row 7" else ())
        for row in made.dated
    )
    tape = draw_tape(replace(made, dated=rows), 0)
    here = tape.campaigns.id.index("row 7")
    assert tape.campaigns.size[here] != 1.0
    assert tape.durations(DESIGN, 1)[here] == tape.durations(DESIGN, 2)[here] == 5 * HOUR


@pytest.mark.parametrize("surge", [CALM, 2.5])
def test_sizes_of_one_type_change_no_other_type(surge: object) -> None:
    without = draw_tape(with_sizes(company()), 0, surge=surge)  # type: ignore[arg-type]
    some = draw_tape(with_sizes(company(), "large"), 0, surge=surge)  # type: ignore[arg-type]
    both = draw_tape(with_sizes(company(), *SIZED), 0, surge=surge)  # type: ignore[arg-type]
    is_small = without.campaigns.type == 0
    assert (some.campaigns.size[is_small] == 1.0).all()
    np.testing.assert_array_equal(some.campaigns.size[~is_small], both.campaigns.size[~is_small])
    drawn = [np.array(tape.durations(DESIGN, 1)) for tape in (without, some, both)]
    np.testing.assert_array_equal(drawn[1][is_small], drawn[0][is_small])
    np.testing.assert_array_equal(drawn[1][~is_small], drawn[2][~is_small])


def test_a_size_of_one_is_as_if_there_were_none() -> None:
    said = TEXT.replace("per year}", "per year, size: 1}")
    assert said != TEXT
    logs = [simulate(Study.of(parse_scenario(text))).log for text in (TEXT, said)]
    assert log_hash(logs[0]) == log_hash(logs[1])
    assert logs[0].provenance["tape_hash"] == logs[1].provenance["tape_hash"]
    varied = TEXT.replace("per year}", 'per year, size: "gamma(mean=1, cv=1)"}')
    other = simulate(Study.of(parse_scenario(varied))).log
    assert log_hash(other) != log_hash(logs[0])
    assert other.provenance["tape_hash"] != logs[0].provenance["tape_hash"]


def test_sizes_have_the_mean_one_and_make_efforts_go_together() -> None:
    """Logarithms of two steps' efforts correlate by s² / (s² + c²), the variances of the logarithms
    of size and effort; and the mean size is 1.

    About 25,000 campaigns. Each within 4.5 standard errors: false alarm 1e-5 together.
    """
    made = scenario(campaign_type("a", demand(per_year=15_000.0), size=VARIED))
    tape = draw_tape(made, 0)
    size, number = tape.campaigns.size, len(tape.campaigns)
    assert abs(size.mean() - 1.0) < 4.5 * 0.8 / number**0.5
    one, other = (
        np.log(tape.durations(replace(draw, by_type=(EFFORT,)), 1)) for draw in (DESIGN, REVIEW)
    )
    common, own = np.log1p(0.8**2), np.log1p(0.5**2)
    expected = common / (common + own)
    found = np.corrcoef(one, other)[0, 1]
    assert abs(found - expected) < 4.5 * (1 - expected**2) / number**0.5


def test_every_effort_of_a_step_and_no_other_draw_is_multiplied() -> None:
    of = Study.of(Path("scenarios/reference_company.yaml"))
    steps = {step.name for flow in of.scenario.workflows for step in flow.steps}
    seen = set()
    for name in of.models:
        for draw in compile_plan(of.scenario, of.model(name)).draws:
            what = draw.name.split(":")
            is_of_step = what[1] == "effort" and what[2] in steps
            assert draw.overridden_by == (what[2] if is_of_step else ""), draw.name
            seen.add(draw.overridden_by)
    assert {"content", "brand_review", "legal_review", "analysis"} <= seen
