"""The page `docs/claims.md`: every claim, its set-ups, what comes out, and what turns it.

Write it anew with ``python -m docs.making.claims_page > docs/claims.md``, which takes some minutes.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence

from mom_sim.experiments.claims.claim import FAILS, HOLDS, Claim, Flip, Measure, SetUp
from mom_sim.experiments.claims.claiming import SEED, judge_claims
from mom_sim.experiments.claims.finding import ClaimFinding, ClaimFindings, FlipFinding
from mom_sim.experiments.claims.judging_one import WRONG
from mom_sim.experiments.claims.library import every_claim
from mom_sim.experiments.claims.tracing import SMALLEST, Shown, Trace
from mom_sim.experiments.claims.wording import (
    NOT_FOUND,
    cause_text,
    difference_text,
    figure_text,
    number_text,
)

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
_FROM, _TO = "<!-- measured -->", "<!-- end -->"
_NUMBER = r"-?[\d.,]+(?:e[+-]\d+)?"
_MEASURED = re.compile(
    rf"{_NUMBER} \((?:{_NUMBER} to {_NUMBER}|from {_NUMBER}|to {_NUMBER}|no interval)\)|{NOT_FOUND}"
    r"|\*\*(?:supported|refuted|depends|cannot tell|below|above)\*\*"
    r"|\*\*It (?:holds|does not hold|cannot tell)\.\*\*"
)
_BLOCK = re.compile(rf"{_FROM}\n.*?{_TO}", re.DOTALL)

_INTRODUCTION = f"""\
# Claims, put to the test

Printed from the records in `mom_sim/experiments/claims`; do not edit. Write it anew with
`python -m docs.making.claims_page > docs/claims.md`; a single claim with `mom-sim claims ID`.

What the literature says of operating models is worth testing only where it can turn out wrong.
Sections 5.1 to 5.7 of [DOMAIN.md](DOMAIN.md) put it into falsifiable statements. Each is looked at
in a small company in two set-ups: one in which it holds and one in which it does not. Nothing but
parameters of the [scenario format](scenario.md) is changed, and no mechanism knows a claim.

**Verdicts.** *Supported*: it holds where its premises are true; the other set-up shows which broken
premise reverses it. *Refuted*: it holds nowhere where its premises are true. *Depends*: its
premises are true in both set-ups, and it holds in one of them; a company's numbers decide. *Cannot
tell*: an interval that decides holds a bound. Where a claim is a theorem under its premises, its
section says so and why.

**Figures.** Each is the pooled ratio over replications in which everything compared has the same
campaigns and the same luck, with its interval (see [methods.md](methods.md)). A figure decides
where its interval excludes the bound. The intervals of a claim's set-ups are so wide that the
verdict on it is nominally wrong for at most {WRONG:.0%} of all seeds; here the seed is {SEED}.
Where there are several lines, a claim holds if all of them do, unless it says that one is enough;
one line that clearly does not is enough against it.

**Equal terms.** What is compared has the same people, except where a claim is about their number:
one approver or designer more (5.1d), people for the peak (in one line of 5.2a), an agency in place
of designers (5.6a).

**Flip points.** Where one input turns a measure, its value is searched under common random numbers:
the estimate is where the measure crosses its bound, the 95% interval is that of all values at which
the measure's own interval holds the bound. On either side of it the measure is clear.

**Where the time differs** is the cause split of `mom-sim explain`: the same campaigns on both
sides, launched on both; mean working days a campaign, difference with its 95% interval. Causes are
told that differ by {SMALLEST:.0%} of the longer time at least.

**Companies** are in `mom_sim/experiments/claims`, a file each. YAML on this page is merged into
them: first that of what is compared, then the set-up's. `null` removes a key.
"""


def claims_page(findings: ClaimFindings | None = None) -> str:
    """Print the page, with dots in place of what is measured if there are no findings."""
    found = {} if findings is None else {one.claim.id: one for one in findings.claims}
    lines = [*_INTRODUCTION.splitlines(), ""]
    lines += ["| claim | what it says | verdict | flip points |", "| --- | --- | --- | --- |"]
    lines += [_row(one, found.get(one.id)) for one in every_claim()]
    last = ""
    for claim in every_claim():
        if claim.model != last:
            last = claim.model
            place = f"`mom_sim/experiments/claims/{last}.yaml`"
            lines += ["", f"## {_TITLES[last]}", "", f"Company: {place}."]
        lines += ["", *_section(claim, found.get(claim.id))]
    return "\n".join(lines).rstrip() + "\n"


def without_figures(page: str) -> str:
    """A page with dots in place of what is measured."""
    return _MEASURED.sub(_UNKNOWN, _BLOCK.sub(f"{_FROM}\n{_UNKNOWN}\n{_TO}", page))


def _row(claim: Claim, found: ClaimFinding | None) -> str:
    flips = "; ".join(
        f"{_flip_figure(found, place)} {one.input}" for place, one in enumerate(claim.flips)
    )
    link = f"[{claim.id}](#{claim.id.replace('.', '')})"
    return f"| {link} | {claim.sentence} | {_verdict(found)} | {flips} |"


def _verdict(found: ClaimFinding | None) -> str:
    return _UNKNOWN if found is None else f"**{found.verdict}**"


def _flip_figure(found: ClaimFinding | None, place: int) -> str:
    return _UNKNOWN if found is None else figure_text(found.flips[place].point)


def _section(claim: Claim, found: ClaimFinding | None) -> Iterator[str]:
    yield f"### {claim.id}"
    yield ""
    yield f"> {claim.sentence}"
    yield ""
    yield f"Verdict: {_verdict(found)}."
    for text in _words(claim):
        yield ""
        yield from _wrapped(text)
    yield ""
    yield f"| measured | as claimed | {HOLDS} | {FAILS} |"
    yield "| --- | --- | --- | --- |"
    for place, measure in enumerate(claim.measures):
        yield _measured(measure, place, found)
    yield ""
    if claim.any_measure:
        yield "One of these is enough."
        yield ""
    for place, outcome in enumerate((HOLDS, FAILS)):
        set_up = claim.set_up(outcome)
        came_out = _UNKNOWN if found is None else _came_out(found.set_ups[place].outcome)
        broken = f" Not true here: {set_up.breaks}" if set_up.breaks else ""
        yield came_out
        yield from _wrapped(f"{set_up.words}{broken}")
        yield ""
    for place, flip in enumerate(claim.flips):
        yield from _flip(claim, flip, None if found is None else found.flips[place])
        yield ""
    if claim.traced or claim.shown:
        yield from _block(found)
        yield ""
    yield from _changes(claim)


def _words(claim: Claim) -> Iterator[str]:
    if claim.reading:
        yield f"Read as: {claim.reading[0].lower()}{claim.reading[1:]}"
    for premise in claim.premises:
        yield f"Premise: {premise[0].lower()}{premise[1:]}"
    if claim.theorem:
        yield f"*A theorem under its premises.* {claim.theorem}"
    yield f"What decides: {claim.decided_by[0].lower()}{claim.decided_by[1:]}"


def _came_out(outcome: str) -> str:
    return f"**It {outcome}.**"


def _measured(measure: Measure, place: int, found: ClaimFinding | None) -> str:
    cells = [
        _UNKNOWN if found is None else figure_text(found.set_ups[side].measures[place].interval)
        for side in (0, 1)
    ]
    words = f"{'premise: ' if measure.is_premise else ''}{measure.what}"
    return f"| {words} | {measure.claimed} | {' | '.join(cells)} |"


def _flip(claim: Claim, flip: Flip, found: FlipFinding | None) -> Iterator[str]:
    point = _UNKNOWN if found is None else figure_text(found.point)
    side = _UNKNOWN if found is None else f"**{'below' if found.holds_below else 'above'}**"
    what = claim.measures[flip.measure].what
    of = "" if len(claim.measures) == 1 else f" ({what})"
    # What is measured stands on lines of its own: the others break where they do without figures.
    yield f"**Flip point**: {point}"
    yield from _wrapped(f"{flip.input}, all else as where it {flip.set_up}; as claimed")
    yield f"{side} it{of}."
    ends = f"{number_text(flip.low)} to {number_text(flip.high)}"
    yield from _wrapped(f"Searched from {ends}. {flip.words}")
    yield ""
    arms = f" in {' and in '.join(f'*{arm}*' for arm in flip.arms)}" if flip.arms else ""
    yield from (f"- `{path}: {_with_x(text)}`{arms}" for path, text in flip.changes.items())
    yield ""
    yield _FROM
    if found is None:
        yield _UNKNOWN
    else:
        if found.point.reason:
            yield from _wrapped(f"Missing: {found.point.reason}.")
            yield ""
        yield f"| {' | '.join(number_text(x) for x, _ in found.point.curve)} |"
        yield f"|{' --- |' * len(found.point.curve)}"
        yield f"| {' | '.join(figure_text(one) for _, one in found.point.curve)} |"
    yield _TO


def _with_x(text: str) -> str:
    """What stands at a path, with x for the input."""
    return re.sub(r"\{rest[^}]*\}", "100-x", re.sub(r"\{x[^}]*\}", "x", text))


def _block(found: ClaimFinding | None) -> Iterator[str]:
    yield _FROM
    if found is None:
        yield _UNKNOWN
    else:
        for place, one in enumerate(found.traces):
            yield from ([""] if place else [])
            yield from _causes(one)
        if found.shown:
            yield from ([""] if found.traces else [])
            yield from _shown(found.shown)
    yield _TO


def _causes(found: Trace) -> Iterator[str]:
    sides = found.sides
    where = f"it {sides.set_up}" if sides.set_up else "between the set-ups"
    of = f" of {sides.type} campaigns" if sides.type else ""
    yield f"| where the time{of} differs, {where} | {sides.a} | {sides.b} | difference |"
    yield "| --- | --- | --- | --- |"
    for row in found.main_causes.to_dict("records"):
        ends = difference_text(row["difference"], row["low"], row["high"])
        numbers = f"{row['a']:.2f} | {row['b']:.2f} | {ends}"
        yield f"| {cause_text(str(row['cause']))} | {numbers} |"


def _shown(shown: Sequence[Shown]) -> Iterator[str]:
    yield f"| | figure | {HOLDS} | {FAILS} |"
    yield "| --- | --- | --- | --- |"
    by: dict[tuple[str, str], dict[str, str]] = {}
    for one in shown:
        by.setdefault((one.arm, one.figure), {})[one.set_up] = figure_text(one.interval)
    units = {one.figure: one.unit for one in shown}
    for (arm, figure), cells in by.items():
        yield f"| {arm} | `{figure}`, {units[figure]} | {cells[HOLDS]} | {cells[FAILS]} |"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, 100, break_long_words=False, break_on_hyphens=False)


def _changes(claim: Claim) -> Iterator[str]:
    yield "```yaml"
    for arm, text in claim.arms.items():
        yield from _labeled(f"compared: {arm}", text)
    for outcome in (HOLDS, FAILS):
        set_up: SetUp = claim.set_up(outcome)
        yield from _labeled(f"it {outcome}", set_up.changes)
        yield from _arms(outcome, set_up.arms)
    yield "```"


def _arms(outcome: str, arms: Mapping[str, str]) -> Iterator[str]:
    for arm, text in arms.items():
        yield from _labeled(f"it {outcome}, {arm}", text)


def _labeled(label: str, text: str) -> Iterator[str]:
    yield f"# {label}{'' if text.strip() else ': as it is'}"
    yield from text.strip().splitlines()


if __name__ == "__main__":

    def tell(done: int, total: int) -> None:
        """Say how far it has come."""
        print(f"{done} of {total}", file=sys.stderr)

    sys.stdout.write(claims_page(judge_claims(workers=1, progress=tell)))
