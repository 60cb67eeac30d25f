"""The plan: what an engine reads. The narrow waist between operating models and engines."""
