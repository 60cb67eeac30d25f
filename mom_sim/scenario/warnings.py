"""What a scenario may say, and may still not mean."""

from __future__ import annotations

from mom_sim.scenario.defaults import default_value
from mom_sim.scenario.study import Study


def warnings_of(study: Study) -> tuple[str, ...]:
    """Return one sentence for each thing that deserves a second look.

    Parameters
    ----------
    study : Study
        Without faults.

    Returns
    -------
    tuple of str
    """
    return (*_foreign_costs(study), *_unused_skills(study))


def _foreign_costs(study: Study) -> list[str]:
    """Costs by default are US figures."""
    form = study.form
    roles = [name for name, role in form.people.items() if "cost" not in role.model_fields_set]
    if form.currency == default_value("currency") or not roles:
        return []
    return [
        f"people: cost is left out for {', '.join(roles)}; the default is a US figure, taken one "
        f"to one in {form.currency}: state your own"
    ]


def _unused_skills(study: Study) -> list[str]:
    """Skills that some have and no step asks for."""
    steps = [s for w in study.form.workflows.values() for s in w.steps.values()]
    asked = {step.skill for step in steps} | {
        skill for step in steps for skill in step.skills or ()
    }
    idle = [name for name, role in study.form.people.items() if not asked.intersection(role.skills)]
    return [
        f"people.{name}: no step asks for a skill of this role; its people idle" for name in idle
    ]
