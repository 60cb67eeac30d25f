"""Questions to experiments: what they are as a command, and where they end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click
import pytest

from mom_sim.app.crew.work import Work
from mom_sim.app.questions import Question
from mom_sim.app.settings import LEAST_MEMORY, Settings, usual_memory
from mom_sim.app.work import experiments, reporting
from mom_sim.app.work.axes import without_axes
from mom_sim.app.work.sweeping import plan_sweep
from mom_sim.cli.main import cli
from mom_sim.errors import ScenarioError
from mom_sim.metrics.registry import METRICS

NOBODY = Work(lambda word, data: None, lambda: False)
QUESTION = Question.model_validate(
    {"preset": "minimal", "models": ["centralized", "hybrid"], "seed": 7}
).plain()
PROMISE = "p90 time-to-launch <= 20 working days"


class Caught(Exception):
    """Carries the command in place of a result."""


def catch(*_: Any, **options: Any) -> Any:
    raise Caught(options["command"])


@pytest.mark.parametrize(
    ("function", "name", "asked", "expected"),
    [
        (
            experiments.measure_surge,
            "measure_surges",
            {"factors": [1.0, 1.5], "weeks": [8.0], "promises": [PROMISE], "replications": 3},
            "surge scenario.yaml --models centralized,hybrid --factors 1,1.5 --weeks 8 "
            f"--replications 3 --seed 7 --promise {PROMISE}",
        ),
        (
            experiments.make_plan,
            "plan_capacity",
            {
                "model": "hybrid",
                "promises": [],
                "budget": 1_200_000.0,
                "roles": None,
                "levers": [],
                "confidence": 0.9,
                "replications": None,
            },
            "plan scenario.yaml --model hybrid --budget 1200000 --confidence 0.9 --seed 7",
        ),
        (
            experiments.explain_difference,
            "explain",
            {"replication": None, "replications": 4, "campaign": None},
            "explain scenario.yaml --models centralized,hybrid --replications 4 --seed 7",
        ),
        (
            experiments.make_map,
            "make_decision_map",
            {"x": "people.brand.headcount=1:2:2", "y": "a=1:2:2", "kpi": None, "replications": 2},
            "map scenario.yaml --x people.brand.headcount=1:2:2 --y a=1:2:2 "
            "--models centralized,hybrid --replications 2 --seed 7",
        ),
    ],
)
def test_the_command_says_what_was_asked(
    monkeypatch: pytest.MonkeyPatch,
    function: Callable[..., Any],
    name: str,
    asked: dict[str, Any],
    expected: str,
) -> None:
    monkeypatch.setattr(experiments, name, catch)
    with pytest.raises(Caught) as caught:
        function(NOBODY, QUESTION, asked)
    words = caught.value.args[0]
    assert " ".join(words) == f"mom-sim {expected}"
    known_by_command_line(words)


def test_the_command_of_a_report_says_what_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    import mom_sim.report

    monkeypatch.setattr(mom_sim.report, "results_of", lambda *_, **__: ())
    monkeypatch.setattr(mom_sim.report, "make_report", catch)
    with pytest.raises(Caught) as caught:
        reporting.make_html(NOBODY, QUESTION, {"replications": 200, "extras": ["surge", "plan"]})
    words = caught.value.args[0]
    assert " ".join(words) == (
        "mom-sim report scenario.yaml --models centralized,hybrid "
        "--replications 200 --seed 7 --with surge,plan --out report.html"
    )
    known_by_command_line(words)


def known_by_command_line(words: tuple[str, ...]) -> None:
    command = cli.get_command(click.Context(cli), words[1])
    assert command is not None
    known = {option for one in command.params for option in one.opts}
    assert {word for word in words if word.startswith("--")} <= known


def test_an_axis_takes_the_place_of_its_slider() -> None:
    question = {**QUESTION, "settings": {"demand": 1.3, "people.brand": 2}}
    found = without_axes(question, {"control": "demand", "values": [0.8, 1.2]}, "a=1:2:2")
    assert found["settings"] == {"people.brand": 2}
    assert question["settings"]["demand"] == 1.3


def test_a_sweep_with_too_many_rows_is_refused() -> None:
    axes = [
        {"control": "demand", "values": [1 + n / 20 for n in range(20)]},
        {"path": "people.brand.headcount", "values": list(range(1, 21))},
    ]
    kpis = list(METRICS)[:26]
    asked = {"axes": axes, "kpis": kpis[:25], "replications": 1}
    assert plan_sweep(NOBODY, QUESTION, asked)["models"] == QUESTION["models"]
    with pytest.raises(ScenarioError, match="more than 20,000 rows"):
        plan_sweep(NOBODY, QUESTION, {**asked, "kpis": kpis})
    with pytest.raises(ScenarioError, match="x 2 conditions are more"):
        plan_sweep(NOBODY, {**QUESTION, "surge": {"factor": 1.5}}, asked)


def test_processes_share_the_memory() -> None:
    whole = usual_memory(1)
    assert whole is not None
    assert usual_memory(4) == max(whole // 4, LEAST_MEMORY)
    assert Settings(workers=4).memory == usual_memory(4)
    assert Settings(workers=4, memory=None).memory is None
