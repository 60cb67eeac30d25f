"""The operating models that a scenario names, checked as far as they are at hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mom_sim.errors import Fault
from mom_sim.scenario.marked_document import MarkedDocument, Path
from mom_sim.scenario.operating_model import (
    BASE,
    ModelChoice,
    choice_of,
    circle_of_bases,
    known_bases,
    read_changes,
    read_model,
    unknown_base,
)
from mom_sim.scenario.study import Study
from mom_sim.scenario.surroundings import Surroundings, surroundings_of_form

OPERATING_MODEL: Path = ("operating_model",)


def read_models(
    study: Study, archetypes: Mapping[str, MarkedDocument] | None
) -> tuple[ModelChoice, dict[str, ModelChoice], list[Fault]]:
    """Read every operating model that a study names.

    Parameters
    ----------
    study : Study
    archetypes : mapping of str to MarkedDocument or None
        None if they are not at hand: then their names are not checked, and changes to them only
        in themselves.

    Returns
    -------
    ModelChoice, dict of str to ModelChoice, list of Fault
        The scenario's own model, its further models by name, and what is wrong with them.
    """
    form, document = study.form, study.document
    models = {
        name: choice_of(document, ("models", name), written, name)
        for name, written in form.models.items()
    }
    written = form.operating_model
    own = choice_of(document, OPERATING_MODEL, written)
    bases = None if archetypes is None else known_bases(models, archetypes)
    faults: list[Fault] = []
    surroundings = surroundings_of_form(form, study.context)
    whole = not study.validated.damaged
    for name, choice in models.items():
        others = models.keys() - {name}
        circle = [] if name in (archetypes or ()) else circle_of_bases(name, models)
        if circle:
            message = f"models are based on each other: {' on '.join(circle)}; one has to be whole"
            faults.append(document.fault(("models", name, BASE), message))
        elif bases is None or choice.base in bases or choice.base not in others:
            faults += _check(choice, ("models", name), document, bases, surroundings, whole)
    if isinstance(written, str) and written in models:
        own = models[written]
    else:
        faults += _taken(document, own, {**(archetypes or {}), **models})
        known = dict.fromkeys(models) if archetypes is None else {**archetypes, **models}
        extra = list(known) if isinstance(written, str) else None
        if bases is None or own.base in bases or own.base not in models:
            faults += _check(
                own, OPERATING_MODEL, document, bases, surroundings, whole, also_known=extra
            )
    return own, models, _each_once(faults)


def _each_once(faults: list[Fault]) -> list[Fault]:
    """A fault in a base is no further fault in each model that starts from it."""
    told = {(one.file, one.line, one.column, one.message): one for one in reversed(faults)}
    return [one for one in faults if told.get((one.file, one.line, one.column, one.message)) is one]


def _taken(document: MarkedDocument, own: ModelChoice, known: Mapping[str, Any]) -> list[Fault]:
    """Report a name of the scenario's own model that another model has."""
    written = own.document.data
    if own.name not in known or set(written) <= {BASE}:  # an archetype as it is
        return []
    message = f'another model is called "{own.name}"; give this one a name of its own'
    path = (*OPERATING_MODEL, "name") if "name" in written else OPERATING_MODEL
    return [document.fault(path, message)]


def _check(
    choice: ModelChoice,
    path: Path,
    document: MarkedDocument,
    bases: Mapping[str, MarkedDocument] | None,
    surroundings: Surroundings,
    whole: bool,
    also_known: list[str] | None = None,
) -> list[Fault]:
    if BASE in choice.document.data and not choice.base:
        return [document.fault((*path, BASE), "expected the name of an operating model")]
    if choice.base and bases is None:
        return read_changes(choice.document, surroundings.context)
    if choice.base and choice.base not in (bases or {}):
        return [unknown_base(choice, document, path, also_known or list(bases or {}))]
    if not whole:  # names that could not be read would be missed
        return read_changes(choice.document, surroundings.context)
    return read_model(choice.merged(bases or {}), surroundings)[1]
