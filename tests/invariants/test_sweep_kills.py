"""Killed at any instant and run again, a sweep exports the bytes of one that nobody touched."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.invariants.sweep_kills import kill_and_compare


def test_a_few_kills_change_nothing(tmp_path: Path) -> None:
    found: list[dict[str, Any]] = []
    kills, compared = kill_and_compare(tmp_path, 3, 60.0, 4, found.append)
    assert 1 <= kills <= 3
    assert compared >= 1
    assert all(one["is_equal"] for one in found if "is_equal" in one)


@pytest.mark.deep
def test_a_hundred_kills_change_nothing(tmp_path: Path) -> None:
    found: list[dict[str, Any]] = []
    kills, compared = kill_and_compare(tmp_path, 100, 3600.0, 5, found.append)
    assert kills >= 100
    assert compared >= 5
    assert all(one["is_equal"] for one in found if "is_equal" in one)
