"""People whom chance treats alike: drawn at once, each at an address of their own."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mom_sim.draws.address import stable_hash
from mom_sim.scenario.resolved import Role
from mom_sim.tape.people import PersonSpec
from mom_sim.tape.requests import IntArray

Words = npt.NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Cohort:
    """Positions of one or several roles that have the same numbers.

    Parameters
    ----------
    role : Role
        The first of them: it stands for all.
    calendar : int
        Of the first position, in the scenario's calendars.
    who : ndarray of int64, shape (n,)
        Places in the list of people, ascending.
    entity_class, index : ndarray of uint64, shape (n, 1)
        Address of the draws about a position.
    """

    role: Role
    calendar: int
    who: IntArray
    entity_class: Words
    index: Words


def person_class(role: Role) -> str:
    """Class in the address of draws about a role's positions, whose numbers are the indices."""
    return f"person/{role.name}"


def cohorts_of(
    roles: Sequence[Role],
    people: Sequence[PersonSpec],
    alike: Callable[[Role, int], Hashable],
) -> list[Cohort]:
    """Put positions together.

    Parameters
    ----------
    roles : sequence of Role
    people : sequence of PersonSpec
        Freelancers are left out.
    alike : callable
        From a role and a calendar's position to what positions of one cohort have in common.

    Returns
    -------
    list of Cohort
        In the order of their first positions.
    """
    by_name = {role.name: role for role in roles}
    found: dict[Hashable, list[int]] = {}
    for place, person in enumerate(people):
        if not person.freelancer:
            key = alike(by_name[person.role], person.calendar)
            found.setdefault(key, []).append(place)
    cohorts = []
    for places in found.values():
        members = [people[place] for place in places]
        hashes = [stable_hash(person_class(by_name[one.role])) for one in members]
        cohorts.append(
            Cohort(
                by_name[members[0].role],
                members[0].calendar,
                np.array(places, dtype=np.int64),
                np.array(hashes, dtype=np.uint64)[:, None],
                np.array([one.number for one in members], dtype=np.uint64)[:, None],
            )
        )
    return cohorts
