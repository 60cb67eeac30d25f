"""The order of everything that happens at one instant (DESIGN.md section 5, "Same instant").

Events are ordered by (time, kind, campaign, node). A round applies every event that is due, then
idle capacity is matched to waiting work once; rounds repeat while events are due at the same
instant.
"""

from __future__ import annotations

# Kinds, in the order in which they are applied. All but MEETING commute; that is why meetings come
# late. Staffing changes follow finishes: work that ends exactly when somebody leaves is finished.
# Time-outs and withdrawals precede the dispatch: who comes at the very instant comes too late.
KINDS = (
    "arrive",
    "finish",
    "delayed",
    "staffing",
    "timeout",
    "withdraw",
    "meeting",
    "opening",
    "dispatch",
    "stop",
)
ARRIVE, FINISH, DELAYED, STAFFING, TIMEOUT, WITHDRAW, MEETING, OPENING, DISPATCH, STOP = range(
    len(KINDS)
)

_CAMPAIGN_BITS = 36
_NODE_BITS = 16
FIRST = 2  # ranks 0 and 1 are SimPy's own: consequences of an event come before the next event


def rank(kind: int, campaign: int = 0, node: int = 0) -> int:
    """Position among the events of one instant, packed into one whole number.

    Parameters
    ----------
    kind : int
        Position in `KINDS`.
    campaign : int
        Row of the campaign; the gate, person or clock for kinds that concern no campaign.
    node : int
        Node of the campaign's program.

    Returns
    -------
    int
        Fits 62 bits for up to 2**36 campaigns and 2**16 nodes.
    """
    return FIRST + ((kind << _CAMPAIGN_BITS | campaign) << _NODE_BITS | node)
