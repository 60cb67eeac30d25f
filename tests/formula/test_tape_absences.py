"""Vacation and sickness against their stated amounts."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy import stats

from mom_sim.calendars.calendar import Calendar
from mom_sim.calendars.weekly_hours import parse_weekly_hours
from mom_sim.draws.distributions import distribution
from mom_sim.errors import RunError
from mom_sim.scenario.resolved import Absence, Overtime, Scenario, SurgeResponse
from mom_sim.tape import PersonLife, compiled_clocks, draw_tape
from tests.invariants.tape_scenarios import (
    ALWAYS,
    DAY,
    HOUR,
    NO_ABSENCE,
    OFFICE,
    WEEK,
    YEAR,
    campaign_type,
    demand,
    role,
    scenario,
)

LIMIT = 3 * YEAR


def lives_of(absence: Absence, headcount: int = 40, **changes: Any) -> list[PersonLife]:
    return list(draw_tape(three_years(absence, headcount, **changes), 0).lives.values())


def three_years(absence: Absence, headcount: int = 40, **changes: Any) -> Scenario:
    made = scenario(
        campaign_type("a", demand(per_year=1.0)),
        roles=(role("design", headcount, absence=absence, **changes),),
    )
    return replace(made, run=replace(made.run, horizon=2 * YEAR, follow_up=YEAR))


def vacation(days: float, block: float) -> Absence:
    return replace(NO_ABSENCE, vacation_days=days, vacation_block_days=block)


def sickness(share: float, spell: float, kind: str = "exponential") -> Absence:
    shape = {"exponential": {"mean": spell}, "constant": {"value": spell}}[kind]
    return replace(
        NO_ABSENCE, sickness_share=share, sickness_spell_days=distribution(kind, **shape)
    )


def spans(life: PersonLife, value: int) -> list[tuple[int, int]]:
    """Absences of one kind as (start, end)."""
    starts = [time for time, kind, v in life.events if kind == "absence_start" and v == value]
    ends = [time for time, kind, v in life.events if kind == "absence_end" and v == value]
    return list(zip(starts, ends, strict=True))


@pytest.mark.parametrize(
    ("days", "block", "lengths"),
    [
        (20.0, 5.0, [5.0] * 4),
        (22.0, 5.0, [2.0, 5.0, 5.0, 5.0, 5.0]),
        (3.5, 5.0, [3.5]),
        (20.0, 20.0 / 3.0, [20.0 / 3.0] * 3),
        (21.0, 1.4, [1.4] * 15),
        (30.0, 1.0, [1.0] * 30),
    ],
)
def test_every_year_has_its_vacation_to_the_microsecond(
    days: float, block: float, lengths: list[float]
) -> None:
    (clock, _) = compiled_clocks(three_years(vacation(days, block)))
    for life in lives_of(vacation(days, block)):
        taken = [(clock.work(end) - clock.work(start), start) for start, end in spans(life, 0)]
        for year in range(3):
            of_year = [
                worked for worked, start in taken if year * YEAR <= start < (year + 1) * YEAR
            ]
            assert sorted(of_year) == [round(length * 8 * HOUR) for length in lengths]
        assert clock.work(LIMIT) - life.clock.work(LIMIT) == sum(worked for worked, _ in taken)


def test_vacation_starts_with_a_shift_and_ends_where_the_next_one_starts() -> None:
    for life in lives_of(vacation(20.0, 5.0)):
        for start, end in spans(life, 0):
            assert start % DAY == end % DAY == 9 * HOUR
            assert (end - start) % WEEK == 0


def test_every_opening_that_leaves_room_begins_a_vacation_equally_often() -> None:
    """First blocks of 300 people over the openings of the quarter; chi-square, false alarm 1e-5."""
    (clock, _) = compiled_clocks(three_years(vacation(20.0, 5.0)))
    fits = clock.worked_before + 40 * HOUR <= clock.work(YEAR // 4)
    openings = clock.starts[fits]
    starts = [spans(life, 0)[0][0] for life in lives_of(vacation(20.0, 5.0), 300)]
    assert set(starts) <= set(openings.tolist())
    groups = np.array_split(openings, 10)
    counts = [sum(start in set(group.tolist()) for start in starts) for group in groups]
    shares = np.array([group.size for group in groups]) / openings.size
    assert stats.chisquare(counts, 300 * shares).pvalue > 1e-5


def test_somebody_who_works_around_the_clock_has_the_same_vacation() -> None:
    made = three_years(vacation(20.0, 5.0), calendar="always")
    clock = compiled_clocks(made)[1]
    for life in draw_tape(made, 0).lives.values():
        taken = [end - start for start, end in spans(life, 0)]
        assert taken == [5 * DAY] * 12
        assert clock.work(LIMIT) - life.clock.work(LIMIT) == 60 * DAY


def test_a_working_day_of_vacation_is_one_of_the_persons_own_calendar() -> None:
    part_time = Calendar("office", parse_weekly_hours("mon-wed 09:00-13:00"), "UTC")
    made = replace(three_years(vacation(3.0, 3.0)), calendars=(part_time, ALWAYS))
    for life in draw_tape(made, 0).lives.values():
        assert [end - start for start, end in spans(life, 0)] == [WEEK] * 3


def test_overtime_does_not_move_an_absence() -> None:
    absence = replace(vacation(20.0, 5.0), sickness_share=0.05)
    calm = three_years(absence)
    overtime = Overtime("office", 10 * WEEK, 40 * WEEK, 1.25)
    busy = replace(calm, surge_response=SurgeResponse((overtime,), (), (), ()))
    for name, life in draw_tape(calm, 0).lives.items():
        other = draw_tape(busy, 0).lives[name]
        assert (other.events, other.hand_overs) == (life.events, life.hand_overs)
        gain = other.clock.total - life.clock.total
        assert 0 < gain <= 150 * 2 * HOUR


@pytest.mark.parametrize("kind", ["exponential", "constant"])
def test_sickness_takes_its_share_of_working_time(kind: str) -> None:
    """Within 4.5 standard deviations of the share over 200 people and three years; false alarm
    1e-5. Variance of the time spent in one state of an alternating renewal process: Takacs, Acta
    Mathematica Hungarica 10 (1959) 395-403.
    """
    share, spell, people = 0.05, 3.0, 200
    (clock, _) = compiled_clocks(three_years(NO_ABSENCE))
    until = clock.work(LIMIT) / (8 * HOUR)
    absent = sum(
        clock.work(min(end, LIMIT)) - clock.work(start)
        for life in lives_of(sickness(share, spell, kind), people)
        for start, end in spans(life, 1)
    )
    up = spell * (1 - share) / share
    spell_variance = spell**2 if kind == "exponential" else 0.0
    variance = until * (spell_variance * up**2 + up**2 * spell**2) / (up + spell) ** 3
    mean = share * until * people
    # The start in good health is worth at most one spell's share.
    tolerance = 4.5 * math.sqrt(people * variance) + people * share * spell
    assert abs(absent / (8 * HOUR) - mean) < tolerance


def test_vacation_and_sickness_that_overlap_count_once() -> None:
    absence = replace(vacation(60.0, 20.0), sickness_share=0.3)
    (clock, _) = compiled_clocks(three_years(absence))
    merged = 0
    for life in lives_of(absence):
        both = spans(life, 0) + spans(life, 1)
        away = np.zeros(LIMIT // HOUR + 4000, dtype=bool)
        for start, end in both:
            away[-(-start // HOUR) : end // HOUR] = True
        single = sum(clock.work(end) - clock.work(start) for start, end in both)
        lost = clock.total - life.clock.total
        merged += single - lost
        hours = np.flatnonzero(away) * HOUR
        assert not any(life.clock.is_open(int(t)) for t in hours[::17])
        assert lost < single
    assert merged > 0


def test_absence_hands_over_after_its_working_time() -> None:
    after = 2 * 8 * HOUR
    absence = sickness(0.2, 2.0)
    made = three_years(absence, hand_over_after=after)
    (clock, _) = compiled_clocks(made)
    for life in draw_tape(made, 0).lives.values():
        expected = []
        for start, end in spans(life, 1):
            if clock.work(end) - clock.work(start) > after:
                expected.append(clock.inverse(clock.work(start) + after))
        assert list(life.hand_overs) == expected
        assert expected


def test_absence_hands_over_at_once_where_the_role_says_so() -> None:
    for life in lives_of(vacation(20.0, 5.0), hand_over_after=0):
        assert list(life.hand_overs) == [start for start, _ in spans(life, 0)]


def test_an_absence_of_exactly_the_allowed_length_hands_nothing_over() -> None:
    for life in lives_of(vacation(20.0, 5.0), hand_over_after=40 * HOUR):
        assert life.hand_overs == ()


def test_without_absence_a_person_works_the_calendar() -> None:
    made = three_years(NO_ABSENCE)
    (clock, _) = compiled_clocks(made)
    for life in draw_tape(made, 0).lives.values():
        assert life == PersonLife(clock, (), ((0, 2**62, False),), ())


def test_spells_of_sickness_without_length_are_refused() -> None:
    with pytest.raises(RunError, match=r"sickness of 'design'.*no finite mean above 0"):
        lives_of(sickness(0.1, 0.0, "constant"))


def test_a_calendar_that_never_opens_has_no_absences() -> None:
    never = replace(OFFICE, weekly=parse_weekly_hours("closed"))
    made = replace(three_years(vacation(20.0, 5.0)), calendars=(never, ALWAYS))
    for life in draw_tape(made, 0).lives.values():
        assert life.clock.total == 0 and life.events == ()
