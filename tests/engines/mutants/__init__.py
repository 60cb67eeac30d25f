"""The SimPy engine broken on purpose, one rule at a time: what generated plans have to notice.

Every mutant replaces named functions or constants of the engine. Nothing of it reaches the compiled
engine, which shares the plan, the tape and the integers, and none of what is replaced here.
"""

from tests.engines.mutants import instants, lengths, limits, meetings, people, turns, ways
from tests.engines.mutants.mutant import MUTANTS, Mutant

__all__ = [
    "MUTANTS",
    "Mutant",
    "instants",
    "lengths",
    "limits",
    "meetings",
    "people",
    "turns",
    "ways",
]
