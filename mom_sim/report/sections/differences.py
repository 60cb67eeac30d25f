"""Paired differences from today's model."""

from __future__ import annotations

from mom_sim.experiments.comparison import Difference
from mom_sim.plot.differences import draw_differences
from mom_sim.plot.wording import shown_name
from mom_sim.report.material import COST, TIME, Material
from mom_sim.report.numbers import columns_of, listed
from mom_sim.report.parts import Parts, Picture, Section, Table, on_axes
from mom_sim.report.sections.sizes import WIDTH, rows_height

_SHOWN = (
    (TIME, "mean time-to-launch", "working days"),
    ("on_time_share", "launched on time", "share"),
    (COST, "cost per launch", ""),
)


def section(material: Material) -> Section | None:
    """Make the section."""
    comparison = material.comparison
    if comparison is None or not comparison.differences:
        return None
    parts = Parts()
    own = shown_name(comparison.own_model)
    parts.say(
        f"Every campaign goes through all models with the same luck, so that a model's figure less "
        f"that of {own}, today's model, is known better than either figure alone."
    )
    for condition, words in material.conditions:
        rows = {kpi: _of(material, kpi, condition) for kpi, _, _ in _SHOWN}
        time = rows[TIME]
        if not time:
            continue
        titles, columns = ["model"], [[shown_name(one.model) for one in time]]
        for kpi, title, unit in _SHOWN:
            of = {one.model: one for one in rows[kpi]}
            shown = {"share": "percentage points", "": f"{comparison.currency} a launch"}
            titles += [f"{title} ({shown.get(unit, unit)})", "95% interval"]
            columns += columns_of([of.get(one.model) for one in time], unit, signed=True)
        parts.add(
            Picture(
                name=f"differences-{condition}",
                draw=on_axes(draw_differences, comparison, condition=condition),
                size=(WIDTH, rows_height(len(time), 0.3) - 0.25),
                caption=_caption(time, own, words),
                description="A point for each operating model on an axis of working days: by how "
                f"much its mean time-to-launch differs from that of {own}, with its 95% interval. "
                "Filled points are differences that luck does not explain. The numbers stand in "
                "the table below.",
                tables=(Table(tuple(titles), tuple(zip(*columns, strict=True))),),
            )
        )
    return Section("differences", f"Differences from {own}", tuple(parts.found))


def _of(material: Material, kpi: str, condition: str) -> list[Difference]:
    assert material.comparison is not None
    found = material.comparison.differences
    return [one for one in found if (one.kpi, one.condition) == (kpi, condition)]


def _caption(differences: list[Difference], own: str, words: str) -> str:
    faster = [shown_name(one.model) for one in differences if one.high is not None and one.high < 0]
    slower = [shown_name(one.model) for one in differences if one.low is not None and one.low > 0]
    unsure = [
        shown_name(one.model)
        for one in differences
        if shown_name(one.model) not in (*faster, *slower)
    ]
    told = [
        f"{listed(names)} {'launches' if len(names) == 1 else 'launch'} {how}"
        for names, how in ((faster, f"sooner than {own}"), (slower, f"later than {own}"))
        if names
    ]
    if unsure:
        told.append(f"of {listed(unsure)} it cannot be told")
    where = f"{words}: " if words else ""
    text = f"{where}{'; '.join(told)}."
    return f"{text[:1].upper()}{text[1:]}"
