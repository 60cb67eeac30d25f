"""Studies by content: what was read once is not read again."""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from hashlib import blake2b
from typing import Any

from mom_sim.app.controls.changing import changes_of
from mom_sim.app.faults import fault_of_question
from mom_sim.app.presets import preset_text
from mom_sim.errors import ScenarioError
from mom_sim.experiments.changing import changed
from mom_sim.simulation import Study, parse_scenario

FILE = "scenario.yaml"
"""Name under which faults are told, unless the question has another one."""

SOURCES = "sources"

MOST_STUDIES = 8
"""Kept by each process."""

_studies: OrderedDict[str, Study] = OrderedDict()

_CONTROL_SIGNS = re.compile(r"[\x00-\x1f\x7f]")


def study_of(question: dict[str, Any]) -> Study:
    """Find or make the study that a question is about.

    Parameters
    ----------
    question : dict
        With `yaml` or `preset`, and `file`, `settings`, `changes`, `surge` where they are given.

    Returns
    -------
    Study

    Raises
    ------
    ScenarioError
        With every fault of the scenario or of what is to be changed in it.
    """
    base = base_study(question)
    changes = changes_of(base, question)
    if not changes:
        return base
    return _kept(_key("changed", _written(question), changes), lambda: _changed(base, changes))


def study_in_force(question: dict[str, Any]) -> Study:
    """As `study_of`, with the question's surge as the scenario's own, factor included."""
    return study_of({**question, "is_in_force": True})


def base_study(question: dict[str, Any]) -> Study:
    """The study as it is written, before anything is moved."""
    file, text = _written(question)
    # Without a folder nothing that the text names is looked for among this machine's files.
    return _kept(
        _key("written", file, text), lambda: Study(parse_scenario(text, file=file, folder=None))
    )


def _changed(base: Study, changes: dict[str, Any]) -> Study:
    """Change a study; sources of numbers that are no longer there are left out with them."""
    try:
        return changed(base, changes)
    except ScenarioError as error:
        paths = {fault.path for fault in error.faults}
        sources = base.loaded.document.data.get("sources", {})
        gone = {name for name in sources if f"{SOURCES}.{name}" in paths}
        if not paths or paths != {f"{SOURCES}.{name}" for name in gone}:
            raise
        kept = {name: source for name, source in sources.items() if name not in gone}
        return changed(base, {**changes, SOURCES: kept})


def _written(question: dict[str, Any]) -> tuple[str, str]:
    preset = question.get("preset")
    file = _file_name(question.get("file") or (f"{preset}.yaml" if preset else FILE))
    if preset is None:
        return file, str(question.get("yaml") or "")
    text = preset_text(str(preset))
    if text is None:
        raise ScenarioError([fault_of_question("preset", f'there is no preset "{preset}"')])
    return file, text


def _file_name(written: str) -> str:
    """A name to tell faults under; never opened."""
    name = _CONTROL_SIGNS.sub("", re.split(r"[/\\]", written)[-1]).strip()
    return name[:100] or FILE


def _kept(key: str, make: Any) -> Study:
    if key in _studies:
        _studies.move_to_end(key)
        return _studies[key]
    study: Study = make()
    _studies[key] = study
    while len(_studies) > MOST_STUDIES:
        _studies.popitem(last=False)
    return study


def _key(*parts: Any) -> str:
    return blake2b(json.dumps(parts, sort_keys=True).encode(), digest_size=16).hexdigest()


def seed_of(study: Study, question: dict[str, Any]) -> int:
    """Seed of a question: the one that is asked for, else that of the scenario."""
    seed = question.get("seed")
    return study.scenario.run.seed if seed is None else int(seed)
