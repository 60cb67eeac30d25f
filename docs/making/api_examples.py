"""One runnable example for each public name, in the order in which the page shows them.

The examples of a page share their names and a folder, so that each goes on from those before it.
"""

from __future__ import annotations

from collections.abc import Mapping

STUDY = """\
name: Two regions
units: [north, south]
run: {warm_up: 1 week, horizon: 7 weeks, follow_up: 8 weeks, replications: 2}
people:
  strategy: {headcount: 2}
  content: {headcount: 2}
  brand: {headcount: 1}
campaigns:
  email: {demand: 150 per year}
surges:
  spring: {start: 2026-01-19, weeks: 2, factor: 1.5}
"""

GROUPS: Mapping[str, Mapping[str, str]] = {
    "Reading a scenario": {
        "load_scenario": 'loaded = mom_sim.load_scenario("study.yaml")\nprint(loaded.warnings)',
        "parse_scenario": (
            "from pathlib import Path\n\n"
            'text = Path("study.yaml").read_text(encoding="utf-8")\n'
            'busier = mom_sim.parse_scenario(text.replace("150 per year", "200 per year"))'
        ),
        "Study": 'study = mom_sim.Study.of("study.yaml")\nprint(study.own_model, *study.models)',
        "plan_text": 'print(mom_sim.plan_text(study.plan("functional"))[:500])',
    },
    "Comparing": {
        "compare": (
            'comparison = mom_sim.compare(study, ["centralized", "functional"], workers=1)\n'
            'print(comparison.table("by_type").head())'
        ),
        "Comparison": (
            'found = comparison.difference("functional", "centralized", "cost_per_launch")\n'
            "print(found.estimate, found.low, found.high)"
        ),
        "ModelResult": (
            "for result in comparison.results:\n    print(result.model, result.bottleneck.why)"
        ),
        "Estimate": (
            'mean = comparison.results[0].kpis["time_to_launch_mean_working_days"]\n'
            "print(mean.estimate, mean.unit, mean.reason)"
        ),
        "Difference": (
            "for one in comparison.differences[:3]:\n    print(one.kpi, one.estimate, one.versus)"
        ),
    },
    "Explaining": {
        "explain": (
            'why = mom_sim.explain(study, "centralized", "functional", replications=2, workers=1)'
        ),
        "Explanation": "print(why.largest(3))",
        "measure_gates": (
            'gates = mom_sim.measure_gates(study, "centralized", replications=2, workers=1)'
        ),
        "GateAnalysis": "print(gates.frame.head())",
        "GateWorth": "for gate in gates.gates:\n    print(gate.gate, gate.days.estimate)",
    },
    "What if": {
        "changed": (
            'more = mom_sim.changed(study, {"people.content.headcount": "+1"})\n'
            "print(more.scenario == study.scenario)"
        ),
        "measure_surges": (
            'surges = mom_sim.measure_surges(study, ["functional"], factors=[1, 2], '
            "weeks=[2], workers=1)"
        ),
        "SurgeStudy": "print(surges.frame.head())",
        "plan_capacity": (
            'promises = ["p90 time-to-launch <= 30 working days"]\n'
            'plan = mom_sim.plan_capacity(study, "functional", promises, '
            'roles=["content"], workers=1)'
        ),
        "CapacityPlan": "print(plan.frame)",
        "measure_sensitivity": (
            "sensitivity = mom_sim.measure_sensitivity(\n"
            '    study, "functional", inputs=["campaigns.email.demand=x0.8:x1.2"], workers=1\n'
            ")"
        ),
        "Sensitivity": "print(sensitivity.frame)",
        "make_decision_map": (
            'x, y = "campaigns.email.demand=x0.8:x1.2:2", "people.content.headcount=2:3:2"\n'
            "answers = mom_sim.make_decision_map(study, x, y, "
            '["centralized", "functional"], workers=1)'
        ),
        "DecisionMap": "print(answers.frame)",
    },
    "Sweeps": {
        "run_sweep": (
            "from pathlib import Path\n\n"
            'form = "scenario: study.yaml\\nmodels: [functional]\\nvary: {surge: [1, 2]}\\n"\n'
            'Path("sweep.yaml").write_text(form, encoding="utf-8")\n'
            'status = mom_sim.run_sweep("sweep.yaml", "sweep", workers=1)\n'
            "print(status)"
        ),
        "read_sweep": 'print(mom_sim.read_sweep("sweep").frame.head())',
        "export_sweep": 'mom_sim.export_sweep("sweep", csv_file="sweep.csv")',
    },
    "Claims": {
        "judge_claims": (
            'findings = mom_sim.judge_claims(["5.7c"], flips=False)\n'
            "print(findings.claims[0].verdict)"
        ),
        "ClaimFindings": "print(findings.frame)",
    },
    "One run and its log": {
        "simulate": 'run = mom_sim.simulate(study, "functional", replication=2)',
        "Simulation": (
            'print(run.kpis[["kpi", "estimate", "unit"]].head(3))\n'
            "print(run.wip().tail(3))\n"
            'team, skill = run.table("teams")[["team", "skill"]].iloc[0]\n'
            "print(run.queue(team, skill).tail(3))\n"
            "print(run.utilization(team).tail(3))"
        ),
        "measure_without_log": (
            'many = mom_sim.measure_without_log(study, "functional", replications=20)'
        ),
        "Statistics": "print(many.frame.head())",
        "CALM": "calm = mom_sim.simulate(study, surge=mom_sim.CALM)",
        "AS_WRITTEN": "written = mom_sim.simulate(study, surge=mom_sim.AS_WRITTEN)",
        "Log": 'print(run.log.readable("events").head())',
        "validate_log": "assert mom_sim.validate_log(run.log) == []",
        "write_csv": 'mom_sim.write_csv(run.log, "log_csv")',
        "read_csv": 'same = mom_sim.read_csv("log_csv")',
        "write_parquet": 'mom_sim.write_parquet(run.log, "log_parquet")',
        "read_parquet": 'same = mom_sim.read_parquet("log_parquet")',
    },
    "Event logs": {
        "read_event_log": (
            "from mom_sim.calibration.interchange.csv_log import csv_text\n"
            "from mom_sim.calibration.interchange.instances import activity_instances\n\n"
            'long = mom_sim.simulate(mom_sim.changed(study, {"run.horizon": "40 weeks"}))\n'
            'Path("work.csv").write_text(csv_text(activity_instances(long, study.scenario)))\n'
            'work = mom_sim.read_event_log("work.csv")'
        ),
        "EventLog": "print(work.frame.head(), *work.notes)",
        "calibrate": (
            'cases = list(dict.fromkeys(work.frame["case"]))\n'
            "earlier, later = work.of_cases(cases[:50]), work.of_cases(cases[50:])\n"
            "found = mom_sim.calibrate(earlier)"
        ),
        "Calibration": 'Path("as_found.yaml").write_text(found.text, encoding="utf-8")',
        "judge_fit": (
            'fit = mom_sim.judge_fit("as_found.yaml", later, train=earlier, replications=2)\n'
            "print(len(fit.warnings))"
        ),
        "FitJudgement": "for verdict in fit.verdicts:\n    print(verdict)",
    },
    "A report": {
        "make_report": (
            "page = mom_sim.make_report(comparison, surges, study=study)\n"
            'Path("report.html").write_text(page, encoding="utf-8")'
        ),
    },
    "When something is wrong": {
        "MomSimError": (
            'try:\n    mom_sim.simulate(study, "no such model")\n'
            "except mom_sim.MomSimError as error:\n    print(error)"
        ),
        "ScenarioError": (
            'try:\n    mom_sim.parse_scenario("people: {}")\n'
            "except mom_sim.ScenarioError as error:\n"
            "    for fault in error.faults:\n        print(fault.line, fault.path, fault.message)"
        ),
        "PlanError": "assert issubclass(mom_sim.PlanError, mom_sim.MomSimError)",
        "RunError": (
            'try:\n    mom_sim.simulate(study, engine="steam")\n'
            "except mom_sim.RunError as error:\n    print(error)"
        ),
        "LogError": (
            'try:\n    mom_sim.read_csv("scenarios")\n'
            "except mom_sim.LogError as error:\n    print(error)"
        ),
    },
    "Version": {"__version__": "print(mom_sim.__version__)"},
}
"""By heading and public name."""

VALUES: Mapping[str, str] = {
    "AS_WRITTEN": "The scenario's surges with their own factors: what `simulate` does by default.",
    "CALM": "No surge, and nothing that is done about one.",
    "__version__": "Version of the package.",
}
"""Meaning of the names that are no functions and no classes."""
