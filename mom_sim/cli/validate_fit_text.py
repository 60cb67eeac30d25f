"""How well a scenario fits, as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mom_sim.cli.figures import MISSING, Footnotes, Scale, cells
from mom_sim.cli.printing import clean, wrapped
from mom_sim.cli.text_table import Group, table_text

if TYPE_CHECKING:
    from mom_sim.calibration.judging.drift import Drift
    from mom_sim.calibration.judging.judgement import FitJudgement

_LEGEND = (
    "Distance: how far simulated logs are from the test, with the 95% interval of the mean. "
    "Replay: the same for the last training cases, shifted by whole weeks. Luck: between two "
    "simulated logs, what would be left if the fit were perfect."
)
_DRIFT_LEGEND = (
    "The size of a change of times is the distance between the two distributions (1-Wasserstein) "
    "as a share of the training's mean: it is never below the change of the mean, which is shown."
)
_CAUSES_LEGEND = (
    "By one rule for all logs: work is that a piece of work is under way, nights included; closed, "
    "that it is outside the usual hours; queue, that whoever takes the case next has others in "
    "hand; other is the rest, such as hand-offs and people outside."
)
_HOURS = Scale(1.0, 2)
_PLAIN = Scale(1.0, 3)
_DRIFT_WORDS = {
    "cycle_time": "cycle time",
    "arrivals": "arrivals",
    "mix": "mix of activities",
    "work": "work on a case",
}


def validate_fit_text(found: FitJudgement) -> str:
    """Put a judgement into words and tables.

    Parameters
    ----------
    found : FitJudgement

    Returns
    -------
    str
        Lines of at most 100 columns, without colors.
    """
    return clean("\n\n".join(_sections(found))) + "\n"


def _sections(found: FitJudgement) -> Iterator[str]:
    notes = Footnotes()
    yield _heading(found)
    yield f"DISTANCES TO THE TEST\n{_distances(found, notes)}\n\n{wrapped(_LEGEND)}"
    causes = f"{_CAUSES_LEGEND} {_true_causes(found)}"
    yield f"WHERE THE TIME OF A CASE GOES, mean hours\n{_causes(found, notes)}\n\n{wrapped(causes)}"
    if found.drift:
        table = _drift(found.drift, notes)
        yield f"WHAT HAS CHANGED SINCE THE TRAINING\n{table}\n\n{wrapped(_DRIFT_LEGEND)}"
    if found.without_train:
        text = found.without_train
        yield wrapped(f"{text[0].upper()}{text[1:]}: --train LOG names it.")
    if found.warnings:
        lines = [wrapped(text, first="- ", rest="  ") for text in found.warnings]
        yield "\n".join(["WARNINGS", *lines])
    if notes.lines():
        yield "\n".join(["NOTES", *(wrapped(line, rest="    ") for line in notes.lines())])
    yield "\n".join(["VERDICT", *_verdicts(found)])


def _heading(found: FitJudgement) -> str:
    record = found.provenance
    count = record["replications"]
    logs = f"{count} simulated log{'' if count == 1 else 's'}"
    first = (
        f"{found.scenario}: {found.model} against {record['test_log']['file']}, "
        f"{found.cases} cases; {logs}, seed {record['seed']}."
    )
    means, rates = found.mean_cycle_hours, found.cases_per_week
    second = (
        f"Mean cycle time: test {means['test']:.1f} h, simulated {means['simulated']:.1f} h"
        f"{_also(means['train'], ' h')}. Cases a week: test {rates['test']:.1f}, simulated "
        f"{rates['simulated']:.1f}{_also(rates['train'])}."
    )
    return f"{wrapped(first)}\n{wrapped(second)}"


def _also(train: float | None, unit: str = "") -> str:
    return "" if train is None else f", training {train:.1f}{unit}"


def _distances(found: FitJudgement, notes: Footnotes) -> str:
    every = found.distances
    columns = [
        ("distance", [cells([one], _PLAIN, notes)[0] for one in every]),
        ("replay", [_number(one.replay, _PLAIN) for one in every]),
        ("luck", [_number(one.luck, _PLAIN) for one in every]),
        ("unit", [one.unit for one in every]),
    ]
    if found.without_train:
        del columns[1]
    groups = [Group((), (head,), tuple((cell,) for cell in cells)) for head, cells in columns]
    return table_text("of", [one.title for one in every], groups)


def _causes(found: FitJudgement, notes: Footnotes) -> str:
    parts = found.time_by_cause
    columns = [
        ("test", [_HOURS.text(one.test) for one in parts]),
        ("simulated", cells([one.simulated for one in parts], _HOURS, notes)),
        ("training", [_number(one.train, _HOURS) for one in parts]),
    ]
    if found.without_train:
        del columns[2]
    groups = [Group((), (head,), tuple((cell,) for cell in cells)) for head, cells in columns]
    return table_text("cause", [one.cause for one in parts], groups)


def _true_causes(found: FitJudgement) -> str:
    """Say what the simulated waits truly are: a rule from outside can only guess."""
    waits = sorted(found.simulated_waits.items(), key=lambda one: -one[1])
    shown = [f"{name.replace('_', '-')} {_HOURS.text(hours)}" for name, hours in waits if hours > 0]
    if not shown:
        return "The simulated logs know no waits."
    return f"True causes of the simulated waits, in hours: {', '.join(shown)}."


def _drift(drift: tuple[Drift, ...], notes: Footnotes) -> str:
    rows = [
        (
            MISSING + notes.mark(one.reason) if one.train is None else _HOURS.text(one.train),
            _number(one.test, _HOURS),
            one.unit,
            MISSING if one.change is None else f"{one.change:.0%}",
            MISSING if one.p_value is None else f"{one.p_value:.3f}",
            "yes" if one.is_found else "no" if one.p_value is not None else "cannot tell",
        )
        for one in drift
    ]
    heads = ("training", "test", "unit", "change", "p", "changed")
    groups = [
        Group((), (head,), tuple((row[place],) for row in rows)) for place, head in enumerate(heads)
    ]
    return table_text("what", [_DRIFT_WORDS[one.name] for one in drift], groups)


def _verdicts(found: FitJudgement) -> Iterator[str]:
    from mom_sim.calibration.judging.verdict import USES

    for one in found.verdicts:
        yield wrapped(f"{one.verdict}: {USES[one.use]}", first="- ", rest="  ")
        yield wrapped("; ".join(one.reasons) + ".", first="    ", rest="    ")


def _number(value: float | None, scale: Scale) -> str:
    return MISSING if value is None else scale.text(value)
