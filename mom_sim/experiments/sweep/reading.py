"""A sweep's file -> the sweep and its scenario, or every fault at its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mom_sim.errors import Fault, ScenarioError
from mom_sim.experiments.changing import changed
from mom_sim.experiments.comparing import FEW_REPLICATIONS
from mom_sim.experiments.sweep.field_values import FieldValues, Range, Values
from mom_sim.experiments.sweep.form import LIST, SAMPLED, SweepForm
from mom_sim.experiments.sweep.points import key_of
from mom_sim.experiments.sweep.sweep import DEFAULT_DESIGN_SEED, SURGE, Design, Sweep
from mom_sim.log.provenance import make_provenance
from mom_sim.scenario.asked_numbers import ALLOWED
from mom_sim.scenario.context import context_of
from mom_sim.scenario.marked_document import MarkedDocument
from mom_sim.scenario.quantities import did_you_mean
from mom_sim.scenario.validating import Validated, validate
from mom_sim.scenario.yaml_reader import compose_document, read_text
from mom_sim.simulation import Study, load_scenario

ALL = "all"


@dataclass(frozen=True)
class LoadedSweep:
    """A sweep that is ready to run.

    Attributes
    ----------
    sweep : Sweep
    study : Study
        The scenario as written.
    file : str
        Name of the sweep's file as the person gave it.
    warnings : tuple of str
        What is allowed, and may still not be meant.
    """

    sweep: Sweep
    study: Study
    file: str
    warnings: tuple[str, ...]

    @property
    def files(self) -> tuple[str, ...]:
        """Paths of what was read."""
        return (self.file, *self.study.loaded.files)


def load_sweep(path: str | Path) -> LoadedSweep:
    """Read a sweep's file and the scenario that it names.

    Parameters
    ----------
    path : str or Path
        A YAML file in the format of ``docs/sweeps.md``.

    Returns
    -------
    LoadedSweep

    Raises
    ------
    ScenarioError
        With every fault of the file, or of the scenario that it names.
    """
    text = read_text(path)
    document, form, faults = _read(text, str(path))
    try:
        study = _study_of(Path(path).parent / form.scenario)
    except ScenarioError as error:
        raise ScenarioError([*faults, *error.faults]) from None
    faults += _model_faults(document, form, study)
    faults += _path_faults(document, form, study)
    if faults:
        raise ScenarioError(faults)
    design = _design_of(form)
    replications = form.replications or study.scenario.run.replications
    warnings = tuple(_warnings(design, replications))
    if form.models is None:
        models: tuple[str | None, ...] = (None,)
    else:
        models = tuple(study.models) if form.models == [ALL] else tuple(form.models)
    sweep = Sweep(
        name=form.name or Path(path).stem,
        design=design,
        models=models,
        seeds=(None,) if form.seeds is None else tuple(form.seeds),
        replications=form.replications,
        base=base_key(study),
        text=text,
        currency=study.scenario.currency,
    )
    return LoadedSweep(sweep, study, str(path), warnings)


def parse_design(text: str) -> Design:
    """Read the design alone of a sweep's text that was accepted before.

    Parameters
    ----------
    text : str

    Returns
    -------
    Design
    """
    return _design_of(_read(text, "sweep")[1])


def base_key(study: Study) -> str:
    """Hash what the points of a study are made from, the rules included.

    Parameters
    ----------
    study : Study

    Returns
    -------
    str
        Of the scenario as written, the scenario as resolved (which holds the campaign calendar),
        the version of the package and of its engine semantics.
    """
    return key_of([study.loaded.document.data, study.scenario_hash, *versions()])


def versions() -> tuple[str, int]:
    """Version of the package and of its engine semantics: part of every key."""
    of = make_provenance(
        engine="", model="", seed=0, replication=0, scenario_hash="", plan_hash="", tape_hash=""
    )
    return str(of["package_version"]), int(of["engine_semantics"])


def _read(text: str, file: str) -> tuple[MarkedDocument, SweepForm, list[Fault]]:
    """Read what can be read of a sweep's file, with its faults; raise them if it is too little."""
    document, faults = compose_document(text, file)
    validated = validate(document, document.data, SweepForm, context_of({}))
    faults += validated.faults
    faults += _signs_lost(document, text)
    form = validated.form
    if form is None:
        raise ScenarioError(dict.fromkeys(faults))
    faults += _design_faults(document, validated, form)
    faults += _surge_faults(document, form)
    return document, form, list(dict.fromkeys(faults))


def _study_of(path: Path) -> Study:
    """Load the scenario, with the folder of its campaign calendar as workers find it, too."""
    loaded = load_scenario(path)
    return Study(replace(loaded, folder=path.parent.resolve()))


def _design_of(form: SweepForm) -> Design:
    seed = DEFAULT_DESIGN_SEED if form.seed is None else form.seed
    return Design(form.design, tuple(form.vary.items()), form.points or 0, seed)


def _design_faults(
    document: MarkedDocument, validated: Validated[SweepForm], form: SweepForm
) -> Iterator[Fault]:
    """Find what does not go with the design, as far as either can be told."""
    if validated.is_damaged("design"):
        return
    if form.design in SAMPLED:
        if form.points is None and not validated.is_damaged("points"):
            message = f"points is missing; say how many combinations {form.design} draws"
            yield document.fault(("design",), message)
        return
    for key in ("points", "seed"):
        if getattr(form, key) is not None:
            message = (
                f"the design {form.design} draws nothing; leave {key} out, or write "
                "design: latin_hypercube or design: sobol"
            )
            yield document.fault((key,), message, at_key=True)
    for name, values in form.vary.items():
        if isinstance(values, Range):
            message = (
                f"the design {form.design} takes values one by one; give a list, or a step such as "
                "1:3:0.5"
            )
            yield document.fault(("vary", name), message)
    lengths = {name: len(one.values) for name, one in form.vary.items() if isinstance(one, Values)}
    is_told = not validated.is_damaged("vary")
    if is_told and form.design == LIST and len(set(lengths.values())) > 1:
        told = ", ".join(f"{name} has {length}" for name, length in lengths.items())
        message = f"the design list takes the values of all fields together: {told}; list as many"
        yield document.fault(("vary",), message, at_key=True)


def _surge_faults(document: MarkedDocument, form: SweepForm) -> Iterator[Fault]:
    for value in _samples(form.vary.get(SURGE)):
        message = ALLOWED["surge"].message(value)
        if message:
            yield document.fault(("vary", SURGE), message)
            return


def _model_faults(document: MarkedDocument, form: SweepForm, study: Study) -> Iterator[Fault]:
    known = list(study.models)
    if form.models in (None, [ALL]):
        return
    for place, name in enumerate(form.models or ()):
        if name not in known:
            message = (
                f'"{name}" is not an operating model here; allowed: {", ".join(known)}, or {ALL} '
                f"alone{did_you_mean(name, known)}"
            )
            yield document.fault(("models", place), message)


def _path_faults(document: MarkedDocument, form: SweepForm, study: Study) -> Iterator[Fault]:
    """Find fields of which neither the first value nor the last can be put into the scenario."""
    for name, values in form.vary.items():
        if name == SURGE:
            continue
        messages = [_trouble_with(study, name, value) for value in _samples(values, ends=True)]
        if all(messages):
            yield document.fault(("vary", name), messages[0], at_key=True)


def _trouble_with(study: Study, name: str, value: Any) -> str:
    try:
        changed(study, {name: value})
    except ScenarioError as error:
        # The fault stands at the field's own name.
        return "; ".join(
            fault.message if fault.path == name else f"{fault.path}: {fault.message}"
            for fault in error.faults
        )
    return ""


def reason_of(error: Exception) -> str:
    """Say why a point fails, in words that are the same on every machine."""
    if isinstance(error, ScenarioError):
        return "; ".join(f"{fault.path}: {fault.message}" for fault in error.faults)
    text = " ".join(str(error).split())
    return text or type(error).__name__


def _samples(values: FieldValues | None, *, ends: bool = False) -> tuple[Any, ...]:
    """All values of a field, or the first and the last."""
    if values is None:
        return ()
    found = values.values if isinstance(values, Values) else values.ends
    return (found[0], found[-1]) if ends else found


def _signs_lost(document: MarkedDocument, text: str) -> Iterator[Fault]:
    """Find numbers with a plus sign and without quotes: they would be read as absolute ones."""
    lines = text.removeprefix("\ufeff").splitlines()
    for path, mark in document.values.items():
        if path[:1] != ("vary",) or isinstance(document.part(path), str | list | dict):
            continue
        line = lines[mark.line - 1] if mark.line <= len(lines) else ""
        if line[mark.column - 1 : mark.column] == "+":
            value = document.part(path)
            message = (
                f'+{value} without quotes is the number {value}; write "+{value}" to add to what '
                f"the scenario says, or {value}"
            )
            yield document.fault(path, message)


def _warnings(design: Design, replications: int) -> Iterator[str]:
    if replications < FEW_REPLICATIONS:
        yield (
            f"{replications} replications are too few for reliable intervals; ask for at least "
            f"{FEW_REPLICATIONS}"
        )
    if design.kind == "sobol" and design.points & (design.points - 1):
        below = 1 << (design.points.bit_length() - 1)
        yield (
            f"{design.points} points of a Sobol sequence are not balanced; "
            f"{below} or {2 * below} would be"
        )
