"""Colors, markers, line styles and hatching: color is never alone.

Source of the colors: Okabe and Ito, Color Universal Design (2008), which readers with any kind of
color blindness can tell apart; its yellow, too pale on white for a line, gives way to a gray.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

COLORS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000", "#7F7F7F")
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "p")
STYLES = ("-", "--", "-.", ":", (0, (6, 2, 1, 2, 1, 2)), (0, (1, 1)), (0, (8, 3)), (0, (3, 3)))
LINE, GRID, TEXT = "0.35", "0.9", "0.13"


@dataclass(frozen=True)
class Look:
    """How one thing is drawn wherever it turns up.

    Attributes
    ----------
    color, marker, hatch : str
        As matplotlib has them.
    style : str or tuple
        Of a line.
    """

    color: str
    marker: str = "o"
    style: str | tuple[int, tuple[int, ...]] = "-"
    hatch: str = ""


def looks_of(names: Iterable[str]) -> dict[str, Look]:
    """Give every name a look of its own, by its position.

    Parameters
    ----------
    names : iterable of str
        Of operating models. Colors come again after eight, with other line styles and markers.

    Returns
    -------
    dict of str to Look
    """
    found = {}
    for place, name in enumerate(dict.fromkeys(names)):
        turn = place // len(COLORS)
        found[name] = Look(
            COLORS[place % len(COLORS)],
            MARKERS[(place + turn) % len(MARKERS)],
            STYLES[(place + turn) % len(STYLES)],
        )
    return found


CAUSE_LOOKS = {
    "work": Look("#0072B2"),
    "queue": Look("#D55E00", hatch="///"),
    "hand_off": Look("#E69F00", hatch="\\\\\\"),
    "decision": Look("#CC79A7", hatch="---"),
    "agency": Look("#009E73", hatch="xxx"),
    "outside": Look("#56B4E9", hatch="|||"),
    "hold": Look("#F0E442", hatch="++"),
    "assembly": Look("#999999", hatch="//"),
    "closed": Look("#D9D9D9"),
    "embargo": Look("#FFFFFF", hatch="xx"),
}
"""Work, and the causes of waiting, in the order in which they are stacked.

Hatching of lines alone: one of dots makes a file of the picture twenty times as large.
"""
