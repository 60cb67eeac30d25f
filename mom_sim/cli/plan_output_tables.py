"""Tables of a capacity plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mom_sim.cli.figures import MISSING, Footnotes, Scale, cells, scale_of
from mom_sim.cli.plan_output_words import money
from mom_sim.cli.text_table import Group, table_text

if TYPE_CHECKING:
    from mom_sim.experiments.capacity.plan import CapacityPlan, LeverEffect
    from mom_sim.stats import Interval


def staffing_table(plan: CapacityPlan) -> str:
    """Headcounts today and planned, and what they cost a year."""
    roles = plan.staffing or plan.closest or ()
    rows = [
        (
            str(one.today),
            str(one.planned),
            f"{one.change:+d}" if one.change else "",
            money(one.cost),
        )
        for one in roles
    ]
    today, planned = sum(one.today for one in roles), sum(one.planned for one in roles)
    total = sum(one.cost for one in roles)
    change = f"{planned - today:+d}" if planned != today else ""
    rows.append((str(today), str(planned), change, money(total)))
    heads = ("today", "planned", "change", f"{plan.currency} a year")
    return table_text("role", [*(one.role for one in roles), "all"], [_group((), heads, rows)])


def promise_table(plan: CapacityPlan, notes: Footnotes) -> str:
    """Every promise: today's figure, the plan's with its interval, and how often it is kept."""
    labels = [one.promise.text for one in plan.promises]
    groups = []
    for title, outcomes in (("today", plan.today), ("planned", plan.promises)):
        if not outcomes:  # stopped before
            continue
        figures = []
        for one in outcomes:
            scale = scale_of([one], one.promise.unit)
            figures += cells([one], scale, notes)
        kept = [
            MISSING if one.probability is None else f"{one.probability:.0%} of years"
            for one in outcomes
        ]
        verdicts = [{True: "yes", False: "no", None: "?"}[one.is_kept] for one in outcomes]
        groups.append(
            _group(
                (title,),
                ("figure", "kept", "sure"),
                list(zip(figures, kept, verdicts, strict=True)),
            )
        )
    return table_text("promise", labels, groups)


def front_table(plan: CapacityPlan) -> str:
    """Staffings by cost, with their p90, and how they differ from the plan."""
    planned = {one.role: one.planned for one in plan.staffing or plan.closest or ()}
    figures = [one.p90 for one in plan.front]
    written = cells(figures, scale_of(figures, ""), Footnotes())
    rows = []
    for one, text in zip(plan.front, written, strict=True):
        changes = [
            f"{count - planned[role]:+d} {role}"
            for role, count in one.counts.items()
            if count != planned[role]
        ]
        mine = "the plan" if plan.staffing else "the closest"
        named = mine if one.is_plan else ", ".join(changes)
        rows.append((text, "yes" if one.keeps_promises else "no", _cut(named, one.is_today)))
    beside = "beside the plan" if plan.staffing else "beside the closest"
    heads = ("p90", "keeps all", beside)
    labels = [money(one.cost) for one in plan.front]
    return table_text(f"{plan.currency} a year", labels, [_group((), heads, rows)])


def marginal_table(plan: CapacityPlan, notes: Footnotes) -> str:
    """Days saved by one more person of each role, and what they cost."""
    rows = plan.marginal_values
    groups = []
    for title, figures in (
        ("mean, days saved", [one.days for one in rows]),
        ("p90, days saved", [one.p90_days for one in rows]),
    ):
        groups.append(_group((title,), ("",), [(cell,) for cell in _signed(figures, notes)]))
    costs = [(money(one.cost),) for one in rows]
    groups.append(_group((f"{plan.currency} a year",), ("",), costs))
    return table_text("role", [one.role for one in rows], groups)


def gap_table(plan: CapacityPlan) -> str:
    """Offered hours a week against those there are, by skill."""
    rows = [
        (
            f"{one.first_hours:,.0f}",
            f"{one.rework_hours:,.0f}",
            f"{one.capacity_hours:,.0f}",
            f"{one.capacity_hours - one.hours:+,.0f}",
            MISSING if one.utilization is None else f"{one.utilization:.0%}",
            str(one.people),
        )
        for one in plan.capability_gap
    ]
    heads = ("first", "rework", "capacity", "spare", "load", "people")
    labels = [one.skill for one in plan.capability_gap]
    return table_text("skill", labels, [_group((), heads, rows)])


def lever_table(plan: CapacityPlan, notes: Footnotes) -> str:
    """What each lever takes off the first promise's figure in the surge, and what it costs."""
    gains = _signed([one.gain[0] for one in plan.levers], notes)
    rows = [
        (
            gain,
            MISSING if one.spend.estimate is None else money(one.spend.estimate),
            "yes" if all(outcome.is_kept for outcome in one.with_it) else "no",
            f"{_cost(one.cost_without)} / {_cost(one.cost_with)}",
        )
        for gain, one in zip(gains, plan.levers, strict=True)
    ]
    unit = plan.promises[0].promise.unit
    heads = (
        f"better by, {'points' if unit == 'share' else unit}",
        f"{plan.currency} a year",
        "keeps all",
        "fewest",
    )
    words = "\n".join(f"{one.lever}: {_origin(one)}" for one in plan.levers)
    labels = [one.lever for one in plan.levers]
    return f"{table_text('lever', labels, [_group((), heads, rows)])}\n\n{words}"


def _origin(lever: LeverEffect) -> str:
    return f"{lever.words} ({'the scenario states it' if lever.is_stated else 'assumed'})"


def _cost(cost: float | None) -> str:
    return "not found" if cost is None else money(cost)


def _cut(text: str, is_today: bool) -> str:
    told = text if len(text) <= 48 else f"{text[:45]}..."
    return f"{told} (today)" if is_today else told


def _signed(figures: Sequence[Interval], notes: Footnotes) -> list[str]:
    scale = scale_of(figures, "")
    return cells(figures, Scale(scale.factor, max(scale.decimals, 1), signed=True), notes)


def _group(
    titles: tuple[str, ...], heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]
) -> Group:
    """Columns of a table: those before the last one to the right, where they are numbers."""
    columns = list(zip(*rows, strict=True)) if rows else [() for _ in heads]
    widths = [max(map(len, (head, *column))) for head, column in zip(heads, columns, strict=True)]
    numeric = [all(_is_number(cell) for cell in column) for column in columns]
    lined = tuple(
        tuple(
            f"{cell:>{width}}" if right else cell
            for cell, width, right in zip(row, widths, numeric, strict=True)
        )
        for row in rows
    )
    told = tuple(
        f"{head:>{width}}" if right and head else head
        for head, width, right in zip(heads, widths, numeric, strict=True)
    )
    return Group(titles, told, lined)


def _is_number(cell: str) -> bool:
    return not cell.strip("+-0123456789.,%kM ")
