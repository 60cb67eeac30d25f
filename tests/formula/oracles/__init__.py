"""Known answers of queueing theory: from a case to a scenario, a simulation and a verdict."""
