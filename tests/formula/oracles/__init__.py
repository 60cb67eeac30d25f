"""Known answers of queueing theory: from a case to a scenario, through the simulator, to a verdict."""
