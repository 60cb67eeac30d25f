"""Requests of all demands drawn at once are those of each demand drawn alone."""

from __future__ import annotations

import importlib
import sys
from dataclasses import fields, replace

import numpy as np
import pytest

from mom_sim.scenario.resolved import Scenario, Seasonality
from mom_sim.tape import baselines as module
from mom_sim.tape.arrivals import baseline_requests
from mom_sim.tape.baselines import baselines
from mom_sim.tape.clocks import time_limit
from mom_sim.tape.luck import Luck
from mom_sim.tape.requests import Requests
from mom_sim.tape.staging import stage_of
from tests.invariants.tape_scenarios import DAY, WEEK, campaign_type, constant, demand, scenario

SEASON = Seasonality((), 52 * WEEK, 0.4, 3 * WEEK)


def company() -> Scenario:
    """Demands that are alike, that change with the season, that are regular, rare, and none."""
    return scenario(
        campaign_type("small", demand("north", 90.0), demand("south", 90.0), demand("north", 4.0)),
        campaign_type("big", demand("south", 30.0), seasonality=SEASON),
        campaign_type(
            "regular",
            demand("north", 0.0, interval=(constant(9 * DAY),), first=2 * DAY, first_at_once=True),
            demand("south", 0.001),
        ),
        campaign_type("office", demand("north", 40.0), arrive_in_working_hours=True),
        campaign_type("none", demand("north", 0.0)),
    )


def one_by_one(luck: Luck, of: Scenario) -> Requests:
    parts = [baseline_requests(luck, of, source, ()) for source in stage_of(of).sources]
    return parts[0] if len(parts) == 1 else _behind_each_other(parts)


def _behind_each_other(parts: list[Requests]) -> Requests:
    names = [field.name for field in fields(Requests)]
    columns = {
        name: np.concatenate([getattr(part, name) for part in parts])
        for name in names
        if name not in ("stream", "ids", "stated_effort")
    }
    ids = [name for part in parts for name in part.ids]
    return Requests(stream=parts[0].stream, ids=ids, stated_effort={}, **columns)


def assert_same(one: Requests, other: Requests) -> None:
    assert one.stream == other.stream and list(one.ids) == list(other.ids)
    for field in fields(Requests):
        if field.name not in ("stream", "ids", "stated_effort"):
            a, b = getattr(one, field.name), getattr(other, field.name)
            assert a.dtype == b.dtype
            np.testing.assert_array_equal(a, b, field.name)


@pytest.fixture(params=["machine code", "NumPy"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once where numba is loaded, and once as if it were not."""
    importlib.import_module("numba")
    if request.param == "NumPy":
        monkeypatch.delitem(sys.modules, "numba")


@pytest.mark.parametrize("replication", range(5))
def test_all_at_once_is_one_by_one(replication: int) -> None:
    luck, of = Luck(7, replication), company()
    found = baselines(luck, stage_of(of).sources, time_limit(of))
    assert_same(found, one_by_one(luck, of))
    assert {*found.type.tolist()} >= {0, 1, 2, 3}


@pytest.mark.parametrize("most", [0, 50])
def test_a_demand_with_too_many_gaps_is_drawn_alone(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST_GAPS", most)
    luck = Luck(1, 2)
    of = replace(company(), name=f"most {most}")  # none that is kept
    assert_same(baselines(luck, stage_of(of).sources, time_limit(of)), one_by_one(luck, of))


def test_a_demand_whose_gaps_do_not_suffice_is_drawn_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_gaps_at_once", lambda source: 3)
    luck = Luck(1, 2)
    of = replace(company(), name="too few")
    assert_same(baselines(luck, stage_of(of).sources, time_limit(of)), one_by_one(luck, of))
