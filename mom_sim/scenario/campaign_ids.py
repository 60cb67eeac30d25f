"""Ids that the simulation gives itself, so that nobody else may: of random demand, and of copies.

A surge copies rows of the campaign calendar; copies of the row ``x`` are ``x+1``, ``x+2`` or, in a
second surge, ``x+<surge>+1``. So no id may begin with that of a row and a plus sign.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

_STREAMS = ("baseline", "backlog ", "surge ")


def beginnings_of_random_demand(units: Iterable[str], types: Iterable[str]) -> tuple[str, ...]:
    """Beginnings of the ids of campaigns that no row and no launch states.

    Parameters
    ----------
    units, types : iterable of str
        Names in the scenario.

    Returns
    -------
    tuple of str
    """
    kinds = list(types)
    return tuple(f"{unit}/{kind}/{word}" for unit in units for kind in kinds for word in _STREAMS)


def copied_row(name: str, rows: Collection[str]) -> str | None:
    """Row of which an id could be a copy in a surge.

    Parameters
    ----------
    name : str
    rows : collection of str
        Ids of all rows of the campaign calendar.

    Returns
    -------
    str or None
    """
    place = name.find("+")
    while place >= 0:
        if name[:place] in rows:
            return name[:place]
        place = name.find("+", place + 1)
    return None
