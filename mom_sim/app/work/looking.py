"""A first look: the cards of one replication, while all that needs the log is still being made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mom_sim.app.crew.work import Work
from mom_sim.app.words import DEFAULT_KPIS, name_label
from mom_sim.app.work.answer_parts import conditions_of, estimate, figure_json
from mom_sim.app.work.collecting import without_collections
from mom_sim.app.work.running import engine_of, sized_variants, surge_factor
from mom_sim.app.work.studies import seed_of, study_of
from mom_sim.errors import ScenarioError
from mom_sim.experiments.comparison import SURGE
from mom_sim.experiments.first_look import can_be_looked_at, look_first
from mom_sim.experiments.replicating import Question, Variant, calm_and_surge
from mom_sim.metrics.ingredients import Ingredient
from mom_sim.metrics.registry import METRICS
from mom_sim.metrics.summarizing import unit_in

REPLICATION = 1
"""The one that the next answer is made from as well."""

COMING = "comes with the next answer"

Figures = Mapping[str, Ingredient]


@without_collections()
def get_study(work: Work, question: dict[str, Any]) -> None:
    """Read a scenario, and what was moved in it, ahead of what will be asked about it."""
    try:
        study_of(question)
    except ScenarioError:
        return  # whoever asks is told where the question is checked


@without_collections()
def look(
    work: Work,
    question: dict[str, Any],
    models: list[str],
    kpis: list[str] | None = None,
) -> list[dict[str, Any]] | None:
    """Measure one replication of some models, as far as that needs no log.

    Parameters
    ----------
    work : Work
        May be canceled every few milliseconds of a run, and between two models.
    question : dict
    models : list of str
    kpis : list of str, optional
        Figures that are asked for; those of an answer by default.

    Returns
    -------
    list of dict, or None
        `models` of an answer, whose figures are those of its first replication or say that they
        are coming; None where there can be no first look at all of them.
    """
    study = study_of(question)
    seed = seed_of(study, question)
    names = list(dict.fromkeys(kpis or DEFAULT_KPIS))
    conditions = calm_and_surge(study.scenario, surge_factor(question))
    words = conditions_of(question)
    variants = []
    for variant in sized_variants(work, study, models, question):
        if engine_of(variant) != "compiled" or not can_be_looked_at(variant):
            return None
        variants.append(variant)
    asked = Question(study, tuple(variants), conditions, seed, "compiled")
    told = look_first(asked, REPLICATION, names, work.check)
    currency = study.scenario.currency
    return [_model_json(variant, told, words, names, currency) for variant in variants]


def _model_json(
    variant: Variant,
    told: Mapping[tuple[str, str, str], Figures],
    words: Mapping[str, str],
    names: list[str],
    currency: str,
) -> dict[str, Any]:
    texts = [text for condition in words for text in variant.plan_under(condition).warnings]
    found: dict[str, Any] = {
        "model": variant.model,
        "label": name_label(variant.model),
        "comparison": variant.comparison,
        "warnings": list(dict.fromkeys(texts)),
    }
    for condition, word in words.items():
        figures = told[variant.model, variant.comparison, condition]
        found[word] = {
            "kpis": {
                name: _figure(name, figures, currency)
                for name in names
                if condition == SURGE or not METRICS[name].requires_surge
            },
            "causes": [],
            "bottleneck": None,
            "doubts": [],
        }
    return found


def _figure(name: str, figures: Figures, currency: str) -> dict[str, Any]:
    if name in figures:
        return figure_json(estimate(name, [figures[name]], currency))
    unit = unit_in(METRICS[name].unit, currency)
    return {"estimate": None, "low": None, "high": None, "unit": unit, "reason": COMING}
