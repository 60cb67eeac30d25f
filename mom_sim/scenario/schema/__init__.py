"""The human form of a scenario, one file per part: what may be written, of what type, how."""
