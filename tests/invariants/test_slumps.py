"""A surge factor is for surges: windows in which demand is lower stay as the scenario says."""

from __future__ import annotations

from dataclasses import replace

from mom_sim.cli.surge_words import surge_words
from mom_sim.experiments.replicating import surge_end_of
from mom_sim.scenario.resolved import Surge
from mom_sim.simulation import Study, parse_scenario
from mom_sim.tape import AS_WRITTEN, CALM, draw_tape, surges_in_force
from tests.invariants.tape_scenarios import WEEK, company, scenario

SLUMP = Surge("slump", 40 * WEEK, 44 * WEEK, 0.5, (), ())
SURGE = Surge("q4", 20 * WEEK, 24 * WEEK, 1.3, (), ())

STUDY = """
units: [north]
run: {warm_up: 1 week, horizon: 12 weeks, follow_up: 12 weeks}
people:
  content: {headcount: 2}
  design: {headcount: 2}
  brand: {headcount: 2}
campaigns:
  email: {demand: 150 per year}
surges:
  dip: {start: 8 weeks, weeks: 3, factor: 0}
"""


def test_slumps_stay_in_both_runs_and_surges_get_the_factor() -> None:
    made = scenario(surges=(SURGE, SLUMP))
    assert surges_in_force(made, AS_WRITTEN) == (SURGE, SLUMP)
    assert surges_in_force(made, 2.0) == (replace(SURGE, factor=2.0), SLUMP)
    assert surges_in_force(made, CALM) == (SLUMP,)


def test_with_slumps_alone_the_surge_is_eight_weeks_in_the_middle() -> None:
    slump, surge = surges_in_force(scenario(surges=(SLUMP,)), 1.35)
    assert slump == SLUMP
    assert (surge.start, surge.end, surge.factor) == (35 * WEEK, 43 * WEEK, 1.35)


def test_a_slump_draws_the_same_campaigns_in_both_runs() -> None:
    made = company(surges=(SURGE, replace(SLUMP, factor=0.0)))
    calm, busy = (set(draw_tape(made, 0, surge=choice).campaigns.id) for choice in (CALM, 2.0))
    assert calm < busy
    assert all("/surge q4 " in name or "+" in name for name in busy - calm)
    campaigns = draw_tape(made, 0, surge=2.0).campaigns
    inside = (campaigns.requested >= SLUMP.start) & (campaigns.requested < SLUMP.end)
    assert len(campaigns) > 300 and not inside.any()


def test_recovery_counts_from_the_end_of_the_last_surge() -> None:
    later = replace(SURGE, name="late", start=26 * WEEK, end=28 * WEEK)
    assert surge_end_of(scenario(surges=(SURGE, later, SLUMP)), 2.0) == 28 * WEEK
    assert surge_end_of(scenario(surges=(SLUMP,)), 2.0) == 43 * WEEK
    assert surge_end_of(scenario(surges=(SURGE, SLUMP)), 0.5) == 24 * WEEK
    assert surge_end_of(scenario(surges=(SURGE,)), AS_WRITTEN) == 0


def test_the_heading_names_the_surge_and_not_the_slump() -> None:
    read = Study.of(parse_scenario(STUDY))
    words = surge_words(read.scenario, 1.5)
    assert words == "a surge of factor 1.5, 2026-01-22 to 2026-03-19; slumps as written"
    plain = Study.of(parse_scenario(STUDY.partition("surges:")[0]))
    assert "slump" not in surge_words(plain.scenario, 1.5)
