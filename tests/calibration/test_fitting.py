"""The parts of the fit, on logs whose answer is known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mom_sim.calibration.fitting.arrivals import poisson_interval
from mom_sim.calibration.fitting.families import fit_times
from mom_sim.calibration.fitting.fitting_all import fit
from mom_sim.calibration.fitting.hands_on import hands_on_seconds
from mom_sim.calibration.fitting.idle_time import team_idle_time
from mom_sim.calibration.fitting.kinds_of_case import kinds_of_case
from mom_sim.calibration.fitting.rounds import (
    are_independent,
    by_round,
    chance_of_more,
    chances_by_round,
)
from mom_sim.calibration.fitting.routes import parallel_pairs, routes_of, shape_of
from mom_sim.calibration.fitting.rows import rows_of
from mom_sim.calibration.fitting.samples import Place
from mom_sim.calibration.fitting.teams import find_teams
from mom_sim.calibration.fitting.time_zones import guess_zone
from mom_sim.calibration.fitting.working_week import PastClock, WorkingWeek, fit_week, past_clock
from mom_sim.calibration.scenario_text import scenario_text
from mom_sim.calibration.step_names import LAUNCH, LONGEST, activity_key, names_of, step_name
from mom_sim.simulation import parse_scenario
from tests.calibration.made_logs import desk_log, event_log

HOUR = 3600.0
MONDAY = pd.Timestamp("2026-01-05", tz="UTC").timestamp()


def at(day: int, hour: float) -> float:
    return MONDAY + day * 86400 + hour * HOUR


def office(days: int = 14) -> PastClock:
    opening = np.array([9.0] * 5 + [0, 0]) * HOUR
    week = WorkingWeek(opening, np.array([17.0] * 5 + [0, 0]) * HOUR, "UTC")
    noons = np.array([at(day, 12) for day in range(days)])
    return past_clock(week, noons, noons)


def test_weekly_hours_are_found_and_written() -> None:
    generator = np.random.default_rng(1)
    days = generator.choice([0, 1, 2, 3, 5], 4000) + 7 * generator.integers(0, 8, 4000)
    hours = np.where(days % 7 == 5, generator.uniform(10, 13, 4000), generator.uniform(8, 16, 4000))
    week = fit_week(np.array([at(*one) for one in zip(days, hours, strict=True)]), "UTC")
    assert week.written() == {"mon-thu": "08:00-16:00", "sat": "10:00-13:00"}
    assert week.hours == pytest.approx(35)


def test_work_around_the_clock_is_always() -> None:
    instants = np.array([at(day, hour) for day in range(14) for hour in np.arange(0.1, 24, 0.2)])
    assert fit_week(instants, "UTC").written() == "always"


@pytest.mark.parametrize(("cases", "open_days"), [(24, 13), (2, 14)])
def test_a_silent_date_is_closed_only_where_silence_is_no_accident(
    cases: int, open_days: int
) -> None:
    """Of two weeks one Wednesday is silent: 12 cases on a usual one leave none to chance."""
    week = WorkingWeek(np.full(7, 9 * HOUR), np.full(7, 17 * HOUR), "UTC")
    starts = np.array([at(day, 10) for day in range(14) if day != 2 for _ in range(cases)])
    clock = past_clock(week, starts, starts)
    assert clock.between(np.array([at(0, 9)]), np.array([at(13, 17)]))[0] == open_days * 8 * HOUR


def test_few_cases_of_many_events_keep_their_rate() -> None:
    """Fifteen events a case and 1.5 cases a week: most dates are silent and yet open.

    A true rate lies outside its exact interval in 5% of such logs; the seed is fixed.
    """
    generator = np.random.default_rng(3)
    begins = np.sort(generator.integers(0, 52 * 5, 78))
    rows = []
    for number, day in enumerate(begins.tolist()):
        start = pd.Timestamp("2026-01-05", tz="UTC") + pd.Timedelta(days=day // 5 * 7 + day % 5)
        for step in range(15):
            begin = start + pd.Timedelta(hours=9, minutes=30 * step)
            end = begin + pd.Timedelta(minutes=30)
            rows.append((f"c{number}", f"s{step}", "ann", str(begin), str(end)))
    arrivals = fit(event_log(rows)).arrivals
    assert arrivals.per_week == pytest.approx(1.5, rel=0.1)
    assert arrivals.low < 1.5 < arrivals.high


@pytest.mark.parametrize(("gap", "is_idle"), [(60.0, False), (600.0, True)])
def test_changing_over_is_not_being_idle(gap: float, is_idle: bool) -> None:
    """Two tasks, from the opening to 12 and from a gap later to 16."""
    person = np.zeros(2, dtype=np.int64)
    start = np.array([at(0, 9), at(0, 12) + gap])
    end = np.array([at(0, 12), at(0, 16)])
    found = team_idle_time(person, start, end, office(), "UTC")
    latest = found.before(np.array([at(0, 15)]))[0]
    assert latest == (at(0, 12) + gap if is_idle else -np.inf)


def test_the_zone_whose_daylight_saving_keeps_hours_together_is_taken() -> None:
    local = pd.date_range("2026-02-02 09:00", "2026-06-01", freq="30min", tz="Europe/Berlin")
    local = local[(local.hour >= 9) & (local.hour < 17) & (local.dayofweek < 5)]
    instants = np.array([one.timestamp() for one in local])
    assert guess_zone(instants, "Etc/GMT-1") == "Europe/Berlin"
    fixed = np.array([at(day, hour) for day in range(120) for hour in np.arange(9, 17, 0.5)])
    assert guess_zone(fixed, "UTC") == "UTC"
    assert guess_zone(instants, "America/New_York") == "America/New_York"  # stated


def test_overlapping_work_is_divided_and_closed_hours_do_not_count() -> None:
    person = np.array([0, 0, 0, -1])
    start = np.array([at(0, 9), at(0, 10), at(0, 16), at(0, 9)])
    end = np.array([at(0, 11), at(0, 12), at(1, 10), at(0, 10)])
    work, share = hands_on_seconds(person, start, end, [office()], office())
    assert work / HOUR == pytest.approx([1.5, 1.5, 2.0, 1.0])
    assert share == pytest.approx(0.5)


def test_work_outside_the_hours_is_not_lost() -> None:
    work, _ = hands_on_seconds(
        np.array([0, 0]),
        np.array([at(5, 10), at(5, 12)]),
        np.array([at(5, 11), at(6, 12)]),
        [office()],
        office(),
    )
    assert work / HOUR == pytest.approx([1.0, 8.0])  # not more than a day


def test_time_before_the_last_idle_moment_is_not_a_queue() -> None:
    person = np.array([0, 1])
    start = np.array([at(0, 9), at(0, 10)])
    end = np.array([at(0, 12), at(0, 14)])
    idle = team_idle_time(person, start, end, office(), "UTC")
    queries = np.array([at(0, 9.5), at(0, 11), at(0, 12), at(0, 13), at(1, 10)])
    found = idle.before(queries)
    assert (found[:2] - MONDAY) / HOUR == pytest.approx([9.5, 10])  # the second one until 10:00
    assert (found[2] - MONDAY) / HOUR == pytest.approx(10)  # freed at that very instant
    assert (found[3] - MONDAY) / HOUR == pytest.approx(13)  # the first one since 12:00
    assert (found[4] - MONDAY) / HOUR == pytest.approx(17)  # nobody was there the next day


@pytest.mark.parametrize(
    ("family", "draw"),
    [
        ("exponential", lambda g: g.exponential(2.0, 3000)),
        ("gamma", lambda g: g.gamma(4.0, 0.5, 3000)),
        ("lognormal", lambda g: g.lognormal(0.0, 0.8, 3000)),
        ("weibull", lambda g: 2 * g.weibull(2.5, 3000)),
        ("constant", lambda g: np.full(50, 1.5)),
        ("empirical", lambda g: g.choice([0.1, 5.0], 400) * g.uniform(0.9, 1.1, 400)),
    ],
)
def test_the_family_is_found(family: str, draw) -> None:  # type: ignore[no-untyped-def]
    sample = draw(np.random.default_rng(7)) * HOUR
    found = fit_times(sample)
    assert found.family == family
    assert found.low <= sample.mean() / HOUR <= found.high
    assert found.count == sample.size


def test_an_empirical_distribution_keeps_the_mean() -> None:
    from mom_sim.scenario.distribution_grammar import parse_time_distribution

    sample = np.random.default_rng(3).lognormal(0, 2, 5000) * HOUR
    written = fit_times(sample, "working hours", observed=True).written
    read = parse_time_distribution(written, 8.0)
    assert read.working
    assert read.distribution.mean() / 3.6e9 == pytest.approx(sample.mean() / HOUR, rel=1e-3)


def test_people_with_the_same_work_are_a_team() -> None:
    counts = np.array([[40, 5, 0], [30, 6, 0], [0, 0, 50], [1, 0, 30], [0, 3, 0]], dtype=float)
    teams = find_teams(counts, ["draft", "edit", "check"])
    first, second, third, fourth, fifth = teams.of_person
    assert first == second == fifth != third == fourth  # who only edits goes where editing is
    assert [teams.names[team] for team in teams.of_activity] == [
        "draft_team",
        "draft_team",
        "check_team",
    ]


def test_activities_that_overlap_are_side_by_side() -> None:
    rows = []
    for number in range(6):
        day = f"2026-01-{5 + number:02d}"
        rows += [
            (f"c{number}", "ask", "a", f"{day}T09:00", f"{day}T10:00"),
            (f"c{number}", "text", "b", f"{day}T10:00", f"{day}T12:00"),
            (f"c{number}", "image", "c", f"{day}T11:00", f"{day}T13:00"),
            (f"c{number}", "check", "a", f"{day}T13:00", f"{day}T13:30"),
            (f"c{number}", "check", "a", f"{day}T14:00", f"{day}T14:30"),
        ]
    found = rows_of(event_log(rows))
    pairs = parallel_pairs(found)
    names = {frozenset((found.activities[a], found.activities[b])) for a, b in pairs}
    assert names == {frozenset(("image", "text"))}
    (shape,) = {shape_of(route) for route in routes_of(found, pairs)}
    assert [(tuple(found.activities[a] for a in part), again) for part, again in shape] == [
        (("ask",), False),
        (("image", "text"), False),
        (("check",), True),
    ]


def _ways(*ways: str) -> list:  # type: ignore[type-arg]
    rows = []
    for number, way in enumerate(ways):
        for place, activity in enumerate(way):
            start = pd.Timestamp("2026-01-05", tz="UTC") + pd.Timedelta(days=number, hours=place)
            rows.append((f"c{number}", activity, "p", str(start), str(start + pd.Timedelta("1h"))))
    found = rows_of(event_log(rows))
    return routes_of(found, set())


def test_rare_ways_go_to_the_nearest_type() -> None:
    kinds = kinds_of_case(_ways(*["abc"] * 30, *["xyz"] * 20, "abqc", "xy"))
    assert [(len(kind.members), kind.exact) for kind in kinds] == [(31, 30), (21, 20)]
    assert kinds[0].aligned[-1][2].rows[0] == kinds[0].aligned[-1][1].rows[0] + 2  # q is besides
    assert kinds[1].aligned[-1][2] is None


def test_ways_of_their_own_still_give_types() -> None:
    """No way is frequent: types are those that many others are near to."""
    ways = [f"a{'bcdefghijklmnop'[i]}e" for i in range(15)] + [
        f"x{'bcdefghijklmnop'[i]}z" for i in range(15)
    ]
    kinds = kinds_of_case(_ways(*ways))
    assert len(kinds) >= 2
    assert sum(len(kind.members) for kind in kinds) == 30
    assert max(len(kind.members) for kind in kinds) <= 16


def test_rounds_and_their_independence() -> None:
    """False alarm 1% by the level of the test; the seed is fixed."""
    estimate, low, high, count = chance_of_more([2, 2, 3, 4])
    assert (estimate, count) == (pytest.approx(3 / 7), 7)
    assert low < 3 / 7 < high
    generator = np.random.default_rng(5)
    numbers = generator.geometric(0.4, 300)
    waits = [generator.exponential(1.0, n) for n in numbers]
    place = Place((0,), True, again=list(np.concatenate(waits)), rounds=list(numbers + 1))
    place.sums = [float(one.sum()) for one in waits]
    assert are_independent(place)
    place.sums = list(generator.normal(10, 1, 300))
    place.again = [
        total / n for total, n in zip(place.sums, numbers, strict=True) for _ in range(n)
    ]
    assert not are_independent(place)


def test_poisson_intervals_are_exact() -> None:
    assert poisson_interval(0) == (0.0, pytest.approx(3.6889, abs=1e-4))
    assert poisson_interval(10) == (
        pytest.approx(4.7954, abs=1e-4),
        pytest.approx(18.3904, abs=1e-4),
    )


def test_names_of_steps() -> None:
    assert step_name("W_Nabellen offertes") == "w_nabellen_offertes"
    assert step_name("Prüfung (2. Runde)!") == "prufung_2_runde"
    assert step_name("123") == "step_123"
    assert step_name("") == "step"
    assert activity_key("review--2") == activity_key("review--2--wait") == "review"
    names = names_of(["Review!", "Review?", "c"])
    assert names["c"] == "c"
    assert len(set(names.values())) == 3
    assert all(names[one].startswith("review_") for one in ("Review!", "Review?"))
    assert names == names_of(["c", "Review?", "Review!"])


def test_names_that_a_scenario_needs_or_yaml_reads_otherwise_are_given_to_no_activity() -> None:
    for word in ("Null", "true", "FALSE", "Yes", "no", "On", "off"):
        assert step_name(word) == f"step_{word.lower()}"
    assert step_name(LAUNCH) == f"step_{LAUNCH}"
    rows = [
        ("a", "Draft", "ann", "2026-01-05T10:00Z", "2026-01-05T11:00Z"),
        ("a", "Null", "ann", "2026-01-05T11:00Z", "2026-01-05T12:00Z"),
        ("a", "Finished", "ann", "2026-01-05T12:00Z", "2026-01-05T13:00Z"),
    ]
    (workflow,) = parse_scenario(scenario_text(fit(event_log(rows)))).scenario.workflows
    steps = {step.name for step in workflow.steps}
    assert {"draft", "step_null", "finished", LAUNCH} <= steps


def test_names_in_another_script_stay_apart() -> None:
    names = [step_name(one) for one in ("審査", "承認", "Проверка", "審査 " * 30)]
    assert len(set(names)) == 4
    assert all(one.startswith("step_") and len(one) <= LONGEST for one in names)
    assert [step_name(one) for one in names] == names


def test_the_desk_is_recovered() -> None:
    """Means within their own 95% intervals, two of them: false alarm 10%, with a fixed seed."""
    found = fit(desk_log(480))
    assert found.week.written() == {"mon-fri": "09:00-17:00"}
    assert {(team.name, team.positions) for team in found.teams} == {
        ("draft_text_team", 2),
        ("review_team", 1),
    }
    (kind,) = found.kinds
    assert [step.name for step in kind.steps] == ["draft_text", "review--wait", "review"]
    draft, wait, review = kind.steps
    assert draft.effort is not None
    assert draft.effort.family == "exponential"
    assert draft.effort.low <= 1.0 <= draft.effort.high
    assert review.effort is not None
    assert (review.effort.family, review.effort.mean) == ("constant", pytest.approx(0.5))
    assert wait.wait is not None
    assert wait.wait.mean == pytest.approx(2.5, rel=0.2)  # 5 hours in half of the cases
    assert found.arrivals.low <= 40 <= found.arrivals.high
    assert found.arrivals.dispersion.value < 0.5  # they come evenly


def test_further_rounds_are_counted_by_round() -> None:
    counts, p_value = by_round([2] * 60 + [3] * 30 + [4] * 10)
    assert counts == ((100, 40), (40, 10))
    assert 0.05 < p_value < 0.2
    _, differing = by_round([2] * 20 + [3] * 70 + [4] * 10)
    assert differing < 0.01
    assert by_round([2] * 10) == ((), 1.0)


def test_chances_by_round_are_as_many_as_the_log_tells_apart() -> None:
    """Of 200, after the second round 140 go on, of these 30, of these 7, of these 2."""
    rounds = [2] * 60 + [3] * 110 + [4] * 23 + [5] * 5 + [6] * 2
    second, further = chances_by_round(rounds)
    assert (second.value, second.count) == (0.7, 200)
    assert (further.value, further.count) == ((30 + 7 + 2) / (140 + 30 + 7 + 2), 179)
    assert second.low < 0.7 < second.high < 1
    assert 0 < further.low < further.value < further.high < second.low
    assert chances_by_round([2] * 60 + [3] * 30 + [4] * 10) == ()
    assert chances_by_round([]) == ()


def test_alike_rounds_are_rarely_taken_for_different_ones() -> None:
    """Of 500 logs 1% at the test's level; Binomial(500, 1%) is above 16 with probability 5e-5."""
    generator = np.random.default_rng(5)
    wrong = sum(
        bool(chances_by_round((1 + generator.geometric(0.6, 300)).tolist())) for _ in range(500)
    )
    assert wrong <= 16


def test_waits_are_independent_of_rounds_whose_chances_differ() -> None:
    """Numbers of rounds that are not geometric do not make waits depend on them; level 1%."""
    generator = np.random.default_rng(6)
    place = Place((0,), is_repeated=True)
    place.rounds = generator.choice([2, 3], 400, p=[0.2, 0.8]).tolist()
    for number in place.rounds:
        waits = generator.exponential(10.0, number - 1).tolist()
        place.again += waits
        place.sums.append(sum(waits))
    assert chances_by_round(place.rounds)
    assert are_independent(place)
