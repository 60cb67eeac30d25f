"""The page `docs/statements.md`: every statement, its two set-ups, and what comes out."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping

from mom_sim.stats import Interval
from tests.statements.judging import FAMILY_WISE, SEED, Finding, every_statement
from tests.statements.record import FAILS, HOLDS, Part, SetUp, Statement

Findings = Mapping[tuple[str, str], Finding]
"""By number of the statement and verdict that is expected."""

_TITLES = {
    "centralized": "Centralized",
    "decentralized": "Decentralized",
    "self_service": "Self-service",
    "functional": "Functional",
    "campaign_centric": "Campaign-centric",
    "outsourced": "Outsourced",
    "hybrid": "Hybrid",
}
_UNKNOWN = "..."
_MEASURED = re.compile(r"-?[\d.e+]+ \(-?[\d.e+]+ to -?[\d.e+]+\)")

_INTRODUCTION = f"""\
# Statements that can be false

Printed from the records in `tests/statements`; do not edit.

What the literature says of operating models is worth testing only where it can turn out wrong.
Sections 5.1 to 5.7 of [DOMAIN.md](DOMAIN.md) put it into falsifiable statements. Each is looked at
in a small company in two set-ups: one in which it holds and one in which it does not. Nothing but
parameters of the [scenario format](scenario.md) is changed, and no mechanism knows a statement. A
statement that comes out in both ways is decided by the numbers of a company, not by the simulator.

- Each figure is the pooled ratio over replications in which everything compared has the same
  campaigns and the same luck, with its interval. A figure decides where its interval excludes the
  bound. Intervals are Student's over replications, by the jackknife for ratios, so wide that all
  verdicts on this page together are right but for {FAMILY_WISE:.0%} of all seeds.
  Being symmetric, one of a ratio can reach below 0 and one of a share above 100.
- Where there are several lines, a statement holds if all of them do, unless it says that one is
  enough; one line that clearly does not is enough to refute it.
- `python -m tests.statements > docs/statements.md` makes all runs anew, with the seed {SEED}.
- A **premise** is what a statement presupposes; it is true in both set-ups.
- The companies are in `tests/statements`, a file each. YAML on this page is merged into them: first
  that of what is compared, then the set-up's. `null` removes a key.
"""


def statements_page(findings: Findings | None = None) -> str:
    """Print the page, with dots in place of figures if there are no findings."""
    lines = [*_INTRODUCTION.splitlines(), ""]
    lines += ["| statement | what it says |", "| --- | --- |"]
    lines += [f"| {one.number} | {one.claim} |" for _, one in every_statement()]
    last = ""
    for theme, statement in every_statement():
        if theme != last:
            lines += ["", f"## {_TITLES[theme]}", "", f"Company: `tests/statements/{theme}.yaml`."]
            last = theme
        lines += ["", *_section(statement, findings)]
    return "\n".join(lines).rstrip() + "\n"


def without_figures(page: str) -> str:
    """A page with dots in place of its figures."""
    return _MEASURED.sub(_UNKNOWN, page)


def _section(statement: Statement, findings: Findings | None) -> Iterator[str]:
    yield f"### {statement.number}"
    yield ""
    yield f"> {statement.claim}"
    yield ""
    if statement.note:
        yield from _wrapped(f"Read as: {statement.note[0].lower()}{statement.note[1:]}")
        yield ""
    yield f"| measured | holds if | {HOLDS} | {FAILS} |"
    yield "| --- | --- | --- | --- |"
    for number, part in enumerate(statement.parts):
        cells = [_figure(statement, number, verdict, findings) for verdict in (HOLDS, FAILS)]
        words = f"{'premise: ' if part.is_premise else ''}{part.what}"
        yield f"| {words} | {part.claim} | {' | '.join(cells)} |"
    yield ""
    if statement.any_part:
        yield "One of these is enough."
        yield ""
    for verdict in (HOLDS, FAILS):
        yield from _wrapped(f"**It {verdict}.** {statement.set_up(verdict).words}")
        yield ""
    yield from _changes(statement)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, 100, break_long_words=False, break_on_hyphens=False)


def _figure(statement: Statement, part: int, verdict: str, findings: Findings | None) -> str:
    if findings is None:
        return _UNKNOWN
    return _interval(statement.parts[part], findings[statement.number, verdict].intervals[part])


def _interval(part: Part, interval: Interval) -> str:
    assert None not in (interval.estimate, interval.low, interval.high), part.what
    return f"{interval.estimate:.3g} ({interval.low:.3g} to {interval.high:.3g})"


def _changes(statement: Statement) -> Iterator[str]:
    yield "```yaml"
    for arm, text in statement.arms.items():
        yield from _labeled(f"compared: {arm}", text)
    for verdict in (HOLDS, FAILS):
        set_up: SetUp = statement.set_up(verdict)
        yield from _labeled(f"it {verdict}", set_up.changes)
        for arm, text in set_up.arms.items():
            yield from _labeled(f"it {verdict}, {arm}", text)
    yield "```"


def _labeled(label: str, text: str) -> Iterator[str]:
    yield f"# {label}{'' if text.strip() else ': as it is'}"
    yield from text.strip().splitlines()
