"""The page on the log is printed from the records, and the records cover every word."""

from __future__ import annotations

from pathlib import Path

from mom_sim.log.contract import EVENT_KINDS, FIXED_VOCABULARIES, RUN_VOCABULARIES, TABLES
from mom_sim.log.documentation import log_page
from mom_sim.log.event_kinds import EVENT_KIND_RECORDS
from mom_sim.log.meanings import MEANINGS
from mom_sim.log.validation import INVARIANTS

PAGE = Path(__file__).parents[2] / "docs" / "log.md"


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == log_page(), (
        "write it anew: python -m mom_sim.log.documentation > docs/log.md"
    )


def test_every_word_has_a_meaning_and_every_meaning_a_word() -> None:
    assert {name: tuple(words) for name, words in MEANINGS.items()} == FIXED_VOCABULARIES
    assert all(all(words.values()) for words in MEANINGS.values())


def test_every_kind_of_event_has_a_record_that_fits_the_table() -> None:
    assert tuple(EVENT_KIND_RECORDS) == EVENT_KINDS
    columns = {column.name for table in TABLES for column in table.columns}
    for record in EVENT_KIND_RECORDS.values():
        assert set(record.needs) <= columns
        assert record.vocabulary in ("", *RUN_VOCABULARIES)
        assert bool(record.value) or not (record.words or record.vocabulary)


def test_the_page_names_every_column_and_invariant() -> None:
    page = log_page()
    for table in TABLES:
        for column in table.columns:
            assert f"| `{column.name}` | {column.dtype} |" in page
    for invariant in INVARIANTS:
        assert f"| `{invariant.name}` | {invariant.sentence}" in page
