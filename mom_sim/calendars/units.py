"""The engine's unit of time, and the largest instant that stands for "never".

All engine time is int64 microseconds since the scenario's start instant, elapsed real time, so
the day on which daylight saving begins has 23 hours and the day on which it ends has 25.
"""

from __future__ import annotations

from typing import Final

MICROSECONDS_PER_SECOND: Final = 1_000_000
MICROSECONDS_PER_MINUTE: Final = 60 * MICROSECONDS_PER_SECOND
MICROSECONDS_PER_HOUR: Final = 60 * MICROSECONDS_PER_MINUTE
MICROSECONDS_PER_DAY: Final = 24 * MICROSECONDS_PER_HOUR
MICROSECONDS_PER_WEEK: Final = 7 * MICROSECONDS_PER_DAY

MINUTES_PER_HOUR: Final = 60
MINUTES_PER_DAY: Final = 24 * MINUTES_PER_HOUR
DAYS_PER_WEEK: Final = 7
MINUTES_PER_WEEK: Final = DAYS_PER_WEEK * MINUTES_PER_DAY

NEVER: Final = 2**62
"""An instant that no run reaches. Half of the int64 range, so that adding to it cannot overflow."""
