"""One campaign under two models, side by side."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from mom_sim.experiments.explanation import Explanation
from mom_sim.metrics.life import Life
from mom_sim.plot.lives import draw_lives
from mom_sim.plot.wording import CAUSE_WORDS, shown_name, shown_text
from mom_sim.report.material import CHOSEN_BY, IN_THE_MIDDLE, Material
from mom_sim.report.numbers import number
from mom_sim.report.parts import Parts, Picture, Section, Table, on_axes
from mom_sim.report.sections.sizes import WIDTH

_MOST_PIECES = 60


def section(material: Material) -> Section | None:
    """Make the section."""
    found = material.explanation
    if found is None or found.lives is None:
        return None
    parts = Parts()
    parts.say(
        f"Campaign {shown_text(found.campaign or '')} of replication "
        f"{found.provenance.get('first_replication', 1)}, with the same luck under both models"
        f"{_why_this_one(found)}."
    )
    parts.add(_lives(found))
    return Section("twins", "One campaign, two ways to work", tuple(parts.found))


def _why_this_one(found: Explanation) -> str:
    """What the campaign stands for; one that somebody named stands for itself alone."""
    if found.provenance.get(CHOSEN_BY) == IN_THE_MIDDLE:
        return (
            ": the one whose difference lies in the middle of all of that replication, so neither "
            "the best case nor the worst"
        )
    return ": one that was asked for, which may be far from the usual case"


def _lives(found: Explanation) -> Picture:
    lives = found.lives
    assert lives is not None
    told = []
    for side, life in ((found.a, lives.a), (found.b, lives.b)):
        days = _days(life, lives.working_day)
        how = "is launched after" if life.is_launched else f"ends ({life.outcome}) after"
        told.append(f"With {shown_name(side.model)} it {how} {number(days, 1)} working days")
    return Picture(
        name="twins",
        draw=on_axes(draw_lives, found),
        size=(WIDTH, 2.2),
        caption=f"{'; '.join([told[0], told[1][:1].lower() + told[1][1:]])}.",
        description="Two bars on one axis of working days, one for each model, from the request to "
        "the launch; every stretch is colored and hatched by what went on: work, or a cause of "
        "waiting. Second and later attempts are lower. The tables below have the stretches.",
        tables=tuple(
            _table(life, shown_name(side.model), lives.working_day)
            for side, life in ((found.a, lives.a), (found.b, lives.b))
        ),
    )


def _days(life: Life, working_day: float) -> float:
    return 0.0 if life.pieces.empty else float(life.pieces["working_finish"].max()) / working_day


def _table(life: Life, name: str, working_day: float) -> Table:
    pieces = life.pieces[life.pieces["working_finish"] > life.pieces["working_start"]]
    rows = tuple(_row(piece, working_day) for piece in pieces.head(_MOST_PIECES).to_dict("records"))
    left = len(pieces) - len(rows)
    return Table(
        ("step", "attempt", "what went on", "from (working day)", "to (working day)"),
        rows,
        words=(2,),
        title=name,
        notes=(f"{left} more stretches are left out.",) if left else (),
    )


def _row(piece: Mapping[Hashable, Any], working_day: float) -> tuple[str, ...]:
    start, finish = (float(piece[end]) for end in ("working_start", "working_finish"))
    return (
        shown_name(str(piece["step"])),
        str(piece["attempt"]),
        CAUSE_WORDS[str(piece["cause"])],
        number(start / working_day, 2),
        number(finish / working_day, 2),
    )
