"""``mom-sim explain``: all campaigns and one of them, looked at from all sides."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest

import mom_sim.experiments.explaining
from mom_sim.cli.life_lanes import SIGNS
from mom_sim.log.contract import CAUSES
from tests.faces.small_study import TEXT, lines_that_are_too_long, run, write_study

COPY = TEXT + "  copy: {base: centralized}\n"
MODELS = ("centralized", "outsourced")


@dataclass(frozen=True)
class Ran:
    text: str
    json: dict[str, Any]
    stderr: str

    @property
    def results(self) -> dict[str, Any]:
        return dict(self.json["results"])


def explained(folder: Path, *arguments: str, models: str = ",".join(MODELS)) -> Ran:
    path = write_study(folder, COPY)
    result = run(
        *("explain", path, "--models", models, "--workers", "1", "--json", folder / "out.json"),
        *arguments,
    )
    assert result.exit_code == 0, result.output
    assert sorted(one.name for one in folder.iterdir()) == ["out.json", "small.yaml"]
    content = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    return Ran(result.stdout, content, result.stderr)


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    return explained(tmp_path_factory.mktemp("all"))


@pytest.fixture(scope="module")
def one(everything: Ran, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    wanted = everything.results["largest"][0]
    return explained(tmp_path_factory.mktemp("one"), "--campaign", wanted)


def test_the_texts_keep_to_the_width_and_have_no_colors(everything: Ran, one: Ran) -> None:
    for ran in (everything, one):
        assert lines_that_are_too_long(ran.text) == []
        assert "\x1b" not in ran.text
        assert ran.stderr == ""


def test_all_campaigns_have_every_section_in_order(everything: Ran) -> None:
    titles = [
        "HOW THE SAME CAMPAIGNS END",
        "WHERE THE DIFFERENCE COMES FROM",
        "THE CAMPAIGNS THAT DIFFER MOST",
        "WARNINGS",
    ]
    places = [everything.text.index(f"\n{title}\n") for title in titles]
    assert places == sorted(places)
    assert everything.text.startswith(
        "Small study: centralized and outsourced on the same campaigns with the same luck, 3 "
        "replications,\nseed 1, equal people.\n"
    )
    assert "outsourced launches the same campaigns " in everything.text
    assert everything.text.endswith(f"add --campaign {everything.results['largest'][0]}\n")


def test_the_table_of_causes_shows_the_means_of_the_json(everything: Ran) -> None:
    lines = everything.text.split("WHERE THE DIFFERENCE COMES FROM")[1].splitlines()
    means = {
        row["cause"]: row
        for row in everything.results["means"]
        if (row["attempts"], row["unit"]) == ("all", "working days")
    }
    for cause, word in (("queue", "queue"), ("time_to_launch", "time-to-launch")):
        _, a, b, difference, *_ = next(line for line in lines if line.startswith(word)).split()
        row = means[cause]
        assert (a, b) == (f"{row['a']:.2f}", f"{row['b']:.2f}")
        assert difference == f"{row['difference']:+.2f}"


def test_the_ends_of_the_text_are_those_of_the_json(everything: Ran) -> None:
    table = everything.text.split("HOW THE SAME CAMPAIGNS END\n")[1].split("\n\n")[0]
    shown = [int(cell) for line in table.splitlines()[3:] for cell in line.split()[1:]]
    counted = [count for row in everything.results["ends"].values() for count in row.values()]
    assert sorted(count for count in shown if count) == sorted(counted)


def test_the_five_that_differ_most_are_named_with_their_difference(everything: Ran) -> None:
    by_id = {entry["id"]: entry for entry in everything.results["campaigns"]}
    assert len(everything.results["largest"]) == 5
    section = everything.text.split("THE CAMPAIGNS THAT DIFFER MOST")[1]
    for name in everything.results["largest"]:
        line = next(line for line in section.splitlines() if line.startswith(f"{name} "))
        assert line.split()[3] == f"{by_id[name]['difference'] / 86_400e6:+.1f}"


def test_json_has_the_promised_keys(everything: Ran, one: Ran) -> None:
    for ran in (everything, one):
        assert {"provenance", "models", "results", "warnings"} == set(ran.json)
        assert [side["model"] for side in ran.json["models"]] == list(MODELS)
        for entry in ran.results["campaigns"]:
            assert {"id", "a", "b", "difference", "causes"} <= set(entry)
            assert set(entry["causes"]) == set(CAUSES) - {"embargo"}
            assert sum(entry["causes"].values()) == entry["difference"] == entry["b"] - entry["a"]
    provenance = everything.json["provenance"]
    assert (provenance["replications"], provenance["first_replication"]) == (3, 1)
    assert provenance["models"] == list(MODELS) and provenance["surge"] is None
    assert provenance["command"] == "mom-sim explain small.yaml --models centralized,outsourced"


def test_ids_carry_their_replication_where_there_are_several(everything: Ran, one: Ran) -> None:
    entries = everything.results["campaigns"]
    assert all(e["id"] == f"{e['campaign']}@{e['replication']}" for e in entries)
    (entry,) = one.results["campaigns"]
    assert entry["id"] == entry["campaign"]
    assert f"{entry['campaign']}@{entry['replication']}" == everything.results["largest"][0]


def test_both_lives_are_drawn_and_told_step_by_step(one: Ran) -> None:
    titles = [
        "BOTH LIVES ON ONE TIME AXIS",
        "STEP BY STEP",
        "WHERE THE DIFFERENCE COMES FROM",
    ]
    places = [one.text.index(f"\n{title}\n") for title in titles]
    assert places == sorted(places)
    axis = one.text[places[0] : places[1]].splitlines()
    for name in MODELS:
        lane = next(line for line in axis if line.startswith(name))
        signs = lane.split(maxsplit=1)[1]
        assert signs.endswith("|")
        assert set(signs[:-1]) <= {*SIGNS.values(), *map(str.upper, SIGNS.values()), "R"}
    steps = one.text[places[1] : places[2]]
    for side in ("a", "b"):
        for piece in one.results["lives"][side]["pieces"]:
            assert f"\n{piece['step']} " in steps
    assert "\noutsourced launches this campaign " in one.text


def test_identical_models_differ_nowhere(tmp_path: Path) -> None:
    for models in ("centralized,copy", "centralized,centralized"):
        ran = explained(tmp_path, "--replications", "2", models=models)
        assert len(ran.results["campaigns"]) > 5
        assert not any(entry["difference"] for entry in ran.results["campaigns"])
        assert not any(any(entry["causes"].values()) for entry in ran.results["campaigns"])
        assert ran.results["largest"] == []
        assert "launch the same campaigns at the same instants." in ran.text
        assert "THE CAMPAIGNS THAT DIFFER MOST" not in ran.text


def test_a_surge_is_in_force_and_named(tmp_path: Path) -> None:
    ran = explained(tmp_path, "--surge", "2", "--replication", "2")
    assert "With a surge of factor 2, 2026-01-12 to 2026-02-08." in " ".join(ran.text.split())
    assert any("/surge surge" in entry["id"] for entry in ran.results["campaigns"])
    assert {entry["replication"] for entry in ran.results["campaigns"]} == {2}
    assert "without an interval: one replication has no interval" in ran.text
    assert ran.text.endswith(" --replication 2\n")


def test_json_can_be_printed_in_place_of_the_text(tmp_path: Path) -> None:
    result = run(
        *("explain", write_study(tmp_path), "--models", "functional,hybrid"),
        *("--replication", "1", "--json", "-"),
    )
    assert result.exit_code == 0
    assert set(json.loads(result.stdout)["results"]["ends"]) == {"launched"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--models", "centralised,hybrid"), '--models: "centralised" is not an operating model'),
        (("--models", "centralised,hybrid"), 'did you mean "centralized"?'),
        (("--models", "centralized"), "--models: expected two names"),
        (("--models", "centralized,"), "--models: expected two names"),
        (("--models", "centralized,hybrid,my_hub"), "--models: expected two names"),
        (("--models", "all"), "--models: expected two names"),
        ((), "--models: missing"),
        (
            ("--models", "centralized,hybrid", "--campaign", "north/email/base/1"),
            '--campaign: "north/email/base/1" is none of the ',
        ),
        (
            ("--models", "centralized,hybrid", "--campaign", "north/email/base/1"),
            'did you mean "north/email/baseline/1"?',
        ),
        (
            ("--models", "centralized,hybrid", "--campaign", "x", "--replications", "2"),
            "--replications: cannot go with campaign",
        ),
        (
            ("--models", "centralized,hybrid", "--replication", "2", "--replications", "2"),
            "--replications: cannot go with replication",
        ),
        (
            ("--models", "centralized,hybrid", "--replication", "2000000"),
            "--replication: expected a whole number from 1 to 1,000,000, got 2000000",
        ),
        (("--models", "centralized,hybrid", "--replication", "0"), "--replication"),
        (("--models", "centralized,hybrid", "--surge", "-1"), "--surge: expected a factor"),
        (("--models", "centralized,hybrid", "--surge", "nan"), "--surge: expected a factor"),
        (("--models", "centralized,hybrid", "--seed", "-1"), "--seed"),
        (("--models", "centralized,hybrid", "--json", "absent/out.json"), "--json"),
    ],
)
def test_bad_input_is_told_by_its_option_before_anything_runs(
    arguments: tuple[str, ...], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run_anyway(*_: object, **__: object) -> NoReturn:
        raise AssertionError("it ran")

    monkeypatch.setattr(mom_sim.experiments.explaining, "carry_out", run_anyway)
    monkeypatch.chdir(tmp_path)
    path = write_study(tmp_path)
    result = run("explain", path.name, *arguments)
    assert (result.exit_code, result.stdout) == (2, ""), result.output
    assert message in result.stderr
    assert list(tmp_path.iterdir()) == [path]


def test_a_faulty_scenario_is_told_by_its_file(tmp_path: Path) -> None:
    path = write_study(tmp_path, TEXT.replace("headcount: 2", "headcount: 0", 1))
    result = run("explain", path, "--models", "centralized,hybrid")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"{path}:5:")
