"""What the kernel has written, as a `Recording`: rows in place of columns."""

from __future__ import annotations

from collections import defaultdict

from mom_sim.engines.compiled_engine.raw_recording import RawRecording
from mom_sim.engines.recording import ActivityRow, CampaignEnd, Recording, Span


def recording_of(raw: RawRecording) -> Recording:
    """Make the rows of a raw recording.

    Parameters
    ----------
    raw : RawRecording

    Returns
    -------
    Recording
    """
    recording = Recording(stopped=raw.stopped)
    recording.activities = _activities(raw)
    recording.spans = _spans(raw)
    recording.events = list(zip(*(column.tolist() for column in raw.written.values()), strict=True))
    names = ("outcome", "ended", "launch", "first_start")
    ends = [raw.of_campaigns[name].tolist() for name in names]
    recording.ends = {
        number: CampaignEnd(*end) for number, end in enumerate(zip(*ends, strict=True))
    }
    return recording


def _activities(raw: RawRecording) -> list[ActivityRow]:
    columns = [column.tolist() for column in (*raw.rows.values(), raw.places)]
    rows = [ActivityRow(row, *values) for row, values in enumerate(zip(*columns, strict=True))]
    inside: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row, slot, person in zip(*(one.tolist() for one in raw.inside.values()), strict=True):
        inside[row][slot].append(person)
    for row, slots in inside.items():
        count = _slots_of(raw, rows[row])
        rows[row].crew = tuple(tuple(slots.get(slot, ())) for slot in range(count))
    return rows


def _slots_of(raw: RawRecording, row: ActivityRow) -> int:
    """How many people an activity asks for."""
    tables, of = raw.tables, raw.of_campaigns
    node = tables.arrays["program_first"][of["type"][row.campaign]] + row.node
    site = node * tables.numbers["units"] + of["unit"][row.campaign]
    slots = tables.arrays["node_slots"][site]
    first = tables.arrays["slots_first"]
    return int(first[slots + 1] - first[slots])


def _spans(raw: RawRecording) -> list[Span]:
    members = raw.members.tolist()
    names = ("row", "team", "start", "finish", "ending", "first", "people")
    columns = [raw.spans[name].tolist() for name in names]
    return [
        Span(row, tuple(members[first : first + people]), team, start, finish, ending)
        for row, team, start, finish, ending, first, people in zip(*columns, strict=True)
    ]
