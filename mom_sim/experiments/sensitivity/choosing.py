"""Which inputs a sensitivity analysis looks at: those that are named, or all that are uncertain."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from mom_sim.errors import Fault, ScenarioError
from mom_sim.experiments.input_ranges import RULES, UncertainInput, uncertain_inputs
from mom_sim.experiments.sensitivity.input import Input, input_of
from mom_sim.scenario.changing import ANY, parse_path
from mom_sim.scenario.marked_document import path_text
from mom_sim.scenario.quantities import QuantityError
from mom_sim.scenario.sources import SourceRow
from mom_sim.simulation import Study

FACTORS = ("x0.8", "x1.25")
STEPS = ("-1", "+1")
BY_FACTOR = "by rule: a quarter more, or as much less"
BY_STEP = "by rule: one person less, one more"


def named_inputs(study: Study, texts: Sequence[str], models: Sequence[str]) -> tuple[Input, ...]:
    """Read inputs that somebody names.

    Parameters
    ----------
    study : Study
    texts : sequence of str
        Each a path, alone or with a range: ``campaigns.*.demand`` or
        ``people.design.headcount=8:16``. Without one, the range is that of the number's source or
        default, one person less and one more for a headcount, and `FACTORS` for everything else.
    models : sequence of str
        Those whose inputs may be named without a range.

    Returns
    -------
    tuple of Input

    Raises
    ------
    ScenarioError
        With every text that is none.
    """
    known: dict[str, UncertainInput] = {}
    for uncertain in uncertain_inputs(study, models):
        for name in (*uncertain.paths, uncertain.name):
            known.setdefault(name, uncertain)
    found: dict[str, Input] = {}
    faults: list[Fault] = []

    def wrong(message: str) -> None:
        faults.append(Fault(study.loaded.file, 1, 1, "inputs", message))

    for text in texts:
        path, equals, span = (part.strip() for part in text.partition("="))
        if path in found:
            wrong(f"{path} is named twice; name it once")
            continue
        try:
            found[path] = _asked(path, span) if equals else _by_rule(path, known, study)
        except QuantityError as error:
            wrong(f"{path}: {error}")
    for one, other in combinations(found.values(), 2):
        if any(same_place(path, its) for path in one.paths for its in other.paths):
            wrong(f"{one.name} and {other.name} change the same place; name one of them")
    if not texts:
        wrong("no input is named; name some by their path, such as campaigns.*.demand")
    if faults:
        raise ScenarioError(faults)
    return tuple(found.values())


def default_inputs(
    study: Study, models: Sequence[str], *, with_money: bool = True
) -> tuple[Input, ...]:
    """Find the inputs of a study that nobody is sure about.

    Parameters
    ----------
    study : Study
    models : sequence of str
        Those whose own numbers count, too.
    with_money : bool
        Whether prices and values are among them: they change nothing but figures in money.

    Returns
    -------
    tuple of Input
        Demand, efforts and headcounts by rule, then `uncertain_inputs` without efforts.
    """
    rows = study.loaded.sources
    paths = [parse_path(row.path) for row in rows]
    found: dict[str, Input] = {}
    if any(path[0] == "campaigns" and path[2:3] == ("demand",) for path in paths):
        found["campaigns.*.demand"] = input_of("campaigns.*.demand", *FACTORS, origin=BY_FACTOR)
    for path in paths:
        if path[0] in ("campaigns", "workflows") and "effort" in path:
            name = path_text((path[0], "*", *path[2 : path.index("effort") + 2]))
            found.setdefault(name, input_of(name, *FACTORS, origin=BY_FACTOR))
    for row, path in zip(rows, paths, strict=True):
        if path[0] == "people" and path[2:] == ("headcount",):
            found[row.path] = _of_headcount(row)
    money = f" {study.scenario.currency}"
    for uncertain in uncertain_inputs(study, models):
        is_effort = any(
            path.startswith(("campaigns.", "workflows.")) and ".effort" in path
            for path in uncertain.paths
        )
        if not is_effort and (with_money or money not in uncertain.value):
            found.setdefault(uncertain.name, _of_uncertain(uncertain))
    return tuple(found.values())


def same_place(one: str, other: str) -> bool:
    """Whether two paths are about the same place, or may be by a ``*``."""
    mine, theirs = parse_path(one), parse_path(other)
    return len(mine) == len(theirs) and all(
        ANY in (part, its) or part == its for part, its in zip(mine, theirs, strict=True)
    )


def _asked(path: str, span: str) -> Input:
    low, colon, high = span.partition(":")
    if not colon:
        raise QuantityError(
            f'"{span}" is no range; write two values with a colon between, such as 40%:70%'
        )
    return input_of(path, low, high)


def _by_rule(path: str, known: dict[str, UncertainInput], study: Study) -> Input:
    """An input of which only the path is named."""
    if path in known:
        one = known[path]
        return _of_uncertain(one if path == one.name else _alone(one, path))
    if path.endswith(".headcount"):
        row = next((row for row in study.loaded.sources if row.path == path), None)
        return _of_headcount(row) if row else input_of(path, "+0", STEPS[1], origin=BY_STEP)
    return input_of(path, *FACTORS, origin=BY_FACTOR)


def _alone(one: UncertainInput, path: str) -> UncertainInput:
    return UncertainInput(path, (path,), one.value, one.mark, one.range, one.hours_per_day)


def _of_headcount(row: SourceRow) -> Input:
    low = STEPS[0] if row.value.isdigit() and int(row.value) > 1 else "+0"
    return input_of(row.path, low, STEPS[1], origin=BY_STEP)


def _of_uncertain(one: UncertainInput) -> Input:
    rule = "" if one.range else f", by rule {RULES[one.mark]:.0%} more or less"
    return Input(
        one.name, one.paths, str(one.at(0.0)), str(one.at(1.0)), f"{one.mark}{rule}", one.at
    )
