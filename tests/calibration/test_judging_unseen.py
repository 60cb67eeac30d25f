"""A test log has to be one that the fit has not seen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mom_sim.calibration.judging.unseen import refuse_seen, seen_warnings
from mom_sim.errors import ScenarioError
from tests.calibration.made_logs import desk_log

LOG = replace(desk_log(40), source="desk.csv", content_hash="ab" * 32)


def parts() -> tuple[list[str], list[str]]:
    """Cases that end before the 25th begins, and the 25th and later ones."""
    first = LOG.cases["start"].iloc[25]
    cases = LOG.cases
    return list(cases.index[cases["end"] <= first]), list(cases.index[cases["start"] >= first])


def test_the_log_of_the_fit_is_refused(tmp_path: Path) -> None:
    scenario = tmp_path / "today.yaml"
    scenario.write_text(f"# Fitted on: desk.csv (sha256 {LOG.content_hash})\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match="this is the log that the scenario was fitted on"):
        refuse_seen(scenario, LOG, None)
    with pytest.raises(ScenarioError, match="give a later part"):
        refuse_seen(tmp_path / "none.yaml", LOG, LOG)
    refuse_seen(scenario, LOG.of_cases(parts()[1]), None)
    refuse_seen(tmp_path / "none.yaml", replace(LOG, content_hash=""), desk_log(40))


def test_parts_of_a_log_are_another_content() -> None:
    earlier, later = parts()
    hashes = {LOG.content_hash, *(LOG.of_cases(one).content_hash for one in (earlier, later))}
    assert len(hashes) == 3
    assert LOG.of_cases(list(LOG.cases.index)).content_hash == LOG.content_hash


def test_training_that_reaches_into_the_test_is_said() -> None:
    earlier, later = parts()
    assert seen_warnings(LOG.of_cases(later), None) == ()
    assert seen_warnings(LOG.of_cases(later), LOG.of_cases(earlier)) == ()
    both, late = seen_warnings(LOG.of_cases(later), LOG)
    assert both.startswith(f"{len(later)} of the {len(later)} cases of the test are in")
    assert late.startswith(f"{len(LOG.cases) - len(earlier)} cases of the training log ended after")
