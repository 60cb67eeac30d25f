"""The log for those above: made by an engine, read by everybody else."""

from mom_sim.log.comparing import first_difference, log_hash
from mom_sim.log.log_tables import Log, Window
from mom_sim.log.making import make_log

__all__ = ["Log", "Window", "first_difference", "log_hash", "make_log"]
