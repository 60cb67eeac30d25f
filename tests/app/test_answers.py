"""An answer of the app has the figures of `compare`."""

from __future__ import annotations

from typing import Any

import pytest

import mom_sim
from mom_sim.app.crew.work import Canceled, Work
from mom_sim.app.presets import preset_text
from mom_sim.app.tables import answer_table
from mom_sim.app.work.comparing import answer, prepare
from mom_sim.app.work.running import run_models
from mom_sim.errors import ScenarioError

MODELS = ["centralized", "self_service"]
NOBODY = Work(lambda word, data: None, lambda: False)


def asked_app(question: dict[str, Any], replications: int) -> dict[str, Any]:
    """Parts as several processes would do them."""
    asked = {"replications": replications}
    prepared = prepare(NOBODY, question, asked)
    done = [
        run
        for model in prepared["models"]
        for replication in range(replications, 0, -1)
        for run in run_models(NOBODY, question, [model], [replication])
    ]
    return answer(NOBODY, question, asked, done, prepared["shown"])


@pytest.mark.parametrize("factor", [None, 1.5])
def test_same_figures_as_compare(factor: float | None) -> None:
    text = preset_text("minimal")
    assert text is not None
    loaded = mom_sim.parse_scenario(text)
    expected = mom_sim.compare(
        loaded, MODELS, replications=3, surge=factor, workers=1, engine="compiled"
    ).to_json()
    surge = None if factor is None else {"factor": factor}
    found = asked_app({"yaml": text, "models": MODELS, "surge": surge}, 3)
    keys = {"as_written": "kpis"} if factor is None else {"calm": "kpis", "surge": "surge"}
    assert found["conditions"] == list(keys)
    by_name = {one["model"]: one for one in expected["models"]}
    for model in found["models"]:
        for condition, key in keys.items():
            for name, figure in model[condition]["kpis"].items():
                theirs = {**by_name[model["model"]][key][name]}
                del theirs["definition"]
                assert figure == theirs, (model["model"], condition, name)
            assert (
                model[condition]["bottleneck"]
                == (by_name[model["model"]]["bottleneck" if key == "kpis" else "surge_bottleneck"])
            )
            rows = by_name[model["model"]]["tables"]["causes"][condition]
            days = {
                row["cause"]: (row["estimate"], row["low"], row["high"])
                for row in rows
                if row["figure"] == "working_days"
            }
            for cause in model[condition]["causes"]:
                assert (cause["estimate"], cause["low"], cause["high"]) == days[cause["cause"]]
    theirs = {
        (one["model"], one["kpi"], one.get("condition", "as_written")): one["estimate"]
        for one in expected["differences"]
    }
    assert found["differences"]
    for one in found["differences"]:
        assert one["estimate"] == theirs[one["model"], one["kpi"], one["condition"]]
    winners = {(one["kpi"], one["condition"]): one for one in expected["winners"]}
    assert found["winners"] == [winners[one["kpi"], one["condition"]] for one in found["winners"]]


def test_precision_takes_the_rounds_of_compare() -> None:
    question = {"preset": "minimal", "models": ["self_service"]}
    asked = {"precision": "90%", "most_replications": 20}
    prepared = prepare(NOBODY, question, asked)
    assert prepared["first"] == 10
    done, seen, wanted = [], [], 1
    while wanted > len(seen) and (not seen or wanted > seen[-1]):
        begin = seen[-1] if seen else 0
        done += run_models(NOBODY, question, prepared["models"], list(range(begin + 1, wanted + 1)))
        found = answer(NOBODY, question, asked, done, prepared["shown"])
        seen.append(wanted)
        wanted = found["next"]
    assert seen == [1, 2, 4, 10]
    assert found["is_final"]
    assert found["precision"]["is_reached"]


def test_one_replication_has_no_interval_and_says_so() -> None:
    found = asked_app({"preset": "minimal", "models": MODELS}, 1)
    figure = found["models"][0]["as_written"]["kpis"]["time_to_launch_p90_working_days"]
    assert figure["estimate"] is not None
    assert figure["low"] is None
    assert figure["reason"]
    assert any("one year alone" in sentence for sentence in found["headline"])


def test_a_canceled_run_stops_between_two_models() -> None:
    looks = iter([False, False, False, True])
    work = Work(lambda word, data: None, lambda: next(looks))
    with pytest.raises(Canceled):
        run_models(work, {"preset": "minimal"}, MODELS, [1])


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        ({"replications": 0}, "replications"),
        ({"replications": 100_000}, "replications"),
        ({"most_replications": 0}, "most_replications"),
        ({"precision": "often"}, "precision"),
        ({"precision": "5%", "kpis": ["beauty"]}, "kpis"),
    ],
)
def test_what_cannot_be_asked_is_told(asked: dict[str, Any], path: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        prepare(NOBODY, {"preset": "minimal"}, asked)
    assert path in {fault.path for fault in caught.value.faults}


def test_a_table_holds_no_formulas() -> None:
    figure = {"estimate": 1.0, "low": -0.5, "high": 2.0, "unit": "=1+1"}
    found = {
        "models": [{"model": "=cmd|' /C calc'!A0", "as_written": {"kpis": {"@sum": figure}}}],
        "conditions": ["as_written"],
        "differences": [],
        "replications": 3,
        "seed": 1,
    }
    row = answer_table(found).splitlines()[1]
    assert row == "'=cmd|' /C calc'!A0,as_written,'@sum,1.0,-0.5,2.0,'=1+1,,,,,3,1"
