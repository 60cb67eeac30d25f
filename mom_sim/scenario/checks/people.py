"""People and their skills."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from mom_sim.errors import Fault
from mom_sim.scenario.checks.check import reads
from mom_sim.scenario.checks.instants import outside
from mom_sim.scenario.study import Study

MOST_PEOPLE = 100_000


@reads("people")
def people_are_countable(study: Study) -> Iterator[Fault]:
    """There are at most 100,000 people."""
    total = 0
    for name, role in study.form.people.items():
        count = role.headcount
        total += sum(count.values()) if isinstance(count, Mapping) else count
        if total > MOST_PEOPLE:
            yield study.fault(
                ("people", name, "headcount"),
                f"with this role there are {total:,} people; at most {MOST_PEOPLE:,} can be "
                "simulated",
            )
            return


@reads("units")
def homes_are_units(study: Study) -> Iterator[Fault]:
    """People are at home in units that exist."""
    for name, role in study.form.people.items():
        if not isinstance(role.headcount, Mapping):
            continue
        for unit in role.headcount:
            path = ("people", name, "headcount", unit)
            yield from study.unknown(path, "unit", unit, study.form.units, "units")


@reads()
def roles_have_people(study: Study) -> Iterator[Fault]:
    """A headcount by unit names at least one unit."""
    for name in study.form.people:
        path = ("people", name, "headcount")
        if study.document.part(path) == {}:
            yield study.fault(path, "no unit is listed; write how many people there are")


@reads()
def skills_are_listed(study: Study) -> Iterator[Fault]:
    """Where skills are listed, people have only those, and each is listed once."""
    listed = study.form.skills
    if listed is None:
        return
    for skill, count in Counter(listed).items():
        if count > 1:
            yield study.fault(("skills",), f'the skill "{skill}" stands here twice; name it once')
    for name, role in study.form.people.items():
        for skill in role.skills:
            path = ("people", name, "skills", skill)
            yield from study.unknown(path, "skill", skill, listed, "skills")


@reads("run")
def people_come_and_go_within_the_run(study: Study) -> Iterator[Fault]:
    """Dates of people lie within the run, in order."""
    for name, role in study.form.people.items():
        if role.available is None:
            continue
        path = ("people", name, "available")
        begins, ends = role.available.start, role.available.end
        yield from outside(study, (*path, "from"), begins)
        yield from outside(study, (*path, "until"), ends)
        if begins is not None and ends is not None and ends <= begins:
            yield study.fault(
                (*path, "until"),
                f"{study.written((*path, 'until'))} is before {study.written((*path, 'from'))}; "
                "people come before they go",
            )


CHECKS = (
    people_are_countable,
    homes_are_units,
    roles_have_people,
    skills_are_listed,
    people_come_and_go_within_the_run,
)
