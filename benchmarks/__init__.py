"""How fast the simulator is beside others: ratios from one interleaved run, by CPU time."""
