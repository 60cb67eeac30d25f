"""What every tape keeps: order, ranges, one hash, the same numbers in any order of reading."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from mom_sim.draws.distributions import distribution
from mom_sim.errors import PlanError, RunError
from mom_sim.plan.plan import Draw, Meeting
from mom_sim.scenario.resolved import Delay, Value
from mom_sim.tape import CALM, compiled_clocks, draw_tape
from tests.invariants.tape_scenarios import (
    DAY,
    HOUR,
    WEEK,
    campaign_type,
    company,
    constant,
    demand,
    scenario,
)

EFFORT = distribution("lognormal", mean=6.0 * HOUR, cv=0.8)
DESIGN = Draw("campaign:effort:design", "duration", (EFFORT, None), overridden_by="design")
COIN = Draw("campaign:verdict:brand", "chance", ())


@pytest.mark.parametrize("factor", [0.5, 2.5])
def test_campaigns_are_in_order_and_in_range(factor: float) -> None:
    made = company()
    c = draw_tape(made, 0, surge=factor).campaigns
    keys = list(zip(c.requested, c.unit, c.type, c.stream, c.index, strict=True))
    assert keys == sorted(keys)
    assert len(set(c.id)) == len(c)
    assert set(c.streams) == {"backlog", "baseline", "dated", "calendar", "surge:q4"}
    present = {c.streams[position] for position in set(c.stream.tolist())}
    assert present == set(c.streams) - ({"surge:q4"} if factor < 1 else set())
    assert c.requested.min() == 0 and c.requested.max() < 91 * WEEK
    assert (c.due > c.requested).all()
    assert (c.index >= 1).all()
    for field in fields(c):
        content = getattr(c, field.name)
        if isinstance(content, np.ndarray):
            assert content.shape == (len(c),)


def test_a_backlog_goes_in_at_its_step_at_the_start() -> None:
    c = draw_tape(company(), 0).campaigns
    waiting = c.stream == 0
    assert set(c.requested[waiting].tolist()) == {0}
    steps = [c.steps[position] for position in c.entry_step[waiting]]
    assert sorted(steps) == ["build"] * 5 + ["design"] * 3
    assert (c.entry_step[~waiting] == -1).all()
    assert "south/small/backlog design/3" in c.id


def test_due_dates_in_working_time_pass_on_the_reference_clock() -> None:
    delay = Delay(
        distribution("triangular", low=8.0 * HOUR, mode=9.0 * HOUR, high=80.0 * HOUR), True
    )
    made = scenario(campaign_type("a", demand(), due=delay))
    clock = compiled_clocks(made)[0]
    c = draw_tape(made, 0).campaigns
    worked = clock.work_array(c.due) - clock.work_array(c.requested)
    draws = draw_tape(made, 0).durations(Draw("campaign:due", "duration", (delay.distribution,)), 1)
    assert worked.tolist() == draws
    assert len(set(draws)) == len(draws)


@pytest.mark.parametrize(
    ("value", "lost"),
    [
        (Value(1000.0, "due", 7 * DAY, 0), 1000.0 * np.log(2.0) * 1.4 / 7),
        (Value(1000.0, "due", 0, 14 * DAY), 1000.0 * 0.1),
        (Value(1000.0, "due", 0, 0), 0.0),
    ],
)
def test_cost_of_delay_is_the_slope_of_the_value_in_working_days(value: Value, lost: float) -> None:
    c = draw_tape(scenario(campaign_type("a", demand(), value=value)), 0).campaigns
    np.testing.assert_allclose(c.cost_of_delay, lost, rtol=1e-12)
    # The loss of the first hundredth of a working day (0.014 days of the wall), from the formula.
    days = 0.014
    if value.half_life:
        loss = 1000.0 * (1 - 2.0 ** (-days / 7))
        np.testing.assert_allclose(c.cost_of_delay, loss * 100, rtol=1e-3)


def test_tiers_and_global_campaigns_have_their_shares() -> None:
    """Binomial counts within 4.5 standard deviations of about 17,000; false alarm 1e-5 each."""
    tiers = (("high", 0.2), ("low", 0.5), ("medium", 0.3))
    made = scenario(
        campaign_type("a", demand(per_year=10_000.0), risk_tiers=tiers, global_share=0.1)
    )
    c = draw_tape(made, 0).campaigns
    for flag, share in (
        *((c.tier == made.risk_tiers.index(name), share) for name, share in tiers),
        (c.is_global, 0.1),
    ):
        spread = np.sqrt(len(c) * share * (1 - share))
        assert abs(flag.sum() - len(c) * share) < 4.5 * spread


def test_a_tape_reads_the_same_in_any_order() -> None:
    first, second = draw_tape(company(), 3), draw_tape(company(), 3)
    one = [first.durations(DESIGN, attempt) for attempt in (1, 2, 3)]
    second.chances(COIN, 5)
    other = [second.durations(DESIGN, attempt) for attempt in (3, 2, 1)]
    assert one == other[::-1]
    assert one[0] != one[1]
    assert first.durations(DESIGN, 1) is one[0]
    assert first.hash() == second.hash()
    assert first.hash([COIN, DESIGN]) == second.hash([DESIGN, COIN])


def test_types_without_a_distribution_have_no_duration() -> None:
    tape = draw_tape(company(), 0)
    drawn = np.array(tape.durations(DESIGN, 1))
    np.testing.assert_array_equal(drawn == -1, tape.campaigns.type == 1)


def test_an_effort_that_the_calendar_states_takes_the_draws_place() -> None:
    made = company()
    stated = (("design", 5 * HOUR), ("build", 0))
    made = replace(
        made,
        dated=tuple(replace(row, effort=stated if row.id == "row 7" else ()) for row in made.dated),
    )
    tape, plain = draw_tape(made, 0), draw_tape(company(), 0)
    here = tape.campaigns.id.index("row 7")
    build = replace(DESIGN, overridden_by="build")
    for attempt in (1, 2):
        expected = plain.durations(DESIGN, attempt).copy()
        expected[here] = 5 * HOUR
        assert tape.durations(DESIGN, attempt) == expected
        assert tape.durations(build, attempt)[here] == 0
        assert (
            tape.durations(replace(DESIGN, overridden_by=""), attempt)[here]
            == (plain.durations(DESIGN, attempt)[here])
        )


def test_a_draw_of_another_scenario_is_a_bug_with_a_message() -> None:
    with pytest.raises(PlanError, match="1 campaign types, too few"):
        draw_tape(company(), 0).durations(replace(DESIGN, by_type=(EFFORT,)), 1)


def test_meetings_are_the_stated_ones_or_a_renewal_process() -> None:
    tape = draw_tape(company(), 0)
    assert tape.meetings(Meeting("board", (3, 5, 9), None, 0)) == [3, 5, 9]
    every = Meeting("board", (), constant(5 * HOUR), 0)
    assert tape.meetings(every) == list(range(5 * HOUR, 91 * WEEK, 5 * HOUR))
    at_random = replace(every, interval=distribution("gamma", mean=5.0 * HOUR, cv=0.7))
    instants = tape.meetings(at_random)
    assert instants == sorted(set(instants)) and instants[-1] < 91 * WEEK
    assert len(instants) == pytest.approx(91 * 7 * 24 / 5, rel=0.06)
    assert draw_tape(company(), 0, surge=CALM).meetings(at_random) == instants
    assert draw_tape(company(), 0).meetings(replace(at_random, name="legal")) != instants
    assert draw_tape(company(), 1).meetings(at_random) != instants


def test_two_campaigns_of_one_name_are_refused() -> None:
    made = company()
    again = (*made.dated, replace(made.dated[3], id="north/small/baseline/1"))
    with pytest.raises(RunError, match="'north/small/baseline/1'; choose other ids"):
        draw_tape(replace(made, dated=again), 0)


def test_the_hash_is_the_same_in_another_process_and_sees_every_part() -> None:
    tape = draw_tape(company(), 0)
    script = (
        "from tests.invariants.tape_scenarios import company\n"
        "from tests.invariants.test_tape_contract import COIN, DESIGN\n"
        "from mom_sim.tape import draw_tape\n"
        "print(draw_tape(company(), 0, draws=[COIN]).hash([DESIGN]))\n"
    )
    other = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONHASHSEED": "4711"},
    )
    assert other.stdout.strip() == tape.hash([DESIGN, COIN])
    hashes = {
        tape.hash(),
        tape.hash([DESIGN]),
        tape.hash([COIN]),
        tape.hash([replace(DESIGN, overridden_by="build")]),
        draw_tape(company(), 0, surge=CALM).hash(),
        draw_tape(replace(company(), roles=company().roles[:1]), 0).hash(),
    }
    assert len(hashes) == 6
