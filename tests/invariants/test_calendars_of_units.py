"""People at home in a unit keep the unit's calendar, whatever model they work in."""

from __future__ import annotations

import pytest

from mom_sim import Study, parse_scenario, simulate
from mom_sim.operating_models.budget import position_cost_per_year
from mom_sim.tape.people import people_of

TEXT = """\
calendars:
  office: {hours: {mon-fri: "09:00-17:00"}}
  siesta: {hours: {mon-thu: "14:00-20:00"}}
units: {north: {}, south: {calendar: siesta}}
run: {warm_up: 1 week, horizon: 9 weeks, follow_up: 9 weeks}
people:
  content: {headcount: {south: 1, north: 1}, absence: {vacation: 60 working days per year}}
  brand: {headcount: 1, cost: 100 USD/hour}
campaigns:
  ad: {demand: 100 per year}
"""


def study(text: str = TEXT) -> Study:
    return Study(parse_scenario(text))


@pytest.mark.parametrize("model", ["centralized", "decentralized"])
def test_they_work_in_its_hours_only(model: str) -> None:
    of = study()
    run = simulate(of, model)
    people = {person.name: number for number, person in enumerate(run.plan.people)}
    work = run.log.stints[run.log.stints["person"] == people["content/2"]]
    hours = work["start"] / 3_600_000_000
    assert len(work)
    assert (hours // 24 % 7 <= 3).all()
    assert (hours % 24 >= 14).all() and (work["finish"] / 3_600_000_000 % 24 <= 20).all()
    teams = {person.name: run.plan.teams[person.team].name for person in run.plan.people}
    if model == "decentralized":
        assert (teams["content/1"], teams["content/2"]) == ("north", "south")


def test_the_calendar_is_the_unit_s_unless_the_role_names_one() -> None:
    def calendars(text: str) -> list[tuple[str, str, str]]:
        scenario = study(text).scenario
        return [
            (person.name, person.home, scenario.calendars[person.calendar].name)
            for person in people_of(scenario)
        ]

    assert calendars(TEXT) == [
        ("content/1", "north", "office"),
        ("content/2", "south", "siesta"),
        ("brand/1", "", "office"),
    ]
    own = TEXT.replace("content: {", "content: {calendar: office, ")
    assert {calendar for _, _, calendar in calendars(own)} == {"office"}


def test_the_last_position_costs_its_own_hours() -> None:
    scenario = study().scenario
    content = scenario.roles[0]
    north = study(TEXT.replace("south: 1, north: 1", "north: 1")).scenario.roles[0]
    ratio = position_cost_per_year(scenario, content) / position_cost_per_year(scenario, north)
    assert ratio == pytest.approx(24 / 40, rel=0.02)


def test_a_calendar_that_nobody_keeps_is_told() -> None:
    placed = TEXT.replace("headcount: {south: 1, north: 1}", "headcount: 2")
    (warning,) = parse_scenario(placed).warnings
    assert warning == (
        "units.south.calendar: nobody is at home in south by a headcount such as {south: 2} in a "
        "role without a calendar of its own, so nobody works by siesta"
    )
    assert parse_scenario(TEXT).warnings == ()
