"""Which column of a file says what: guessed by names, or as a person says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace

ROLES = {
    "case": "whose work it is: the request, ticket or project",
    "activity": "what was done",
    "resource": "who did it",
    "start": "when the work began",
    "end": "when the work ended",
    "timestamp": "when something happened, in files with one row an event",
    "lifecycle": "what happened: start, complete, suspend, resume",
    "instance": "which piece of work an event is of, where an activity comes several times",
    "kind": "type of case",
    "priority": "how urgent it was",
    "requested": "when the work was asked for",
    "due": "when it has to be ready",
}
"""What a column can say, with one sentence each."""


@dataclass(frozen=True)
class ColumnMapping:
    """Names of the columns by what they say, and how times are written.

    Parameters
    ----------
    columns : dict of str to str
        Column by role; roles are the keys of `ROLES`.
    time_zone : str or None
        Of times that carry no offset; None for UTC.
    date_format : str or None
        As of `datetime.strptime`; None to find it.
    layout : str or None
        Name of the known layout that it came from.
    ignore : tuple of str
        Activities whose rows are left out.
    otherwise : dict of str to tuple of str
        Columns that a guessed role is read from in rows where its column is empty, by role.
    own_names : tuple of str
        Columns with names of a row by which others may name it as their case.
    """

    columns: dict[str, str] = field(default_factory=dict)
    time_zone: str | None = None
    date_format: str | None = None
    layout: str | None = None
    ignore: tuple[str, ...] = ()
    otherwise: dict[str, tuple[str, ...]] = field(default_factory=dict)
    own_names: tuple[str, ...] = ()

    def over(self, guessed: ColumnMapping) -> ColumnMapping:
        """Return this mapping with what it does not say taken from a guess.

        A guess gives way where it would read a column that is said to hold something else.
        """
        taken = set(self.columns.values())
        kept = {
            role: column
            for role, column in guessed.columns.items()
            if role in self.columns or column not in taken
        }
        if "timestamp" in self.columns and "end" not in self.columns:
            kept.pop("end", None)  # one row an event, as is said
            if "lifecycle" in self.columns:
                kept.pop("start", None)
        said = {
            one.name: getattr(self, one.name) or getattr(guessed, one.name) for one in fields(self)
        }
        said["columns"] = _settled(kept | self.columns)
        said["otherwise"] = {
            role: columns
            for role, columns in guessed.otherwise.items()
            if role in kept and role not in self.columns
        }
        return replace(self, **said)


@dataclass(frozen=True)
class Layout:
    """The export of a work-management tool: its columns by role, first choice first."""

    name: str
    marks: tuple[str, ...]
    """Columns that only this tool's export has together."""
    columns: dict[str, tuple[str, ...]]
    own_names: tuple[str, ...] = ()
    """Columns by which other rows name a row as their parent."""


LAYOUTS = (
    Layout(
        "jira",
        ("Issue key", "Issue Type", "Created"),
        {
            "case": ("Parent key", "Parent", "Custom field (Epic Link)", "Issue key"),
            "activity": ("Issue Type",),
            "resource": ("Assignee",),
            "start": ("Custom field (Actual start)", "Custom field (Start date)"),
            "end": ("Resolved",),
            "requested": ("Created",),
            "priority": ("Priority",),
        },
        ("Issue key", "Issue id"),
    ),
    Layout(
        "asana",
        ("Task ID", "Completed At", "Section/Column"),
        {
            "case": ("Parent task", "Parent Task", "Projects", "Task ID"),
            "activity": ("Section/Column", "Name"),
            "resource": ("Assignee",),
            "start": ("Start Date",),
            "end": ("Completed At",),
            "requested": ("Created At",),
            "priority": ("Priority",),
        },
        ("Name", "Task ID"),
    ),
    Layout(
        "workfront",
        ("Actual Start Date", "Actual Completion Date"),
        {
            "case": ("Project: Name", "Project Name", "Project"),
            "activity": ("Task Name", "Name"),
            "resource": ("Assigned To: Name", "Assigned To", "Assignments", "Assignees"),
            "start": ("Actual Start Date",),
            "end": ("Actual Completion Date",),
            "requested": ("Entry Date",),
            "priority": ("Priority",),
        },
    ),
    Layout(
        "wrike",
        ("Title", "Assigned To", "Start Date"),
        {
            "case": ("Parent task", "Parent Task", "Folder", "Key", "Title"),
            "activity": ("Title",),
            "resource": ("Assigned To",),
            "start": ("Start Date",),
            "end": ("Completed Date", "Completed On", "End Date"),
            "requested": ("Created Date", "Created On"),
            "priority": ("Priority",),
        },
        ("Title", "Key"),
    ),
)
"""Known exports, the most particular marks first."""

_GENERIC = {
    "case": ("case_id", "caseid", "case", "case_concept_name", "trace_id", "ticket", "ticket_id"),
    "activity": ("activity", "activity_name", "concept_name", "task", "event", "step"),
    "resource": ("resource", "org_resource", "user", "assignee", "performer", "person"),
    "start": (
        "start_time",
        "start_timestamp",
        "start",
        "started",
        "start_date",
        "begin",
        "time_start",
    ),
    "end": (
        "end_time",
        "end_timestamp",
        "end",
        "ended",
        "end_date",
        "finish",
        "finished",
        "complete_timestamp",
        "completed",
        "time_end",
    ),
    "timestamp": ("time_timestamp", "timestamp", "time", "event_time", "date"),
    "lifecycle": ("lifecycle_transition", "lifecycle", "transition", "event_type"),
    "instance": ("concept_instance", "activity_instance", "instance_id"),
    "kind": ("case_type", "campaign_type", "kind", "type"),
    "priority": ("priority", "urgency"),
    "requested": ("requested", "request_time", "created", "enabled_time"),
}

COALESCED = ("case", "activity")
"""Roles that are read row by row from the first of their columns that is filled.

Not times: the second choice of a tool's export is often a plan, and a plan is not what happened.
"""

CONTAINERS = ("Projects", "Folder", "Project: Name", "Project Name", "Project")
"""Columns of cases that say where an item lies, and not which item it is part of."""

LAYOUT_NAMES = ("generic", *(layout.name for layout in LAYOUTS))


def guess_mapping(header: list[str], layout: str | None = None) -> ColumnMapping:
    """Guess what the columns of a file say.

    Parameters
    ----------
    header : list of str
    layout : str, optional
        One of `LAYOUT_NAMES`; found by its marks where it is not given.

    Returns
    -------
    ColumnMapping
    """
    for known in LAYOUTS:
        if layout == known.name or (layout is None and set(known.marks) <= set(header)):
            found = {
                role: next(name for name in names if name in header)
                for role, names in known.columns.items()
                if any(name in header for name in names)
            }
            further = {
                role: tuple(
                    name for name in known.columns[role] if name in header and name != found[role]
                )
                for role in COALESCED
                if role in found
            }
            own_names = tuple(name for name in known.own_names if name in header)
            return ColumnMapping(found, layout=known.name, otherwise=further, own_names=own_names)
    by_plain: dict[str, str] = {}
    for name in header:
        by_plain.setdefault(_plain(name), name)
    found = {}
    for role, names in _GENERIC.items():
        hit = next((by_plain[name] for name in names if name in by_plain), None)
        if hit is not None and hit not in found.values():
            found[role] = hit
    return ColumnMapping(_settled(found), layout="generic")


def _settled(found: dict[str, str]) -> dict[str, str]:
    """Make one kind of rows of what was found: pieces of work, or events."""
    columns = dict(found)
    if {"start", "timestamp"} <= columns.keys() and "end" not in columns:
        columns["end"] = columns.pop("timestamp")  # an event that also says when it began
    if "end" in columns:  # rows that hold a beginning and an end need no third time
        for role in ("timestamp", "lifecycle", "instance"):
            columns.pop(role, None)
    return columns


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
