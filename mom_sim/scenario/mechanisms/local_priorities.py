"""Local priorities: teams that rank their work by a rule of their own."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="local_priorities",
    question="who_does_the_work",
    summary="Teams of some people rank their work by a rule of their own, not by the model's.",
    source="DOMAIN 5.4 (conflicting local priorities)",
    repeatable=True,
    parameters=(
        Parameter(
            "kinds",
            "kinds",
            "Kinds of role: a team counts if all its people are of these kinds, or of the roles.",
            ["producer"],
            origin="producers have most work to choose from",
        ),
        Parameter(
            "roles",
            "roles",
            "Roles by name, in place of kinds; none named: the kinds count.",
            None,
        ),
        Parameter(
            "rule",
            "shared|fifo|due_date|value|cost_of_delay|shortest_first|latest_first|fair_share",
            "What they rank by, below the class of service; shared: by the model's rule.",
            "shortest_first",
            neutral="shared",
            origin="a team that counts finished pieces takes short ones first; that priorities "
            "conflict is FOUND (24% name it, Workfront 2015, DOMAIN 2.16)",
        ),
    ),
)
