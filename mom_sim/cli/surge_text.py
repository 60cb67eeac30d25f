"""A surge study, as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mom_sim.cli.figures import MISSING, Figure, Footnotes, Scale, cells, scale_of
from mom_sim.cli.printing import clean, wrapped
from mom_sim.cli.surge_words import response_words, surge_words
from mom_sim.cli.text_table import Group, table_text
from mom_sim.cli.warning_lines import warning_lines

if TYPE_CHECKING:
    from mom_sim.experiments.promise_grammar import Promise
    from mom_sim.experiments.surge.study import BreakingPoint, ModelUnderSurge, SurgeStudy
    from mom_sim.scenario.resolved import Scenario

_LEGEND = (
    "Breaks at: smallest factor on demand at which the campaigns requested in the surge's weeks "
    "break the promise. Headroom: largest rise of all demand, week after week, that keeps it in "
    "the whole measured window. The rest is of {stated}: weeks until the backlog is that of calm "
    "again, most campaigns inside at once, and campaigns late or lost beyond those of calm."
)
_FACTOR = Scale(1.0, 2)
_PERCENT = Scale(100.0, 0)


def surge_text(study: SurgeStudy, scenario: Scenario) -> str:
    """Put a surge study into words and tables.

    Parameters
    ----------
    study : SurgeStudy
    scenario : Scenario
        For its dates.

    Returns
    -------
    str
        Lines of at most 100 columns, without colors.
    """
    return clean("\n\n".join(_sections(study, scenario))) + "\n"


def _sections(study: SurgeStudy, scenario: Scenario) -> Iterator[str]:
    notes = Footnotes()
    weeks, factor = study.stated
    yield _heading(study, scenario)
    yield wrapped(_LEGEND.format(stated=f"the surge of factor {factor:g} for {weeks:g} weeks"))
    for promise in study.promises:
        default = " (the usual due time; --promise states another)"
        title = f"PROMISE: {promise.text}{default if study.is_default_promise else ''}"
        yield f"{wrapped(title)}\n{_promise_table(study, promise, notes)}"
    yield f"WHERE THE BOTTLENECK MOVES in surges of {weeks:g} weeks\n{_bottlenecks(study)}"
    everyone = [one.model for one in study.results]
    of_models = [(one.model, one.warnings) for one in study.results]
    warnings = list(warning_lines(study.warnings, of_models, everyone))
    if warnings:
        yield "\n".join(["WARNINGS", *warnings])
    if notes.lines():
        yield "\n".join(["NOTES", *(wrapped(line, rest="    ") for line in notes.lines())])
    yield wrapped(_verdict(study))


def _heading(study: SurgeStudy, scenario: Scenario) -> str:
    count, models = study.provenance["replications"], len(study.results)
    first = (
        f"{study.scenario}: {models} operating model{'' if models == 1 else 's'} under surges, "
        f"{count} replication{'' if count == 1 else 's'}, seed {study.provenance['seed']}."
    )
    _, factor = study.stated
    where = surge_words(scenario, factor).partition(", ")[2]
    lengths = ", ".join(f"{one:g}" for one in study.weeks)
    second = (
        f"Surge window: {where}; it begins there and lasts {lengths} weeks, with factors from "
        f"{study.factors[0]:g} to {study.factors[-1]:g}. Figures with their 95% intervals."
    )
    response = response_words(scenario)
    third = f" The calm runs leave out {response}." if response else ""
    return f"{wrapped(first)}\n{wrapped(second + third)}"


def _promise_table(study: SurgeStudy, promise: Promise, notes: Footnotes) -> str:
    results = study.results
    breaks = [
        _points([one.breaking_point(promise, weeks) for one in results], _FACTOR, notes)
        for weeks in study.weeks
    ]
    lengths = tuple(f"{weeks:g} weeks" for weeks in study.weeks)
    headroom = _points([one.headroom(promise) for one in results], _PERCENT, notes)
    groups = [
        Group(("breaks at",), lengths, tuple(zip(*breaks, strict=True))),
        _group(("headroom", "percent"), headroom),
        *(
            _group(titles, _effect(results, name, notes))
            for name, titles in (
                ("weeks_to_recover", ("to recover", "weeks")),
                ("peak_backlog", ("peak backlog", "campaigns")),
                ("late_or_lost", ("late or lost", "campaigns")),
            )
        ),
    ]
    return table_text("model", [one.model for one in results], groups)


def _group(titles: tuple[str, ...], column: Sequence[str]) -> Group:
    return Group(titles, ("",), tuple((cell,) for cell in column))


def _effect(results: Sequence[ModelUnderSurge], name: str, notes: Footnotes) -> list[str]:
    figures: list[Figure] = [getattr(one.stated, name) for one in results]
    return cells(figures, scale_of(figures, ""), notes)


def _points(points: Sequence[BreakingPoint], scale: Scale, notes: Footnotes) -> list[str]:
    """Factors or rises; in words where there is none in the range."""
    written = cells(points, scale, Footnotes())
    found = []
    for point, cell in zip(points, written, strict=True):
        if point.estimate is not None:
            if point.low is None or point.high is None:
                cell = f"{scale.text(point.estimate)} {_half_open(point, scale)}".rstrip()
                cell += f" {notes.mark(point.reason)}"
        elif point.not_within is None:
            cell = f"{MISSING} {notes.mark(point.reason)}"
        elif point.is_broken_before:
            cell = f"broken in calm {notes.mark(point.reason)}"
        else:
            cell = f"above {scale.text(point.not_within[1])} {notes.mark(point.reason)}"
        found.append(cell)
    return found


def _half_open(point: BreakingPoint, scale: Scale) -> str:
    if point.low is not None:
        return f"(from {scale.text(point.low)})"
    return "" if point.high is None else f"(to {scale.text(point.high)})"


def _bottlenecks(study: SurgeStudy) -> str:
    """By model: which bottleneck from which factor on."""
    weeks, _ = study.stated
    lines = []
    for one in study.results:
        moves: list[tuple[str, float, float]] = []
        for point in one.curve:
            if point.weeks != weeks:
                continue
            name = point.bottleneck.name or "none"
            if moves and moves[-1][0] == name:
                moves[-1] = (name, moves[-1][1], point.factor)
            else:
                moves.append((name, point.factor, point.factor))
        told = ", then ".join(f"{name} ({_range(low, high)})" for name, low, high in moves)
        lines.append(wrapped(f"{one.model}: {told}", rest="  "))
    return "\n".join(lines)


def _range(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def _verdict(study: SurgeStudy) -> str:
    """Who holds out longest against the first promise, and whether the data can tell."""
    promise, (weeks, _) = study.promises[0], study.stated
    points = {one.model: one.breaking_point(promise, weeks) for one in study.results}
    holding = [name for name, one in points.items() if one.not_within and not one.is_broken_before]
    broken = [name for name, one in points.items() if one.is_broken_before]
    found = {name: one for name, one in points.items() if one.estimate is not None}
    what = f'"{promise.text}" in surges of {weeks:g} weeks'
    told = []
    if holding:
        told.append(f"{', '.join(holding)} keep{'s' if len(holding) == 1 else ''} it throughout")
    if found:
        ranked = sorted(found.items(), key=lambda item: -(item[1].estimate or 0.0))
        name, best = ranked[0]
        last_of_all = "last, " if len(ranked) > 1 and not holding else ""
        told.append(f"{name} breaks {last_of_all}at factor {best.estimate:.2f}")
        if len(ranked) > 1:
            other, worst = ranked[-1]
            sure = best.low is not None and worst.high is not None and worst.high < best.low
            unsure = "" if sure else " (their intervals overlap: the data cannot tell them apart)"
            told.append(f"{other} at factor {worst.estimate:.2f}{unsure}")
    if broken:
        told.append(f"{', '.join(broken)} break{'s' if len(broken) == 1 else ''} it without any")
    return f"{what}: {'; '.join(told) or 'nothing can be told'}."
