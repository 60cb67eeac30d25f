"""Budget approval: nothing begins before somebody has released the money."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="budget_approval",
    question="decision_rights",
    summary="Before work begins, a budget holder releases the money, in meetings or at any time.",
    source="DOMAIN 6 (budget allocation and approval)",
    parameters=(
        Parameter(
            "who",
            "lead|producer|platform|decider",
            "Kind of role that holds the budget.",
            "lead",
            origin="campaign leads hold their budgets unless a model says otherwise",
        ),
        Parameter(
            "effort",
            "effort",
            "Work of the budget holder for each campaign.",
            "0.5h",
            origin="as long as the review of a small campaign, DOMAIN 7",
            range=("0.25h", "2h"),
        ),
        Parameter(
            "share",
            "share",
            "Share of campaigns that need it.",
            "100%",
            neutral="0%",
            origin="every campaign costs money",
        ),
        Parameter("meets", "meetings", "When budgets are released; not stated: at any time.", None),
        Parameter("types", "types", "Campaign types that need it; none named: all.", None),
    ),
)
