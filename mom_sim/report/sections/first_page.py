"""The page in plain words: question, answer, why, what would change it, what not to trust.

Every sentence is made from numbers by a rule of this package: see `docs/report.md`.
"""

from __future__ import annotations

from collections.abc import Iterator

from mom_sim.experiments.comparison import CALM, SURGE
from mom_sim.plot.time_to_launch import draw_time_to_launch
from mom_sim.plot.wording import shown_name, shown_promise, shown_text
from mom_sim.report.material import COST, TIME, Material
from mom_sim.report.numbers import columns_of, listed, told
from mom_sim.report.parts import Parts, Picture, Section, Table, on_axes
from mom_sim.report.plan_words import plan_answer
from mom_sim.report.sections.sizes import WIDTH, rows_height
from mom_sim.report.surge_words import surge_answer
from mom_sim.report.turning_points import turning_points
from mom_sim.report.verdicts import against_today, best_sentence, causes_sentence, saved_by_cause
from mom_sim.report.warning_words import cautions

_ON_TIME = "on_time_share"
_MEDIAN, _P90 = "time_to_launch_p50_working_days", "time_to_launch_p90_working_days"
_DRAWN = (TIME, _MEDIAN, _P90)
"""What the picture shows with intervals: its table has the same."""


def first_page(material: Material) -> Section:
    """Make the page.

    Parameters
    ----------
    material : Material

    Returns
    -------
    Section
    """
    parts = Parts()
    parts.head("The question")
    parts.say(_question(material))
    parts.head("The answer")
    answers = list(_answers(material))
    for place, text in enumerate(answers):
        parts.say(text, kind="lead" if place == 0 else "")
    if material.comparison is not None:
        parts.add(_picture(material))
    why = list(_why(material))
    if why:
        parts.head("Why")
        parts.list(why)
    parts.head("What would change the answer")
    parts.list(list(turning_points(material)))
    parts.head("What not to trust")
    parts.list(list(cautions(material)))
    return Section("first", "In short", tuple(parts.found))


def _question(material: Material) -> str:
    comparison, of = material.comparison, material.provenance
    description = shown_text(str(material.resolved.get("description", "")))
    if comparison is None:
        lead = _question_of_others(material)
    elif len(comparison.results) == 1:
        lead = f"How does marketing work as {shown_name(comparison.results[0].model)}?"
    else:
        terms = {one.comparison.replace("equal_", "") for one in comparison.results}
        lead = (
            f"Which of {len(comparison.results)} ways to organize marketing launches campaigns "
            f"soonest, and at what cost, with the same campaigns, the same luck and the same "
            f"{listed(sorted(terms))}?"
        )
    runs = of.get("replications")
    repeated = (
        f"Each was simulated {runs} times with other luck; in brackets are 95% intervals."
        if runs and runs > 1
        else ""
    )
    return " ".join(filter(None, (lead, repeated, description)))


def _question_of_others(material: Material) -> str:
    if material.surge is not None:
        return "How large a surge of demand can each way to organize marketing take?"
    if material.plan is not None:
        promised = listed([shown_promise(one.promise.text) for one in material.plan.promises])
        return f"How many people does it take to keep the promise {promised}?"
    if material.decision_map is not None:
        return "Which way to organize marketing is best, and where does that flip?"
    return "Which inputs decide the answer?"


def _answers(material: Material) -> Iterator[str]:
    if material.comparison is not None:
        for place, (condition, words) in enumerate(material.conditions):
            best = best_sentence(material, TIME, condition, words)
            is_own = _is_own(material, condition)
            today = "" if place and is_own else against_today(material, condition)
            text = " ".join(filter(None, (best, today)))
            if text:
                yield text
        cost = best_sentence(material, COST, *material.conditions[0])
        if cost:
            yield cost
    if material.surge is not None:
        yield surge_answer(material.surge)
    if material.plan is not None:
        yield plan_answer(material.plan)
    if material.comparison is None and material.surge is None and material.plan is None:
        yield from turning_points(material)


def _is_own(material: Material, condition: str) -> bool:
    """Whether today's model is ahead; said once."""
    winner = material.winner(TIME, condition)
    assert material.comparison is not None
    return winner is not None and winner.leader == material.comparison.own_model


def _why(material: Material) -> Iterator[str]:
    comparison = material.comparison
    if comparison is None:
        return
    saved = saved_by_cause(material)
    if saved:
        yield saved
    for model in material.focus:
        result = next(one for one in comparison.results if one.model == model)
        name = shown_name(model)
        said = causes_sentence(material, model) if model == material.focus[0] else ""
        bottleneck = f"Bottleneck of {name}: {_sentence(shown_name(result.bottleneck.why))}"
        yield " ".join(filter(None, (said, bottleneck)))
    if comparison.surge_factor is not None:
        for model in material.focus:
            result = next(one for one in comparison.results if one.model == model)
            moved = result.surge_bottleneck
            if moved is None or not moved.name or not result.bottleneck.name:
                continue
            if moved.name != result.bottleneck.name:
                yield (
                    f"With the surge the bottleneck of {shown_name(model)} moves, in these runs, "
                    f"from {shown_name(result.bottleneck.name)} to {shown_name(moved.name)}."
                )


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _picture(material: Material) -> Picture:
    """The figures that a leader asks for first; picture, table and caption of one condition."""
    comparison = material.comparison
    assert comparison is not None
    models = [one.model for one in comparison.results]
    condition = CALM if comparison.surge_factor is None else SURGE
    titles, columns = ["model"], [[_named(material, one) for one in models]]
    for kpi, title, unit in (
        (TIME, "mean time-to-launch (working days)", "working days"),
        (_MEDIAN, "half within (working days)", "working days"),
        (_P90, "9 of 10 within (working days)", "working days"),
        (_ON_TIME, "on time (percent)", "share"),
        (COST, f"cost ({comparison.currency} a launch)", ""),
    ):
        figures = [material.figure(one, kpi, condition) for one in models]
        estimates, spans = columns_of(figures, unit)
        titles.append(title)
        columns.append(estimates)
        if kpi in _DRAWN:
            titles.append("95% interval")
            columns.append(spans)
    factor = comparison.surge_factor
    where = "" if factor is None else f", with surges of factor {factor:g}"
    ends = [material.figure(one, TIME, condition) for one in models]
    sizes = [one for one in ends if one is not None and one.estimate is not None]
    caption = f"Time from request to launch by model{where}"
    if len(sizes) > 1:
        least = min(sizes, key=lambda one: one.estimate or 0.0)
        most = max(sizes, key=lambda one: one.estimate or 0.0)
        caption += (
            f": means from {told(least, least.unit, with_interval=False)} to "
            f"{told(most, most.unit, with_interval=False)}"
        )
    return Picture(
        name="first-time",
        draw=on_axes(draw_time_to_launch, comparison, condition=condition),
        size=(WIDTH, rows_height(len(models), 0.2)),
        caption=f"{caption}.",
        description="For each operating model the median, the mean and the 90th percentile of the "
        "time from request to launch, with 95% intervals. The table below has the numbers.",
        tables=(Table(tuple(titles), tuple(zip(*columns, strict=True))),),
    )


def _named(material: Material, model: str) -> str:
    assert material.comparison is not None
    today = " (today)" if model == material.comparison.own_model else ""
    return f"{shown_name(model)}{today}"
