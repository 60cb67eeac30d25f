"""Release cadence: production begins at the starts of sprints, and only there."""

from __future__ import annotations

from collections.abc import Iterator

from mom_sim import Simulation, simulate
from mom_sim.calendars.units import MICROSECONDS_PER_HOUR, MICROSECONDS_PER_WEEK
from mom_sim.log.contract import CAUSES
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.building import activities_of, study_of
from tests.mechanisms.test_all import study_with

CADENCE = MECHANISMS["release_cadence"]
PLANNED = {"unplanned": "0%"}
NINE = 9 * MICROSECONDS_PER_HOUR


def holds(simulation: Simulation) -> Iterator[tuple[int, int, int]]:
    """Campaign, begin and end of every hold that took time."""
    campaigns = {
        one.activity: one.campaign for one in activities_of(simulation) if one.step == "release"
    }
    waits = simulation.log.waits
    names = ("activity", "start", "finish", "cause")
    for activity, start, finish, cause in zip(*(waits[n].tolist() for n in names), strict=True):
        if activity in campaigns:
            assert CAUSES[cause] == "hold"
            yield campaigns[activity], start, finish


def test_held_until_every_other_monday_at_nine() -> None:
    simulation = simulate(study_with("centralized", CADENCE, PLANNED), "changed")
    found = list(holds(simulation))
    assert len(found) > 10
    ended = [(start, end) for _, start, end in found if end < simulation.plan.horizon]
    for start, end in ended:
        assert (end - NINE) % (2 * MICROSECONDS_PER_WEEK) == 0
        assert 0 < end - start < 2 * MICROSECONDS_PER_WEEK


def test_branches_are_held_once_and_together() -> None:
    study = study_with("centralized", CADENCE, PLANNED)
    nodes = study.plan("changed").programs[0].nodes
    (freeze,) = [node for node in nodes if node.instruction == "FREEZE"]
    steps = {study.plan("changed").steps[nodes[after].step] for after in freeze.successors}
    assert steps == {"write", "draw"}


def test_a_start_on_a_holiday_is_at_the_next_opening() -> None:
    office = {"hours": {"mon-fri": "09:00-17:00"}, "closures": ["2026-01-19..2026-01-20"]}
    study = study_of(
        "centralized",
        company={"calendars": {"office": office}},
        coordination={"release_cadence": PLANNED},
    )
    nodes = study.plan("changed").programs[0].nodes
    (freeze,) = [node for node in nodes if node.instruction == "FREEZE"]
    day = 24 * MICROSECONDS_PER_HOUR
    assert [end for _, end in freeze.windows[:3]] == [NINE, 16 * day + NINE, 28 * day + NINE]


def test_what_is_ready_at_the_start_goes_with_it() -> None:
    nodes = study_with("centralized", CADENCE, PLANNED).plan("changed").programs[0].nodes
    (freeze,) = [node for node in nodes if node.instruction == "FREEZE"]
    for (_, end), (begin, _) in zip(freeze.windows, freeze.windows[1:], strict=False):
        assert begin == end + 1


def test_more_unplanned_work_includes_all_of_less() -> None:
    """Who passes at 10 percent passes at 60: the held ones of the second are some of the first."""
    few, many = (
        {
            one.campaign
            for one in activities_of(
                simulate(study_with("centralized", CADENCE, {"unplanned": share}), "changed")
            )
            if one.step == "release"
        }
        for share in ("10%", "60%")
    )
    assert many and many < few


def test_open_campaigns_are_in_work_already() -> None:
    backlog = [{"unit": "north", "type": "small", "step": "write", "count": 3}]
    study = study_of(
        "centralized", company={"backlog": backlog}, coordination={"release_cadence": PLANNED}
    )
    simulation = simulate(study, "changed")
    campaigns = simulation.log.campaigns
    first = set(campaigns[campaigns["requested"] == 0]["campaign"])
    assert len(first) == 3 and not first & {campaign for campaign, _, _ in holds(simulation)}
