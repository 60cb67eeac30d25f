"""One campaign's life under two models, on one time axis, every hour by its cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mom_sim.plot.frame import quiet
from mom_sim.plot.looks import CAUSE_LOOKS
from mom_sim.plot.wording import CAUSE_WORDS, shown_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from mom_sim.experiments.explanation import Explanation


def draw_lives(axes: Axes, explanation: Explanation) -> Axes:
    """Draw the two lives of an explanation's campaign.

    Parameters
    ----------
    axes : matplotlib Axes
    explanation : Explanation
        Of one campaign.

    Returns
    -------
    Axes
        The same: a bar a model from request to launch along the critical path, colored and hatched
        by cause; second and later attempts are lower. Of a campaign that was not launched, all
        that was done and waited for, which may overlap.

    Raises
    ------
    ValueError
        If the explanation is not of one campaign.
    """
    lives = explanation.lives
    if lives is None:
        raise ValueError("there are lives only in an explanation of one campaign")
    seen = set()
    for place, life in enumerate((lives.a, lives.b)):
        for piece in life.pieces.to_dict("records"):
            start, finish = (
                float(piece[end]) / lives.working_day for end in ("working_start", "working_finish")
            )
            if finish <= start:
                continue
            cause = str(piece["cause"])
            look, is_later = CAUSE_LOOKS[cause], piece["attempt"] > 1
            axes.barh(
                place,
                finish - start,
                left=start,
                height=0.34 if is_later else 0.62,
                color=look.color,
                hatch=look.hatch,
                edgecolor="white",
                linewidth=0.4,
            )
            seen.add(cause)
    quiet(axes)
    names = [shown_name(one.model) for one in (explanation.a, explanation.b)]
    axes.set_yticks(range(2), names)
    axes.set_ylim(1.6, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(left=0.0)
    axes.set_xlabel("working days since the request")
    from matplotlib.patches import Patch

    axes.legend(
        handles=[
            Patch(
                facecolor=look.color, hatch=look.hatch, edgecolor="white", label=CAUSE_WORDS[name]
            )
            for name, look in CAUSE_LOOKS.items()
            if name in seen
        ],
        frameon=False,
        fontsize="small",
        ncols=5,
        loc="lower left",
        bbox_to_anchor=(0.0, 1.0),
        columnspacing=1.2,
    )
    return axes
