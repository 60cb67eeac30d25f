"""The SimPy engine: the readable definition of what a plan means."""
