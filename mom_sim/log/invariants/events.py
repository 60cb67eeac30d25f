"""Events against their kind, and against the rows that they name."""

from __future__ import annotations

import numpy as np

from mom_sim.log.contract import EVENT_KINDS, NULL
from mom_sim.log.event_kinds import EVENT_KIND_RECORDS
from mom_sim.log.invariants.invariant import Invariant, Tables, first_offense, offender


def _kinds(tables: Tables) -> str | None:
    events = tables.events

    def broken(name: str) -> str | None:
        record = EVENT_KIND_RECORDS[name]
        rows = np.flatnonzero(events["kind"] == EVENT_KINDS.index(name))

        def null(column: str) -> str | None:
            wrong = events[column][rows] == NULL
            return offender("events", wrong, lambda i: f"{name} needs a {column}", rows)

        words = tables.log.vocabularies.get(record.vocabulary, record.words)
        value = events["value"][rows]
        too_high = offender(
            "events",
            (value >= len(words)) & bool(words or record.vocabulary),
            lambda i: f"value {value[i]} of {name} is no {record.value}",
            rows,
        )
        return first_offense(*map(null, record.needs), too_high)

    return first_offense(*map(broken, EVENT_KINDS))


def _rows(tables: Tables) -> str | None:
    events = tables.events
    campaign, activity = events["campaign"], events["activity"]
    of_activity = np.flatnonzero((activity != NULL) & (campaign != NULL))
    owner = tables.activities["campaign"][activity[of_activity]]
    of_campaign = np.flatnonzero(campaign != NULL)
    requested = tables.campaigns["requested"][campaign[of_campaign]]
    return first_offense(
        offender(
            "events",
            owner != campaign[of_activity],
            lambda i: f"names campaign {campaign[of_activity[i]]}, but an activity of {owner[i]}",
            of_activity,
        ),
        offender(
            "events",
            events["time"][of_campaign] < requested,
            lambda i: f"is before the campaign's request at {requested[i]}",
            of_campaign,
        ),
    )


INVARIANTS = (
    Invariant(
        "events_fit_their_kind",
        "An event names what its kind needs, and its value is one that the kind knows.",
        _kinds,
    ),
    Invariant(
        "events_agree_with_their_rows",
        "An event's activity belongs to its campaign, and nothing happens to a campaign before it "
        "is requested.",
        _rows,
    ),
)
