"""Promises and how they are kept, read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mom_sim.experiments.promise_grammar import Promise, PromiseError, parse_promise
from mom_sim.experiments.promises import PromiseOutcome
from mom_sim.report.reading.values import (
    NoResultError,
    get,
    interval,
    items,
    maybe,
    number,
    text,
    whole,
)


def campaign_types(provenance: Mapping[str, Any]) -> list[str]:
    """Names of the resolved scenario's campaign types."""
    resolved = get(provenance, "resolved_scenario")
    return [text(get(one, "name")) for one in items(get(resolved, "campaigns"))]


def read_promise(written: Any, types: Sequence[str]) -> Promise:
    """Read a promise by its words.

    Parameters
    ----------
    written : str
    types : sequence of str

    Returns
    -------
    Promise

    Raises
    ------
    NoResultError
    """
    try:
        return parse_promise(text(written), types)
    except PromiseError as error:
        raise NoResultError(str(error)) from error


def read_outcome(document: Any, types: Sequence[str]) -> PromiseOutcome:
    """Read how a promise is kept.

    Parameters
    ----------
    document : mapping
    types : sequence of str

    Returns
    -------
    PromiseOutcome

    Raises
    ------
    NoResultError
    """
    found = interval(document)
    return PromiseOutcome(
        promise=read_promise(get(document, "promise"), types),
        estimate=found.estimate,
        low=found.low,
        high=found.high,
        probability=maybe(get(document, "probability"), number),
        probability_low=maybe(get(document, "probability_low"), number),
        probability_high=maybe(get(document, "probability_high"), number),
        replications=whole(get(document, "replications")),
        reason=found.reason,
    )
