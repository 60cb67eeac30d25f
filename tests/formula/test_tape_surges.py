"""How many campaigns a surge brings or takes away, and when."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from mom_sim.scenario.resolved import Backlog, DatedCampaign, Scenario, Surge
from mom_sim.tape import AS_WRITTEN, CALM, draw_tape, expected_campaigns, surges_in_force
from tests.invariants.tape_scenarios import (
    DAY,
    WEEK,
    YEAR,
    campaign_type,
    constant,
    demand,
    scenario,
)

START, END = 30 * WEEK, 38 * WEEK


def surge(factor: float, name: str = "q4", **changes: object) -> Surge:
    return replace(Surge(name, START, END, factor, (), ()), **changes)


def busy(*surges: Surge, per_year: float = 20_000.0) -> Scenario:
    kinds = (
        campaign_type("a", demand("north", per_year), demand("south", per_year)),
        campaign_type("b", demand("north", per_year), arrive_in_working_hours=True),
    )
    return scenario(*kinds, surges=surges)


@pytest.mark.parametrize("factor", [0.4, 1.35, 2.0, 3.7])
def test_the_window_has_factor_times_the_baseline(factor: float) -> None:
    """Count of the window and of the rest against Poisson; false alarm 1e-5 each."""
    requested = draw_tape(busy(surge(factor)), 0).campaigns.requested
    inside = (requested >= START) & (requested < END)
    base = 60_000.0 / YEAR
    assert 1e-5 < stats.poisson.cdf(inside.sum(), factor * base * (END - START)) < 1 - 1e-5
    outside = base * (91 * WEEK - (END - START))
    assert 1e-5 < stats.poisson.cdf((~inside).sum(), outside) < 1 - 1e-5


def test_extra_requests_come_only_where_the_baseline_comes() -> None:
    campaigns = draw_tape(busy(surge(2.0)), 0).campaigns
    extra = campaigns.stream == campaigns.streams.index("surge:q4")
    assert ((campaigns.requested[extra] >= START) & (campaigns.requested[extra] < END)).all()
    in_hours = campaigns.requested[extra & (campaigns.type == 1)] % DAY
    assert (in_hours >= 9 * DAY // 24).all() and (in_hours < 17 * DAY // 24).all()


def test_units_and_types_that_are_not_named_have_no_surge() -> None:
    campaigns = draw_tape(busy(surge(2.0, units=("north",), types=("a",))), 0).campaigns
    extra = campaigns.stream == campaigns.streams.index("surge:q4")
    assert set(zip(campaigns.unit[extra], campaigns.type[extra], strict=True)) == {(0, 0)}


def test_surges_that_overlap_add_up() -> None:
    """Count of two surges over one window against Poisson; false alarm 1e-5."""
    both = busy(surge(1.5), surge(1.25, name="launch"))
    requested = draw_tape(both, 0).campaigns.requested
    inside = ((requested >= START) & (requested < END)).sum()
    expected = 1.75 * 60_000.0 * (END - START) / YEAR
    assert 1e-5 < stats.poisson.cdf(inside, expected) < 1 - 1e-5


def test_renewal_demand_surges_at_its_mean_rate() -> None:
    """Extra requests against Poisson; false alarm 1e-5."""
    every_hour = demand(per_year=0.0, interval=(constant(DAY / 24),))
    made = scenario(campaign_type("a", every_hour), surges=(surge(1.5),))
    campaigns = draw_tape(made, 0).campaigns
    extra = (campaigns.stream == campaigns.streams.index("surge:q4")).sum()
    assert 1e-5 < stats.poisson.cdf(extra, 0.5 * 8 * 7 * 24) < 1 - 1e-5
    assert (campaigns.stream == 1).sum() == 91 * 7 * 24 - 1


def rows(count: int) -> tuple[DatedCampaign, ...]:
    """Rows of a calendar, one an hour from the surge's start, and a dated launch in the surge."""
    launch = DatedCampaign("spring", "dated", "south", "b", START, END, 0, 1.0, ())
    return (
        launch,
        *(
            DatedCampaign(
                f"row {i}",
                "calendar",
                "north",
                "a",
                START + i * DAY // 24,
                END,
                7,
                5.0,
                (("design", 9),),
            )
            for i in range(count)
        ),
    )


@pytest.mark.parametrize("factor", [0.3, 1.35, 2.5])
def test_rows_of_the_calendar_are_copied_or_dropped_and_launches_are_not(factor: float) -> None:
    """Number of rows and copies against the binomial; false alarm 1e-5."""
    made = replace(busy(surge(factor)), dated=rows(1000))
    made = replace(made, campaigns=tuple(replace(t, demand=()) for t in made.campaigns))
    campaigns = draw_tape(made, 0).campaigns
    certain, share = divmod(factor, 1.0)
    sure = 1000 * int(certain)
    assert 1e-5 < stats.binom.cdf(len(campaigns) - 1 - sure, 1000, share) < 1 - 1e-5
    assert campaigns.id.count("spring") == 1
    originals = {name: i for i, name in enumerate(campaigns.id) if "+" not in name}
    for i, name in enumerate(campaigns.id):
        if "+" in name:
            original = originals[name.partition("+")[0]]
            assert campaigns.requested[i] == campaigns.requested[original]
            assert campaigns.due[i] == campaigns.due[original] == END
            assert campaigns.stated_effort["design"][i] == 9
            assert campaigns.not_before[i] == 7
            assert campaigns.value[i] == 5.0
            assert campaigns.streams[campaigns.stream[i]] == "surge:q4"


def test_strips_and_copies_are_chosen_independently_of_each_other() -> None:
    """Marks of strip 0 and 1 and of copies 0 and 1 below one half together: binomial with 1/4.

    A factor f keeps strip k where its mark is below f - 1 - k; false alarm 1e-5.
    """
    made = replace(busy(), dated=rows(1000), surges=(surge(3.0),))
    by_factor = {f: set(draw_tape(made, 0, surge=f).campaigns.id) for f in (1.5, 2.0, 2.5, 3.0)}
    first, second = by_factor[1.5], by_factor[2.5] - by_factor[2.0]
    both = sum(f"row {i}+1" in first and f"row {i}+2" in second for i in range(1000))
    assert 1e-5 < stats.binom.cdf(both, 1000, 0.25) < 1 - 1e-5
    campaigns = draw_tape(made, 0).campaigns
    instants = [
        {t for t, name in zip(campaigns.requested, campaigns.id, strict=True) if label in name}
        for label in ("/surge q4 0/", "/surge q4 1/")
    ]
    assert len(instants[0]) > 5_000 and not instants[0] & instants[1]


def test_a_row_in_two_surges_has_copies_of_both_with_different_ids() -> None:
    made = replace(busy(surge(2.0), surge(2.0, name="launch")), dated=rows(3))
    names = set(draw_tape(made, 0).campaigns.id)
    assert {"row 0", "row 0+1", "row 0+launch+1", "row 2+launch+1"} <= names


def test_the_scenario_without_a_surge_gets_eight_weeks_in_the_middle() -> None:
    (made,) = surges_in_force(scenario(), 1.35)
    assert (made.start, made.end, made.factor) == (35 * WEEK, 43 * WEEK, 1.35)
    assert made.units == ("north", "south") and made.types == ("small",)
    short = scenario()
    short = replace(short, run=replace(short.run, horizon=17 * WEEK))
    (made,) = surges_in_force(short, 1.35)
    assert (made.start, made.end) == (13 * WEEK, 17 * WEEK)


def test_a_choice_takes_the_place_of_the_scenarios_factors() -> None:
    made = busy(surge(1.5), surge(1.25, name="launch"))
    assert surges_in_force(made, AS_WRITTEN) == made.surges
    assert surges_in_force(made, CALM) == ()
    assert [s.factor for s in surges_in_force(made, 2.0)] == [2.0, 2.0]
    assert [s.start for s in surges_in_force(made, 2.0)] == [START, START]


@pytest.mark.parametrize("factor", [-0.1, float("nan"), float("inf")])
def test_an_impossible_factor_is_refused(factor: float) -> None:
    with pytest.raises(ValueError, match="surge factor: got"):
        surges_in_force(scenario(), factor)


@pytest.mark.parametrize("choice", [AS_WRITTEN, CALM, 0.5, 2.5])
def test_the_expected_number_is_the_mean_of_the_drawn(choice: float) -> None:
    """Sum of ten replications within 4.5 standard deviations; false alarm below 1e-5."""
    made = replace(
        busy(surge(1.5, units=("north",)), per_year=2_000.0),
        dated=rows(200),
        backlog=(Backlog("north", "a", "build", 7),),
    )
    counts = [len(draw_tape(made, i, surge=choice).campaigns) for i in range(10)]
    expected = 10 * expected_campaigns(made, choice)
    assert abs(sum(counts) - expected) < 4.5 * np.sqrt(expected)
