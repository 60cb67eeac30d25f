"""What the time is made of: work, and each cause of waiting."""

from __future__ import annotations

from mom_sim.plot.causes import PARTS, cause_figure, draw_causes
from mom_sim.plot.wording import CAUSE_WORDS, shown_name
from mom_sim.report.material import Material
from mom_sim.report.numbers import columns_of
from mom_sim.report.parts import Parts, Picture, Section, Table, on_axes
from mom_sim.report.sections.sizes import WIDTH, rows_height
from mom_sim.report.verdicts import causes_sentence


def section(material: Material) -> Section | None:
    """Make the section."""
    comparison = material.comparison
    if comparison is None:
        return None
    parts = Parts()
    for condition, words in material.conditions:
        sentences = [causes_sentence(material, one, condition) for one in material.focus]
        where = f"{words[:1].upper()}{words[1:]}: " if words else ""
        parts.add(
            Picture(
                name=f"causes-{condition}",
                draw=on_axes(draw_causes, comparison, condition=condition),
                size=(WIDTH, rows_height(len(comparison.results), 0.36) + 0.1),
                caption=where + (" ".join(filter(None, sentences)) or "Nothing was launched."),
                description="A stacked bar for each operating model: the mean time of a launched "
                "campaign in working days, split into work and each cause of waiting along its "
                "critical path. The numbers stand in the table below.",
                tables=_tables(material, condition),
            )
        )
    return Section("causes", "Where the time goes", tuple(parts.found))


def _tables(material: Material, condition: str) -> tuple[Table, ...]:
    comparison = material.comparison
    assert comparison is not None
    models = [one.model for one in comparison.results]
    rows = []
    for cause in PARTS:
        figures = [material.figure(model, cause_figure(cause), condition) for model in models]
        if not any(one is not None and one.estimate for one in figures):
            continue
        estimates, spans = columns_of(figures, "working days")
        cells = (f"{a} ({b})" for a, b in zip(estimates, spans, strict=True))
        rows.append((CAUSE_WORDS[cause], *cells))
    titles = ("working days, with 95% interval", *(shown_name(model) for model in models))
    note = "Means of the launched campaigns; a model's parts add up to its mean time-to-launch."
    return (Table(titles, tuple(rows), notes=(note,)),)
