"""What the kernel has written, as a `Recording`."""

from __future__ import annotations

from collections import defaultdict

from mom_sim.engines.compiled_engine.memory import Memory
from mom_sim.engines.recording import ActivityRow, CampaignEnd, Recording, Span
from mom_sim.log.contract import STINT_ENDINGS

_OPEN = STINT_ENDINGS.index("open")


def recording_of(memory: Memory) -> Recording:
    """Read the raw rows of a run that has stopped.

    Parameters
    ----------
    memory : Memory

    Returns
    -------
    Recording
    """
    recording = Recording(stopped=memory["stop_at"])
    recording.activities = _activities(memory)
    recording.spans = _spans(memory) + _open_spans(memory)
    count = memory["event_count"]
    names = ("time", "kind", "campaign", "row", "step", "attempt", "person", "value")
    columns = [memory.array(f"event_{name}")[:count].tolist() for name in names]
    recording.events = list(zip(*columns, strict=True))
    arrived = memory["arrived_count"]
    ends = [
        memory.array(f"end_{name}")[:arrived].tolist()
        for name in ("outcome", "ended", "launch", "first_start")
    ]
    recording.ends = {
        number: CampaignEnd(*end) for number, end in enumerate(zip(*ends, strict=True))
    }
    return recording


def _activities(memory: Memory) -> list[ActivityRow]:
    count = memory["row_count"]
    names = "campaign node attempt ready trigger start finish team outcome effort place"
    columns = [memory.array(f"row_{name}")[:count].tolist() for name in names.split()]
    rows = [ActivityRow(row, *values) for row, values in enumerate(zip(*columns, strict=True))]
    inside: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    used = memory["inside_count"]
    for row, slot, person in zip(
        *[memory.array(f"inside_{name}")[:used].tolist() for name in ("row", "slot", "person")],
        strict=True,
    ):
        inside[row][slot].append(person)
    for row, slots in inside.items():
        count = _slots_of(memory, rows[row])
        rows[row].crew = tuple(tuple(slots.get(slot, ())) for slot in range(count))
    return rows


def _slots_of(memory: Memory, row: ActivityRow) -> int:
    """How many people an activity asks for."""
    campaign_type = memory.array("campaign_type")[row.campaign]
    node = memory.array("program_first")[campaign_type] + row.node
    unit = memory.array("campaign_unit")[row.campaign]
    slots = memory.array("node_slots")[node * memory["units"] + unit]
    first = memory.array("slots_first")
    return int(first[slots + 1] - first[slots])


def _spans(memory: Memory) -> list[Span]:
    count = memory["span_count"]
    members = memory.array("member_person")[: memory["member_count"]].tolist()
    names = ("row", "team", "start", "finish", "ending", "first", "people")
    columns = [memory.array(f"span_{name}")[:count].tolist() for name in names]
    return [
        Span(row, tuple(members[first : first + people]), team, start, finish, ending)
        for row, team, start, finish, ending, first, people in zip(*columns, strict=True)
    ]


def _open_spans(memory: Memory) -> list[Span]:
    """What is under way when the run stops, in order of campaign and node."""
    nodes, most = memory.nodes_of_a_slot, memory["slots_max"]
    holds = memory.array("crew_count")
    spans: list[tuple[int, int, Span]] = []
    for slot in range(memory["slot_used"]):
        campaign = int(memory.array("slot_campaign")[slot])
        if memory.array("campaign_slot")[campaign] != slot or memory.array("slot_closed")[slot]:
            continue
        for cn in range(slot * nodes, slot * nodes + memory["nodes"]):
            count = int(holds[cn])
            row = int(memory.array("live_row")[cn])
            if row < 0 or count <= 0:
                continue
            people = tuple(memory.array("crew")[cn * most : cn * most + count].tolist())
            team = int(memory.array("row_team")[row])
            since = int(memory.array("held_since")[cn])
            spans.append((campaign, cn, Span(row, people, team, since, memory["stop_at"], _OPEN)))
    return [span for _, _, span in sorted(spans, key=lambda entry: entry[:2])]
