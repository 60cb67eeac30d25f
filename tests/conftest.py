"""Profiles of hypothesis: `ci` repeats itself exactly; `deep` looks further, with new examples.

MOM_SIM_PROFILE chooses; `make deep` sets it.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from mom_sim.engines.compiled_engine.compiling import kernel
from tests.bare import bare_archetypes

__all__ = ["bare_archetypes"]

# No verdict depends on the machine's speed: neither a deadline nor a check on slow generation.
settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("deep", settings.get_profile("ci"), derandomize=False, max_examples=5000)
settings.load_profile(os.environ.get("MOM_SIM_PROFILE", "ci"))


def pytest_configure(config: pytest.Config) -> None:
    """Compile the fast engine once, before workers and subprocesses ask for it all at once."""
    if not hasattr(config, "workerinput"):
        kernel()
