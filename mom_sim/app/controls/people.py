"""How many people there are of each role."""

from __future__ import annotations

from collections.abc import Iterator

from mom_sim.app.controls.control import Changes, Control
from mom_sim.app.controls.documents import written
from mom_sim.app.words import name_label
from mom_sim.operating_models.apportioning import largest_remainder
from mom_sim.scenario.resolved import Role
from mom_sim.simulation import Study

TIMES, AT_LEAST = 3, 4
"""Sliders end at three times the people of today, and at four at least."""


def people_controls(study: Study) -> Iterator[Control]:
    """A slider for each role; people who approve stand with the gates."""
    for role in study.scenario.roles:
        is_decider = role.kind == "decider"
        label = name_label(role.name)
        yield _headcount(study, role, f"Approvers: {label}" if is_decider else label, is_decider)


def headcounts(study: Study, role: Role) -> dict[str, int] | None:
    """People of a role by unit, where they are written so."""
    found = written(study, "people", role.name, "headcount")
    return {str(unit): int(count) for unit, count in found.items()} if _is_split(found) else None


def _is_split(found: object) -> bool:
    return isinstance(found, dict) and all(isinstance(one, int) for one in found.values())


def _headcount(study: Study, role: Role, label: str, is_decider: bool) -> Control:
    path = f"people.{role.name}.headcount"
    by_unit = headcounts(study, role)
    least = 1 if by_unit is None else len(by_unit)

    def changes(value: float) -> Changes:
        if by_unit is None:
            return {path: int(value)}
        shares = largest_remainder(int(value), list(by_unit.values()))
        return {path: dict(zip(by_unit, shares, strict=True))}

    shared = "Shared out over the units as today, one each at least."
    return Control(
        f"people.{role.name}",
        "gates" if is_decider else "people",
        label,
        role.headcount,
        changes,
        unit="people",
        low=min(least, role.headcount),
        high=max(TIMES * role.headcount, AT_LEAST, least),
        paths=(path,),
        help="" if by_unit is None else shared,
    )
