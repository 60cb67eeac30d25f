"""``mom-sim sources``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from mom_sim.cli.options import scenario_argument
from mom_sim.cli.printing import show, wrapped

if TYPE_CHECKING:
    from mom_sim.scenario.sources import SourceRow

MARKS = (
    "FOUND: published figure. COMPUTED: follows from others. ARTICLE: a described practice. "
    "REMEMBERED: known, not looked up. ASSUMED: our choice. STATED: written in the scenario "
    "without a source. Grades: A peer-reviewed or official statistics; B named survey; C vendor "
    "figures, a single case or a small sample; D rule of thumb."
)
_MARK_WIDTH = 12
_GRADE_WIDTH = 7


@click.command(
    "sources",
    short_help="Print where every number comes from.",
    epilog="Example: mom-sim sources scenarios/minimal.yaml",
)
@scenario_argument
def sources_command(scenario: str) -> None:
    """Print where every number of a scenario comes from, its models' included."""
    from mom_sim.operating_models.library import archetype_documents
    from mom_sim.scenario.sources import sources_of
    from mom_sim.simulation import load_scenario

    rows = sources_of(load_scenario(scenario), archetype_documents())
    show(f"{_front('mark', 'grade')}number: value, and where it comes from below")
    for row in rows:
        show("\n".join(_lines(row)))
    show()
    show(wrapped(MARKS))


def _lines(row: SourceRow) -> Iterator[str]:
    front = _front(row.mark, row.grade)
    blank = " " * len(front)
    yield wrapped(f"{row.path}: {row.value}", first=front, rest=f"{blank}    ")
    span = f"(plausible: {' to '.join(row.range)})" if row.range else ""
    origin = f"{row.origin} {span}".strip()
    if origin:
        yield wrapped(origin, first=f"{blank}  ")


def _front(mark: str, grade: str) -> str:
    return f"{mark:<{_MARK_WIDTH}}{grade:<{_GRADE_WIDTH}}"
