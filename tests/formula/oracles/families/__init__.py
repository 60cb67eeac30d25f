"""Families of cases: how each is said in the words of a scenario."""

from __future__ import annotations

from collections.abc import Callable

from tests.formula.oracles.case import CannotExpress, Case
from tests.formula.oracles.experiment import Experiment
from tests.formula.oracles.families.cadence import cadence
from tests.formula.oracles.families.closed import closed_network, finite_source
from tests.formula.oracles.families.conservation import conservation
from tests.formula.oracles.families.deterministic import deterministic
from tests.formula.oracles.families.fork_join import fork_join
from tests.formula.oracles.families.infinite_server import infinite_server
from tests.formula.oracles.families.limited import abandonment, finite_buffer, loss, loss_variants
from tests.formula.oracles.families.network import network
from tests.formula.oracles.families.pooling import pooling
from tests.formula.oracles.families.priority import priority
from tests.formula.oracles.families.single_station import approximation, single_station
from tests.formula.oracles.families.staffing import staffing
from tests.formula.oracles.families.time_varying import time_varying
from tests.formula.oracles.families.transient import transient
from tests.formula.oracles.profile import Profile

FAMILIES: dict[str, Callable[[Case, Profile], Experiment]] = {
    "m/m/c": single_station,
    "m/m/1": single_station,
    "m/g/1": single_station,
    "gi/m/1": single_station,
    "gi/m/c": single_station,
    "g/g/1": single_station,
    "loss": loss,
    "finite buffer": finite_buffer,
    "abandonment": abandonment,
    "priority": priority,
    "network": network,
    "infinite server": infinite_server,
    "fork-join": fork_join,
    "cadence": cadence,
    "finite source": finite_source,
    "closed network": closed_network,
    "pooling": pooling,
    "staffing": staffing,
    "approximation": approximation,
    "time-varying": time_varying,
    "deterministic": deterministic,
    "transient": transient,
    "invariant": conservation,
}


def experiment_of(case: Case, profile: Profile) -> Experiment:
    """Say a case in the words of scenarios.

    Parameters
    ----------
    case : Case
    profile : Profile
        Some families choose the size of what they run by it.

    Raises
    ------
    CannotExpress
        If that cannot be done; says why.
    """
    family = FAMILIES.get(case.family.strip().lower())
    if family is None:
        raise CannotExpress(f"no family {case.family!r} here; there are {', '.join(FAMILIES)}")
    return family(case, profile)


def variants_of(case: Case) -> list[Case]:
    """The case, or several that it stands for, each of which has to hold."""
    return loss_variants(case) if case.family.strip().lower() == "loss" else [case]
