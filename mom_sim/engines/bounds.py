"""Numbers that bound a run, and scales: the same for every engine."""

from __future__ import annotations

ROUNDS_PER_INSTANT = 10_000
"""Rounds of one instant; more never end."""

ACTIVITIES_AT_ONCE = 10_000
"""Activities of one campaign that become ready at one instant; more are a loop without time."""

EVENTS_PER_RUN = 200_000_000
"""Events of one replication; about this many, for an engine may look at it now and then."""

LOOKS_PER_VERSION = 64
"""Reviews of one version of the work that have an address of their own."""

CERTAIN = 1 << 52
"""What chances are held against that something certain is not below."""

CENTS = 100
"""Money is compared in hundredths."""
