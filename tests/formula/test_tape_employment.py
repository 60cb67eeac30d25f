"""Departures, vacancies, newcomers, freelancers and overtime."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from scipy import stats

from mom_sim.calendars.calendar import Calendar
from mom_sim.calendars.weekly_hours import parse_weekly_hours
from mom_sim.draws.distributions import distribution
from mom_sim.scenario.resolved import (
    NEVER,
    Absence,
    Freelancers,
    Overtime,
    Scenario,
    SurgeResponse,
    Turnover,
)
from mom_sim.tape import compiled_clocks, draw_tape, people_of
from tests.invariants.tape_scenarios import (
    ALWAYS,
    DAY,
    HOUR,
    NO_ABSENCE,
    OFFICE,
    WEEK,
    YEAR,
    campaign_type,
    constant,
    demand,
    role,
    scenario,
)

LIMIT = 91 * WEEK


def company(turnover: Turnover, headcount: int = 200, **changes: Any) -> Scenario:
    return scenario(
        campaign_type("a", demand(per_year=1.0)),
        roles=(role("design", headcount, turnover=turnover, **changes),),
    )


def response(*entries: Freelancers | Overtime) -> SurgeResponse:
    overtime = tuple(entry for entry in entries if isinstance(entry, Overtime))
    freelancers = tuple(entry for entry in entries if isinstance(entry, Freelancers))
    return SurgeResponse(overtime, freelancers, (), ())


def test_departures_are_as_many_as_the_hazard_says() -> None:
    """Departures of positions that are filled at once against Poisson; false alarm 1e-5."""
    made = company(Turnover(2.0, constant(0)))
    lives = draw_tape(made, 0).lives.values()
    departures = [t for life in lives for t, kind, _ in life.events if kind == "departure"]
    assert max(departures) < LIMIT
    expected = 200 * 2.0 * LIMIT / YEAR
    assert 1e-5 < stats.poisson.cdf(len(departures), expected) < 1 - 1e-5
    # Memoryless: uniform over the run (Kolmogorov-Smirnov; false alarm 1e-5).
    assert stats.kstest(np.array(departures) / LIMIT, "uniform").pvalue > 1e-5


def test_a_vacancy_lasts_as_long_as_hiring_and_its_successor_ramps_up() -> None:
    hire_delay = 42 * DAY
    tape = draw_tape(company(Turnover(1.0, constant(hire_delay))), 0)
    seen = 0
    for life in tape.lives.values():
        first, *others = life.spells
        assert first[0] == 0 and not first[2]
        assert all(ramps for _, _, ramps in others)
        for (_, departure, _), (hire, _, _) in zip(life.spells, life.spells[1:], strict=False):
            assert hire == departure + hire_delay
            assert (departure, "departure", 0) in life.events
            assert (hire, "hire", 0) in life.events
            assert departure in life.hand_overs
            assert life.clock.work(departure) == life.clock.work(hire)
            seen += 1
    assert seen > 100


def test_the_vacant_share_is_that_of_an_alternating_renewal_process() -> None:
    """Mean vacant time of 2000 positions within 4.5 standard errors; false alarm 1e-5.

    From a filled start with stays of mean a and exponential delays of mean b, the expected vacant
    time until T is b/(a+b) (T - ab/(a+b) (1 - exp(-(1/a+1/b) T))). Source: two-state Markov chain.
    """
    stay, delay = YEAR / 1.5, 60 * DAY
    hiring = distribution("exponential", mean=float(delay))
    lives = draw_tape(company(Turnover(1.5, hiring), 2000), 0).lives.values()
    vacant = []
    for life in lives:
        filled = sum(min(until, LIMIT) - begin for begin, until, _ in life.spells)
        vacant.append(LIMIT - filled)
    speed = 1 / stay + 1 / delay
    expected = delay / (stay + delay) * (LIMIT - (1 - np.exp(-speed * LIMIT)) / speed)
    error = np.std(vacant) / np.sqrt(len(vacant))
    assert abs(np.mean(vacant) - expected) < 4.5 * error


def test_a_position_that_opens_later_begins_with_a_newcomer_and_ends_for_good() -> None:
    made = company(
        Turnover(0.5, constant(DAY)), 50, available_from=10 * WEEK, available_until=60 * WEEK
    )
    for life in draw_tape(made, 0).lives.values():
        assert life.spells[0][0] == 10 * WEEK and life.spells[0][2]
        assert max(begin for begin, _, _ in life.spells) < 60 * WEEK
        assert max(until for _, until, _ in life.spells) <= 60 * WEEK
        assert life.clock.starts[0] >= 10 * WEEK and life.clock.ends[-1] <= 60 * WEEK
        assert life.events[0] == (10 * WEEK, "hire", 0)


def test_a_position_that_ends_hands_its_work_over() -> None:
    (life,) = draw_tape(
        company(Turnover(0.0, constant(0)), 1, available_until=20 * WEEK), 0
    ).lives.values()
    assert life.spells == ((0, 20 * WEEK, False),)
    assert life.hand_overs == (20 * WEEK,)
    assert life.events == ((20 * WEEK, "departure", 0),)


def test_an_absence_ends_with_its_occupant() -> None:
    absence = Absence(0.0, 5.0, 0.4, distribution("exponential", mean=20.0))
    made = company(Turnover(3.0, constant(30 * DAY)), 60, absence=absence)
    cut = 0
    for life in draw_tape(made, 0).lives.values():
        open_until = {t for t, kind, _ in life.events if kind == "departure"}
        for time, kind, _ in life.events:
            if kind == "absence_start":
                assert any(begin <= time < until for begin, until, _ in life.spells)
            cut += kind == "absence_end" and time in open_until
        starts = sum(kind == "absence_start" for _, kind, _ in life.events)
        ends = sum(kind == "absence_end" for _, kind, _ in life.events)
        assert starts == ends
    assert cut > 10


def test_freelancers_are_there_for_the_stated_time() -> None:
    made = company(Turnover(0.0, constant(0)), 2, absence=replace(NO_ABSENCE, vacation_days=20.0))
    hired = (
        Freelancers("design", 2, 10 * WEEK, 20 * WEEK, 75.0),
        Freelancers("design", 1, 15 * WEEK, 25 * WEEK, 90.0),
    )
    made = replace(made, surge_response=response(*hired))
    people = people_of(made)
    assert [person.name for person in people] == [
        "design/1",
        "design/2",
        "design/freelancer 1",
        "design/freelancer 2",
        "design/freelancer 3",
    ]
    assert [person.cost_per_hour for person in people] == [50.0, 50.0, 75.0, 75.0, 90.0]
    life = draw_tape(made, 0).lives["design/freelancer 3"]
    assert life.spells == ((15 * WEEK, 25 * WEEK, False),)
    assert life.events == ((15 * WEEK, "hire", 0), (25 * WEEK, "departure", 0))
    assert life.hand_overs == (25 * WEEK,)
    assert life.clock.total == 10 * 40 * HOUR
    assert list(draw_tape(made, 0).lives) == [person.name for person in people]


def test_people_have_the_homes_that_the_role_states() -> None:
    made = scenario(
        roles=(role("content", 3, home=(("south", 2), ("north", 1))), role("design", 1))
    )
    assert [(person.name, person.home) for person in people_of(made)] == [
        ("content/1", "south"),
        ("content/2", "south"),
        ("content/3", "north"),
        ("design/1", ""),
    ]


@pytest.mark.parametrize(
    ("hours", "factor", "week"),
    [
        ("mon-fri 09:00-17:00", 1.25, 50.0),
        ("mon-fri 09:00-12:00, 13:00-18:00", 1.5, 60.0),
        ("mon-fri 09:00-12:00, 13:00-18:00", 0.25, 10.0),
        ("mon-thu 22:00-06:00", 1.125, 36.0),
        ("mon-fri 00:00-08:00", 1.25, 50.0),
        ("mon-fri 09:00-17:00; sat 10:00-12:00", 1.5, 63.0),
    ],
)
def test_overtime_makes_working_days_longer_at_their_end(
    hours: str, factor: float, week: float
) -> None:
    office = Calendar("office", parse_weekly_hours(hours), "UTC")
    made = scenario(calendars=(office, ALWAYS))
    made = replace(made, surge_response=response(Overtime("office", 10 * WEEK, 12 * WEEK, factor)))
    plain = compiled_clocks(scenario(calendars=(office, ALWAYS)))[0]
    clock, always = compiled_clocks(made)
    assert (
        clock.work(13 * WEEK) - clock.work(10 * WEEK)
        == (2 * week + office.weekly.hours_per_week()) * HOUR
    )
    assert clock.work(10 * WEEK) == plain.work(10 * WEEK)
    assert always == compiled_clocks(scenario())[1]
    window = [t for t in clock.starts.tolist() if 10 * WEEK <= t < 12 * WEEK]
    assert set(window) <= set(plain.starts.tolist())


def test_overtime_leaves_closed_days_closed() -> None:
    office = replace(OFFICE, closed_dates=frozenset({date(2026, 3, 18)}))
    made = scenario(calendars=(office, ALWAYS))
    made = replace(made, surge_response=response(Overtime("office", 10 * WEEK, 11 * WEEK, 1.25)))
    clock = compiled_clocks(made)[0]
    wednesday = 10 * WEEK + 2 * DAY
    assert clock.work(wednesday + DAY) == clock.work(wednesday)
    assert clock.work(11 * WEEK) - clock.work(10 * WEEK) == 40 * HOUR


def test_nobody_leaves_without_turnover() -> None:
    for life in draw_tape(company(Turnover(0.0, constant(0))), 0).lives.values():
        assert life.spells == ((0, NEVER, False),)
