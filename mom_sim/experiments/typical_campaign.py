"""Which campaign shows best how two models differ: neither the best case nor the worst."""

from __future__ import annotations

from mom_sim.experiments.explanation import Explanation


def typical_campaign(explanation: Explanation) -> str | None:
    """Choose the campaign whose difference lies in the middle of all.

    Parameters
    ----------
    explanation : Explanation
        Of all campaigns of one replication or several.

    Returns
    -------
    str or None
        Its id, as `explain` takes it; None where no campaign was launched in both models. The first
        of those that tie, in the order of the campaigns.
    """
    campaigns = explanation.campaigns
    if campaigns.empty:
        return None
    ranked = campaigns.sort_values("working_difference", kind="stable")
    middle = ranked.iloc[(len(ranked) - 1) // 2]["working_difference"]
    row = campaigns[campaigns["working_difference"] == middle].iloc[0]
    return f"{row['campaign']}@{row['replication']}"
