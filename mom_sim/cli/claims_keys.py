"""Keys of ``claims --json`` and what they hold."""

from __future__ import annotations

from collections.abc import Mapping

CLAIMS_KEYS: Mapping[str, str] = {
    "provenance": "versions, seed, replications, command, and one `scenario_hash` over all "
    "`run_hashes`",
    "results.claims": "a list in the order of docs/DOMAIN.md, one entry a claim",
    "results.claims[].id, results.claims[].section, results.claims[].model": "such as `5.1a`, "
    "`5.1`, and the operating model that it is about",
    "results.claims[].sentence, results.claims[].reading": "what is claimed, and how it is read "
    "where words leave room",
    "results.claims[].premises, results.claims[].theorem": "what it takes for granted, and why it "
    "cannot be false then; an empty text if it can",
    "results.claims[].verdict": "`supported`, `refuted`, `depends` or `cannot tell`",
    "results.claims[].confidence": "of the intervals of measures in set-ups",
    "results.claims[].decided_by, results.claims[].depends_on": "what makes it come out one way or "
    "the other, and the inputs of which one value does",
    "results.claims[].set_ups": "two entries: `expected` (how it should come out there) and "
    "`outcome` (`holds`, `does not hold`, `cannot tell`), `words`, `replications`, "
    "`premises_hold`, `breaks` (the premise that is not true there), and `measures`: a list of "
    "`measure`, `is_premise`, `above` and `below` (where it lies if the claim is true; null where "
    "there is no bound), `estimate`, `low`, `high`, `outcome`",
    "results.claims[].flip_points": "a list of `input`, `paths` (in the scenario, with what stands "
    "there), `arms`, `set_up`, `measure`, `bound`, `searched` (both ends), `replications`, "
    "`estimate`, `low`, `high` (95%), `holds_below`, and `curve`: the measure at each `input` that "
    "was tried. Null with a `reason` where there is none in the range",
    "results.claims[].causes": "a list of `set_up` (empty between the two), `type` (of "
    "campaigns; empty for all), `a` and `b` (the "
    "sides), `campaigns` (launched on both), `unit`, and `parts`: by `cause`, the means `a` and "
    "`b`, their `difference`, `low`, `high` (95%)",
    "results.claims[].figures": "where a difference is not of time: `set_up`, `arm`, `figure` of "
    "docs/metrics.md, `unit`, `estimate`, `low`, `high` (95%)",
    "results.claims[].run_hashes": "of every scenario with its operating model that was run for it",
    "warnings": "claims that did not come out as their records expect",
}
