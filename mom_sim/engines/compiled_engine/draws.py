"""The tape's numbers in the kernel, by draw, attempt and campaign.

Python lays out blocks; one that is not there yet, or lacks the campaign's number, is noted in
`missing`, and reads as 0. So whoever needs draws asks for them before changing anything, and starts
again when they have come.
"""

from __future__ import annotations

from mom_sim.engines.compiled_engine.codes import DIRECT, UNDRAWN
from mom_sim.engines.compiled_engine.parts import State, part, rare
from mom_sim.engines.compiled_engine.state_type import array_at

ATTEMPT_BITS = 40


@part
def place_in_table(key: int, mask: int) -> int:
    """Where a search for a block begins; Fibonacci hashing.

    Source: Knuth, The Art of Computer Programming, vol. 3, section 6.4.
    """
    return ((key * 0x1E3779B97F4A7C15) >> 20) & mask


@part
def block_of(s: State, draw: int, attempt: int) -> int:
    """Address of a block, 0 if it is not there."""
    if attempt < DIRECT:
        return s.block_direct[draw * DIRECT + attempt]
    key = (draw << ATTEMPT_BITS) | attempt
    place = place_in_table(key, s.block_mask)
    while s.block_key[place] >= 0:
        if s.block_key[place] == key:
            return s.block_address[place]
        place = (place + 1) & s.block_mask
    return 0


@rare
def note_missing(s: State, draw: int, campaign: int, attempt: int) -> None:
    """Have Python draw a block before anything else is done."""
    if s.missing == 0:
        s.missing, s.missing_draw, s.missing_attempt = 1, draw, attempt
        s.missing_campaign = campaign


@part
def number_at(s: State, address: int, campaign: int) -> int:
    """Number of a campaign in the block at an address; `UNDRAWN` if it has none there."""
    return array_at(address)[campaign & s.campaign_mask]


@part
def need(s: State, draw: int, campaign: int, attempt: int) -> None:
    """Make sure that a campaign's number is there, or note that it is missing."""
    if attempt > 1 and draw >= 0:  # the first is always there
        address = block_of(s, draw, attempt)
        if address == 0 or number_at(s, address, campaign) == UNDRAWN:
            note_missing(s, draw, campaign, attempt)


@part
def need_all(s: State, campaign: int) -> None:
    """Make sure that more is there of a campaign than what it needs when it arrives."""
    if campaign >= s.drawn_until:
        note_missing(s, -1, campaign, 1)


@part
def drawn(s: State, draw: int, campaign: int, attempt: int) -> int:
    """What chance decides about a campaign: a duration, or a chance. Later attempts need `need`."""
    address = block_of(s, draw, attempt)
    if address == 0:
        need(s, draw, campaign, attempt)
        return 0
    return number_at(s, address, campaign)


@part
def drawn_if_there(s: State, draw: int, campaign: int, attempt: int) -> int:
    """What chance decides about a campaign, or 0 with a note that it is missing."""
    number = drawn(s, draw, campaign, attempt)
    if number == UNDRAWN:
        note_missing(s, draw, campaign, attempt)
        return 0
    return number
