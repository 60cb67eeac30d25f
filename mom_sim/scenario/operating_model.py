"""Operating models of a scenario: which are named, what they are based on, and resolving them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mom_sim.errors import Fault, ScenarioError
from mom_sim.scenario.context import Context
from mom_sim.scenario.marked_document import MarkedDocument, Path, unmarked_document
from mom_sim.scenario.quantities import did_you_mean
from mom_sim.scenario.resolved import OperatingModel, Scenario

if TYPE_CHECKING:
    from mom_sim.scenario.surroundings import Surroundings

BASE = "base"

WHOSE_WORK = ("kinds", "skills")
"""Two ways to say whose work is meant."""

_SAY_WHOSE_WORK = (("who_does_the_work", "agency"), ("who_does_the_work", "task_force"))


@dataclass(frozen=True)
class ModelChoice:
    """An operating model that a scenario names.

    Attributes
    ----------
    name : str
        What it is called in results.
    base : str
        Archetype, or other model of the scenario, that it starts from; empty for a model that is
        written out whole.
    document : MarkedDocument
        What the scenario writes about it; empty for an archetype as it is.
    """

    name: str
    base: str
    document: MarkedDocument

    def merged(self, bases: Mapping[str, MarkedDocument]) -> MarkedDocument:
        """Return the whole model: the base with the changes on top.

        Parameters
        ----------
        bases : mapping of str to MarkedDocument
            Whole models by name, see `known_bases`.

        Returns
        -------
        MarkedDocument
            Mappings are merged, lists replaced. Changes that say whose work an agency or a task
            force does, by kinds or by skills, say it whole: what the base says in the other way
            does not hold on.

        Raises
        ------
        KeyError
            If the base is not among them.
        """
        changes = self.document.without_entry(BASE)
        if not self.base:
            return changes
        base = bases[self.base]
        for path in _SAY_WHOSE_WORK:
            stated = changes.part(path)
            if isinstance(stated, dict) and any(word in stated for word in WHOSE_WORK):
                for word in WHOSE_WORK:
                    base = base.without((*path, word))
        return base.merged_with(changes).with_entry("name", self.name)


def known_bases(
    choices: Mapping[str, ModelChoice], archetypes: Mapping[str, MarkedDocument]
) -> dict[str, MarkedDocument]:
    """Put together every model that another one may start from.

    Parameters
    ----------
    choices : mapping of str to ModelChoice
        What the scenario says of its models.
    archetypes : mapping of str to MarkedDocument

    Returns
    -------
    dict of str to MarkedDocument
        The archetypes as they are, whatever the scenario changes in them; then the scenario's own
        models, without those whose bases lead nowhere or in a circle.
    """
    known = dict(archetypes)
    waiting = {name: choice for name, choice in choices.items() if name not in known}
    while True:
        ready = [
            name for name, choice in waiting.items() if not choice.base or choice.base in known
        ]
        if not ready:
            return known
        for name in ready:
            known[name] = waiting.pop(name).merged(known)


def choice_of(
    document: MarkedDocument, path: Path, written: Any, own_name: str = ""
) -> ModelChoice:
    """Read what a scenario says about one operating model.

    Parameters
    ----------
    document : MarkedDocument
        The scenario.
    path : Path
        Where it says so.
    written : str or dict
        A name, changes with a ``base``, or a whole model.
    own_name : str
        Name under which it stands in ``models``.

    Returns
    -------
    ModelChoice
        Changes that name nothing are called after their base, such as ``hybrid_changed``: results
        never show them as the archetype.
    """
    if isinstance(written, str):
        nothing = MarkedDocument({}, {(): document.mark(path)}, {}, document.file, path)
        return ModelChoice(own_name or written, written, nothing)
    base = written.get(BASE, "")
    name = own_name or written.get("name") or (f"{base}_changed" if len(written) > 1 else base)
    return ModelChoice(str(name), base if isinstance(base, str) else "", document.under(path))


def resolve_operating_model(
    document: Mapping[str, Any] | MarkedDocument,
    scenario: Scenario,
    place: str = "operating model",
) -> OperatingModel:
    """Resolve a whole operating model against a scenario.

    Parameters
    ----------
    document : MarkedDocument or mapping
        The model, with any base already merged.
    scenario : Scenario
    place : str
        Name to report faults under if the document has no places of its own.

    Returns
    -------
    OperatingModel

    Raises
    ------
    ScenarioError
        With every fault of the model: in itself, and in what it says about this scenario.
    """
    from mom_sim.scenario.surroundings import surroundings_of_scenario

    if not isinstance(document, MarkedDocument):
        document = unmarked_document(document, place)
    model, faults = read_model(document, surroundings_of_scenario(scenario))
    if faults or model is None:
        raise ScenarioError(faults)
    return model


def read_model(
    document: MarkedDocument, surroundings: Surroundings
) -> tuple[OperatingModel | None, list[Fault]]:
    """Resolve a whole operating model as far as it goes.

    Parameters
    ----------
    document : MarkedDocument
    surroundings : Surroundings
        What it may refer to.

    Returns
    -------
    OperatingModel or None, list of Fault
        None where there are faults.
    """
    from mom_sim.scenario.checks.operating_models import check_model
    from mom_sim.scenario.resolving.models import resolve_model
    from mom_sim.scenario.schema.operating_model import OperatingModelForm
    from mom_sim.scenario.validating import validate

    validated = validate(document, document.data, OperatingModelForm, surroundings.context)
    faults = list(validated.faults)
    if validated.form is not None:
        faults += check_model(document, validated, surroundings)
    if faults or validated.form is None:
        return None, faults
    return resolve_model(validated.form, surroundings), []


def read_changes(document: MarkedDocument, context: Context) -> list[Fault]:
    """Find what is wrong in changes to a model that is not at hand.

    Parameters
    ----------
    document : MarkedDocument
        Changes; what they leave out is not a fault.
    context : Context

    Returns
    -------
    list of Fault
    """
    from mom_sim.scenario.schema.operating_model import OperatingModelForm
    from mom_sim.scenario.validating import validate

    named = document.without_entry(BASE).with_entry("name", "changes")
    return list(validate(named, named.data, OperatingModelForm, context, partial=True).faults)


def circle_of_bases(name: str, choices: Mapping[str, ModelChoice]) -> list[str]:
    """Names from a model through other bases back to itself; empty if they do not lead there."""
    way = [name]
    while (base := choices[way[-1]].base) in choices and base not in way:
        way.append(base)
    return [*way, name] if base == name and len(way) > 1 else []


def unknown_base(
    choice: ModelChoice, document: MarkedDocument, path: Path, known: list[str]
) -> Fault:
    """Report a base that is no operating model."""
    message = (
        f'unknown operating model "{choice.base}"; there are {", ".join(known)}'
        f"{did_you_mean(choice.base, known)}"
    )
    return document.fault((*path, BASE), message)
