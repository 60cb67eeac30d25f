"""Runs of the archetypes as they are and with defaults at neutral, kept in `docs/neutral.json`.

A run is kept under the hash of its plan: two versions of a model with the same plan are one run,
and a run whose plan has not changed is not made again.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from docs.making.neutral_defaults import Document, StatedDefault, stated_defaults
from mom_sim.experiments.replicating import Question, Variant, calm_and_surge, replicate
from mom_sim.metrics.ingredients import Ratio
from mom_sim.operating_models.compiling import compile_plan
from mom_sim.operating_models.library import ARCHETYPES
from mom_sim.plan.flattening import plan_hash
from mom_sim.plan.plan import Plan
from mom_sim.scenario.operating_model import resolve_operating_model
from mom_sim.simulation import AUTO, Study

TIME = "time_to_launch_mean_working_days"
INSIDE = "inside_share"
KPIS = (TIME, "throughput_per_week", "on_time_share", "cost_per_launch", "incident_share")

Runs = dict[str, list[dict[str, tuple[float, float]]]]
"""By hash of the plan: for each replication, numerator and denominator of each figure."""


@dataclass(frozen=True)
class Row:
    """A default and the runs that it is seen in.

    Attributes
    ----------
    model, path, written, neutral, why_none, common
        As in `StatedDefault`.
    as_is, at_neutral : str
        Keys of the runs; the second is empty where there is no neutral. If they are the same, the
        default changes nothing here.
    """

    model: str
    path: str
    written: str
    neutral: str
    why_none: str
    common: bool
    as_is: str
    at_neutral: str


@dataclass(frozen=True)
class Findings:
    """What the page is printed from.

    Attributes
    ----------
    scenario : str
    scenario_hash : str
    seed : int
    own_model : str
        What the scenario's company works in today.
    currency : str
    rows : tuple of Row
    runs : Runs
    """

    scenario: str
    scenario_hash: str
    seed: int
    own_model: str
    currency: str
    rows: tuple[Row, ...]
    runs: Runs

    def parts(self, run: str, kpi: str) -> list[Ratio]:
        """One ratio a replication."""
        return [Ratio(*figures[kpi]) for figures in self.runs.get(run, [])]


def read_findings(file: Path) -> Findings:
    """Read what was written by `write_findings`.

    Parameters
    ----------
    file : Path

    Returns
    -------
    Findings
    """
    found = json.loads(file.read_text(encoding="utf-8"))
    rows = tuple(Row(**row) for row in found.pop("rows"))
    runs = found.pop("runs")
    return Findings(**found, rows=rows, runs=runs)


def write_findings(findings: Findings, file: Path) -> None:
    """Write everything, a row or a replication a line.

    Parameters
    ----------
    findings : Findings
    file : Path
    """
    head = asdict(findings)
    rows, runs = head.pop("rows"), head.pop("runs")
    lines = [f" {json.dumps(key)}: {json.dumps(value)}," for key, value in head.items()]
    lines += [' "rows": [', ",\n".join(f"  {json.dumps(row)}" for row in rows), " ],"]
    listed = []
    for key, replications in runs.items():
        texts = ",\n".join(f"   {json.dumps(figures)}" for figures in replications)
        listed.append(f"  {json.dumps(key)}: [\n{texts}\n  ]")
    lines += [' "runs": {', ",\n".join(listed), " }"]
    file.write_text("\n".join(["{", *lines, "}"]) + "\n", encoding="utf-8")


def gather(
    scenario: Path, file: Path, *, replications: int, only: str | None = None, again: bool = False
) -> Findings:
    """Make the runs that are missing, and write them down one by one.

    Parameters
    ----------
    scenario : Path
    file : Path
        What is there already is taken over where scenario and plan are the same.
    replications : int
        At least so many of each run.
    only : str, optional
        A model: its runs and those of the scenario's own model alone; the others stay as they are.
    again : bool
        Make also the runs that are there, which a change to the engine or to a figure asks for.

    Returns
    -------
    Findings
    """
    study = Study.of(scenario)
    plans: dict[str, Plan] = {}
    rows = tuple(row for model in ARCHETYPES for row in _rows(study, model, plans))
    known: Runs = {}
    if file.exists():
        before = read_findings(file)
        if (before.scenario_hash, before.seed) == (study.scenario_hash, study.scenario.run.seed):
            known = {key: done for key, done in before.runs.items() if key in plans}
    findings = Findings(
        scenario=study.scenario.name,
        scenario_hash=study.scenario_hash,
        seed=study.scenario.run.seed,
        own_model=study.own_model,
        currency=study.scenario.currency,
        rows=rows,
        runs=known,
    )
    wanted = [plan for plan in plans.values() if only in (None, plan.model)]
    own = _as_is(study, study.own_model)
    for number, plan in enumerate([own, *(plan for plan in wanted if plan != own)], 1):
        key = plan_hash(plan)
        done = [] if again else known.get(key, [])
        for replication in range(len(done) + 1, replications + 1):
            done.append(_measured(study, plan, replication))
        known[key] = done
        write_findings(findings, file)
        sys.stderr.write(f"\r{number} runs, the last of {plan.model}   ")
    sys.stderr.write("\n")
    return findings


def _rows(study: Study, model: str, plans: dict[str, Plan]) -> Iterator[Row]:
    """Rows of a model; their plans are collected."""
    as_is = plan_hash(_as_is(study, model))
    plans[as_is] = _as_is(study, model)
    for stated in stated_defaults(model):
        at_neutral = ""
        if stated.document is not None:
            plan = _plan(study, model, stated.document)
            at_neutral = plan_hash(plan)
            plans.setdefault(at_neutral, plan)
        yield _row(stated, as_is, at_neutral)


def _row(stated: StatedDefault, as_is: str, at_neutral: str) -> Row:
    return Row(
        model=stated.model,
        path=stated.path,
        written=stated.written,
        neutral=stated.neutral,
        why_none=stated.why_none,
        common=stated.common,
        as_is=as_is,
        at_neutral=at_neutral,
    )


def _as_is(study: Study, model: str) -> Plan:
    # Versions that differ in a warning alone, as where a mechanism finds no work, are one run.
    return replace(study.plan(model), warnings=())


def _plan(study: Study, model: str, document: Document) -> Plan:
    resolved = resolve_operating_model(document, study.scenario, place=model)
    return replace(compile_plan(study.scenario, resolved), warnings=())


def _measured(study: Study, plan: Plan, replication: int) -> dict[str, tuple[float, float]]:
    question = Question(
        study,
        (Variant(plan.model, study.scenario.comparison, plan),),
        calm_and_surge(study.scenario, None),
        study.scenario.run.seed,
        AUTO,
    )
    (measurement,) = replicate(question, replication).measurements.values()
    found = {}
    for kpi in (*KPIS, INSIDE):
        ratio = measurement.figures[kpi]
        assert isinstance(ratio, Ratio)
        found[kpi] = (ratio.numerator, ratio.denominator)
    return found
