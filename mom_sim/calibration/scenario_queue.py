"""The queue rule of a calibrated scenario, with what speaks for it."""

from __future__ import annotations

from mom_sim.calibration.fitting.fitted import QueueOrder

RULES = {
    "latest": ("latest_first",),
    "oldest case": ("due_date", "fifo"),  # every case is due as long after its request
    "due": ("due_date", "fifo"),
    "shortest": ("shortest_first", "fifo"),
}
WORDS = {
    "fifo": "the first come",
    "latest": "the latest come",
    "oldest case": "that of the oldest case",
    "due": "that which is due first",
    "shortest": "the shortest",
}
"""What a rule takes first."""


def queue_rule(order: QueueOrder) -> tuple[str, ...]:
    """Return the criteria of the scenario's queue rule.

    Parameters
    ----------
    order : QueueOrder

    Returns
    -------
    tuple of str
    """
    return RULES.get(order.rule, ("class_of_service", "fifo"))


def class_lines(order: QueueOrder) -> list[str]:
    """Lines of the classes of service; none where work does not queue by class."""
    if not order.column:
        return []
    # One more for values that never waited beside another.
    return [
        "classes_of_service:",
        *(f"  class_{rank + 1}: {{rank: {rank}}}" for rank in range(len(order.ranks) + 1)),
    ]


def what_is_taken(rule: str) -> str:
    """What a rule takes first, in words."""
    return WORDS.get(rule, f"by the {rule}")


def queue_evidence(order: QueueOrder) -> tuple[str, str]:
    """Return the mark of the queue rule, and what it rests on.

    Parameters
    ----------
    order : QueueOrder

    Returns
    -------
    mark : str
    evidence : str
    """
    seen = f"{order.pairs} pairs of pieces of work that are known to have waited for the same team"
    if not order.tried:
        return "ASSUMED", f"first come, first served: only {seen}, too few to tell"
    first = f"{order.first_come / order.pairs:.0%} of {seen} the first come was taken first"
    others = ", ".join(
        f"{what_is_taken(one.rule)} {one.share:.0%} (p = {one.p_value:.2g})" for one in order.tried
    )
    return "COMPUTED", f"in {first}; others, by McNemar's test: {others}"
