"""Points by rule: as many as counted, in one order, drawn as their designs promise."""

from __future__ import annotations

import tracemalloc
from decimal import Decimal
from itertools import islice
from typing import Any

import numpy as np
import pytest

from mom_sim.experiments.sweep.design import BLOCK, combinations, count_of
from mom_sim.experiments.sweep.field_values import Range, Values, parse_values
from mom_sim.experiments.sweep.points import number_of_points, points_of
from mom_sim.experiments.sweep.sweep import Design, Sweep

UNIT = Range(Decimal(0), Decimal(1))

FIELDS = (("a", parse_values([1, 2])), ("b", parse_values(["x", "y", "z"])))


def sweep_of(design: Design, **others: Any) -> Sweep:
    """A sweep whose scenario does not matter."""
    told: dict[str, Any] = {"models": (None,), "seeds": (None,), "replications": None} | others
    return Sweep("s", design, base="0", text="", currency="USD", **told)


def test_a_grid_has_every_combination_and_the_last_field_changes_fastest() -> None:
    found = [tuple(dict(one).values()) for one in combinations(Design("grid", FIELDS))]
    assert found == [(1, "x"), (1, "y"), (1, "z"), (2, "x"), (2, "y"), (2, "z")]


def test_one_at_a_time_starts_as_written_and_changes_one_field() -> None:
    found = [dict(one) for one in combinations(Design("one_at_a_time", FIELDS))]
    assert found == [{}, {"a": 1}, {"a": 2}, {"b": "x"}, {"b": "y"}, {"b": "z"}]


def test_a_list_takes_values_together() -> None:
    fields = (("a", Values((1, 2))), ("b", Values(("x", "y"))))
    found = [dict(one) for one in combinations(Design("list", fields))]
    assert found == [{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]


@pytest.mark.parametrize("kind", ["grid", "one_at_a_time", "latin_hypercube", "sobol"])
def test_points_are_as_many_as_counted_and_each_has_a_request_of_its_own(kind: str) -> None:
    fields = FIELDS if kind in ("grid", "one_at_a_time") else (("a", UNIT), ("b", UNIT))
    sweep = sweep_of(Design(kind, fields, 37), models=("m", "n"), seeds=(1, 2, 3))
    points = list(points_of(sweep))
    assert len(points) == number_of_points(sweep) == 6 * count_of(sweep.design)
    assert [point.number for point in points] == list(range(1, len(points) + 1))
    assert len({point.request for point in points}) == len(points)


@pytest.mark.parametrize("points", [10, BLOCK, BLOCK + 10])
def test_a_latin_hypercube_has_one_point_in_every_slice_of_a_block(points: int) -> None:
    design = Design("latin_hypercube", (("a", UNIT), ("b", UNIT)), points)
    found = np.array([[value for _, value in one] for one in combinations(design)])
    assert found.shape == (points, 2)
    for start in range(0, points, BLOCK):
        block = found[start : start + BLOCK]
        # Values are rounded to a millionth of the range; a slice is far wider.
        slices = np.floor(np.clip(block, 0, 1 - 1e-9) * len(block))
        counts = np.stack(
            [np.bincount(column.astype(int), minlength=len(block)) for column in slices.T]
        )
        off = np.abs(counts - 1).sum(axis=1)
        assert (off <= 0.02 * len(block)).all()


def test_a_sobol_sequence_begins_alike_whatever_its_length() -> None:
    fields = (("a", UNIT), ("b", UNIT))
    short = list(combinations(Design("sobol", fields, 100, seed=7)))
    long = list(islice(combinations(Design("sobol", fields, 3 * BLOCK, seed=7)), 100))
    assert short == long
    assert short != list(combinations(Design("sobol", fields, 100, seed=8)))


def test_a_sobol_sequence_is_balanced_in_every_interval_of_a_power_of_two() -> None:
    design = Design("sobol", (("a", UNIT),), 256)
    found = np.array([one[0][1] for one in combinations(design)])
    counts, _ = np.histogram(found, bins=16, range=(0, 1))
    assert counts.tolist() == [16] * 16


@pytest.mark.parametrize("kind", ["grid", "latin_hypercube", "sobol"])
def test_memory_does_not_grow_with_the_number_of_points(kind: str) -> None:
    def peak(points: int) -> int:
        values = (parse_values(f"1:{points // 10}:1"), parse_values("1:10:1"))
        fields = (("a", values[0]), ("b", values[1]))
        if kind != "grid":
            fields = (("a", UNIT), ("b", UNIT))
        sweep = sweep_of(Design(kind, fields, points))
        tracemalloc.start()
        assert sum(1 for _ in points_of(sweep)) == points
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(100)  # what is loaded at first use is not counted
    small, large = peak(4_200), peak(8_400)
    assert large < small + 100_000
