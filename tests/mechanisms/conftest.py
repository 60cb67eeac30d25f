"""Mechanisms are tried one at a time: on archetypes that state none of their own."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _one_at_a_time(bare_archetypes: None) -> None:
    """Every test of this folder."""
