"""What mechanisms that come into use over time have in common."""

from __future__ import annotations

from mom_sim.scenario.mechanism import Parameter


def adoption_parameters(*, ceiling: str, begin: str, ramp_origin: str) -> tuple[Parameter, ...]:
    """Make the parameters of an adoption: `ceiling`, `ramp`, `curve` and `begin`.

    Parameters
    ----------
    ceiling, begin : str
        Meaning of these two for the mechanism.
    ramp_origin : str
        Where the default of the ramp is from.

    Returns
    -------
    tuple of Parameter
    """
    return (
        Parameter(
            "ceiling",
            "share",
            ceiling,
            "50%",
            mark="FOUND",
            grade="B",
            origin="58% to 33% of marketing technology's capability is used, Gartner, DOMAIN 2.14",
            range=("33%", "58%"),
        ),
        Parameter(
            "ramp",
            "wall_time",
            "Time until 95% of the ceiling is reached; 0 weeks: at once.",
            "16 weeks",
            origin=ramp_origin,
            range=("8 weeks", "26 weeks"),
        ),
        Parameter(
            "curve",
            "logistic|learning",
            "logistic: slow at first and at last; learning: fast at first.",
            "logistic",
            origin="the usual form of diffusion",
        ),
        Parameter("begin", "instant", begin, None),
    )
