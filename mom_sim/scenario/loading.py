"""``load_scenario`` and ``parse_scenario``: text -> resolved scenario, or every fault at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path as FilePath

from mom_sim.errors import ScenarioError
from mom_sim.scenario.campaign_rows import read_rows
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
    sources : tuple of SourceRow
        Where every number comes from.
    warnings : tuple of str
        What is allowed, and may still not be meant.
    file : str
        Name of the file as the person gave it.
    files : tuple of str
        Paths of what was read: the scenario unless it came as text, and its campaign calendar.
    """

    scenario: Scenario
    operating_model: ModelChoice
    models: Mapping[str, ModelChoice]
    sources: tuple[SourceRow, ...]
    warnings: tuple[str, ...]
    file: str
    files: tuple[str, ...] = ()


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
    rows, row_faults = read_rows(study, None if folder is None else FilePath(folder))
    choice, models, model_faults = read_models(study, archetypes)
    faults += [*row_faults, *model_faults]
    if faults:
        raise ScenarioError(dict.fromkeys(faults))
    files: tuple[str, ...] = ()
    if study.form.campaign_calendar is not None and folder is not None:
        files = (str(FilePath(folder) / study.form.campaign_calendar.file),)
    scenario = resolve(study.form, FilePath(file).stem, context, rows)
    return LoadedScenario(
        scenario=scenario,
        operating_model=choice,
        models=models,
        sources=scenario_sources(study, len(rows)),
        warnings=warnings_of(study, scenario.dated),
        file=file,
        files=files,
    )
