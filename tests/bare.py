"""The archetypes without their mechanisms: teams, deciders, agencies and task forces alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mom_sim.operating_models import library
from mom_sim.scenario.marked_document import MarkedDocument
from mom_sim.scenario.mechanisms import MECHANISMS


def _bare(name: str) -> MarkedDocument:
    document = library._file(name)
    data = {
        key: {inner: part for inner, part in value.items() if inner not in MECHANISMS}
        if isinstance(value, dict)
        else value
        for key, value in document.data.items()
    }
    return replace(document, data=data)


@pytest.fixture
def bare_archetypes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every archetype be no more than its groups and who decides."""
    monkeypatch.setattr(library, "_document", _bare)
