"""How each model degrades under surges, and where it breaks its promise."""

from __future__ import annotations

from mom_sim.experiments.promise_grammar import Promise
from mom_sim.experiments.surge.study import SurgeStudy
from mom_sim.metrics.number_words import factor_of
from mom_sim.plot.surge import draw_degradation
from mom_sim.plot.wording import shown_name, shown_promise, shown_text, shown_unit
from mom_sim.report.material import Material
from mom_sim.report.numbers import columns_of, decimals_of, number
from mom_sim.report.parts import Parts, Picture, Section, Table, on_axes
from mom_sim.report.sections.sizes import WIDTH
from mom_sim.report.surge_words import point_text, surge_answer


def section(material: Material) -> Section | None:
    """Make the section."""
    study = material.surge
    if study is None:
        return None
    parts = Parts()
    for place, promise in enumerate(study.promises):
        parts.add(_degradation(study, promise, place))
    weeks, factor = study.stated
    parts.add(_effects(study, weeks, factor))
    return Section("surge", "What a surge does, and where promises break", tuple(parts.found))


def _degradation(study: SurgeStudy, promise: Promise, place: int) -> Picture:
    weeks = study.stated[0]
    points = [(one, one.breaking_point(promise, weeks)) for one in study.results]
    caption = surge_answer(study) if place == 0 else f"Promise “{shown_promise(promise.text)}”."
    breaks = tuple(
        (
            shown_name(one.model),
            *point_text(point),
            *point_text(one.headroom(promise), scale=100.0, decimals=0),
        )
        for one, point in points
    )
    notes = tuple(
        f"{shown_name(one.model)}: {shown_text(point.reason)}"
        for one, point in points
        if point.reason and point.estimate is None
    )
    return Picture(
        name=f"surge-{place}",
        draw=on_axes(draw_degradation, study, promise=place),
        size=(WIDTH, 3.7),
        caption=caption,
        description="A line for each operating model: the promised figure of the campaigns "
        "requested in the surge, over the factor on demand; a dashed line is the limit that was "
        "promised, dots are breaking points. The numbers stand in the tables below.",
        tables=(
            Table(
                (
                    "model",
                    "breaks at factor",
                    "95% interval",
                    "headroom of all demand (percent)",
                    "95% interval",
                ),
                breaks,
                notes=(
                    "Breaks at: the smallest factor on demand at which the campaigns requested in "
                    "the surge's weeks break the promise. Headroom: the largest rise of all "
                    "demand, week after week, that keeps it in the whole measured window, so that "
                    "a model can have one and break the promise in busy weeks without any surge.",
                    *notes,
                ),
                title="Breaking points",
            ),
            _curve(study, promise, place),
        ),
    )


def _curve(study: SurgeStudy, promise: Promise, place: int) -> Table:
    """The promised figure at every factor of the curve."""
    weeks, scale = study.stated[0], factor_of(promise.unit)
    rows = []
    for one in study.results:
        at = {point.factor: point.promised[place] for point in one.curve if point.weeks == weeks}
        known = [figure.estimate for figure in at.values() if figure.estimate is not None]
        decimals = min(decimals_of([scale * figure for figure in known]), 1)
        rows.append(
            (
                shown_name(one.model),
                *(
                    number(
                        None
                        if at[factor].estimate is None
                        else scale * (at[factor].estimate or 0.0),
                        decimals,
                    )
                    for factor in study.factors
                ),
            )
        )
    return Table(
        ("model", *(f"factor {factor:g}" for factor in study.factors)),
        tuple(rows),
        title=f"{shown_promise(promise.text)}: the figure ({shown_unit(promise.unit)})",
    )


def _effects(study: SurgeStudy, weeks: float, factor: float) -> Table:
    titles, columns = ["model"], [[shown_name(one.model) for one in study.results]]
    for name, title in (
        ("weeks_to_recover", "weeks to recover"),
        ("peak_backlog", "peak backlog (campaigns)"),
        ("late_or_lost", "late or lost (campaigns)"),
    ):
        figures = [getattr(one.stated, name) for one in study.results]
        titles += [title, "95% interval"]
        columns += columns_of(figures, "")
    titles.append("bottleneck")
    columns.append([shown_name(one.stated.bottleneck.name or "none") for one in study.results])
    return Table(
        tuple(titles),
        tuple(zip(*columns, strict=True)),
        words=(len(titles) - 1,),
        title=f"A surge of factor {factor:g} for {weeks:g} weeks",
        notes=(
            "Weeks until the backlog is that of calm again; most campaigns inside at once; "
            "campaigns late or lost beyond those of calm.",
        ),
    )
