"""Queues that nothing else touches: one person does the work, and nobody serves another queue.

What waits for such a queue stands in one lane, and whoever of its people becomes free can serve
that lane and no other. `alone_at_an_instant` has what follows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from mom_sim.engines.compiled_engine.arrays import Integers
from mom_sim.engines.compiled_engine.codes import WORD_MASK, WORD_SHIFT
from mom_sim.plan.plan import Plan


def served_alone(plan: Plan) -> list[bool]:
    """By queue: whether everybody of its pool serves no other queue."""
    queues_of = Counter(member.person for queue in plan.queues for member in queue.pool)
    return [all(queues_of[one.person] == 1 for one in queue.pool) for queue in plan.queues]


def lanes_at(arrays: Mapping[str, Integers], queue: int) -> list[int]:
    """Lanes of requests that ask for somebody of a queue."""
    first, last = arrays["queue_lane_first"][queue : queue + 2].tolist()
    lanes: list[int] = arrays["queue_lane"][first:last].tolist()
    return lanes


def plain_queues(
    plan: Plan,
    slots: Sequence[tuple[int, ...]],
    arrays: Mapping[str, Integers],
    *,
    is_simple: bool,
) -> dict[str, list[int]]:
    """Find the queues that nothing else touches.

    Parameters
    ----------
    plan : Plan
    slots : sequence of tuple of int
        The queues that the slots of a crew ask for.
    arrays : mapping of str to ndarray of int64
        What else is known of the plan.
    is_simple : bool
        Whether nothing but people and requests that come lets anything start.

    Returns
    -------
    dict of str to list of int
        `node_queue`, by node and unit, -1 where the work's queue is none of these; `person_lane`,
        -1 for who serves none, with `person_word` and `person_bit` among the `free_bits`.
    """
    is_alone = served_alone(plan)
    lane_of = [-1] * len(plan.queues)
    for queue in range(len(plan.queues)):
        lanes = lanes_at(arrays, queue)
        if is_simple and is_alone[queue] and len(lanes) == 1:
            lane_of[queue] = lanes[0]
    people = len(plan.people)
    lane, word, bit = [-1] * people, [0] * people, [0] * people
    for number, queue_of in enumerate(plan.queues):
        first = int(arrays["queue_word_first"][number])
        for place, member in enumerate(queue_of.pool):
            if lane_of[number] >= 0:
                lane[member.person] = lane_of[number]
                word[member.person] = first + (place >> WORD_SHIFT)
                bit[member.person] = place & WORD_MASK

    def plain(place: int) -> int:
        asked = slots[place] if 0 <= place < len(slots) else ()
        return asked[0] if len(asked) == 1 and lane_of[asked[0]] >= 0 else -1

    return {
        "node_queue": [plain(place) for place in arrays["node_slots"].tolist()],
        "person_lane": lane,
        "person_word": word,
        "person_bit": bit,
    }
