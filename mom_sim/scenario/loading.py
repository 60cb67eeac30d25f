"""``load_scenario`` and ``parse_scenario``: text -> resolved scenario, or every fault at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path as FilePath
from typing import Any

from mom_sim.errors import Fault, ScenarioError
from mom_sim.scenario.campaign_rows import read_rows
from mom_sim.scenario.changing import changed_document
from mom_sim.scenario.checks import check_study
from mom_sim.scenario.context import context_of
from mom_sim.scenario.filling import fill
from mom_sim.scenario.marked_document import MarkedDocument
from mom_sim.scenario.operating_model import ModelChoice
from mom_sim.scenario.resolved import Scenario
from mom_sim.scenario.resolving.whole import resolve
from mom_sim.scenario.schema.scenario import ScenarioForm
from mom_sim.scenario.sources import SourceRow, scenario_sources
from mom_sim.scenario.study import Study
from mom_sim.scenario.study_models import read_models
from mom_sim.scenario.validating import validate
from mom_sim.scenario.warnings import warnings_of
from mom_sim.scenario.yaml_reader import compose_document, read_text


@dataclass(frozen=True)
class LoadedScenario:
    """A scenario that is ready to run.

    Attributes
    ----------
    scenario : Scenario
        Resolved: every default applied, times in microseconds.
    operating_model : ModelChoice
        The model that others are compared with.
    models : mapping of str to ModelChoice
        Further models, by name.
    find_sources : callable
        Lists where every number comes from; `sources` asks it once.
    warnings : tuple of str
        What is allowed, and may still not be meant.
    file : str
        Name of the file as the person gave it.
    document : MarkedDocument
        What is written, for changes of it.
    folder : path or None
        Where a campaign calendar is looked for.
    files : tuple of str
        Paths of what was read: the scenario unless it came as text, and its campaign calendar.
    """

    scenario: Scenario
    operating_model: ModelChoice
    models: Mapping[str, ModelChoice]
    find_sources: Callable[[], tuple[SourceRow, ...]] = field(repr=False, compare=False)
    warnings: tuple[str, ...]
    file: str
    document: MarkedDocument = field(repr=False, compare=False)
    folder: FilePath | None = field(default=None, compare=False)
    files: tuple[str, ...] = ()

    @cached_property
    def sources(self) -> tuple[SourceRow, ...]:
        """Where every number comes from."""
        return self.find_sources()

    def __getstate__(self) -> dict[str, object]:
        """Take the sources to another process, in place of what they are found in."""
        return {**vars(self), "find_sources": partial(tuple, self.sources)}


def load_scenario(
    path: str | FilePath, archetypes: Mapping[str, MarkedDocument] | None = None
) -> LoadedScenario:
    """Load a scenario from a YAML file.

    Parameters
    ----------
    path : str or path
    archetypes : mapping of str to MarkedDocument, optional
        Operating models that may be named. Without them their names are not checked.

    Returns
    -------
    LoadedScenario

    Raises
    ------
    ScenarioError
        With every fault of the file, and of the campaign calendar that it names.
    """
    loaded = parse_scenario(read_text(path), str(path), FilePath(path).parent, archetypes)
    return replace(loaded, files=(str(path), *loaded.files))


def parse_scenario(
    text: str,
    file: str = "scenario.yaml",
    folder: str | FilePath | None = None,
    archetypes: Mapping[str, MarkedDocument] | None = None,
) -> LoadedScenario:
    """Load a scenario from YAML text.

    Parameters
    ----------
    text : str
    file : str
        Name to report faults under.
    folder : str or path, optional
        Where a campaign calendar may be; without it none can be read.
    archetypes : mapping of str to MarkedDocument, optional
        As for `load_scenario`.

    Returns
    -------
    LoadedScenario

    Raises
    ------
    ScenarioError
        With every fault.
    """
    document, faults = compose_document(text, file)
    place = None if folder is None else FilePath(folder)
    return load_document(document, place, archetypes, faults)


def changed_scenario(
    loaded: LoadedScenario,
    changes: Mapping[str, Any],
    archetypes: Mapping[str, MarkedDocument],
) -> LoadedScenario:
    """Load the scenario that says something else at some paths; see `changed_document`.

    Parameters
    ----------
    loaded : LoadedScenario
    changes : mapping of str to value
    archetypes : mapping of str to MarkedDocument

    Returns
    -------
    LoadedScenario

    Raises
    ------
    ScenarioError
        With every fault of the changes, or of the scenario with them.
    """
    if not changes:
        return loaded
    document = changed_document(loaded.document, changes, archetypes)
    found = load_document(document, loaded.folder, archetypes)
    return replace(found, files=loaded.files)


def load_document(
    document: MarkedDocument,
    folder: FilePath | None = None,
    archetypes: Mapping[str, MarkedDocument] | None = None,
    faults: Sequence[Fault] = (),
) -> LoadedScenario:
    """Load a scenario from what was read of it; see `parse_scenario`.

    Parameters
    ----------
    document : MarkedDocument
    folder : path, optional
    archetypes : mapping of str to MarkedDocument, optional
    faults : sequence of Fault
        Of reading.

    Returns
    -------
    LoadedScenario

    Raises
    ------
    ScenarioError
        With every fault.
    """
    faults, file = list(faults), document.file
    context = context_of(document.data)
    filled = fill(document.data, context)
    validated = validate(document, filled.data, ScenarioForm, context)
    faults += validated.faults
    if validated.form is None:
        raise ScenarioError(faults)
    form = validated.form
    if "workflows" not in document.data and validated.is_damaged("workflows"):
        form = form.model_copy(update={"workflows": {}})  # made from roles that are faulty
    study = Study(form, document, filled, context, validated)
    faults += check_study(study)
    rows, row_faults = read_rows(study, folder)
    choice, models, model_faults = read_models(study, archetypes)
    faults += [*row_faults, *model_faults]
    if faults:
        raise ScenarioError(dict.fromkeys(faults))
    files: tuple[str, ...] = ()
    if study.form.campaign_calendar is not None and folder is not None:
        files = (str(folder / study.form.campaign_calendar.file),)
    scenario = resolve(study.form, FilePath(file).stem, context, rows)
    return LoadedScenario(
        scenario=scenario,
        operating_model=choice,
        models=models,
        find_sources=partial(scenario_sources, study, len(rows)),
        warnings=warnings_of(study, scenario.dated),
        file=file,
        document=document,
        folder=folder,
        files=files,
    )
