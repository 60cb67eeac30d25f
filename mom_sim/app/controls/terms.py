"""On what terms models are compared: with the same people, or for the same money."""

from __future__ import annotations

from collections.abc import Iterator

from mom_sim.app.controls.control import CHOICE, Control, Option
from mom_sim.experiments.equal_terms import EQUAL_BUDGET, EQUAL_PEOPLE
from mom_sim.simulation import Study

PATH = "comparison"


def terms_controls(study: Study) -> Iterator[Control]:
    """One choice, where a model buys outside work: else an equal budget is equal people."""
    buying = tuple(name for name, model in study.models.items() if model.who_does_the_work.agency)
    if not buying:
        return
    yield Control(
        "terms",
        "organization",
        "All models have",
        study.scenario.comparison,
        lambda value: {PATH: value},
        CHOICE,
        options=(
            Option(EQUAL_PEOPLE, "the same people"),
            Option(EQUAL_BUDGET, "the same budget"),
        ),
        models=buying,
        paths=(PATH,),
        help="On the same budget, positions that are no longer filled pay for outside work.",
    )
