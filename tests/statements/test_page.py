"""The page on the statements says what their records say; its figures need not be today's."""

from __future__ import annotations

from pathlib import Path

from tests.statements.page import statements_page, without_figures

PAGE = Path(__file__).parents[2] / "docs" / "statements.md"


def test_the_page_on_the_statements_is_fresh() -> None:
    assert without_figures(PAGE.read_text(encoding="utf-8")) == statements_page(), (
        "write it anew: python -m tests.statements > docs/statements.md"
    )
