"""Which uncertain inputs decide the answer."""

from __future__ import annotations

from mom_sim.experiments.sensitivity.result import TORNADO, Sensitivity
from mom_sim.experiments.sensitivity.tornado import Bar
from mom_sim.plot.figure_words import kpi_label
from mom_sim.plot.input_words import shown_path
from mom_sim.plot.sensitivity import MOST, draw_tornado
from mom_sim.plot.wording import shown_text, shown_unit
from mom_sim.report.material import Material
from mom_sim.report.numbers import columns_of
from mom_sim.report.parts import Parts, Picture, Section, Table, on_axes
from mom_sim.report.sections.sizes import WIDTH, rows_height


def section(material: Material) -> Section | None:
    """Make the section."""
    found = material.sensitivity
    if found is None:
        return None
    parts = Parts()
    targets = list(dict.fromkeys(one.target for one in found.effects))
    parts.say(
        f"By how much {kpi_label(found.kpi)} changes when one input takes the ends of its "
        f"plausible range; method: {found.method}."
    )
    for place, target in enumerate(targets):
        if found.method == TORNADO:
            parts.add(_tornado(found, target, place))
        else:
            parts.add(_effects(found, target))
    return Section("sensitivity", "Inputs that decide", tuple(parts.found))


def _tornado(found: Sensitivity, target: str, place: int) -> Picture:
    bars = [one for one in found.of(target) if isinstance(one, Bar)][:MOST]
    lows = columns_of([one.change_low for one in bars], found.unit, signed=True)
    highs = columns_of([one.change_high for one in bars], found.unit, signed=True)
    unit = "percentage points" if found.unit == "share" else shown_unit(found.unit)
    names = [shown_path(one.input.name) for one in bars]
    named = [_with_path(one.input.name) for one in bars]
    ranges = [f"{one.input.low} to {one.input.high}" for one in bars]
    caption = f"{shown_text(target)}: no input was looked at."
    if names:
        turns = sum(one.answer == "turns" for one in bars)
        more = f" {turns} of {len(bars)} turn its sign." if turns else ""
        caption = f"{shown_text(target)}: the largest effect is of {names[0]}.{more}"
    return Picture(
        name=f"tornado-{place}",
        draw=on_axes(draw_tornado, found, target),
        size=(WIDTH, rows_height(len(bars), 0.28)),
        caption=caption,
        description="Two bars for each input: the change of the figure at its lowest and at its "
        "highest plausible value, with intervals. The numbers stand in the table below.",
        tables=(
            Table(
                (
                    "input",
                    "range",
                    f"change at the lowest ({unit})",
                    "interval",
                    f"change at the highest ({unit})",
                    "interval",
                ),
                tuple(zip(named, ranges, *lows, *highs, strict=True)),
                words=(1,),
            ),
        ),
    )


def _with_path(path: str) -> str:
    """An input in words, and where it stands in the scenario."""
    words = shown_path(path)
    return words if words == path else f"{words} ({shown_text(path)})"


def _effects(found: Sensitivity, target: str) -> Table:
    """Other methods as a table: their figures have no ends of a range to draw."""
    part = found.frame[found.frame["target"] == target].drop(columns=["target", "range_from"])
    part = part.head(MOST)
    numbers = [name for name in part.columns if part[name].dtype.kind == "f"]
    rows = tuple(
        tuple(f"{row[name]:.4g}" if name in numbers else str(row[name]) for name in part.columns)
        for row in part.to_dict("records")
    )
    words = tuple(at for at, name in enumerate(part.columns) if name not in numbers)
    titles = tuple(str(name).replace("_", " ") for name in part.columns)
    return Table(titles, rows, words=words, title=shown_text(target))
