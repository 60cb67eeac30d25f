"""The report: one page in plain words, pictures with their numbers, where everything comes from."""

from __future__ import annotations

from mom_sim.report.gathering import results_of
from mom_sim.report.making import make_report

__all__ = ["make_report", "results_of"]
