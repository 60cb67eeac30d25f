"""Playbooks: what is written down makes work shorter and more alike, and newcomers faster."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="playbooks",
    question="coordination",
    summary="With checklists and one place for documents, work varies less and newcomers learn.",
    source="DOMAIN 6 (playbooks, templates, checklists; single source of truth; shared glossary)",
    parameters=(
        Parameter(
            "touch",
            "share",
            "Share of the hands-on work that is left.",
            "100%",
            neutral="100%",
            origin="none saved unless stated; templates on a platform are a mechanism of their own",
            range=("80%", "100%"),
        ),
        Parameter(
            "spread",
            "factor",
            "Factor on the coefficient of variation of the work, where its distribution has one.",
            0.8,
            neutral=1,
            origin="no published figure; DOMAIN 6 names the reduction of variance",
            range=("0.5", "1"),
        ),
        Parameter(
            "ramp",
            "factor",
            "Factor on the time until newcomers work at full speed.",
            0.75,
            neutral=1,
            origin="no published figure; DOMAIN 6 names a shorter ramp",
            range=("0.5", "1"),
        ),
        Parameter(
            "clarification",
            "factor",
            "Factor on the probability that somebody has to ask back.",
            0.8,
            neutral=1,
            origin="waiting for context slows 43%, Filestage 2023, DOMAIN 2.8; the size is our "
            "choice",
            range=("0.5", "1"),
        ),
        Parameter(
            "hours",
            "number",
            "Hours a year that everybody of these kinds spends on keeping them up.",
            12,
            neutral=0,
            origin="an hour a month; no published figure",
            range=("0", "50"),
        ),
        Parameter(
            "kinds",
            "kinds",
            "Kinds of role whose work it is.",
            ["lead", "producer", "platform"],
            origin="everybody who does campaign work",
        ),
    ),
)
