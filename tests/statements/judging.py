"""Running a statement in a set-up, and the verdict that its figures give.

A quantity is decided when its confidence interval lies on one side of every bound of its claim. The
intervals of all statements together miss the truth in at most `FAMILY_WISE` of all seeds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml

from mom_sim import Study, parse_scenario, simulate
from mom_sim.stats import Interval, bonferroni, ratio_interval
from tests.statements.changes import merged
from tests.statements.looking import Run
from tests.statements.record import FAILS, HOLDS, Part, SetUp, Statement

THEMES = (
    "centralized",
    "decentralized",
    "self_service",
    "functional",
    "campaign_centric",
    "outsourced",
    "hybrid",
)
FAMILY_WISE = 0.01
SEED = 2026
ENGINE = "compiled"
"""Loaded once for many small runs."""


def statements_of(theme: str) -> tuple[Statement, ...]:
    """Statements of a theme, in the order of docs/DOMAIN.md."""
    found: tuple[Statement, ...] = import_module(f"tests.statements.{theme}").STATEMENTS
    return found


def company(theme: str) -> dict[str, Any]:
    """Small company of a theme, to be changed."""
    path = Path(__file__).with_name(f"{theme}.yaml")
    document: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return document


def scenario_text(theme: str, statement: Statement, arm: str, set_up: SetUp) -> str:
    """Scenario of an arm in a set-up."""
    document = company(theme)
    for text in (statement.arms[arm], set_up.changes, set_up.arms.get(arm, "")):
        document = merged(document, yaml.safe_load(text) or {})
    return yaml.safe_dump(document, sort_keys=False)


@dataclass(frozen=True)
class Finding:
    """What a statement's quantities are in a set-up.

    Attributes
    ----------
    statement : Statement
    intervals : tuple of Interval
        One a part, at the confidence that all statements together need.
    """

    statement: Statement
    intervals: tuple[Interval, ...]

    @property
    def premises_hold(self) -> bool:
        return all(
            side(part, interval) is True
            for part, interval in zip(self.statement.parts, self.intervals, strict=True)
            if part.is_premise
        )

    @property
    def verdict(self) -> str | None:
        """Whether the statement holds; None if that is not clear."""
        sides = [
            side(part, interval)
            for part, interval in zip(self.statement.parts, self.intervals, strict=True)
            if not part.is_premise
        ]
        enough = any if self.statement.any_part else all
        if enough(one is True for one in sides):
            return HOLDS
        if not enough(one is not False for one in sides):
            return FAILS
        return None


def side(part: Part, interval: Interval) -> bool | None:
    """Whether an interval lies where the claim says, clearly elsewhere, or neither."""
    if interval.low is None or interval.high is None:
        return None
    if part.low < interval.low and interval.high < part.high:
        return True
    if interval.high < part.low or part.high < interval.low:
        return False
    return None


def every_statement() -> tuple[tuple[str, Statement], ...]:
    """Every statement with its theme, in the order of docs/DOMAIN.md."""
    return tuple((theme, one) for theme in THEMES for one in statements_of(theme))


def confidence() -> float:
    """Confidence of each interval.

    A verdict is wrong only if a quantity lies beyond the end of an interval that was compared with
    a bound, on one of its two sides. Over all quantities, each in two set-ups, that happens in at
    most `FAMILY_WISE` of all seeds.
    """
    quantities = 2 * sum(len(one.parts) for _, one in every_statement())
    return bonferroni(1.0 - 2.0 * FAMILY_WISE, quantities)


def find(theme: str, statement: Statement, set_up: SetUp) -> Finding:
    """Run a statement's arms in a set-up, all with the same campaigns and the same luck."""
    level = confidence()
    studies = {
        arm: Study.of(parse_scenario(scenario_text(theme, statement, arm, set_up)))
        for arm in statement.arms
    }
    runs = [
        {
            arm: Run(simulate(study, seed=SEED, replication=number, engine=ENGINE))
            for arm, study in studies.items()
        }
        for number in range(1, set_up.replications + 1)
    ]
    return Finding(statement, tuple(_interval(part, runs, level) for part in statement.parts))


def _interval(part: Part, runs: Sequence[Mapping[str, Run]], level: float) -> Interval:
    numerators, denominators = zip(*(part.sample(one) for one in runs), strict=True)
    return ratio_interval(numerators, denominators, level)
