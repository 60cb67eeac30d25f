"""``mom-sim export``."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mom_sim.cli.files import (
    STANDARD_OUTPUT,
    check_inputs_kept,
    check_targets,
    write_text,
)
from mom_sim.cli.option_faults import told_by_option
from mom_sim.cli.options import (
    ENGINE_NAMES,
    command_line,
    count_option,
    model_option,
    scenario_argument,
    seed_option,
)
from mom_sim.cli.printing import show, wrapped

if TYPE_CHECKING:
    from mom_sim.calibration.interchange.process_graph import ProcessGraph
    from mom_sim.simulation import Study

LOG_FORMATS = (".csv", ".xes")


@click.command(
    "export",
    short_help="Hand a simulated log or a workflow to other tools.",
    epilog="Example: mom-sim export scenarios/minimal.yaml --log log.xes --bpmn workflow.bpmn",
)
@scenario_argument
@model_option
@click.option("--log", "log_file", metavar="FILE", help="Event log: ends in .csv or .xes.")
@click.option("--bpmn", "bpmn_file", metavar="FILE", help="Workflows as BPMN 2.0; - prints it.")
@click.option(
    "--figure",
    "figure_file",
    metavar="FILE",
    help="Process map of the simulated log: ends in .svg, .png or .pdf.",
)
@click.option(
    "--workflow",
    "workflows",
    metavar="NAME",
    multiple=True,
    help="Workflow for --bpmn; repeat it for several.  [default: all in use]",
)
@seed_option
@count_option("--replication", "Which replication.", default=1, show_default=True)
@click.option(
    "--engine",
    type=click.Choice(ENGINE_NAMES),
    default="auto",
    show_default=True,
    help="Every engine gives the same log; auto takes the fastest that is there.",
)
def export_command(
    scenario: str,
    model: str | None,
    log_file: str | None,
    bpmn_file: str | None,
    figure_file: str | None,
    workflows: tuple[str, ...],
    seed: int | None,
    replication: int,
    engine: str,
) -> None:
    """Write what process-mining and modeling tools read.

    One replication is simulated for an event log or a process map: a row or a pair of events for
    each piece of work, review, delivery, wait for somebody outside, and automated step.
    """
    targets = [("--log", log_file), ("--bpmn", bpmn_file), ("--figure", figure_file)]
    _check_formats(log_file, figure_file)
    if not any(target for _, target in targets):
        raise click.UsageError("nothing to export: give --log, --bpmn or --figure, or several")
    if workflows and bpmn_file is None:
        raise click.BadParameter("only --bpmn takes workflows", param_hint="--workflow")
    check_targets(targets)
    from mom_sim.simulation import Study

    study = Study.of(scenario)
    check_inputs_kept(targets, study.loaded.files)
    if figure_file is not None:
        from mom_sim.plot.pictures import check_format

        with told_by_option("figure"):
            check_format(figure_file)
    with told_by_option("workflow", models="model"):
        study.model(model)
        bpmn = _bpmn(study, model, workflows) if bpmn_file is not None else ""
    said = []
    if log_file is not None or figure_file is not None:
        said = _export_run(study, model, log_file, figure_file, seed, replication, engine)
    if bpmn_file is not None:
        write_text(bpmn_file, bpmn)
        said.append(f"{bpmn_file}: {bpmn.count('<bpmn:process ')} workflow(s) as BPMN 2.0")
    if bpmn_file != STANDARD_OUTPUT:
        show("\n".join(map(wrapped, said)))


def _check_formats(log_file: str | None, figure_file: str | None) -> None:
    if log_file is not None and Path(log_file).suffix not in LOG_FORMATS:
        raise click.BadParameter(
            f"{log_file}: an event log goes to a file that ends in {' or '.join(LOG_FORMATS)}",
            param_hint="--log",
        )
    if figure_file == STANDARD_OUTPUT:
        raise click.BadParameter("a picture goes to a file; name one", param_hint="--figure")


def _bpmn(study: Study, model: str | None, workflows: tuple[str, ...]) -> str:
    from mom_sim.calibration.interchange.bpmn import bpmn_text

    return bpmn_text(study, model, workflows)


def _export_run(
    study: Study,
    model: str | None,
    log_file: str | None,
    figure_file: str | None,
    seed: int | None,
    replication: int,
    engine: str,
) -> list[str]:
    """Simulate once and write what was asked for; say what was written."""
    from mom_sim.calibration.interchange.csv_log import csv_text
    from mom_sim.calibration.interchange.instances import activity_instances, activity_names
    from mom_sim.calibration.interchange.xes_log import xes_text
    from mom_sim.simulation import simulate

    simulation = simulate(
        study, model, seed=seed, replication=replication, engine=engine, command=command_line()
    )
    scenario = study.scenario
    instances = activity_instances(simulation, scenario)
    if instances.empty:
        raise click.UsageError("no work is begun in this run, so there is nothing to export")
    what = f"{instances['case'].nunique():,} cases, {len(instances):,} activity instances"
    said = []
    if log_file is not None:
        if Path(log_file).suffix == ".csv":
            text = csv_text(instances)
        else:
            text = xes_text(
                instances,
                name=f"{scenario.name}: {simulation.model}",
                currency=scenario.currency,
                provenance=simulation.log.provenance,
            )
        write_text(log_file, text)
        said.append(f"{log_file}: {what}")
    if figure_file is not None:
        from mom_sim.calibration.interchange.instances import MAIN_PART
        from mom_sim.calibration.interchange.process_graph import process_graph

        own = instances[instances["part"] == MAIN_PART]
        graph = process_graph(own.assign(activity=activity_names(own)))
        _write_map(graph, figure_file, f"{scenario.name}: {simulation.model}")
        said.append(f"{figure_file}: process map of {what}")
    return said


def _write_map(graph: ProcessGraph, target: str, title: str) -> None:
    """Write a process map as a whole."""
    from mom_sim.experiments.whole_files import whole_file
    from mom_sim.plot.process_map import write_process_map

    with tempfile.TemporaryDirectory() as folder, whole_file(target) as temporary:
        picture = Path(folder) / f"map{Path(target).suffix}"
        write_process_map(graph, picture, title=title)
        Path(temporary).write_bytes(picture.read_bytes())
