"""How well a calibrated scenario fits: distances to a later log, a baseline, drift, a verdict."""
