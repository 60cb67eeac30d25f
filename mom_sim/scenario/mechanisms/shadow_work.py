"""Shadow work: units that wait too long for a start do the campaign on their own."""

from mom_sim.scenario.mechanism import Mechanism, Parameter

MECHANISM = Mechanism(
    name="shadow_work",
    question="coordination",
    summary="Some units do not wait longer than a tolerance for a first start, and go round.",
    source="DOMAIN 5.1 and 3",
    parameters=(
        Parameter(
            "probability",
            "share",
            "Share of requests whose unit goes round rather than wait longer.",
            "30%",
            neutral="0%",
            origin="direction FOUND, Sunar, Tu, Ziya 2021, DOMAIN 3; the share is our choice",
            range=("0%", "60%"),
        ),
        Parameter(
            "tolerance",
            "wall_time",
            "Time without any start of work after which they do.",
            "3 weeks",
            origin="no published figure; the target of a small campaign, DOMAIN 7",
            range=("1 weeks", "8 weeks"),
        ),
        Parameter("types", "types", "Campaign types; default all.", None),
        Parameter(
            "effort",
            "factor",
            "Hours that a unit spends on its own, as a factor on the type's hands-on work.",
            1,
            origin="the same work without anybody's help or approval",
            range=("0.3", "2"),
        ),
        Parameter(
            "price",
            "price_per_hour",
            "What an hour of it costs.",
            "75 {currency}/hour",
            mark="FOUND",
            grade="D",
            origin="a freelancer's hour, $50 to $90, Holter, DOMAIN 2.10 and 2.11",
            range=("50 {currency}/hour", "90 {currency}/hour"),
        ),
        Parameter(
            "caught",
            "share",
            "Share of bad work that the unit notices itself; the rest costs what incidents cost.",
            "0%",
            origin="nobody else looks at it",
            range=("0%", "50%"),
        ),
    ),
)
