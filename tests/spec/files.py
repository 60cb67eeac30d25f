"""The files of this folder, and how an expected text is compared with the one of today."""

from __future__ import annotations

import json
from pathlib import Path

from mom_sim.operating_models.library import archetype_documents
from mom_sim.scenario.loading import LoadedScenario, load_scenario
from mom_sim.scenario.operating_model import resolve_operating_model
from mom_sim.scenario.printing import plain

FOLDER = Path(__file__).parent
VALID = FOLDER / "valid"
INVALID = FOLDER / "invalid"


def load(name: str) -> LoadedScenario:
    """Load a file of the working directory as the command line does."""
    return load_scenario(name, archetype_documents())


def resolved_text(loaded: LoadedScenario) -> str:
    """Print the resolved form, and the models that the file writes whole."""
    choices = {loaded.operating_model.name: loaded.operating_model, **loaded.models}
    models = {
        name: plain(resolve_operating_model(choice.document, loaded.scenario))
        for name, choice in choices.items()
        if not choice.base
    }
    content = plain(loaded.scenario) | ({"models_written_whole": models} if models else {})
    return json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def assert_same(expected: Path, text: str, scratch: Path, command: str) -> None:
    """Compare a text with a committed one; on a difference leave the new one in `scratch`."""
    if expected.exists() and expected.read_text(encoding="utf-8") == text:
        return
    new = scratch / f"{expected.name}.new"
    new.write_text(text, encoding="utf-8")
    raise AssertionError(
        f"{expected} is not what comes out today, which is in {new}; look at the difference, and "
        f"if it is wanted write all anew: {command}"
    )
