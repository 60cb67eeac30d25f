"""Operating models: the archetypes, how people are placed, and compiling to a plan."""
