"""Event logs from files: CSV, gzip and XES, with columns found by name or as a mapping says."""

from mom_sim.calibration.reading.event_log_file import read_event_log

__all__ = ["read_event_log"]
