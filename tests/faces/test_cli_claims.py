"""``mom-sim claims``: real runs of small claims, looked at from all sides."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from mom_sim.cli.claims_command import claims_command
from mom_sim.cli.claims_keys import CLAIMS_KEYS
from mom_sim.cli.command_group import CommandGroup
from mom_sim.errors import ScenarioError
from mom_sim.experiments.claims import claiming
from mom_sim.experiments.claims.claim import DEPENDS, SUPPORTED, Claim
from mom_sim.experiments.claims.claiming import judge_claims
from tests.faces.null_reasons import nulls_without_reason
from tests.faces.small_study import lines_that_are_too_long

GROUP = CommandGroup("mom-sim", commands=[claims_command])


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(GROUP, ["claims", *map(str, arguments)])


@dataclass(frozen=True)
class Ran:
    text: str
    json: dict[str, Any]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """One claim in full, with its flip point."""
    target = tmp_path_factory.mktemp("claims") / "out.json"
    result = run("5.2c", "--workers", "1", "--json", target)
    assert result.exit_code == 0, result.output
    return Ran(result.stdout, json.loads(target.read_text(encoding="utf-8")))


def test_the_text_tells_one_claim_in_full(ran: Ran) -> None:
    assert lines_that_are_too_long(ran.text) == []
    for part in (
        "VERDICTS",
        "CLAIM 5.2 (c)",
        "Premise: ",
        "True under its premises: ",
        "WHERE IT IS EXPECTED THAT IT HOLDS: holds",
        "WHERE IT IS EXPECTED THAT IT DOES NOT HOLD: does not hold",
        "Not true here: ",
        "FLIP POINT: ",
        "WHERE THE TIME DIFFERS",
    ):
        assert part in ran.text, part
    assert "WARNINGS" not in ran.text


def test_a_theorem_holds_and_its_broken_premise_reverses_it(ran: Ran) -> None:
    (claim,) = ran.json["results"]["claims"]
    assert claim["verdict"] == SUPPORTED
    assert [one["outcome"] for one in claim["set_ups"]] == ["holds", "does not hold"]
    assert [one["premises_hold"] for one in claim["set_ups"]] == [True, False]
    (flip,) = claim["flip_points"]
    assert flip["searched"][0] < flip["estimate"] < flip["searched"][1]
    assert flip["holds_below"]


def test_the_parts_of_the_time_add_up_to_it(ran: Ran) -> None:
    (claim,) = ran.json["results"]["claims"]
    for trace in claim["causes"]:
        *parts, whole = trace["parts"]
        for side in ("a", "b", "difference"):
            assert sum(one[side] for one in parts) == pytest.approx(whole[side], abs=1e-9)


def test_every_key_is_documented(ran: Ran) -> None:
    assert list(nulls_without_reason(ran.json["results"])) == []
    found = set(ran.json) - {"results"}
    (claim,) = ran.json["results"]["claims"]
    found |= {"results.claims"} | {f"results.claims[].{key}" for key in claim}
    assert found == {name for names in CLAIMS_KEYS for name in names.split(", ")}
    documented = " ".join(CLAIMS_KEYS.values())
    for key in ("set_ups", "flip_points", "causes"):
        for name in claim[key][0]:
            assert f"`{name}`" in documented, name
    assert set(claim["set_ups"][0]["measures"][0]) <= {
        *("measure", "is_premise", "above", "below", "estimate", "low", "high", "outcome", "reason")
    }


def test_several_claims_are_a_table_the_same_for_any_number_of_workers() -> None:
    """Two cheap claims with few replications, in one process and in two."""
    arguments = ("5.1c", "5.7b", "--replications", "3", "--no-flips", "--json", "-")
    one, two = (run(*arguments, "--workers", count) for count in ("1", "2"))
    assert one.exit_code == two.exit_code == 0, one.output + two.output
    assert one.stdout == two.stdout
    results = json.loads(one.stdout)["results"]["claims"]
    assert [claim["id"] for claim in results] == ["5.1c", "5.7b"]
    assert all(claim["flip_points"] == [] for claim in results)


def test_a_clear_claim_needs_no_more_than_its_own_replications() -> None:
    findings = judge_claims("5.1b", workers=1, flips=False)
    (found,) = findings.claims
    assert found.verdict == DEPENDS and found.as_expected
    assert findings.warnings == ()
    frame = findings.frame
    assert list(frame["set_up"]) == ["holds", "does not hold"]
    assert list(frame["outcome"]) == ["holds", "does not hold"]


def test_one_replication_cannot_tell_and_says_so() -> None:
    result = run("5.1c", "--replications", "1", "--no-flips", "--workers", "1")
    assert result.exit_code == 0, result.output
    assert "cannot tell" in result.stdout
    assert "more replications may make it clear" in " ".join(result.stdout.split())
    assert "nan" not in result.stdout
    assert lines_that_are_too_long(result.stdout) == []


def test_what_is_done_when_somebody_stops_the_work_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    judge = claiming.judge

    def stop_at_the_second(claim: Claim, *others: Any) -> Any:
        if claim.id == "5.1c":
            raise KeyboardInterrupt
        return judge(claim, *others)

    monkeypatch.setattr(claiming, "judge", stop_at_the_second)
    arguments = ("5.1b", "5.1c", "--replications", "2", "--no-flips", "--workers", "1")
    result = run(*arguments, "--json", "-")
    assert result.exit_code == 130
    told = json.loads(result.stdout)
    assert [claim["id"] for claim in told["results"]["claims"]] == ["5.1b"]
    assert told["warnings"][0] == (
        "the work was interrupted after 1 of 2 claims; the others are missing"
    )
    assert run("5.1c", *arguments[2:]).exit_code == 130  # nothing is done


def test_bad_input_is_told_line_by_line_before_anything_runs(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    result = run("5.9a", "nonsense", "--json", target)
    assert result.exit_code == 2
    first, second = result.stderr.splitlines()
    assert first.startswith('ID: there is no claim "5.9a"; allowed: 5.1a to 5.1d')
    assert second.startswith('ID: there is no claim "nonsense"')
    assert not target.exists()


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        ({"replications": 0}, "replications"),
        ({"seed": -1}, "seed"),
        ({"workers": 1.5}, "workers"),
        ({"ids": ["5.8"]}, "id"),
    ],
)
def test_numbers_that_cannot_be_meant_are_refused(arguments: dict[str, Any], path: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        judge_claims(**arguments)
    assert [fault.path for fault in caught.value.faults] == [path]


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(ScenarioError) as caught:
        judge_claims(["6.1", "7"], replications=0, workers=0)
    assert [fault.path for fault in caught.value.faults] == ["id", "id", "replications", "workers"]
