"""The reference company on the same plans and tapes: engine beside engine, and what goes where.

    python -m benchmarks.reference_parts                   5 replications of six models
    python -m benchmarks.reference_parts --rounds 2 --json F

A round is a replication. Its tape is drawn once and read by all six models; each model runs on both
engines over this same tape, all of whose draws have been made by then, so that the two do exactly
the same work: from a plan and a tape to everything that happened, in columns. The order of the
engines changes from round to round. Beside the ratio stands where the processor time of a run goes
when `compare` asks for it: the kernel itself; drawing (a sixth of the replication's tape, and the
draws that nobody has asked for before); laying plan and tape out for the kernel; taking the columns
out; compiling (six
plans after somebody has been hired, shared out over the replications of a comparison); making the
log; and all that `compare` measures in it.
"""

from __future__ import annotations

import gc
import json
import time
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import Any

import click

from benchmarks.ours import REFERENCE
from mom_sim import Study, simulate
from mom_sim.engines.compiled_engine import engine as compiled_engine
from mom_sim.engines.compiled_engine.blocks import _ASKED, Blocks
from mom_sim.engines.compiled_engine.plan_tables import plan_tables
from mom_sim.engines.compiled_engine.raw_recording import raw_recording_of
from mom_sim.engines.simpy_engine import engine as simpy_engine
from mom_sim.experiments.changing import changed
from mom_sim.metrics.measuring import measure
from mom_sim.plan.plan import Plan
from mom_sim.tape.tape import Tape, draw_tape

REPLICATIONS = 100
"""Of a comparison: so many runs share a compiled plan."""

PARTS = ("kernel", "drawing", "laying out", "columns", "compiling", "measuring", "making the log")
HIRED = "people.design.headcount"
SEED = 1


def compiling(round_number: int) -> float:
    """Processor time of compiling six plans that nobody has compiled before."""
    study = changed(Study.of(REFERENCE), {HIRED: 12 + round_number})
    begin = time.process_time()
    for model in models_of(study):
        study.plan(model)
    return time.process_time() - begin


def models_of(study: Study) -> list[str]:
    """The six archetypes."""
    return [name for name in study.models if name != "hybrid"]


def first_run(plan: Plan, tape: Tape) -> float:
    """Processor time of a run over a tape of which not everything has been drawn."""
    begin = time.process_time()
    compiled_engine.run_columns(plan, tape)
    return time.process_time() - begin


def draw_all_that_is_asked_for(plan: Plan, tape: Tape) -> None:
    """Make draws that the compiled engine makes for some campaigns alone: SimPy reads all."""
    tape.draw_together(
        (draw, attempt) for draw in plan.draws for attempt in (1, *_ASKED.get(draw, ()))
    )


def compiled_run(plan: Plan, tape: Tape) -> tuple[float, float, float]:
    """Processor time of laying out, of the kernel, and of taking the columns out."""
    begin = time.process_time()
    memory = compiled_engine.laid_out(plan, tape, 0)
    blocks = Blocks(plan, tape, memory)
    laid = time.process_time()
    while not compiled_engine.carry_on(memory, blocks):
        pass
    run = time.process_time()
    raw_recording_of(memory, plan_tables(plan))
    return laid - begin, run - laid, time.process_time() - run


def simpy_run(plan: Plan, tape: Tape) -> float:
    """Processor time of our own SimPy engine for the same."""
    begin = time.process_time()
    simpy_engine.run(plan, tape)
    return time.process_time() - begin


def log_and_figures(study: Study, model: str, replication: int) -> tuple[float, float]:
    """Processor time of making a log, and of measuring all that `compare` asks for in it."""
    plan = study.plan(model)
    begin = time.process_time()
    tape = draw_tape(study.scenario, replication, seed=SEED, draws=plan.draws)
    compiled_engine.run_columns(plan, tape)
    before = time.process_time() - begin
    begin = time.process_time()
    log = simulate(study, model, seed=SEED, replication=replication, engine="compiled").log
    made = time.process_time()
    measure(log, plan)
    return made - begin - before, time.process_time() - made


def one_round(study: Study, replication: int, models: list[str]) -> list[dict[str, Any]]:
    """One replication of all models on both engines."""
    compiled_share = compiling(replication) / len(models) / REPLICATIONS
    begin = time.process_time()
    tape = draw_tape(study.scenario, replication, seed=SEED)
    tape_share = (time.process_time() - begin) / len(models)
    rows = []
    for model in models:
        plan = study.plan(model)
        gc.collect()  # each part pays for its own
        drawing = first_run(plan, tape)
        draw_all_that_is_asked_for(plan, tape)
        engines: dict[str, Any] = {}
        for name in ("compiled", "simpy") if replication % 2 else ("simpy", "compiled"):
            gc.collect()
            engines[name] = (compiled_run if name == "compiled" else simpy_run)(plan, tape)
        laying, kernel, columns = engines["compiled"]
        whole = laying + kernel + columns
        gc.collect()
        logged, measuring = log_and_figures(study, model, replication)
        drawn = max(0.0, drawing - whole)
        rows.append(
            {
                "model": model,
                "ratio": engines["simpy"] / whole,
                "kernel": kernel,
                "drawing": tape_share + drawn,
                "laying out": laying,
                "columns": columns,
                "compiling": compiled_share,
                "measuring": measuring,
                "making the log": max(0.0, logged),
            }
        )
    return rows


def report(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Medians and spread: the ratio by model and of all, and parts of a run."""
    by_model: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        by_model[row["model"]].append(row["ratio"])
    parts = {part: 1000 * sum(row[part] for row in rows) / len(rows) for part in PARTS}
    return {
        "ratio_to_mom_sim_simpy": {
            name: {"median": median(of), "lowest": min(of), "highest": max(of)}
            for name, of in {
                **by_model,
                "all six": [row["ratio"] for row in rows],
            }.items()
        },
        "milliseconds_a_run": parts,
    }


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--rounds", type=click.IntRange(1), default=5, help="Replications.")
@click.option("--json", "path", type=click.Path(dir_okay=False, path_type=Path))
def main(rounds: int, path: Path | None) -> None:
    """Time both engines on the same plans and tapes, by CPU time."""
    study = Study.of(REFERENCE)
    models = models_of(study)
    for model in models:  # loads and compiles what is timed below
        log_and_figures(study, model, 1)
    rows = []
    for replication in range(1, rounds + 1):
        click.echo(f"replication {replication} of {rounds}", err=True)
        rows += one_round(study, replication, models)
    found = report(rows)
    if path is not None:
        path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    click.echo(f"{'times our own SimPy engine':28}{'median':>9}{'lowest':>9}{'highest':>9}")
    for name, one in found["ratio_to_mom_sim_simpy"].items():
        click.echo(f"{name:28}{one['median']:>9.1f}{one['lowest']:>9.1f}{one['highest']:>9.1f}")
    click.echo("milliseconds a run, mean")
    for part, milliseconds in found["milliseconds_a_run"].items():
        click.echo(f"{part:28}{milliseconds:>9.2f}")


if __name__ == "__main__":
    main()
