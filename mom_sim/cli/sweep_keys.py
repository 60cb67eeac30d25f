"""What the JSON of ``mom-sim sweep`` holds, for the page on the command line."""

from __future__ import annotations

from collections.abc import Mapping

_PROVENANCE = (
    "versions, the hash of the scenario as written, the sweep's text in `sweep`, and the "
    "`resolved_scenario`"
)

SWEEP_STATUS_KEYS: Mapping[str, str] = {
    "provenance": _PROVENANCE,
    "results.name": "name of the sweep",
    "results.points": "how many points there are",
    "results.states": "points by state: `done`, `failed` (with a reason that stays), `lost` (tried "
    "again by the next run), `waiting`",
    "results.failures[].point, results.failures[].reason": "the first 20 points that failed or "
    "were lost",
    "results.is_running": "whether a run writes to the folder now",
    "warnings": "empty",
}
"""Keys of ``sweep run --json`` and ``sweep status --json`` and what they hold."""

SWEEP_TABLE_KEYS: Mapping[str, str] = {
    "provenance": _PROVENANCE,
    "results.name, results.states": "as for `sweep status --json`",
    "results.fields": "names of the fields that are varied",
    "results.points[].point": "number of the point, from 1; points that wait are left out",
    "results.points[].values": "value by field; a field that is not there is as it is written",
    "results.points[].model, results.points[].comparison, results.points[].seed, "
    "results.points[].replications": "what was run",
    "results.points[].state": "`done`, `failed` or `lost`",
    "results.points[].reason": "only where there are no figures: why",
    "results.points[].figures": "by name of the figure: `estimate`, `low`, `high` (95% interval), "
    "`unit`, and `reason` where something is null",
    "results.points[].doubts": "`idle`, `restricted`, `overloaded`: why not to trust the figures",
    "results.points[].key": "what the point is made from, as a hash",
    "warnings": "why figures may not be trusted, with the number of points concerned",
}
"""Keys of ``sweep table --json`` and what they hold."""
