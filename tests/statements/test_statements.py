"""Every falsifiable statement of DOMAIN 5 comes out either way, by parameters of a scenario."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.statements.judging import every_statement, find
from tests.statements.record import FAILS, HOLDS, Statement

DOMAIN = Path(__file__).parents[2] / "docs" / "DOMAIN.md"
EVERY = every_statement()
IDS = [one.number for _, one in EVERY]


def test_every_statement_of_the_domain_has_a_record() -> None:
    section = DOMAIN.read_text(encoding="utf-8").split("\n## 5.")[1].split("\n## 6.")[0]
    wanted = []
    for part in section.split("\n### ")[1:]:
        rows = [line for line in part.splitlines() if line.startswith("| Falsifiable statements")]
        letters = dict.fromkeys(re.findall(r"\((\w)\) ", rows[0]))  # one may refer to another
        wanted += [f"{part.split()[0]} ({letter})" for letter in letters]
    assert wanted == IDS


@pytest.mark.parametrize("expected", [HOLDS, FAILS])
@pytest.mark.parametrize(("theme", "statement"), EVERY, ids=IDS)
def test_comes_out_either_way(theme: str, statement: Statement, expected: str) -> None:
    """One set-up in which it holds, one in which it does not, with the same seed.

    Every quantity's confidence interval, over replications in which all arms share their luck, has
    to exclude the bound it is compared with. All verdicts together are right but for 1 of 100
    seeds; with the seed that is fixed here they are what they are.
    """
    found = find(theme, statement, statement.set_up(expected))
    assert found.premises_hold, found.intervals
    assert found.verdict == expected, found.intervals
