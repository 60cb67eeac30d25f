"""Which operating models an experiment is asked about."""

from __future__ import annotations

from collections.abc import Sequence

from mom_sim.errors import Fault, ScenarioError
from mom_sim.simulation import Study, unknown_model

ALL = "all"


def chosen_or_all(
    study: Study, models: Sequence[str] | str | None, others: Sequence[Fault]
) -> list[str]:
    """Names of the models that are asked for; all that the scenario knows by default.

    Parameters
    ----------
    study : Study
    models : sequence of str or str, optional
        Names, each counted once, or `ALL`.
    others : sequence of Fault
        Faults in what else was asked for, to be told together with those in the names.

    Returns
    -------
    list of str

    Raises
    ------
    ScenarioError
        If there is a fault in the names, or another one.
    """
    known, file = list(study.models), study.loaded.file
    if models is None or models == ALL or list(models) == [ALL]:
        names = known
    else:
        names = [models] if isinstance(models, str) else list(dict.fromkeys(models))
    faults = [unknown_model(name, known, file) for name in names if name not in known]
    if not any(names):
        message = f"no model is named; name some of {', '.join(known)}, or {ALL}"
        faults = [Fault(file, 1, 1, "models", message)]
    if faults or others:
        raise ScenarioError([*faults, *others])
    return names
