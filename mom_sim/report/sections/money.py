"""What a launch costs, against how long it takes."""

from __future__ import annotations

from mom_sim.plot.cost import COST, TIME, draw_cost_against_time
from mom_sim.plot.wording import shown_name
from mom_sim.report.material import Material
from mom_sim.report.numbers import columns_of
from mom_sim.report.parts import Parts, Picture, Section, Table, on_axes
from mom_sim.report.sections.sizes import WIDTH
from mom_sim.report.verdicts import best_sentence


def section(material: Material) -> Section | None:
    """Make the section."""
    comparison = material.comparison
    if comparison is None:
        return None
    parts = Parts()
    for condition, words in material.conditions:
        results = (*comparison.results, *comparison.others)
        figures = [dict(one.conditions()).get(condition, {}) for one in results]
        cost, time = ([row.get(kpi) for row in figures] for kpi in (COST, TIME))
        if not any(one is not None and one.estimate is not None for one in cost):
            continue
        names = [
            shown_name(one.model)
            if place < len(comparison.results)
            else f"{shown_name(one.model)}, {one.comparison.replace('_', ' ')}"
            for place, one in enumerate(results)
        ]
        columns = (names, *columns_of(cost, ""), *columns_of(time, ""))
        parts.add(
            Picture(
                name=f"cost-{condition}",
                draw=on_axes(draw_cost_against_time, comparison, condition=condition),
                size=(WIDTH, 3.3),
                caption=best_sentence(material, COST, condition, words),
                description="A point for each operating model: its mean time-to-launch across, "
                "its cost per launch up, each with its 95% interval. Left and low is better. The "
                "numbers stand in the table below.",
                tables=(
                    Table(
                        (
                            "model",
                            f"cost ({comparison.currency} a launch)",
                            "95% interval",
                            "mean time-to-launch (working days)",
                            "95% interval",
                        ),
                        tuple(zip(*columns, strict=True)),
                    ),
                ),
            )
        )
    if not parts.found:
        return None
    return Section("cost", "What a launch costs", tuple(parts.found))
