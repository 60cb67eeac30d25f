"""Lending: people help out where they do not belong, while they have nothing of their own to do."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="lending",
    question="who_does_the_work",
    summary="Idle people of one team take work of another team for which they have the skill.",
    source="DOMAIN 5.7",
    parameters=(
        Parameter(
            "people",
            "share",
            "Share of the people of each role, from its first position on, who may be lent.",
            "50%",
            neutral="0%",
            origin="DOMAIN 5.7 (b): a little flexibility; how much is the question to ask",
            range=("10%", "100%"),
        ),
        Parameter(
            "lenders",
            "all|company|units",
            "Whose people are lent: of teams for the whole company, of units' own teams, or all.",
            "company",
            origin="DOMAIN 5.7: the hub lends people to spokes",
        ),
        Parameter(
            "travel",
            "share",
            "Share of the time that somebody who is lent loses.",
            "10%",
            origin="as much as ownership gains, DOMAIN 7",
            range=("0%", "25%"),
        ),
    ),
)
