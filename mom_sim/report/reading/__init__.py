"""Results as the commands write them with ``--json``, read back."""

from __future__ import annotations

from mom_sim.report.reading.kinds import read_result

__all__ = ["read_result"]
