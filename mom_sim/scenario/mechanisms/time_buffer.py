"""Time buffer: work is planned for a date before the one that was promised."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="time_buffer",
    question="coordination",
    summary="Work is ranked by an internal due date that lies before the promised one.",
    source="DOMAIN 6 (contingency buffers: time buffer in due dates)",
    repeatable=True,
    once_per=("types",),
    parameters=(
        Parameter(
            "share",
            "share",
            "Share of the time from the request to the promised date that is kept as a buffer.",
            "20%",
            neutral="0%",
            origin="no published figure; what size of buffer helps is what to test",
            range=("5%", "50%"),
        ),
        Parameter(
            "types",
            "types",
            "Campaign types whose date it is; default all. It changes no order among campaigns "
            "that have the same time.",
            None,
        ),
    ),
)
