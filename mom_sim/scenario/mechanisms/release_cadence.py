"""Release cadence: sprints, months or quarters at whose start approved plans go into work."""

from mom_sim.scenario.mechanism import Mechanism
from mom_sim.scenario.start_parameters import WHO_IS_HELD, every_weeks

MECHANISM = Mechanism(
    name="release_cadence",
    question="coordination",
    summary="What is planned goes into production at the next start of a sprint or quarter.",
    source="DOMAIN 6 (agile sprints; cadences: batch release of approved plans)",
    parameters=(
        every_weeks("Weeks from one start to the next: 2 sprints, 13 quarters, 0 none."),
        *WHO_IS_HELD,
    ),
)
