"""A capacity plan, as a person reads it in a terminal: the answer first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mom_sim.cli.figures import Footnotes
from mom_sim.cli.plan_output_tables import (
    front_table,
    gap_table,
    lever_table,
    marginal_table,
    promise_table,
    staffing_table,
)
from mom_sim.cli.plan_output_words import answer, is_unverified, money, search_words, surge_lines
from mom_sim.cli.printing import clean, wrapped
from mom_sim.cli.warning_lines import warning_lines

if TYPE_CHECKING:
    from mom_sim.experiments.capacity.plan import CapacityPlan
    from mom_sim.scenario.resolved import Scenario
    from mom_sim.simulation import Study


def load_line(study: Study, model: str | None) -> str:
    """Say, before anything is run, where the load by formula is near the people's hours.

    Parameters
    ----------
    study : Study
    model : str or None

    Returns
    -------
    str
        One line; empty if there is no such model, which is told elsewhere.
    """
    from mom_sim.experiments.capacity.load import workload_of

    if model is not None and model not in study.models:
        return ""
    gaps = workload_of(study.scenario, study.plan(model)).skills
    told = [f"{gap.skill} {gap.utilization:.0%}" for gap in gaps if gap.utilization is not None]
    return f"load by formula, of today's people: {', '.join(told)}"


def plan_output(plan: CapacityPlan, scenario: Scenario) -> str:
    """Put a capacity plan into words and tables.

    Parameters
    ----------
    plan : CapacityPlan
    scenario : Scenario
        For its dates.

    Returns
    -------
    str
        Lines of at most 100 columns, without colors.
    """
    return clean("\n\n".join(_sections(plan, scenario))) + "\n"


def _sections(plan: CapacityPlan, scenario: Scenario) -> Iterator[str]:
    notes = Footnotes()
    yield wrapped(answer(plan))
    yield _heading(plan)
    title = "STAFFING" if plan.staffing else "CLOSEST STAFFING (keeps not every promise)"
    if is_unverified(plan):
        title = "CLOSEST STAFFING SO FAR (not verified)"
    yield f"{title}\n{staffing_table(plan)}"
    yield f"PROMISES\n{promise_table(plan, notes)}"
    if plan.front:
        legend = (
            "Staffings, of those measured, that no other one beats in both figures; p90 of the "
            "time-to-launch in working days, with its 95% interval. Keeps all: in these runs "
            "alone, which is less than a verification."
        )
        yield f"COST AGAINST P90\n{wrapped(legend)}\n\n{front_table(plan)}"
    if plan.marginal_values:
        legend = (
            "What one more person of a role saves beside this staffing, in working days of "
            "time-to-launch, under the same luck. * marks a figure whose 95% interval leaves 0 out."
        )
        yield f"ONE MORE PERSON\n{wrapped(legend)}\n\n{marginal_table(plan, notes)}"
    legend = (
        "Hours a week of people on shift, by formula, of today's people without surges; rework is "
        "what gates send back."
    )
    yield f"LOAD AGAINST CAPACITY\n{wrapped(legend)}\n\n{gap_table(plan)}"
    if plan.surge is not None:
        yield "THE NEXT SURGE\n" + "\n".join(map(wrapped, surge_lines(plan, scenario)))
    if plan.levers:
        legend = (
            "In that surge, with the planned people: what each lever takes off the first promise's "
            "figure, and what it costs. Fewest: positions that keep the promises without a surge, "
            "without the lever and with it (searched from the plan, not verified)."
        )
        yield f"LEVERS\n{wrapped(legend)}\n\n{lever_table(plan, notes)}"
    warnings = list(warning_lines(plan.warnings, [], []))
    if warnings:
        yield "\n".join(["WARNINGS", *warnings])
    if notes.lines():
        yield "\n".join(["NOTES", *(wrapped(line, rest="    ") for line in notes.lines())])
    yield wrapped(search_words(plan))


def _heading(plan: CapacityPlan) -> str:
    budget = ""
    if plan.budget is not None:
        budget = f", budget {money(plan.budget)} {plan.currency} a year"
    verified = f"verified on {plan.provenance['replications_of_verification']} others"
    if is_unverified(plan):
        verified = "not verified"
    return wrapped(
        f"{plan.scenario}: {plan.model}, {plan.provenance['replications']} replications, seed "
        f"{plan.search_seeds[0]}; {verified}; confidence {plan.confidence:.0%}{budget}."
    )
