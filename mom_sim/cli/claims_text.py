"""Verdicts on claims as a person reads them in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mom_sim.cli.printing import clean, wrapped
from mom_sim.cli.text_table import Group, table_text
from mom_sim.cli.warning_lines import warning_lines
from mom_sim.experiments.claims.claim import FAILS, HOLDS
from mom_sim.experiments.claims.wording import cause_text, difference_text, figure_text

if TYPE_CHECKING:
    from mom_sim.experiments.claims.finding import (
        ClaimFinding,
        ClaimFindings,
        FlipFinding,
        SetUpFinding,
    )
    from mom_sim.experiments.claims.tracing import Shown, Trace

_LEGEND = (
    "Supported: it holds wherever its premises are true. Refuted: it holds nowhere where they are. "
    "Depends: it holds in one set-up and not in another. The figure is the one that decides "
    "against a claim where it does not hold, in both set-ups. The verdict on a claim is wrong for "
    "at most 1 seed in 100. Flip points have 95% intervals; [2] marks the first of two."
)


def claims_text(findings: ClaimFindings) -> str:
    """Put verdicts on claims into tables and words.

    Parameters
    ----------
    findings : ClaimFindings

    Returns
    -------
    str
        Lines of at most 100 columns, without colors. A single claim is told in full.
    """
    return clean("\n\n".join(_sections(findings))) + "\n"


def _sections(findings: ClaimFindings) -> Iterator[str]:
    claims, seed = findings.claims, findings.provenance["seed"]
    count = "1 claim" if len(claims) == 1 else f"{len(claims)} claims"
    yield wrapped(f"{count} about operating models put to the test, seed {seed}.")
    yield f"VERDICTS\n{wrapped(_LEGEND)}\n\n{_verdicts(claims)}"
    if len(claims) == 1:
        yield from _in_full(claims[0])
    else:
        lines = [wrapped(one.claim.sentence, first=f"{one.claim.id}  ") for one in claims]
        yield "WHAT IS CLAIMED\n" + "\n".join(lines)
    warnings = list(warning_lines(findings.warnings, [], []))
    if warnings:
        yield "\n".join(["WARNINGS", *warnings])
    if len(claims) > 1:
        yield "A single one is told in full: mom-sim claims ID"


def _verdicts(claims: Sequence[ClaimFinding]) -> str:
    columns = (
        ("verdict", [one.verdict for one in claims]),
        *(
            (f"where it {outcome}", [_decisive(one, outcome) for one in claims])
            for outcome in (HOLDS, FAILS)
        ),
        (
            "flip point",
            [_first_flip(one) for one in claims],
        ),
    )
    groups = [Group((head,), ("",), tuple((cell,) for cell in cells)) for head, cells in columns]
    return table_text("claim", [one.claim.id for one in claims], groups)


def _first_flip(found: ClaimFinding) -> str:
    if not found.flips:
        return ""
    more = f" [{len(found.flips)}]" if len(found.flips) > 1 else ""
    return figure_text(found.flips[0].point) + more


def _decisive(found: ClaimFinding, outcome: str) -> str:
    """The first measure that is against the claim where it does not hold, in one of the set-ups."""
    against = [place for place, one in enumerate(found.set_ups[1].measures) if one.outcome == FAILS]
    (set_up,) = (one for one in found.set_ups if one.expected == outcome)
    return figure_text(set_up.measures[against[0] if against else 0].interval)


def _in_full(found: ClaimFinding) -> Iterator[str]:
    claim = found.claim
    said = [
        ("", claim.sentence),
        ("Read as: ", claim.reading),
        *(("Premise: ", premise) for premise in claim.premises),
        ("True under its premises: " if claim.premises else "True: ", claim.theorem),
        ("What decides: ", claim.decided_by),
    ]
    yield f"CLAIM {claim.number}\n" + "\n".join(
        wrapped(text, first=head, rest="    ") for head, text in said if text
    )
    for set_up in found.set_ups:
        yield _set_up(set_up, found)
    for flip in found.flips:
        yield _flip(flip, found)
    for one in found.traces:
        yield _causes(one)
    if found.shown:
        yield _figures(found.shown)


def _set_up(set_up: SetUpFinding, found: ClaimFinding) -> str:
    lines = [
        f"WHERE IT IS EXPECTED THAT IT {set_up.expected.upper()}: {set_up.outcome}",
        wrapped(found.claim.set_up(set_up.expected).words),
    ]
    if set_up.breaks:
        lines.append(wrapped(f"Not true here: {set_up.breaks}"))
    lines += [
        wrapped(
            f"{figure_text(one.interval)}  {'premise' if one.measure.is_premise else 'claimed'} "
            f"{one.measure.claimed}: {one.outcome}  ({one.measure.what})",
            first="  ",
            rest="      ",
        )
        for one in set_up.measures
    ]
    return "\n".join(lines)


def _flip(found: FlipFinding, of: ClaimFinding) -> str:
    measure = of.claim.measures[found.flip.measure]
    lines = [f"FLIP POINT: {figure_text(found.point)}", wrapped(found.flip.input)]
    if found.point.estimate is not None:
        side = "below" if found.holds_below else "above"
        lines.append(
            wrapped(
                f"As claimed {side} it: {measure.what}, against {found.bound:g}, everything else "
                f"as where it {found.flip.set_up}. {found.flip.words}"
            )
        )
    if found.point.reason:
        lines.append(wrapped(f"Missing: {found.point.reason}"))
    tried = tuple((figure_text(one),) for _, one in found.point.curve)
    table = table_text(
        "value", [f"{x:g}" for x, _ in found.point.curve], [Group(("measure",), ("",), tried)]
    )
    return "\n".join([*lines, "", table])


def _causes(found: Trace) -> str:
    where = f" where it {found.sides.set_up}" if found.sides.set_up else ""
    rows = found.main_causes
    groups = [
        *(
            Group((side,), ("",), tuple((f"{value:.2f}",) for value in rows[key]))
            for key, side in (("a", found.sides.a), ("b", found.sides.b))
        ),
        Group(
            ("difference",),
            ("",),
            tuple(
                (difference_text(*ends),)
                for ends in zip(rows["difference"], rows["low"], rows["high"], strict=True)
            ),
        ),
    ]
    title = f"WHERE THE TIME DIFFERS{where.upper()}"
    kind = f"{found.sides.type} campaigns" if found.sides.type else "campaigns"
    legend = f"Working days of the {found.campaigns:,} {kind} launched on both sides, by cause."
    labels = [cause_text(cause) for cause in rows["cause"]]
    return f"{title}\n{wrapped(legend)}\n\n{table_text('cause', labels, groups)}"


def _figures(shown: Sequence[Shown]) -> str:
    groups = [
        Group(("figure",), ("",), tuple((one.figure,) for one in shown)),
        Group(
            ("value",), ("",), tuple((f"{figure_text(one.interval)} {one.unit}",) for one in shown)
        ),
    ]
    labels = [f"{one.arm}, {one.set_up}" for one in shown]
    return f"WHERE THE DIFFERENCE COMES FROM\n{table_text('side', labels, groups)}"
