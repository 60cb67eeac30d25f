"""The log: what a run leaves behind, and everything that follows from its tables alone."""
