"""The page `docs/log.md`, printed from the records of the log.

Write it anew with ``python -m mom_sim.log.documentation > docs/log.md``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from mom_sim.log.contract import (
    FIXED_VOCABULARIES,
    NULL,
    RUN_VOCABULARIES,
    SCHEMA_VERSION,
    TABLES,
    Table,
)
from mom_sim.log.event_kinds import EVENT_KIND_RECORDS, EventKind
from mom_sim.log.meanings import MEANINGS
from mom_sim.log.provenance import PROVENANCE_KEYS
from mom_sim.log.surprises import SURPRISES
from mom_sim.log.validation import INVARIANTS

_INTRODUCTION = f"""\
A run leaves five tables behind. Every figure is a function of them and of the plan's static tables.
Both engines write the same log, bit for bit. Version of the contract: {SCHEMA_VERSION}.

- Times are whole microseconds of wall clock since the start of the scenario, int64. Intervals are
  half-open: [start, finish).
- `{NULL}` is the null of whole numbers, and stands only where a column may be null. In CSV a null
  is an empty cell.
- A coded column holds the position of a word in a vocabulary. Some are fixed by the contract,
  others ({", ".join(RUN_VOCABULARIES)}) belong to the run and travel
  with its log. What the `value` of an event is depends on its kind, and so do its words.
- `campaign` and `activity` are row numbers. Rows are sorted as stated under each table.

`Log.readable(table)` gives words, hours or time stamps; `validate(log)` checks every invariant
below.
"""

_EXPORT = """\
`write_csv(log, folder)` and `write_parquet(log, folder)` write one file a table,
`vocabularies.json`, `provenance.json`, and `log.json` with the version of the contract, the window,
the number of rows and the hash of the log. The folder appears as a whole or not at all. `read_csv`
and `read_parquet` restore the log bit for bit, and refuse one that was changed.

CSV holds words in place of codes, and times as whole microseconds. Text that a spreadsheet would
take for a formula (it begins with `=`, `+`, `-` or `@`) is led by an apostrophe, and so is text
that begins with an apostrophe; reading takes it away again. Parquet needs
`pip install 'mom-sim[parquet]'`.
"""


def log_page() -> str:
    """Print the contract of the log as Markdown.

    Returns
    -------
    str
        The whole page, from its title to its last line feed.
    """
    sections = [
        "# The log\n\nPrinted from the records in `mom_sim/log`; do not edit.\n",
        _INTRODUCTION,
        *map(_table_section, TABLES),
        "## Words\n",
        *map(_words_section, FIXED_VOCABULARIES),
        "## What every log keeps\n",
        _markdown(
            ("invariant", "what holds"),
            ((f"`{record.name}`", record.sentence) for record in INVARIANTS),
        ),
        "## Possibly surprising consequences\n",
        "\n".join(f"- {surprise}" for surprise in SURPRISES) + "\n",
        "## Provenance\n",
        _markdown(
            ("key", "meaning"), ((f"`{key}`", text) for key, text in PROVENANCE_KEYS.items())
        ),
        "## Files\n",
        _EXPORT,
    ]
    return "\n".join(sections)


def _table_section(table: Table) -> str:
    rows = (
        (
            f"`{column.name}`",
            column.dtype,
            column.unit or (f"word: {column.vocabulary}" if column.vocabulary else ""),
            "yes" if column.nullable else "",
            column.meaning,
        )
        for column in table.columns
    )
    order = ", ".join(f"`{name}`" for name in table.order)
    return f"## `{table.name}`\n\n{table.meaning} Sorted by {order}.\n\n" + _markdown(
        ("column", "type", "unit or words", "may be null", "meaning"), rows
    )


def _words_section(vocabulary: str) -> str:
    if vocabulary == "event_kind":
        rows = (
            (f"`{record.name}`", record.meaning, _listed(record.needs), _value_of(record))
            for record in EVENT_KIND_RECORDS.values()
        )
        table = _markdown(("word", "meaning", "always names", "value"), rows)
    else:
        meanings = MEANINGS[vocabulary].items()
        table = _markdown(("word", "meaning"), ((f"`{word}`", text) for word, text in meanings))
    return f"### {vocabulary}\n\n{table}"


def _value_of(record: EventKind) -> str:
    words = ", ".join(f"{position} {word}" for position, word in enumerate(record.words))
    return f"{record.value}: {words}" if words else record.value


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _markdown(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    def lines() -> Iterator[str]:
        yield _row(header)
        yield _row(("---",) * len(header))
        yield from map(_row, rows)

    return "\n".join(lines()) + "\n"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    sys.stdout.write(log_page())
