"""An explanation's tables: ends, causes, the campaigns that differ most, one campaign's steps."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from math import isnan
from typing import TYPE_CHECKING, Any

from mom_sim.cli.figures import Figure, Footnotes, Scale, cells
from mom_sim.cli.text_table import Group, table_text

if TYPE_CHECKING:
    import pandas as pd

    from mom_sim.experiments.explanation import Explanation, Lives
    from mom_sim.metrics.life import Life

WHOLE, EMBARGO = "time_to_launch", "embargo"
_WORKING, _CALENDAR = "working days", "calendar days"
_WORDS = {WHOLE: "time-to-launch", EMBARGO: "embargo, apart"}
_NAMED_CAUSES = 2
_EXACT = Scale(1.0, 2)
"""Of parts that a reader may add up."""
_DAYS = Scale(1.0, 1)
_SIGNED = Scale(1.0, 1, signed=True)

StepKey = tuple[str, int]


def cause_word(cause: str) -> str:
    """Name of a cause for a reader."""
    return _WORDS.get(cause, cause.replace("_", "-"))


def main_causes(differences: Mapping[str, float]) -> str:
    """Name the causes with the largest differences, such as ``decision -3.1, queue +0.4``.

    Parameters
    ----------
    differences : mapping of str to float, days

    Returns
    -------
    str
        Empty if nothing differs as shown.
    """
    ranked = sorted(differences.items(), key=lambda item: -abs(item[1]))[:_NAMED_CAUSES]
    shown = [(cause, _SIGNED.text(value)) for cause, value in ranked]
    return ", ".join(f"{cause_word(c)} {text}" for c, text in shown if text.strip("+0."))


def ends_table(explanation: Explanation) -> str:
    """Draw how the same campaigns ended in both models."""
    ends = explanation.ends
    rows = [end for end in ends.index if ends.loc[end].any()]
    columns = [end for end in ends.columns if ends[end].any()]
    table = ends.loc[rows, columns].to_numpy().tolist()
    counts = tuple(tuple(f"{count:,}" for count in row) for row in table)
    group = Group((f"in {explanation.b.model}",), tuple(map(str, columns)), counts)
    return table_text(f"in {explanation.a.model}", [str(end) for end in rows], [group])


def cause_table(explanation: Explanation, notes: Footnotes, *, with_intervals: bool) -> str:
    """Draw what both models take by cause, and the differences.

    Parameters
    ----------
    explanation : Explanation
    notes : Footnotes
    with_intervals : bool
        Whether reasons for missing intervals go into the notes.

    Returns
    -------
    str
    """
    means = {
        (str(row["cause"]), str(row["attempts"]), str(row["unit"])): row
        for row in explanation.means.to_dict("records")
    }
    a, b = explanation.a.model, explanation.b.model
    names = [cause for cause, attempts, unit in means if (attempts, unit) == ("all", _CALENDAR)]
    shown = [
        name
        for name in names
        if name == WHOLE or any(means[name, "all", _CALENDAR][side] for side in ("a", "b"))
    ]

    def column(name: str, attempts: str, unit: str) -> tuple[tuple[str, ...], ...]:
        figures = [_figure(means[cause, attempts, unit], name, with_intervals) for cause in shown]
        scale = _EXACT if name != "difference" else replace(_EXACT, signed=True)
        return tuple((cell,) for cell in cells(figures, scale, notes))

    groups = [
        Group((a, _WORKING), ("",), column("a", "all", _WORKING)),
        Group((b, _WORKING), ("",), column("b", "all", _WORKING)),
        Group(("difference", _WORKING), ("",), column("difference", "all", _WORKING)),
        Group(("of it rework", _WORKING), ("",), column("difference", "later", _WORKING)),
        Group(("difference", _CALENDAR), ("",), column("difference", "all", _CALENDAR)),
    ]
    return table_text("cause", [cause_word(cause) for cause in shown], groups)


def largest_table(explanation: Explanation) -> str:
    """Draw the campaigns that differ most."""
    found = explanation.largest()
    day = explanation.working_day
    causes = explanation.causes[explanation.causes["id"].isin(found["id"])]
    by_cause = causes.groupby(["id", "cause"], sort=False)["working_difference"].sum() / day
    heads = (explanation.a.model, explanation.b.model, "difference")
    calendar = found[["a", "b", "difference"]] / 86_400e6
    times = tuple(
        (_DAYS.text(a), _DAYS.text(b), _SIGNED.text(difference))
        for a, b, difference in calendar.itertuples(index=False)
    )
    mainly = tuple((main_causes(by_cause[one].to_dict()),) for one in found["id"])
    groups = [
        Group(("time-to-launch, calendar days",), heads, times),
        Group(("mainly, in working days",), ("",), mainly),
    ]
    return table_text("campaign", found["id"].tolist(), groups)


def step_table(explanation: Explanation, lives: Lives) -> str:
    """Draw one campaign's steps under both models, and what the difference of each is from.

    Parameters
    ----------
    explanation : Explanation
    lives : Lives

    Returns
    -------
    str
        Steps of the critical path of a launched campaign, all steps of another one.
    """
    sides = [_steps(life) for life in (lives.a, lives.b)]
    keys = _merged(list(sides[0]), list(sides[1]))
    groups = [
        Group((side.model, _WORKING), ("from", "days", "work"), tuple(_step_cells(s, keys, lives)))
        for side, s in zip((explanation.a, explanation.b), sides, strict=True)
    ]
    if lives.a.is_launched and lives.b.is_launched:
        differences = [_differences(sides[0].get(k), sides[1].get(k), lives) for k in keys]
        sums = tuple((_SIGNED.text(sum(one.values())),) for one in differences)
        mainly = tuple((main_causes(one),) for one in differences)
        groups += [
            Group(("difference", _WORKING), ("",), sums),
            Group(("mainly",), ("",), mainly),
        ]
    labels = [step if attempt == 1 else f"{step} {attempt}" for step, attempt in keys]
    return table_text("step", labels, groups)


def _figure(row: Mapping[Hashable, Any], name: str, with_interval: bool) -> Figure:
    from mom_sim.stats import Interval

    if name != "difference" or not with_interval:
        return Interval(float(row[name]), None, None)
    low, high = (float(row[end]) for end in ("low", "high"))
    if isnan(low):
        return Interval(float(row[name]), None, None, str(row["reason"]))
    return Interval(float(row[name]), low, high)


def _steps(life: Life) -> dict[StepKey, pd.DataFrame]:
    pieces = life.pieces.assign(
        working=life.pieces["working_finish"] - life.pieces["working_start"]
    )
    keys = zip(pieces["step"].tolist(), pieces["attempt"].tolist(), strict=True)
    return {
        (step, attempt): pieces[(pieces["step"] == step) & (pieces["attempt"] == attempt)]
        for step, attempt in dict.fromkeys(keys)
    }


def _merged(mine: list[StepKey], theirs: list[StepKey]) -> list[StepKey]:
    """All steps: the first model's in order, the others' after what comes before them there."""
    keys = list(mine)
    at = 0
    for key in theirs:
        if key in keys:
            at = keys.index(key) + 1
        else:
            keys.insert(at, key)
            at += 1
    return keys


def _step_cells(
    steps: Mapping[StepKey, pd.DataFrame], keys: list[StepKey], lives: Lives
) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for key in keys:
        pieces = steps.get(key)
        if pieces is None:
            found.append(("-", "-", "-"))
            continue
        work = pieces[pieces["cause"] == "work"]["working"].sum()
        times = (pieces["working_start"].min(), pieces["working"].sum(), work)
        found.append(tuple(_DAYS.text(time / lives.working_day) for time in times))
    return found


def _differences(
    mine: pd.DataFrame | None, theirs: pd.DataFrame | None, lives: Lives
) -> dict[str, float]:
    days: dict[str, float] = {}
    for pieces, sign in ((mine, -1), (theirs, 1)):
        if pieces is not None:
            for cause, time in pieces.groupby("cause")["working"].sum().items():
                days[str(cause)] = days.get(str(cause), 0.0) + sign * time / lives.working_day
    return days
