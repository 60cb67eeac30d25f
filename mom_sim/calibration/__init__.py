"""Event logs of real work: reading them, fitting a scenario to them, judging how well it fits."""
