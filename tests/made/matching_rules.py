"""Who may be left waiting: the rules of matching, checked on a run by brute force.

Nothing here knows how an engine finds crews; it asks after every instant whether anything was
overlooked.
"""

from __future__ import annotations

from collections.abc import Iterator

from mom_sim.engines.recording import EVENT_KIND, STINT_ENDING, ActivityRow
from tests.made.replay import Replay, Waiting, crew_among

_AT_ONCE = ("PASS", "DECIDE", "DISBAND", "CANCEL", "END")
_PREEMPTED = STINT_ENDING["preempted"]


def overlooked(replay: Replay) -> Iterator[str]:
    """Work that waits although people for it are idle, after everything at an instant."""
    for t in replay.instants:
        waiting = replay.waiting(t)
        busy, away = replay.holders(t), replay.seconded(t)
        idle = replay.on_shift(t) - busy.keys()
        to_do = _with_own_work(replay, waiting, away)
        kept = _kept_for_crews(replay, waiting, idle, away, to_do, t)
        for one in waiting:
            row = one.row
            if row.crew:
                able = {person for person in idle if away.get(person) == row.campaign}
                pools = _pools(replay, row)
            else:
                able = {person for person in idle if person not in away}
                able |= _victims(replay, row, busy, away, t)
                pools = _pools_with_lent(replay, row, idle - to_do)
            others = {person for row_of, people in kept if row_of is not row for person in people}
            if crew_among(pools, able - others):
                yield f"at {t}: campaign {row.campaign} node {row.node} waits, {able} could do it"


def overtaken(replay: Replay) -> Iterator[str]:
    """Work that waits although people were given to other work that is behind it."""
    if _is_fair(replay):
        return
    starts: dict[int, list[tuple[ActivityRow, set[int]]]] = {}
    for span in replay.recording.spans:
        row = replay.recording.activities[span.activity]
        starts.setdefault(span.start, []).append((row, set(span.people)))
    for t, started in sorted(starts.items()):
        if t == replay.recording.stopped:
            continue
        waiting = replay.waiting(t)
        before = [Waiting(row, replay.since(row, t)) for row, _ in started]
        if any(_is_aged(replay, one, t) for one in (*waiting, *before)):
            continue  # crews that have waited too long come before everybody
        interrupted = {
            person
            for span in replay.recording.spans
            if span.finish == t and span.ended_by == _PREEMPTED
            for person in span.people
        }
        busy, away = replay.holders(t), replay.seconded(t)
        free = replay.on_shift(t) - busy.keys()
        free -= {p for span in replay.recording.spans if span.finish == t for p in span.people}
        for one in waiting:
            if one.row.crew or (one.since == t and not _came_in_first_round(replay, one.row, t)):
                continue
            # Whether somebody could have been lent to it depends on what waited then.
            pools = [replay.own_pools[queue] for queue in replay.slots(one.row)]
            for row, people in started:
                if row.crew or people & interrupted or _key(replay, row) < _key(replay, one.row):
                    continue
                able = {person for person in people | free if person not in away}
                if crew_among(pools, able) and not crew_among(pools, able - people):
                    yield (
                        f"at {t}: campaign {one.row.campaign} node {one.row.node} waits, but "
                        f"campaign {row.campaign} node {row.node} got {people}"
                    )


def wrong_victims(replay: Replay) -> Iterator[str]:
    """Work that was interrupted although more deferrable work was in the same hands."""
    if _is_fair(replay):
        return
    rows = replay.recording.activities
    for event in replay.recording.events:
        t, kind, _, victim, *_, by = event
        if kind != EVENT_KIND["preemption"]:
            continue
        takers = [
            span
            for span in replay.recording.spans
            if span.start == t and rows[span.activity].campaign == by and len(span.people) == 1
        ]
        if len(takers) != 1:
            continue
        (queue,) = replay.slots(rows[takers[0].activity])
        rank, busy = replay.program(rows[takers[0].activity]).rank, replay.holders(t)
        away, there = replay.seconded(t), replay.on_shift(t)
        for person in replay.own_pools[queue] & busy.keys() & there - away.keys():
            other = rows[busy[person]]
            held_before = any(span.start < t < span.finish for span in replay.spans[other.row])
            may_be = held_before and replay.program(other).rank > rank
            if may_be and _key(replay, other) > _key(replay, rows[victim]):
                yield f"at {t}: activity {victim} interrupted, but {other.row} is behind it"


def lent_too_early(replay: Replay) -> Iterator[str]:
    """People at work in a queue in which they are lent although their own work waits.

    Of people who have taken it at the instant, after everything: what waits then waited before, or
    has come back in a later round, of which nothing is said.
    """
    taken: dict[int, list[tuple[int, ActivityRow]]] = {}
    for span in replay.recording.spans:
        row = replay.recording.activities[span.activity]
        if row.crew:
            continue
        for person, queue in zip(span.people, replay.slots(row), strict=True):
            if person not in replay.own_pools[queue]:
                taken.setdefault(span.start, []).append((person, row))
    for t, found in sorted(taken.items()):
        waiting = [
            one
            for one in replay.waiting(t)
            if one.since < t or _came_in_first_round(replay, one.row, t)
        ]
        to_do = _with_own_work(replay, waiting, replay.seconded(t))
        for person, row in found:
            if person in to_do and t != replay.recording.stopped:
                yield f"at {t}: {person} is lent to activity {row.row} with work of their own to do"


def _is_fair(replay: Replay) -> bool:
    """Whether whose turn it is depends on what everybody has had."""
    return any("fair_share" in team.rule for team in replay.plan.teams)


def _pools(replay: Replay, row: ActivityRow) -> list[set[int]]:
    return [replay.pools[queue] for queue in replay.slots(row)]


def _pools_with_lent(replay: Replay, row: ActivityRow, may_be_lent: set[int]) -> list[set[int]]:
    return [
        replay.own_pools[queue] | replay.pools[queue] & may_be_lent for queue in replay.slots(row)
    ]


def _with_own_work(replay: Replay, waiting: list[Waiting], away: dict[int, int]) -> set[int]:
    """People at home for whom work waits in a queue in which they are not lent."""
    return {
        person
        for one in waiting
        if not one.row.crew
        for queue in replay.slots(one.row)
        for person in replay.own_pools[queue] - away.keys()
    }


def _is_aged(replay: Replay, one: Waiting, t: int) -> bool:
    limit = replay.plan.crew_age_limit
    return limit > 0 and len(replay.slots(one.row)) > 1 and t - one.since >= limit


def _kept_for_crews(
    replay: Replay,
    waiting: list[Waiting],
    idle: set[int],
    away: dict[int, int],
    to_do: set[int],
    t: int,
) -> list[tuple[ActivityRow, set[int]]]:
    """People whom nobody else gets because a crew has waited too long for them."""
    kept = []
    for one in waiting:
        if _is_aged(replay, one, t):
            force = one.row.campaign if one.row.crew else None
            able = {person for person in idle if away.get(person) == force}
            pools = (
                _pools(replay, one.row)
                if one.row.crew
                else _pools_with_lent(replay, one.row, idle - to_do)
            )
            kept.append((one.row, able & set().union(*pools)))
    # A task force that waits for its whole crew is one, too.
    for row in replay.recording.activities:
        node = replay.node(row)
        if node.instruction == "ASSEMBLE" and 0 <= row.start <= t and not 0 <= row.finish <= t:
            pools = set().union(*_pools(replay, row))
            if not replay.plan.forces[node.force].reserve:
                kept.append((row, pools & idle))
    return kept


def _victims(
    replay: Replay, row: ActivityRow, busy: dict[int, int], away: dict[int, int], t: int
) -> set[int]:
    program = replay.program(row)
    if not program.preempts:
        return set()
    rows, there = replay.recording.activities, replay.on_shift(t)
    return {
        person
        for person, activity in busy.items()
        if person in there
        and person not in away
        and replay.program(rows[activity]).rank > program.rank
    }


def _came_in_first_round(replay: Replay, row: ActivityRow, t: int) -> bool:
    """Whether work became ready at `t` without anything having been matched at `t` before."""
    if any(span.finish == t for span in replay.spans[row.row]):
        return False
    rows = replay.recording.activities
    while row.trigger >= 0:
        row = rows[row.trigger]
        instruction = replay.node(row).instruction
        if row.finish != t:
            return False
        if row.ready < t and instruction in ("DELAY", "FREEZE", "EMBARGO", "MEET"):
            return True
        if instruction in ("WORK", "AGENCY"):
            return 0 <= row.start < t
        if instruction not in (*_AT_ONCE, "DELAY"):
            return False
        if instruction == "DECIDE" and row.ready < t:
            return False
    return row.ready == t and not replay.plan.limits


def _key(replay: Replay, row: ActivityRow) -> tuple[int, ...]:
    campaigns, number = replay.tape.campaigns, row.campaign
    team = replay.plan.teams[replay.plan.queues[replay.slots(row)[0]].team]
    rank = replay.program(row).rank
    clock = replay.plan.clocks[replay.plan.reference_clock]
    words = {
        "class_of_service": clock.work(row.ready) + rank * team.aging if team.aging else rank,
        "fifo": row.ready,
        "due_date": int(campaigns.due[number]),
        "value": -round(100 * float(campaigns.value[number])),
        "cost_of_delay": -round(100 * float(campaigns.cost_of_delay[number])),
        "shortest_first": row.effort,
        "latest_first": -row.ready,
    }
    return (*(words[word] for word in team.rule), row.ready, number, row.node)
