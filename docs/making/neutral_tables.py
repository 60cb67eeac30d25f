"""Figures of `docs/neutral.md`: paired differences, places in the comparison, and their tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from docs.making.neutral_defaults import ALL_MECHANISMS
from docs.making.neutral_runs import INSIDE, KPIS, TIME, Findings, Row
from mom_sim.metrics.registry import METRICS
from mom_sim.stats import Interval

RESTRICTED = 0.01
"""Share of the requests still inside at the end above which a row says so."""

_CONFIDENCE = 0.95
_MINUS = "−"


@dataclass(frozen=True)
class Place:
    """Where a model stands against the scenario's own.

    Attributes
    ----------
    word : str
        faster, slower, or cannot tell; own for the own model; not run.
    days : float or None
        Mean time-to-launch less that of the own model.
    """

    word: str
    days: float | None

    def __str__(self) -> str:
        return self.word if self.days is None else f"{self.word} ({signed(self.days, 1)})"


class Tables:
    """What the page shows of the findings.

    Parameters
    ----------
    findings : Findings
    """

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.as_is = {row.model: row.as_is for row in findings.rows}

    @cached_property
    def own_rows(self) -> list[Row]:
        """What single models state, where it has a neutral."""
        return [row for row in self._with_neutral if not row.common]

    @cached_property
    def common_rows(self) -> dict[str, list[Row]]:
        """What all models state alike, by path; all mechanisms at once come last."""
        found: dict[str, list[Row]] = {}
        for row in self._with_neutral:
            if row.common:
                found.setdefault(row.path, []).append(row)
        return {path: rows for path, rows in found.items() if path != ALL_MECHANISMS} | {
            ALL_MECHANISMS: found[ALL_MECHANISMS]
        }

    @cached_property
    def _with_neutral(self) -> list[Row]:
        return [row for row in self.findings.rows if row.neutral]

    def difference(self, run: str, versus: str, kpi: str) -> Interval:
        """A figure of one run less that of another, over the replications that both have."""
        mine, theirs = (self.findings.parts(key, kpi) for key in (run, versus))
        count = min(len(mine), len(theirs))
        if not count:
            return Interval(None, None, None, "not run")
        return METRICS[kpi].kind.difference(mine[:count], theirs[:count], _CONFIDENCE)

    def place(self, model: str, run: str, own: str) -> Place:
        """Where a model's run stands against a run of the own model."""
        if model == self.findings.own_model:
            return Place("own", None)
        found = self.difference(run, own, TIME)
        if found.estimate is None:
            return Place("not run", None)
        word = "cannot tell"
        if leaves_zero_out(found):
            word = "faster" if found.estimate < 0 else "slower"
        return Place(word, found.estimate)

    def places(self, row: Row) -> dict[str, tuple[Place, Place]]:
        """By model whose place a row can change: as everything is, and with it at neutral.

        What all models state is at neutral in all of them at once. What the own model states alone
        can change the place of any other.
        """
        own_as_is = self.as_is[self.findings.own_model]
        if row.common:
            (own,) = (
                one.at_neutral
                for one in self.common_rows[row.path]
                if one.model == self.findings.own_model
            )
            pairs = {row.model: (row.at_neutral, own)}
        elif row.model == self.findings.own_model:
            others = [model for model in self.as_is if model != row.model]
            pairs = {model: (self.as_is[model], row.at_neutral) for model in others}
        else:
            pairs = {row.model: (row.at_neutral, own_as_is)}
        return {
            model: (self.place(model, self.as_is[model], own_as_is), self.place(model, *runs))
            for model, runs in pairs.items()
        }

    def changed_places(self, row: Row) -> dict[str, tuple[Place, Place]]:
        """Those that are another word at neutral."""
        return {
            model: (before, after)
            for model, (before, after) in self.places(row).items()
            if before.word != after.word and "not run" not in (before.word, after.word)
        }

    def archetypes(self) -> Iterator[str]:
        """The models as they are."""
        yield (
            "| model | days to launch | launches a week | on time | cost a launch | incidents | "
            "place | runs |"
        )
        yield f"|{' --- |' * 8}"
        own = self.as_is[self.findings.own_model]
        for model, run in self.as_is.items():
            cells = [_figure(kpi, self._estimate(run, kpi)) for kpi in KPIS]
            place = self.place(model, run, own)
            count = len(self.findings.runs.get(run, []))
            yield f"| {model}{self._mark(run)} | {' | '.join(cells)} | {place} | {count} |"

    def own_table(self, model: str) -> Iterator[str]:
        """What one model states alone, a line a default."""
        yield _head("default | as it is | at neutral")
        for row in self.own_rows:
            if row.model == model:
                path = with_positions(row.path)
                yield f"| `{path}` | {row.written} | {row.neutral} | {self._cells(row)} |"

    def common_table(self, path: str) -> Iterator[str]:
        """What all models state alike, a line a model."""
        yield _head("model")
        for row in self.common_rows[path]:
            yield f"| {row.model} | {self._cells(row)} |"

    def _cells(self, row: Row) -> str:
        count = min(len(self.findings.runs.get(key, [])) for key in (row.as_is, row.at_neutral))
        if row.as_is == row.at_neutral:
            differences = ["same plan", *[""] * (len(KPIS) - 1)]
        else:
            differences = [
                _difference(kpi, self.difference(row.at_neutral, row.as_is, kpi)) for kpi in KPIS
            ]
            differences[0] += self._mark(row.as_is) or self._mark(row.at_neutral)
        return " | ".join([*differences, self._place_cell(row), str(count)])

    def _place_cell(self, row: Row) -> str:
        if row.common or row.model != self.findings.own_model:
            ((before, after),) = self.places(row).values()
            if before == after:
                return str(before)
            text = f"{before} → {after}"
            return f"**{text}**" if self.changed_places(row) else text
        changed = self.changed_places(row)
        if not changed:
            return "no other's changes"
        return "; ".join(
            f"**{model}: {before} → {after}**" for model, (before, after) in changed.items()
        )

    def _estimate(self, run: str, kpi: str) -> float | None:
        parts = self.findings.parts(run, kpi)
        if not parts:
            return None
        return METRICS[kpi].kind.interval(parts, _CONFIDENCE).estimate

    def _mark(self, run: str) -> str:
        inside = self._estimate(run, INSIDE)
        return " †" if inside is not None and inside > RESTRICTED else ""


def leaves_zero_out(found: Interval) -> bool:
    """Whether an interval is there and all on one side of 0."""
    return found.low is not None and found.high is not None and not found.low <= 0 <= found.high


def with_positions(path: str) -> str:
    """Write a path as ``mom-sim`` reads it: positions from 1 in brackets."""
    return re.sub(r"\.(\d+)(?=\.|$)", lambda found: f"[{int(found[1]) + 1}]", path)


def signed(value: float, decimals: int) -> str:
    """A number with its sign, as it is printed."""
    text = f"{abs(value):,.{decimals}f}"
    if not text.strip("0.,"):
        return "0"
    return f"{_MINUS if value < 0 else '+'}{text}"


def _head(first: str) -> str:
    titles = (
        f"{first} | days to launch | launches a week | on time, points | cost a launch | "
        "incidents, points | place | runs"
    )
    return f"| {titles} |\n|{' --- |' * (titles.count('|') + 1)}"


def _decimals(kpi: str) -> int:
    return {TIME: 1, "throughput_per_week": 2, "cost_per_launch": 0}.get(kpi, 1)


def _scale(kpi: str) -> float:
    return 100 if METRICS[kpi].unit == "share" else 1


def _difference(kpi: str, found: Interval) -> str:
    if found.estimate is None:
        return found.reason or ""
    decimals, scale = _decimals(kpi), _scale(kpi)
    estimate = signed(found.estimate * scale, decimals)
    if found.low is None or found.high is None:
        return estimate
    if leaves_zero_out(found):
        estimate = f"**{estimate}**"
    ends = (signed(end * scale, decimals) for end in (found.low, found.high))
    return f"{estimate} ({' to '.join(ends)})"


def _figure(kpi: str, value: float | None) -> str:
    if value is None:
        return "not run"
    text = f"{value * _scale(kpi):,.{_decimals(kpi)}f}"
    return f"{text}%" if METRICS[kpi].unit == "share" else text
