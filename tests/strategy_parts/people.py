"""People: roles with skills, absences, departures and ramps."""

from __future__ import annotations

from hypothesis import strategies as st

from mom_sim.draws.distributions import distribution
from mom_sim.scenario.resolved import NEVER, Absence, Ramp, Role, Turnover
from tests.strategy_parts.values import DAY, HOUR, WEEK, calendars, constant

SKILLS = ("plan", "write", "draw", "check")
KINDS = ("lead", "producer", "platform", "decider")
NO_ABSENCE = Absence(0.0, 5.0, 0.0, distribution("exponential", mean=3.0))
NO_TURNOVER = Turnover(0.0, constant(0))

absences = st.sampled_from(
    (
        NO_ABSENCE,
        NO_ABSENCE,
        Absence(60.0, 3.0, 0.0, NO_ABSENCE.sickness_spell_days),
        Absence(30.0, 5.0, 0.2, distribution("exponential", mean=2.0)),
    )
)
turnovers = st.sampled_from(
    (
        NO_TURNOVER,
        NO_TURNOVER,
        Turnover(12.0, constant(5 * 24)),
        Turnover(40.0, distribution("exponential", mean=3.0 * DAY)),
    )
)


@st.composite
def roles(draw: st.DrawFn, units: tuple[str, ...]) -> tuple[Role, ...]:
    """One role for each skill, whose people may know a second one."""
    return tuple(
        draw(_role(skill, kind, units)) for skill, kind in zip(SKILLS, KINDS, strict=True)
    )


@st.composite
def _role(draw: st.DrawFn, skill: str, kind: str, units: tuple[str, ...]) -> Role:
    headcount = draw(st.integers(1, 4))
    second = draw(st.sampled_from((*SKILLS, skill, skill)))
    skills = [(skill, draw(st.sampled_from((1.0, 1.0, 2.0, 0.7))))]
    if second != skill:
        skills.append((second, draw(st.sampled_from((1.0, 0.5, 0.3)))))
    home: tuple[tuple[str, int], ...] = ()
    if draw(st.integers(0, 4)) == 0:
        seats = draw(st.lists(st.sampled_from(units), min_size=headcount, max_size=headcount))
        home = tuple((unit, seats.count(unit)) for unit in units if unit in seats)
    stays = draw(st.integers(0, 5)) > 0
    return Role(
        name=f"{skill}er",
        kind=kind,
        headcount=headcount,
        home=home,
        skills=tuple(skills),
        calendar=draw(calendars),
        productive_fraction=draw(st.sampled_from((1.0, 1.0, 0.5))),
        cost_per_hour=50.0,
        available_from=draw(st.sampled_from((0, 0, 0, 2 * DAY))),
        available_until=NEVER if stays else draw(st.integers(3, 20)) * DAY + 12 * HOUR,
        ramp=Ramp(0.5, draw(st.sampled_from((0, 0, 2 * WEEK)))),
        absence=draw(absences),
        turnover=draw(turnovers),
        hand_over_after=draw(st.sampled_from((0, 4, 8, 16))) * HOUR,
    )
