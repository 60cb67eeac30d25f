"""Engines: interpreters of a plan over a tape.

What they agree on is here; each has a package of its own.
"""
