"""The first look has the figures that the log of the same replication will give."""

from __future__ import annotations

import gc
from typing import Any

import pytest

from mom_sim.app.crew.work import Canceled, Work
from mom_sim.app.jobs.job import Job
from mom_sim.app.words import DEFAULT_KPIS
from mom_sim.app.work import looking
from mom_sim.app.work.comparing import answer, prepare
from mom_sim.app.work.looking import COMING, look
from mom_sim.app.work.running import run_models
from mom_sim.engines.compiled_engine import engine, log_making
from tests.app.asking import Client

NOBODY = Work(lambda word, data: None, lambda: False)
MODELS = ["centralized", "outsourced"]
ON_CARDS = {"time_to_launch_p50_working_days", "time_to_launch_p90_working_days", "on_time_share"}
EMBARGO = {
    "yaml": """\
name: One date
units: [home]
run: {horizon: 30 weeks, warm_up: 6 weeks, replications: 3, seed: 5}
people:
  strategy: {headcount: 1}
  content: {headcount: 2}
  design: {headcount: 2}
  brand: {headcount: 1}
campaigns:
  email: {demand: 150 per year}
dated_launches:
  - {id: spring, unit: home, type: email, requested: 2026-03-02, due: 2026-06-01,
     not_before: 2026-06-01}
"""
}


@pytest.mark.parametrize("factor", [None, 1.5])
@pytest.mark.parametrize("scenario", [{"preset": "minimal"}, {"preset": "surge"}, EMBARGO])
def test_what_it_tells_stays_in_the_next_answer(
    scenario: dict[str, str], factor: float | None
) -> None:
    surge = None if factor is None else {"factor": factor}
    question = {**scenario, "models": MODELS, "surge": surge}
    found = look(NOBODY, question, MODELS)
    assert found is not None
    asked = {"replications": 4}
    prepared = prepare(NOBODY, question, asked)
    runs = run_models(NOBODY, question, prepared["models"], [1])
    whole = answer(NOBODY, question, asked, runs, MODELS)
    conditions = ["as_written"] if factor is None else ["calm", "surge"]
    assert whole["conditions"] == prepared["look"]["conditions"] == conditions
    for early, late in zip(found, whole["models"], strict=True):
        for name in ("model", "label", "comparison"):
            assert early[name] == late[name]
        assert set(early["warnings"]) <= set(late["warnings"])
        for condition in conditions:
            mine, theirs = early[condition]["kpis"], late[condition]["kpis"]
            assert list(mine) == list(theirs)
            told = {name for name, figure in mine.items() if figure.get("reason") != COMING}
            assert told >= ON_CARDS
            assert {name: mine[name] for name in told} == {name: theirs[name] for name in told}
            for name in set(mine) - told:
                assert mine[name]["estimate"] is None
                assert mine[name]["unit"] == theirs[name]["unit"]
            assert early[condition]["bottleneck"] is None


def test_it_is_canceled_while_a_model_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "STEPS_PER_CALL", 1000)
    looks: list[int] = []

    def is_canceled() -> bool:
        looks.append(1)
        return len(looks) > 4

    question = {"preset": "reference_company"}
    with pytest.raises(Canceled):
        look(Work(lambda word, data: None, is_canceled), question, ["centralized"])
    assert len(looks) == 5, "the run itself looks whether anybody still waits"


def test_replications_are_canceled_while_a_model_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []

    def is_canceled() -> bool:
        looks.append(1)
        return len(looks) > 5

    def make_log(*_: object, **__: object) -> None:
        raise AssertionError("the run itself looks whether anybody still waits")

    monkeypatch.setattr(engine, "STEPS_PER_CALL", 1000)
    monkeypatch.setattr(log_making, "assemble_columns", make_log)
    question = {"preset": "reference_company"}
    with pytest.raises(Canceled):
        run_models(Work(lambda word, data: None, is_canceled), question, ["centralized"], [1])
    assert len(looks) == 6


def test_it_comes_first_and_calls_nobody_best(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.result("compare", models=MODELS, replications=1)  # libraries are loaded
    answers: list[tuple[str, dict[str, Any]]] = []
    tell = Job.tell

    def note(job: Job, event: str, data: dict[str, Any]) -> None:
        if event == "answer":
            answers.append((job.id, dict(data)))
        tell(job, event, data)

    monkeypatch.setattr(Job, "tell", note)
    job = client.ask("compare", models=MODELS, replications=2, settings={"demand": 1.2})
    assert list(client.events(job))[-1][0] == "done"
    found = [answer for of, answer in answers if of == job]
    assert [(one["replications"], one["is_first_look"]) for one in found] == [
        (1, True),
        (1, False),
        (2, False),
    ]
    early, late, _ = found
    assert set(early) == set(late)
    assert [model["model"] for model in early["models"]] == MODELS
    assert early["winners"] == early["differences"] == []
    assert not early["is_final"]
    assert early["precision"] is None
    (said,) = early["headline"]
    assert "First look" in said
    assert early["command"] == late["command"]
    figures = early["models"][0]["as_written"]["kpis"]
    assert set(figures) == {name for name in DEFAULT_KPIS if name in figures}
    assert figures["time_to_launch_p50_working_days"]["estimate"] > 0
    assert figures["time_to_launch_p50_working_days"]["low"] is None
    assert figures["cost_per_launch"]["reason"] == COMING


def test_garbage_waits_for_a_first_look(monkeypatch: pytest.MonkeyPatch) -> None:
    states = []

    def look_first(*arguments: Any) -> Any:
        states.append(gc.isenabled())
        raise Canceled

    monkeypatch.setattr(looking, "look_first", look_first)
    assert gc.isenabled()
    with pytest.raises(Canceled):
        looking.look(NOBODY, {"preset": "minimal"}, ["functional"])
    assert states == [False] and gc.isenabled()
