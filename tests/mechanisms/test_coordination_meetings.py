"""Coordination meetings: time by the number of neighbors in the workflow, counted by hand."""

from __future__ import annotations

import pytest

from mom_sim.operating_models.interfaces import interfaces
from mom_sim.plan.plan import PARTS
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.test_all import study_with

MEETINGS = MECHANISMS["coordination_meetings"]

# brief -> write and draw -> build -> approve, each by a team of its own
NEIGHBORS = {"strategy": 2, "content": 2, "design": 2, "operations": 3, "brand": 1}


def shares(base: str, values: dict[str, object]) -> dict[str, set[int]]:
    """Productive share of the people of every role."""
    found: dict[str, set[int]] = {}
    for person in study_with(base, MEETINGS, values).plan("changed").people:
        found.setdefault(person.role, set()).add(person.productive_share)
    return found


def test_neighbors_follow_from_the_workflow() -> None:
    plan = study_with("functional", MEETINGS, {}).plan("functional")
    names = [team.name for team in plan.teams]
    met = interfaces(plan.programs, plan.queues)
    assert {names[team]: len(others) for team, others in met.items()} == NEIGHBORS


def test_an_hour_with_each_neighbor() -> None:
    found = shares("functional", {"hours": 1, "included": 0})
    assert found == {role: {round((0.6 - n / 40) * PARTS)} for role, n in NEIGHBORS.items()}


def test_what_is_included_is_not_taken_twice_and_never_given_back() -> None:
    found = shares("functional", {"hours": 1, "included": 2})
    hours = {role: max(0, n - 2) for role, n in NEIGHBORS.items()}
    assert found == {role: {round((0.6 - n / 40) * PARTS)} for role, n in hours.items()}


@pytest.mark.parametrize("base", ["centralized", "decentralized"])
def test_who_sits_together_has_nobody_to_meet(base: str) -> None:
    found = shares(base, {"hours": 5, "included": 0})
    assert set.union(*found.values()) == {round(0.6 * PARTS)}
