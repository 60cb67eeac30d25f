"""A scenario with everything that was moved in it, as a file."""

from __future__ import annotations

from typing import Any

import yaml

from mom_sim.app.crew.work import Work
from mom_sim.app.work.studies import study_in_force, study_of


def scenario_text(work: Work, question: dict[str, Any]) -> str:
    """The scenario that the question is about, as YAML that the command line reads.

    Parameters
    ----------
    work : Work
    question : dict

    Returns
    -------
    str
        With settings and changes in it, and the surge as its own. As it was written, comments
        included, where nothing is moved.
    """
    study = study_in_force(question)
    if study is study_of({**question, "settings": {}, "changes": {}, "surge": None}):
        return study_text(question)
    return yaml.safe_dump(
        study.loaded.document.data, sort_keys=False, allow_unicode=True, width=100
    )


def study_text(question: dict[str, Any]) -> str:
    """The scenario as it was written."""
    from mom_sim.app.presets import preset_text

    preset = question.get("preset")
    return str(question["yaml"]) if preset is None else str(preset_text(preset))
