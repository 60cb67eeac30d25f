"""Keys of ``surge --json`` and what they hold, for the page of the command line."""

from __future__ import annotations

from collections.abc import Mapping

SURGE_KEYS: Mapping[str, str] = {
    "provenance": "as in `compare`, with `factors`, `weeks` and `promises`; `tape_hashes` by "
    "length and factor",
    "results.promises": "a list of `promise` as written, `kpi`, `campaign_type` (null for all), "
    "`limit`, `unit`",
    "results.factors, results.weeks": "factors of the curve, and lengths of the surge",
    "results.stated_surge": "`weeks` and `factor` of the surge that the short figures are of: the "
    "scenario's own, or 1.5",
    "results.models": "a list in the order asked for, one entry a model",
    "results.models[].model, results.models[].comparison": "name, and `equal_people` or "
    "`equal_budget`",
    "results.models[].breaking_point": "smallest factor at which the first promise breaks in "
    "surges of the stated length: `promise`, `weeks`, `estimate`, `low`, `high`, `unit`, and "
    "`tried`, the promised figure at every factor that was run. Outside the searched range null, "
    "with `not_within` and a `reason`",
    "results.models[].headroom": "largest rise of all demand, every week, that keeps the first "
    "promise: as a share, with the same keys but `weeks`",
    "results.models[].weeks_to_recover, results.models[].peak_backlog": "under the stated surge: "
    "`estimate`, `low`, `high`, `unit`, a `reason` where something is null",
    "results.models[].late, results.models[].lost, results.models[].late_or_lost": "campaigns "
    "beyond those of the calm run, with the same keys",
    "results.models[].collateral": "campaigns in time in calm that are late or lost under the "
    "stated surge",
    "results.models[].breaking_points, results.models[].headrooms": "the same for every promise, "
    "and for every length",
    "results.models[].bottlenecks": "a list of `weeks`, `factor`, `name`: where it moves",
    "results.models[].curve": "a list, by length and factor, of `weeks`, `factor`, `promises`, "
    "`kpis` by name, the six figures above, and `bottleneck` (`name`, `share`, `why`)",
    "results.models[].warnings": "about this model",
    "warnings": "about the study as a whole",
}
"""Keys of ``surge --json`` and what they hold."""
