"""In whose daylight saving a log was made, where its times do not say."""

from __future__ import annotations

import numpy as np

from mom_sim.calibration.fitting.working_week import Floats, local_times

_PLACES = {
    -8: ("America/Los_Angeles",),
    -7: ("America/Denver",),
    -6: ("America/Chicago",),
    -5: ("America/New_York",),
    0: ("Europe/London",),
    1: ("Europe/Berlin",),
    2: ("Europe/Athens",),
}
"""Zones with daylight saving, by hours of winter time ahead of UTC."""

GAIN = 0.05
"""Nats a time of day that another zone has to gain: a fraction of an hour of blur."""
_BIN = 1800.0
_FEWEST = 200


def guess_zone(instants: Floats, zone: str) -> str:
    """Find out whether working hours follow daylight saving.

    Work keeps to the clock on the wall: in the right zone, the times of day before and after a
    change of clocks lie in the same hours, and their histogram has the least entropy.

    Parameters
    ----------
    instants : ndarray of float, seconds since 1970
    zone : str
        What is stated or follows from offsets; its own winter time is kept.

    Returns
    -------
    str
        The same zone, unless another one is clearly better.
    """
    if instants.size < _FEWEST or (zone != "UTC" and not zone.startswith("Etc/")):
        return zone
    hours = 0 if zone == "UTC" else -int(zone.removeprefix("Etc/GMT"))
    best, least = zone, _entropy(instants, zone) - GAIN
    for candidate in (name for shift in (0, -1) for name in _PLACES.get(hours + shift, ())):
        found = _entropy(instants, candidate)
        if found < least:
            best, least = candidate, found
    return best


def _entropy(instants: Floats, zone: str) -> float:
    _, seconds = local_times(instants, zone)
    share = np.bincount((seconds // _BIN).astype(int), minlength=48) / seconds.size
    share = share[share > 0]
    return float(-(share * np.log(share)).sum())
