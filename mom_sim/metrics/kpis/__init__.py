"""The figures themselves, by subject; `mom_sim.metrics.registry` lists them all."""
