"""The page on claims says what their records say; in deep runs its figures are made again."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs.making.claims_page import claims_page, without_figures
from mom_sim.experiments.claims.claiming import judge_claims

PAGE = Path(__file__).parents[2] / "docs" / "claims.md"
RENEW = "write it anew: python -m docs.making.claims_page > docs/claims.md"


def test_the_page_on_claims_is_fresh() -> None:
    assert without_figures(PAGE.read_text(encoding="utf-8")) == claims_page(), RENEW


def test_no_verdict_on_the_page_is_open() -> None:
    assert "**cannot tell**" not in PAGE.read_text(encoding="utf-8")


@pytest.mark.deep
def test_its_figures_are_those_of_today() -> None:
    assert PAGE.read_text(encoding="utf-8") == claims_page(judge_claims()), RENEW
