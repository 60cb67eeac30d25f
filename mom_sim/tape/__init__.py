"""The tape: everything that chance decides in a replication, the same for every operating model."""

from mom_sim.tape.campaigns import Campaigns
from mom_sim.tape.lives import PersonLife
from mom_sim.tape.people import PersonSpec, people_of
from mom_sim.tape.staging import compiled_clocks, expected_campaigns
from mom_sim.tape.surges import AS_WRITTEN, CALM, SurgeChoice, SurgeMode, surges_in_force
from mom_sim.tape.tape import Tape, draw_tape

__all__ = [
    "AS_WRITTEN",
    "CALM",
    "Campaigns",
    "PersonLife",
    "PersonSpec",
    "SurgeChoice",
    "SurgeMode",
    "Tape",
    "compiled_clocks",
    "draw_tape",
    "expected_campaigns",
    "people_of",
    "surges_in_force",
]
