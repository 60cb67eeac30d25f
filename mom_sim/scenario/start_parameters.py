"""What mechanisms that hold campaigns until a start every few weeks have in common."""

from __future__ import annotations

from mom_sim.scenario.mechanism import Parameter


def every_weeks(meaning: str) -> Parameter:
    """Make the parameter `every_weeks`.

    Parameters
    ----------
    meaning : str
        For the mechanism.

    Returns
    -------
    Parameter
    """
    return Parameter(
        "every_weeks",
        "weeks_or_zero",
        meaning,
        2,
        neutral=0,
        mark="FOUND",
        grade="D",
        origin="80% of agile teams have sprints of two weeks, Agile Genesis 2020, DOMAIN 2.15",
        range=("1", "13"),
    )


WHO_IS_HELD = (
    Parameter(
        "unplanned",
        "share",
        "Share of campaigns that pass at once in a lane for unplanned work.",
        "20%",
        origin="no published share; 37% of agile teams struggle with unplanned work, "
        "AgileSherpas, DOMAIN 2.15",
        range=("0%", "50%"),
    ),
    Parameter(
        "before",
        "kinds",
        "Kinds of role whose first work a campaign is held before; what comes earlier is planning.",
        ["producer", "platform"],
        origin="leads plan, the others produce",
    ),
    Parameter("types", "types", "Campaign types that are held; none named: all.", None),
)
"""Which campaigns are held, and before which work."""
