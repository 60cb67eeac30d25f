"""What a sensitivity analysis found, as a person reads it in a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mom_sim.cli.figures import Figure, Footnotes, Scale, cells, scale_of, unit_text
from mom_sim.cli.printing import clean, wrapped
from mom_sim.cli.sensitivity_verdict import verdict
from mom_sim.cli.text_table import Group, table_text
from mom_sim.cli.warning_lines import warning_lines

if TYPE_CHECKING:
    from mom_sim.experiments.sensitivity.input import Input
    from mom_sim.experiments.sensitivity.result import Base, Effect, Sensitivity

_LEGENDS = {
    "tornado": (
        "One input at a time is put to either end of its range: how much the figure changes, with "
        "the same luck. The largest change comes first."
    ),
    "morris": (
        "Mean change of the figure over the whole range of an input, wherever the others stand: "
        "its size, with its sign, and how much that depends on the others and on luck (sigma; "
        "luck alone: noise). The largest comes first."
    ),
    "sobol": (
        "Share of the figure's variance that goes away once an input is known (alone), and that "
        "remains if it alone is unknown (in all). The largest comes first."
    ),
}
_COLUMNS = {
    "tornado": (("change_low", "at the lowest"), ("change_high", "at the highest")),
    "morris": (("mu_star", "size"), ("mu", "with its sign")),
    "sobol": (("first_order", "alone"), ("total", "in all")),
}
_ANSWERS = {
    "turns": "TURNS the answer",
    "may turn": "may turn the answer",
    "keeps": "no",
}
_LONGEST = 40


def sensitivity_text(found: Sensitivity, currency: str) -> str:
    """Put a sensitivity analysis into words and tables.

    Parameters
    ----------
    found : Sensitivity
    currency : str
        Code of the scenario's.

    Returns
    -------
    str
        Lines of at most 100 columns, without colors.
    """
    return clean("\n\n".join(_sections(found, currency))) + "\n"


def _sections(found: Sensitivity, currency: str) -> Iterator[str]:
    notes = Footnotes()
    yield _heading(found, currency)
    for base in found.bases:
        effects = found.of(base.target)
        if effects:
            yield f"{_title(found, base, currency, notes)}\n\n{_table(found, effects, notes)}"
    if found.spreads:
        yield "\n".join(_spreads(found, currency))
    yield _ranges(found)
    if found.left_out:
        yield wrapped(_left_out(found.left_out))
    if found.warnings:
        yield "\n".join(["WARNINGS", *warning_lines(found.warnings, [], [])])
    if notes.lines():
        yield "\n".join(["NOTES", *(wrapped(line, rest="    ") for line in notes.lines())])
    yield wrapped(verdict(found))


def _heading(found: Sensitivity, currency: str) -> str:
    of = found.provenance
    unit = unit_text(found.unit, currency)
    first = (
        f"{found.scenario}: what decides {found.kpi} ({unit}) of {', '.join(found.models)}; "
        f"{_count(of['replications'])} a point, seed {of['seed']}, {of['runs']:,} runs."
    )
    intervals = (
        f"Intervals of {found.confidence:.2%}, so that those of a column hold together with 95%; "
        "* marks what leaves 0 out."
    )
    return f"{wrapped(first)}\n{wrapped(f'{_LEGENDS[found.method]} {intervals}')}"


def _count(replications: int) -> str:
    return "1 replication" if replications == 1 else f"{replications} replications"


def _title(found: Sensitivity, base: Base, currency: str, notes: Footnotes) -> str:
    is_difference = base.target not in found.models
    scale = scale_of([base.figure], found.unit)
    scale = Scale(scale.factor, scale.decimals, signed=is_difference)
    unit = unit_text(found.unit, currency, difference=is_difference)
    (figure,) = cells([base.figure], scale, notes)
    luck = ""
    if base.luck is not None:
        plain = Scale(scale.factor, scale.decimals)
        luck = f"; one year differs from another by {plain.text(base.luck)} (luck alone)"
    return wrapped(f"{base.target.upper()}: {figure} {unit} as it is{luck}")


def _table(found: Sensitivity, effects: Sequence[Effect], notes: Footnotes) -> str:
    unit = "" if found.method == "sobol" else found.unit
    groups = []
    for name, head in _COLUMNS[found.method]:
        figures: list[Figure] = [getattr(one, name) for one in effects]
        scale = scale_of(figures, unit)
        signed = name in ("change_low", "change_high", "mu")
        decimals = 2 if found.method == "sobol" else scale.decimals
        scale = Scale(scale.factor, decimals, signed=signed)
        groups.append(Group((head,), ("",), tuple((one,) for one in cells(figures, scale, notes))))
        if name == "mu":
            groups += _deviations(effects, scale)
    if any(getattr(one, "answer", "") for one in effects):
        words = [_ANSWERS.get(getattr(one, "answer", ""), "") for one in effects]
        groups.append(Group(("turns it?",), ("",), tuple((word,) for word in words)))
    return table_text("input", [_short(one.input.name) for one in effects], groups)


def _deviations(effects: Sequence[Effect], scale: Scale) -> Iterator[Group]:
    plain = Scale(scale.factor, scale.decimals)
    for name in ("sigma", "noise"):
        values = [getattr(one, name) for one in effects]
        texts = ["-" if value is None else plain.text(value) for value in values]
        yield Group((name,), ("",), tuple((text,) for text in texts))


def _spreads(found: Sensitivity, currency: str) -> Iterator[str]:
    yield "HOW MUCH IS LUCK"
    for one in found.spreads:
        if one.inputs is None or one.luck is None or one.left_by_luck is None:
            yield wrapped(f"{one.target}: {one.reason}", first="- ", rest="  ")
            continue
        unit = unit_text(found.unit, currency, difference=True)
        yield wrapped(
            f"{one.target}: the inputs move it by {one.inputs:.3g} {unit} (standard deviation), "
            f"luck from year to year by {one.luck:.3g}; {one.left_by_luck:.0%} of the variance "
            "over the points is luck after all: smaller indices say nothing",
            first="- ",
            rest="  ",
        )


def _ranges(found: Sensitivity) -> str:
    lines = ["RANGES"]
    for one in found.inputs:
        lines.append(wrapped(f"{one.name}: {one.low} to {one.high} ({one.origin})", rest="  "))
    return "\n".join(lines)


def _left_out(left_out: Sequence[tuple[Input, str]]) -> str:
    reasons = Counter(reason for _, reason in left_out)
    parts = [f"{count} inputs: {reason}" for reason, count in reasons.items()]
    return f"Left out: {'; '.join(parts)}. --json names them; --inputs looks at any of them."


def _short(name: str) -> str:
    """The end of a long path: what it is says more than where it is."""
    return name if len(name) <= _LONGEST else f"...{name[3 - _LONGEST :]}"
