"""Who to hire for a promise, and what one more person of each role is worth."""

from __future__ import annotations

from mom_sim.experiments.capacity.plan import CapacityPlan
from mom_sim.plot.capacity import draw_front, draw_marginal_values
from mom_sim.plot.wording import shown_name, shown_text
from mom_sim.report.material import Material
from mom_sim.report.numbers import columns_of, listed, number, told
from mom_sim.report.parts import Parts, Picture, Section, Table, on_axes
from mom_sim.report.plan_words import outcome_text, plan_answer
from mom_sim.report.sections.sizes import WIDTH, rows_height


def section(material: Material) -> Section | None:
    """Make the section."""
    plan = material.plan
    if plan is None:
        return None
    parts = Parts()
    parts.say(plan_answer(plan))
    roles = plan.staffing or plan.closest or ()
    rows = tuple(
        (
            shown_name(one.role),
            str(one.today),
            str(one.planned),
            number(one.change, 0, signed=True),
            number(one.cost, 0),
        )
        for one in roles
    )
    if rows:
        closest = "" if plan.staffing else ", the closest that was found"
        parts.add(
            Table(
                ("role", "today", "planned", "change", f"cost ({plan.currency} a year)"),
                rows,
                title=f"People by role{closest}",
                notes=tuple(f"Today: {outcome_text(one)}." for one in plan.today),
            )
        )
    if plan.front:
        parts.add(_front(plan))
    if plan.marginal_values:
        parts.add(_marginal_values(plan))
    if plan.surge is not None:
        outcomes = "; ".join(outcome_text(one) for one in plan.surge.surge)
        stated = "The scenario's surge" if plan.surge.is_stated else "A surge"
        parts.say(
            f"{stated} of factor {plan.surge.factor:g} on the planned staffing: {outcomes}.",
            _carrying(plan),
        )
    return Section("capacity", "How many people, and where", tuple(parts.found))


def _carrying(plan: CapacityPlan) -> str:
    """How many more people would carry the surge."""
    planned = {one.role: one.planned for one in plan.staffing or ()}
    if plan.surge is None or plan.surge.staffing is None or not planned:
        return ""
    more = [
        f"{count - planned.get(role, 0)} more {shown_name(role)}"
        for role, count in plan.surge.staffing.items()
        if count > planned.get(role, 0)
    ]
    return f"Kept in spite of it with {listed(more)}." if more else ""


def _front(plan: CapacityPlan) -> Picture:
    points = plan.front
    p90 = columns_of([one.p90 for one in points], "working days")
    marks = [
        ", ".join(
            word
            for word, holds in (
                ("plan" if plan.staffing else "closest", one.is_plan),
                ("today", one.is_today),
                ("keeps every promise", one.keeps_promises),
            )
            if holds
        )
        for one in points
    ]
    costs = [number(one.cost, 0) for one in points]
    cheapest = next((one for one in points if one.keeps_promises), None)
    caption = "No staffing that was tried keeps every promise."
    if cheapest is not None:
        caption = (
            f"The cheapest staffing that keeps every promise costs {number(cheapest.cost, 0)} "
            f"{plan.currency} a year; today's costs {number(plan.cost_today, 0)}."
        )
    return Picture(
        name="capacity-front",
        draw=on_axes(draw_front, plan),
        size=(WIDTH, 3.2),
        caption=caption,
        description="Points of staffings that no other one beats: the cost of their positions "
        "across, the time within which 9 of 10 campaigns are launched up. The numbers stand in "
        "the table below.",
        tables=(
            Table(
                (
                    f"cost of positions ({plan.currency} a year)",
                    "9 of 10 are launched within (working days)",
                    "95% interval",
                    "what it is",
                ),
                tuple(zip(costs, *p90, marks, strict=True)),
                words=(3,),
            ),
        ),
    )


def _marginal_values(plan: CapacityPlan) -> Picture:
    values = plan.marginal_values
    days = columns_of([one.days for one in values], "working days", signed=True)
    p90 = columns_of([one.p90_days for one in values], "working days", signed=True)
    names = [shown_name(one.role) for one in values]
    sure = [one for one in values if one.days.low is not None and one.days.low > 0]
    caption = "No single person more surely makes campaigns faster."
    if sure:
        best = max(sure, key=lambda one: one.days.estimate or 0.0)
        saved = told(best.days, "working days")
        caption = f"One more {shown_name(best.role)} saves most: {saved} of the mean campaign."
    return Picture(
        name="capacity-values",
        draw=on_axes(draw_marginal_values, plan),
        size=(WIDTH, rows_height(len(values), 0.26)),
        caption=caption,
        description="A point for each role: by how many working days one more person of it "
        "shortens the mean time-to-launch, with its 95% interval. The numbers stand in the table "
        "below.",
        tables=(
            Table(
                (
                    "one more person of",
                    "mean saved (working days)",
                    "95% interval",
                    "9-of-10 time saved (working days)",
                    "95% interval",
                    f"cost ({plan.currency} a year)",
                ),
                tuple(
                    zip(names, *days, *p90, (number(one.cost, 0) for one in values), strict=True)
                ),
                notes=tuple(
                    f"{shown_name(one.role)}: {shown_text(one.days.reason)}"
                    for one in values
                    if one.days.reason
                ),
            ),
        ),
    )
