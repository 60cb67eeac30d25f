"""Which model wins where over two inputs."""

from __future__ import annotations

from mom_sim.experiments.decision_map.result import Cell, DecisionMap
from mom_sim.plot.decision_map import draw_map
from mom_sim.plot.input_words import shown_path
from mom_sim.plot.wording import shown_name, shown_text
from mom_sim.report.map_words import is_doubtful, map_doubts, map_sentence
from mom_sim.report.material import Material
from mom_sim.report.numbers import sureness
from mom_sim.report.parts import Parts, Picture, Section, Table, on_axes
from mom_sim.report.sections.sizes import WIDTH


def section(material: Material) -> Section | None:
    """Make the section."""
    found = material.decision_map
    if found is None:
        return None
    parts = Parts()
    parts.add(
        Picture(
            name="map",
            draw=on_axes(draw_map, found),
            size=(WIDTH, max(3.0, 1.4 + 0.45 * len(found.y.values))),
            caption=map_sentence(found),
            description="A grid over two inputs; each cell has the letter and color of its best "
            "model and the least probability that it is truly the best; hatched cells are those "
            "in which the data cannot tell. An exclamation mark stands where the best model's own "
            "figure is not to be trusted. Diamonds mark where the answer flips. The table below "
            "has the cells.",
            tables=(_table(found),),
        )
    )
    return Section("map", "Where the answer flips", tuple(parts.found))


def _table(found: DecisionMap) -> Table:
    across, up = found.x, found.y
    rows = tuple(
        (
            shown_text(str(up.values[row])),
            *(_cell(found.cell(column, row)) for column in range(len(across.values))),
        )
        for row in range(len(up.values))
    )
    titles = (
        f"{shown_path(up.path)} (down), {shown_path(across.path)} (across)",
        *(shown_text(str(value)) for value in across.values),
    )
    doubts = map_doubts(found)
    reasons = dict.fromkeys(cell.reason for cell in found.cells if cell.reason)
    return Table(
        titles,
        rows,
        words=tuple(range(1, len(titles))),
        notes=(
            "The best model, and how probable it is that it is truly the best; in brackets where "
            "that is below 95%: the data cannot tell.",
            *((f"! {doubts}",) if doubts else ()),
            *(f"No probability: {shown_text(one)}" for one in reasons),
        ),
    )


def _cell(cell: Cell) -> str:
    if cell.leader is None:
        return "–"
    sure = "" if cell.probability is None else f", {sureness(cell.probability)}"
    doubt = " !" if is_doubtful(cell) else ""
    text = f"{shown_name(cell.leader)}{doubt}{sure}"
    return text if cell.winner else f"({text})"
