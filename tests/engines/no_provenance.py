"""Provenance of logs of which nobody asks where they come from."""

from __future__ import annotations

from mom_sim.log.provenance import make_provenance

PROVENANCE = make_provenance(
    engine="",
    model="",
    seed=0,
    replication=1,
    scenario_hash="0" * 32,
    plan_hash="0" * 32,
    tape_hash="0" * 32,
)
