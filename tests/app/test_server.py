"""The server over HTTP, with its worker processes."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from click.testing import CliRunner

import mom_sim
from mom_sim.app.presets import preset_text
from mom_sim.cli.main import cli
from tests.app.asking import Client
from tests.app.conftest import RunningServer

TWO = ["centralized", "self_service"]
BAD = """name: Bad
units: [north]
people:
  content: {headcount: many}
  design: {headcout: 2}
campaigns:
  email: {demand: 200 per fortnight}
"""


def test_what_there_is_to_begin_with(client: Client) -> None:
    about = client.http.get("/api/app").json()
    assert about["default_preset"] == client.http.get("/api/presets").json()[0]["id"]
    kpis = {one["id"]: one for one in client.http.get("/api/kpis").json()}
    assert kpis["cost_per_launch"]["better"] == "less"
    assert kpis["weeks_to_recover"]["requires_surge"]
    schema = client.http.get("/api/schema").json()
    assert "people" in schema["properties"]


def test_describe(client: Client) -> None:
    found = client.post("describe", preset="surge").json()
    assert [one["id"] for one in found["models"]][:2] == ["centralized", "decentralized"]
    assert [one["id"] for one in found["models"] if one["is_own"]] == ["decentralized"]
    assert found["surge"]["is_stated"] and found["surge"]["factor"] == 1.35
    (gate,) = found["gates"]
    assert gate == {
        "id": "brand_review",
        "workflows": ["everyday", "in_store"],
        "skill": "brand",
        "approvers": "brand",
    }
    assert len({control["id"] for control in found["controls"]}) == len(found["controls"])


def test_faults_are_those_of_the_command_line(client: Client, tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(BAD)
    shown = CliRunner().invoke(cli, ["validate", str(file)])
    assert shown.exit_code == 2
    for kind in ("describe", "compare", "surge", "export/yaml"):
        response = client.post(kind, yaml=BAD, file="bad.yaml")
        assert response.status_code == 422
        faults = response.json()["faults"]
        lines = [one["text"] for one in faults]
        assert lines == shown.stderr.replace(str(tmp_path) + "/", "").strip().splitlines()
        assert {(one["line"], one["column"]) for one in faults} >= {(4, 24), (5, 12), (7, 19)}


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../../../etc/passwd", "calendar.csv", "C:\\calendar.csv"]
)
def test_no_name_in_a_scenario_opens_a_file(client: Client, name: str) -> None:
    text = f"{preset_text('minimal')}campaign_calendar: {{file: {json.dumps(name)}}}\n"
    response = client.post("describe", yaml=text, file="../../evil.yaml")
    assert response.status_code == 422
    (fault,) = response.json()["faults"]
    assert fault["file"] == "evil.yaml"
    assert fault["path"].startswith("campaign_calendar")
    assert "root:" not in response.text


def test_a_document_that_unfolds_without_end_is_refused(client: Client) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    begin = time.monotonic()
    assert client.post("describe", yaml="\n".join(lines)).status_code == 422
    assert time.monotonic() - begin < 20


def test_a_study_that_does_not_fit_is_refused_before_it_runs(client: Client) -> None:
    """The same estimate as the command line's; by way of a control and of a change."""
    changes = {"run.horizon": "5000 weeks", "people.content.headcount": 90_000}
    for kind in ("describe", "compare", "surge"):
        response = client.post(kind, changes=changes)
        assert response.status_code == 422
        assert "GiB of memory" in response.json()["faults"][0]["text"]


def test_an_answer_sharpens_until_it_is_what_was_asked(client: Client) -> None:
    job = client.ask("compare", models=TWO, replications=3, client="sharpen")
    told = list(client.events(job))
    answers = [data for name, data in told if name == "answer"]
    assert [one["replications"] for one in answers][-1] == 3
    # The first look and the first answer are of the same replication.
    known = [(one["replications"], not one["is_first_look"]) for one in answers]
    assert all(one < other for one, other in pairwise(known))
    assert [is_whole for _, is_whole in known].count(False) <= 1
    assert answers[-1]["is_final"] and answers[-1]["wanted"] == 3
    assert told[-1] == ("done", {"result": f"/api/jobs/{job}/result"})
    result = client.http.get(told[-1][1]["result"]).json()
    assert result == answers[-1]
    study = mom_sim.parse_scenario(preset_text("minimal") or "")
    expected = mom_sim.compare(study, TWO, replications=3, workers=1, engine="compiled")
    for model, theirs in zip(result["models"], expected.results, strict=True):
        for name, figure in model["as_written"]["kpis"].items():
            assert figure["estimate"] == theirs.kpis[name].estimate
            assert (figure["low"], figure["high"]) == (
                theirs.kpis[name].low,
                theirs.kpis[name].high,
            )
    about = client.http.get(f"/api/jobs/{job}").json()
    assert about["status"] == "done" and about["title"] == "Smallest useful study"
    assert client.http.get(f"/api/jobs/{job}/question").json()["models"] == TWO
    assert job in [one["id"] for one in client.http.get("/api/jobs?client=sharpen").json()]
    assert list(client.events(job))[-1] == told[-1]  # for whoever comes late

    table = client.http.post("/api/export/csv", json={"job": job})
    rows = list(csv.DictReader(io.StringIO(table.text)))
    assert {row["model"] for row in rows} == set(TWO)
    assert "attachment" in table.headers["content-disposition"]


def test_bursts_end_in_the_newest_question(client: Client) -> None:
    jobs = [
        client.ask(
            "compare", models=TWO, replications=1, client="burst", settings={"demand": 1 + n / 10}
        )
        for n in range(10)
    ]
    ends = [list(client.events(job))[-1] for job in jobs]
    assert ends[:-1] == [("cancelled", {"reason": "newer question"})] * 9
    assert ends[-1][0] == "done"


def test_a_body_without_a_length_has_an_end(client: Client) -> None:
    headers = {"Content-Type": "application/json"}
    parts = (b" " * 2**16 for _ in range(17))
    response = client.http.post("/api/describe", content=parts, headers=headers)
    assert response.status_code == 413
    assert "1,048,576 bytes" in response.json()["message"]


def test_cancel_is_told_at_once(client: Client) -> None:
    job = client.ask("compare", precision="1%", most_replications=200, client="cancel")
    begin = time.monotonic()
    assert client.http.delete(f"/api/jobs/{job}").json() == {"status": "cancelled"}
    assert list(client.events(job))[-1] == ("cancelled", {"reason": "asked"})
    assert time.monotonic() - begin < 10
    assert client.http.get(f"/api/jobs/{job}/result").status_code == 409
    assert client.http.delete(f"/api/jobs/{job}").json() == {"status": "forgotten"}
    assert client.http.get(f"/api/jobs/{job}").status_code == 404


def test_the_exported_scenario_is_the_one_that_was_run(client: Client, tmp_path: Path) -> None:
    moved = {
        "settings": {"demand": 1.3, "people.brand": 2, "gate.brand_review.cadence": "weekly"},
        "surge": {"factor": 1.6, "start_week": 30, "weeks": 6},
    }
    text = client.post("export/yaml", **moved).text
    file = tmp_path / "scenario.yaml"
    file.write_text(text)
    assert CliRunner().invoke(cli, ["validate", str(file)]).exit_code == 0
    there = client.result("compare", models=TWO, replications=1, **moved)
    here = client.result("compare", models=TWO, replications=1, yaml=text, surge={"factor": 1.6})
    assert there["models"] == here["models"]
    assert yaml.safe_load(text)["people"]["brand"]["headcount"] == 2
    unmoved = client.post("export/yaml").text
    assert unmoved == preset_text("minimal")


def test_a_report_of_what_was_moved_is_made_again_by_its_command(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = {
        "settings": {"demand": 1.3},
        "surge": {"factor": 1.6, "start_week": 30, "weeks": 6},
    }
    monkeypatch.chdir(tmp_path)
    Path("scenario.yaml").write_text(client.post("export/yaml", **moved).text)
    job = client.ask("report", models=TWO, replications=2, **moved)
    assert list(client.events(job))[-1][0] == "done"
    page = client.http.get(f"/api/jobs/{job}/file").content
    (words,) = re.findall(r"<code>mom-sim (report [^<]*)</code>", page.decode())
    again = subprocess.run([sys.executable, "-m", "mom_sim", *shlex.split(words)], check=False)
    assert again.returncode == 0
    assert Path("report.html").read_bytes() == page


def test_explain_and_replay(client: Client) -> None:
    found = client.result("explain", models=TWO, replications=2)
    campaigns = found["results"]["campaigns"]
    sizes = [abs(one["difference"]) for one in campaigns]
    assert sizes == sorted(sizes, reverse=True)
    one = client.result("explain", models=TWO, campaign=campaigns[0]["id"])
    lives = one["results"]["lives"]
    for side in ("a", "b"):
        pieces = lives[side]["pieces"]
        assert pieces[0]["start"] == lives[side]["requested"]
        assert pieces[-1]["finish"] == lives[side]["until"]
        assert all(before["finish"] == after["start"] for before, after in pairwise(pieces))

    movement = client.result("replay", models=TWO, most_campaigns=50, surge={"factor": 1.5})
    assert movement["surge"]["factor"] == 1.5
    assert len(movement["campaigns"]["id"]) == 50
    assert movement["campaigns_left_out"] > 0
    for model in movement["models"]:
        columns = model["activities"]
        assert len({len(column) for column in columns.values()}) == 1
        assert columns["ready"] == sorted(columns["ready"])
        assert max(columns["place"]) < len(model["places"])
        assert max(columns["campaign"]) < 50
        kinds = {place["kind"] for place in model["places"]}
        assert "team" in kinds and "gate" in kinds
        for ready, start, finish in zip(
            columns["ready"], columns["start"], columns["finish"], strict=True
        ):
            assert start == -1 or start >= ready
            assert finish == -1 or finish >= max(start, ready)


def test_a_sweep_tells_its_points(client: Client) -> None:
    axes = [
        {"control": "demand", "values": [0.8, 1.0]},
        {"path": "people.brand.headcount", "values": [1, 2]},
    ]
    kpis = ["time_to_launch_p50_working_days"]
    found = client.result("sweep", models=TWO, axes=axes, kpis=kpis, replications=1)
    assert found["points"] == found["points_done"] == 4
    assert len(found["rows"]) == 8
    (same,) = [
        row["estimate"]
        for row in found["rows"]
        if row["values"] == [1.0, 1] and row["model"] == "self_service"
    ]
    answer = client.result("compare", models=TWO, replications=1)
    assert answer["models"][1]["as_written"]["kpis"][kpis[0]]["estimate"] == same


def test_experiments_answer_as_the_command_line(client: Client) -> None:
    study = mom_sim.parse_scenario(preset_text("minimal") or "", file="minimal.yaml")
    promise = "p90 time-to-launch <= 20 working days"
    surge = client.result(
        "surge", models=TWO[:1], factors=[1, 2], promises=[promise], replications=1
    )
    expected = mom_sim.measure_surges(
        study, TWO[:1], factors=[1, 2], promises=[promise], replications=1, workers=1
    ).to_json()
    assert surge["results"] == json.loads(json.dumps(expected["results"]))
    axes = {"x": {"control": "demand", "values": [0.8, 1.2]}, "y": "people.brand.headcount=1:2:2"}
    found = client.result("map", models=TWO, replications=1, **axes)
    assert len(found["results"]["cells"]) == 4
    assert found["currency"] == "USD"
    moved = client.result("map", models=TWO, replications=1, settings={"demand": 1.3}, **axes)
    assert moved["results"]["cells"] == found["results"]["cells"]  # the axis says the demand


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        ({"settings": {"demand": 99}}, "settings.demand"),
        ({"surge": {"factor": 2, "weeks": -1}}, "surge.weeks"),
        ({"replications": 100_000}, "replications"),
    ],
)
def test_what_was_moved_has_no_place_in_a_file(
    client: Client, asked: dict[str, Any], path: str
) -> None:
    response = client.http.post("/api/compare", json={"preset": "minimal", **asked})
    (fault,) = response.json()["faults"]
    assert [fault[key] for key in ("file", "line", "column", "path")] == [None, None, None, path]
    assert fault["text"] == f"{path}: {fault['message']}"


@pytest.mark.parametrize(
    ("kind", "body", "told"),
    [
        ("explain", {"models": ["hybrid"]}, "expected two models"),
        ("replay", {"models": ["hybrid", "nobody"]}, '"nobody" is not an operating model'),
        ("surge", {"promises": ["be quick"]}, "promise"),
        ("plan", {"replications": 100_000}, "the command line does more"),
        (
            "map",
            {
                "preset": "surge",
                "x": {"control": "people.content", "values": [8, 10]},
                "y": "a=1:2:2",
            },
            "is split by unit; use Sweep",
        ),
        ("map", {"x": {"control": "nothing", "values": [1, 2]}, "y": "a=1:2:2"}, "no control"),
    ],
)
def test_what_an_experiment_cannot_do_is_told(
    client: Client, kind: str, body: dict[str, Any], told: str
) -> None:
    job = client.ask(kind, **body)
    name, data = list(client.events(job))[-1]
    assert name == "failed"
    assert told in data["message"]
    assert client.http.get(f"/api/jobs/{job}").json()["error"] == data


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({}, "give either yaml or preset"),
        ({"preset": "minimal", "yaml": ""}, "give either yaml or preset"),
        ({"preset": "../secret"}, 'there is no preset "../secret"'),
        ({"preset": "minimal", "settings": {"demand": 99}}, "expected a number from 0.25 to 3"),
        ({"preset": "minimal", "colour": 1}, "colour"),
        ({"preset": "minimal", "models": "hybrid"}, "models"),
        ({"preset": "minimal", "client": "<script>"}, "client"),
    ],
)
def test_wrong_requests_are_told(client: Client, body: dict[str, Any], told: str) -> None:
    response = client.http.post("/api/compare", json=body)
    assert response.status_code == 422
    assert told in json.dumps(response.json(), ensure_ascii=False).replace('\\"', '"')


@pytest.mark.parametrize(
    ("kind", "body", "told"),
    [
        ("map", {"x": "a", "y": 3}, ["y: expected a text or an object"]),
        ("map", {"x": "a", "y": {"control": "demand"}}, ["y.values: this field is missing"]),
        ("map", {"y": "a"}, ["x: this field is missing"]),
        (
            "compare",
            {"settings": {"demand": [1]}},
            ["settings.demand: expected true or false, a whole number, a number or a text"],
        ),
        ("compare", {"colour": 1}, ["colour: there is no such field; see /docs"]),
        ("compare", {"models": ["hybrid", 3]}, ["models.1: expected a text"]),
        ("plan", {"budget": []}, ["budget: expected a number or a text"]),
        (
            "sweep",
            {"axes": [{"values": [1]}], "kpis": []},
            ["axes.0.control:", "axes.0.path:", "kpis: List should have at least 1 item"],
        ),
    ],
)
def test_a_request_is_told_its_faults_in_its_own_words(
    client: Client, kind: str, body: dict[str, Any], told: list[str]
) -> None:
    response = client.post(kind, **body)
    assert response.status_code == 422
    texts = [fault["text"] for fault in response.json()["faults"]]
    assert len(texts) == len(told)
    for text, begin in zip(texts, told, strict=True):
        assert text.startswith(f"request:1:1: {begin}")


def test_what_is_no_json_and_what_is_not_there(client: Client) -> None:
    headers = {"Content-Type": "application/json"}
    response = client.http.post("/api/describe", content=b'{\n  "preset": }', headers=headers)
    assert response.status_code == 422
    (fault,) = response.json()["faults"]
    assert (fault["line"], fault["column"], fault["path"]) == (2, 13, "body")
    assert fault["message"].startswith("this is no JSON: ")
    for path in ("/api/jobs/none", "/api/nothing", "/../pyproject.toml", "/docs/..%2fserver.py"):
        response = client.http.get(path)
        assert response.status_code == 404
        assert response.json()["faults"] == []
    assert client.http.get("/api/jobs/none/file").status_code == 404
    assert client.http.put("/api/jobs/none").status_code == 405


def test_the_page_about_the_api_needs_nothing_from_outside(client: Client) -> None:
    page = client.http.get("/docs")
    assert page.status_code == 200
    for name in ("/docs/api.js", "/docs/api.css", "/openapi.json"):
        assert client.http.get(name).status_code == 200
    assert "http://" not in page.text and "https://" not in page.text
    assert "<script>" not in page.text and "onclick" not in page.text


def test_ten_pages_at_once(server: RunningServer) -> None:
    """All get their answer, and what costs nothing is not kept waiting by them."""
    with httpx.Client(base_url=server.address, timeout=120.0) as http:
        client = Client(http)
        jobs = [
            client.ask("compare", models=TWO[:1], replications=1, client=f"page{n}", seed=n)
            for n in range(10)
        ]
        begin = time.monotonic()
        assert http.get("/api/jobs").status_code == 200
        assert time.monotonic() - begin < 5
        ends = [list(client.events(job)) for job in jobs]
    assert [told[-1][0] for told in ends] == ["done"] * 10
    figures = {
        told[-2][1]["models"][0]["as_written"]["kpis"]["cost_per_launch"]["estimate"]
        for told in ends
    }
    assert len(figures) == 10
