"""What the kernel has written, as it stands in its memory: columns of the raw tables."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from mom_sim.engines.compiled_engine.arrays import Integers
from mom_sim.engines.compiled_engine.fields import DISTANCES
from mom_sim.engines.compiled_engine.memory import Memory
from mom_sim.engines.compiled_engine.plan_tables import PlanTables
from mom_sim.engines.compiled_engine.rows_machine_code import COLUMNS
from mom_sim.log.contract import STINT_ENDINGS

_OPEN = STINT_ENDINGS.index("open")


@dataclass
class RawRecording:
    """A recording in columns; `reading` makes its rows, which nobody needs for a log.

    Attributes
    ----------
    block : ndarray of int64, shape (activities, numbers)
        Activities as they lie in the kernel's memory; `rows` are its first columns.
    rows, spans, written, inside, of_campaigns : dict of str to ndarray of int64
        Columns of activities, spans, events, who could do what in task forces, and campaigns.
    places : ndarray of int64
        Where the work was, by activity.
    members : ndarray of int64
        People of the spans, end to end.
    tables : PlanTables
        Of the plan that was run.
    stopped : int, microseconds
    """

    stopped: int
    tables: PlanTables
    block: Integers
    rows: dict[str, Integers] = field(default_factory=dict)
    spans: dict[str, Integers] = field(default_factory=dict)
    written: dict[str, Integers] = field(default_factory=dict)
    inside: dict[str, Integers] = field(default_factory=dict)
    of_campaigns: dict[str, Integers] = field(default_factory=dict)
    places: Integers = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    members: Integers = field(default_factory=lambda: np.zeros(0, dtype=np.int64))


def raw_recording_of(memory: Memory, tables: PlanTables) -> RawRecording:
    """Take what a run has written out of its memory.

    Parameters
    ----------
    memory : Memory
        Of a run that has stopped.
    tables : PlanTables

    Returns
    -------
    RawRecording
    """

    def columns(prefix: str, names: str, count: int) -> dict[str, Integers]:
        return {name: memory.array(f"{prefix}_{name}")[:count] for name in names.split()}

    block = memory.array("row_block").reshape(-1, DISTANCES["row_campaign"])
    raw = RawRecording(memory["stop_at"], tables, block[: memory["row_count"]])
    raw.rows = columns("row", " ".join(COLUMNS), memory["row_count"])
    raw.spans = columns("span", "row team start finish ending first people", memory["span_count"])
    names = "time kind campaign row step attempt person value"
    raw.written = columns("event", names, memory["event_count"])
    raw.inside = columns("inside", "row slot person", memory["inside_count"])
    names = "outcome ended launch first_start"
    raw.of_campaigns = columns("end", names, memory["arrived_count"])
    raw.of_campaigns |= columns("campaign", "type unit", memory["arrived_count"])
    raw.places = memory.array("row_place")[: memory["row_count"]]
    raw.members = memory.array("member_person")[: memory["member_count"]]
    _add_open_spans(raw, memory)
    return raw


def _add_open_spans(raw: RawRecording, memory: Memory) -> None:
    """Add what is under way when the run stops, in order of campaign and node."""
    # What is under way has a record with a row and a crew; number 0 is nobody's.
    used, most = memory["record_used"], memory["slots_max"]
    row, count = memory.array("live_row")[:used], memory.array("crew_count")[:used]
    record = np.flatnonzero((row >= 0) & (count > 0))
    campaign = raw.rows["campaign"][row[record]]
    slot = memory.array("campaign_slot")[campaign]
    record = record[memory.array("slot_closed")[slot] == 0]
    record = record[np.lexsort([raw.rows[name][row[record]] for name in ("node", "campaign")])]
    if not record.size:
        return
    row, count = row[record].astype(np.int64), count[record].astype(np.int64)
    crew = memory.array("crew")[: used * most].reshape(-1, most)[record]
    added = {
        "row": row,
        "team": raw.rows["team"][row],
        "start": memory.array("held_since")[record],
        "finish": np.full(record.size, raw.stopped, dtype=np.int64),
        "ending": np.full(record.size, _OPEN, dtype=np.int64),
        "first": raw.members.size + np.cumsum(count) - count,
        "people": count,
    }
    for name, values in added.items():
        raw.spans[name] = _longer(memory.array(f"span_{name}"), raw.spans[name], values)
    crews = crew[np.arange(most) < count[:, None]]
    raw.members = _longer(memory.array("member_person"), raw.members, crews)


def _longer(room: Integers, column: Integers, added: Integers) -> Integers:
    """Column with more numbers behind it: where it lies already, if there is room."""
    size = column.size + added.size
    if size > room.size:
        return np.concatenate([column, added])
    room[column.size : size] = added
    return room[:size]
