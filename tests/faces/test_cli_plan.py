"""``mom-sim plan``: one real search, looked at from all sides."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

import mom_sim.experiments.capacity.carrying as carrying
import mom_sim.experiments.capacity.planning as planning
import mom_sim.experiments.capacity.values as values
import mom_sim.experiments.capacity.verifying as verifying
from mom_sim.cli.command_group import CommandGroup
from mom_sim.cli.plan_command import plan_command
from mom_sim.cli.plan_output_words import answer
from mom_sim.experiments.capacity.asking import ask
from mom_sim.experiments.capacity.bench import Bench
from mom_sim.experiments.capacity.judging import Judgment
from mom_sim.experiments.capacity.plan import CapacityPlan
from mom_sim.experiments.capacity.planning import plan_capacity
from mom_sim.experiments.capacity.values import keeps
from mom_sim.simulation import Study
from tests.faces.null_reasons import nulls_without_reason
from tests.faces.small_study import lines_that_are_too_long

TEXT = """\
name: Two teams
units: [one]
run: {start: 2026-01-05, warm_up: 2 weeks, horizon: 12 weeks, follow_up: 10 weeks, seed: 3}
people:
  content: {headcount: 1, absence: none, turnover: none, cost: 60 USD/hour}
  design: {headcount: 3, absence: none, turnover: none, cost: 90 USD/hour}
workflows:
  line:
    steps:
      content: {skill: content}
      design: {skill: design, after: content}
      launch: {after: design, launch: true}
campaigns:
  email:
    demand: 4 per week
    workflow: line
    effort:
      content: lognormal(mean=5h, cv=0.5)
      design: lognormal(mean=4h, cv=0.5)
operating_model: functional
"""
PROMISE = "p90 time-to-launch <= 6 working days"


@click.group(cls=CommandGroup)
def cli() -> None:
    """Holds the command, as the program does."""


cli.add_command(plan_command)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["plan", *arguments, "--workers", "1"], prog_name="mom-sim")


@dataclass(frozen=True)
class Ran:
    text: str
    json: dict[str, Any]
    file: Path


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "two_teams.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def ran(study) -> Ran:
    target = study.parent / "plan.json"
    result = run(
        str(study), "--promise", PROMISE, "--replications", "6", "--levers", "freelancers",
        "--json", str(target),
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr
    return Ran(result.stdout, json.loads(target.read_text(encoding="utf-8")), study)


def test_the_answer_stands_first_and_fits_the_width(ran):
    first = ran.text.splitlines()[0]
    assert first.startswith(("Hire ", "Do without ", "Keep "))
    assert "p90 time-to-launch" in " ".join(ran.text.split("\n\n")[0].split())
    assert "promise kept" in " ".join(ran.text.split("\n\n")[0].split())
    assert not lines_that_are_too_long(ran.text)


def test_staffing_is_whole_numbers_with_today_change_and_cost(ran):
    roles = ran.json["results"]["staffing"]
    assert [one["role"] for one in roles] == ["content", "design"]
    assert [one["today"] for one in roles] == [1, 3]
    for one in roles:
        assert one["planned"] >= 1
        assert one["change"] == one["planned"] - one["today"]
        assert one["cost"] == pytest.approx(one["planned"] * one["cost_per_position"])
    assert ran.json["results"]["cost"] == pytest.approx(sum(one["cost"] for one in roles))


def test_the_promise_is_kept_on_seeds_that_the_search_never_saw(ran):
    seeds, (promise,) = ran.json["seeds"], ran.json["results"]["promises"]
    assert seeds["search"] and seeds["verification"]
    assert not set(seeds["search"]) & set(seeds["verification"])
    assert promise["is_kept"] is True
    assert promise["low"] <= promise["estimate"] <= promise["high"] <= 6
    assert 0 <= promise["probability_low"] <= promise["probability"] <= 1


def test_every_role_has_a_marginal_value_with_its_interval(ran):
    values = ran.json["results"]["marginal_values"]
    assert {one["role"] for one in values} == {"content", "design"}
    for one in values:
        assert one["days_saved_low"] <= one["days_saved"] <= one["days_saved_high"]
        assert one["promises"][0]["promise"] == PROMISE
    assert values[0]["days_saved"] == max(one["days_saved"] for one in values)


def test_the_front_goes_down_as_costs_go_up_and_has_the_plan(ran):
    front = ran.json["results"]["front"]
    assert [one["cost"] for one in front] == sorted(one["cost"] for one in front)
    times = [one["p90_working_days"] for one in front]
    assert times == sorted(times, reverse=True)
    assert sum(one["is_plan"] for one in front) <= 1


def test_gap_surge_and_levers_are_told(ran):
    results = ran.json["results"]
    (content, design) = results["capability_gap"]
    assert content["offered_hours_per_week"] > design["offered_hours_per_week"] > 0
    assert results["surge"]["factor"] == 1.5
    assert not results["surge"]["is_stated"]
    (lever,) = results["levers"]
    assert lever["lever"] == "freelancers"
    assert lever["spend"] > 0
    assert lever["gain"][0]["gain_low"] <= lever["gain"][0]["gain"]
    for title in ("STAFFING", "PROMISES", "COST AGAINST P90", "ONE MORE PERSON", "THE NEXT SURGE"):
        assert f"\n{title}\n" in ran.text


@pytest.fixture(scope="module")
def planned(ran) -> CapacityPlan:
    return plan_capacity(ran.file, None, [PROMISE], replications=6, levers=["freelancers"])


@pytest.mark.deep
def test_the_python_function_returns_the_same_as_the_command(ran, planned):
    """With as many processes as there are processors, where the command had one."""
    plan = planned
    mine = plan.to_json()
    assert mine["results"] == ran.json["results"]
    assert list(plan.frame["role"]) == ["content", "design"]
    assert {"planned", "days_saved"} <= set(plan.frame.columns)


def test_the_keys_are_those_of_the_issue_and_what_is_null_says_why(ran):
    assert list(ran.json) == ["provenance", "model", "results", "seeds", "warnings"]
    assert set(ran.json["seeds"]) == {"search", "verification"}
    assert {"staffing", "marginal_values", "front", "promises"} <= set(ran.json["results"])
    assert list(nulls_without_reason(ran.json["results"])) == []


def test_a_plan_with_which_work_piles_up_says_so_in_the_answer(ran, planned):
    assert ran.json["results"]["doubts"] == list(planned.doubts)
    assert "Work piles up" not in answer(replace(planned, doubts=("restricted",)))
    said = answer(replace(planned, doubts=("overloaded",)))
    assert said.endswith(" Work piles up with it: see the warnings.")


def test_who_stops_the_search_keeps_what_it_has_judged(ran, monkeypatch, tmp_path):
    """The first verification is interrupted: what the search found is told, as not verified."""

    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(verifying.Verifier, "verify", stopped)
    names = [tmp_path / "stopped.json", tmp_path / "stopped.svg"]
    result = run(
        *(str(ran.file), "--promise", PROMISE, "--replications", "4"),
        *("--json", str(names[0]), "--figure", str(names[1])),
    )
    assert (result.exit_code, result.stderr) == (130, "interrupted\n")
    told = json.loads(names[0].read_text(encoding="utf-8"))
    results = told["results"]
    assert results["staffing"] is None and "before one was verified" in results["reason"]
    assert told["seeds"] == {"search": [3], "verification": []}
    assert told["provenance"]["replications_of_verification"] == 0
    (closest,) = (one for one in results["front"] if one["is_plan"])
    assert {one["role"]: one["planned"] for one in results["closest"]} == closest["headcounts"]
    assert closest["keeps_promises"] and results["promises"][0]["is_kept"]
    kept = [one["cost"] for one in results["front"] if one["keeps_promises"]]
    assert closest["cost"] == min(kept)
    assert "CLOSEST STAFFING SO FAR (not verified)" in result.stdout
    assert "; not verified; confidence 90%" in result.stdout
    assert not lines_that_are_too_long(result.stdout)
    assert names[1].read_bytes().startswith(b"<?xml")


def test_who_stops_before_anything_is_judged_gets_nothing(ran, monkeypatch, tmp_path):
    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(Bench, "runs", stopped)
    target = tmp_path / "nothing.json"
    result = run(str(ran.file), "--promise", PROMISE, "--json", str(target))
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "interrupted\n")
    assert not target.exists()


def test_who_stops_the_look_at_cheaper_ones_keeps_the_verified_plan(ran, monkeypatch):
    usual, asked = planning._Planner._cheaper, []

    def stopped(self, judge, verified):
        def interrupted(counts):
            asked.append(counts)
            raise KeyboardInterrupt

        monkeypatch.setattr(self._verifier, "verify", interrupted)
        dearer = {one: Judgment(one, False, -1.0, 4) for one in [self._box.lowest]}
        monkeypatch.setattr(judge, "judged", dearer)
        return usual(self, judge, verified)

    monkeypatch.setattr(planning._Planner, "_cheaper", stopped)
    plan = plan_capacity(ran.file, None, [PROMISE], replications=4, workers=1)
    assert asked and plan.staffing is not None and plan.was_interrupted
    assert plan.promises[0].is_kept and plan.marginal_values == ()


def test_a_picture_that_cannot_be_written_is_refused_by_its_option(ran):
    result = run(str(ran.file), "--promise", PROMISE, "--figure", "plan.jpg")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("--figure: plan.jpg: a picture ends in .svg")


def test_runs_are_counted_and_counted_once(ran):
    effort = ran.json["results"]["effort"]
    assert effort["judged"] <= effort["staffings"]
    assert effort["verification_simulations"] >= 6
    assert effort["search_simulations"] >= 2 * effort["judged"]


def test_a_budget_below_the_cheapest_says_so_and_what_comes_closest(ran):
    result = run(
        str(ran.file),
        "--promise",
        PROMISE,
        "--replications",
        "4",
        "--budget",
        "150k",
        "--json",
        "-",
    )
    assert result.exit_code == 0, result.stderr
    results = json.loads(result.stdout)["results"]
    assert results["staffing"] is None
    assert "above the budget of 150,000" in results["reason"]
    assert all(one["planned"] >= 1 for one in results["closest"])


def test_a_promise_that_no_people_can_keep_is_told_as_such(ran):
    result = run(
        str(ran.file), "--promise", "p90 time-to-launch <= 0.2 working days", "--replications", "3"
    )
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("No staffing is found")
    assert "not even" in result.stdout


def test_roles_that_are_not_named_keep_their_headcount(ran):
    plan = plan_capacity(ran.file, None, [PROMISE], replications=4, roles=["design"], workers=1)
    roles = plan.staffing or plan.closest
    assert roles is not None
    assert roles[0].planned == roles[0].today
    if plan.reason is not None:
        assert "waiting for the roles whose headcount stays" in plan.reason


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "--promise: nothing is promised"),
        (("--promise", "soon"), "is no promise"),
        (("--promise", PROMISE, "--roles", "desing"), 'did you mean "design"'),
        (("--promise", PROMISE, "--levers", "magic"), "there are agency, overtime, freelancers"),
        (("--promise", PROMISE, "--budget", "much"), "such as 1.2M"),
        (("--promise", PROMISE, "--budget", "1M EUR"), "counts in USD"),
        (("--promise", PROMISE, "--confidence", "20%"), "from 50%"),
        (("--promise", PROMISE, "--confidence", "sure"), "such as 90%"),
        (("--promise", PROMISE, "--model", "matrix"), "is not an operating model here"),
        (("--promise", PROMISE, "--replications", "1"), "2 or more"),
        (("--promise", PROMISE, "--figure", "plan.doc"), "ends in .svg"),
    ],
)
def test_bad_input_is_refused_before_anything_is_run(study, arguments, said, monkeypatch):
    monkeypatch.setattr(Bench, "runs", lambda *_, **__: pytest.fail("something was run"))
    target = study.parent / "never.json"
    result = run(str(study), *arguments, "--json", str(target))
    assert result.exit_code == 2
    assert said in result.stderr
    assert not target.exists()


class Looks:
    """Verdicts of a verification that are as wanted, and what it looked at."""

    def __init__(self, *wanted: bool) -> None:
        self.wanted = list(wanted)
        self.seen: list[tuple[tuple[int, ...], int, int, float]] = []

    def __call__(self, promises, runs, confidence) -> bool:
        task = runs[0].task
        self.seen.append((task.counts, task.seed, len(runs), confidence))
        return self.wanted.pop(0) if self.wanted else keeps(promises, runs, confidence)


@pytest.mark.deep
def test_who_cannot_be_told_is_looked_at_again_with_more_of_the_same_seed(ran, monkeypatch):
    looks = Looks(False, True)
    monkeypatch.setattr(verifying, "keeps", looks)
    monkeypatch.setattr(verifying, "_is_hopeless", lambda *_: False)
    plan = plan_capacity(ran.file, None, [PROMISE], replications=4, workers=1)
    first, second = looks.seen[:2]
    assert first[:2] == second[:2]
    assert (first[2], second[2]) == (4, 8)
    assert first[3] == pytest.approx(0.9)
    assert second[3] == pytest.approx(1 - 0.1 / 3)
    assert plan.provenance["replications_of_verification"] == 8
    assert plan.promises[0].replications == 8
    assert not any("did not do so on fresh seeds" in text for text in plan.warnings)


def test_who_clearly_fails_is_given_up_and_the_next_is_verified_on_another_seed(ran, monkeypatch):
    looks = Looks(False)
    monkeypatch.setattr(verifying, "keeps", looks)
    monkeypatch.setattr(verifying, "_is_hopeless", lambda *_: True)
    plan = plan_capacity(ran.file, None, [PROMISE], replications=4, workers=1)
    first, second = looks.seen[:2]
    assert first[0] != second[0] and first[1] != second[1]
    assert first[2] == second[2] == 4
    assert plan.verification_seeds[:2] == (first[1], second[1])
    assert plan.search_seeds[0] not in plan.verification_seeds
    assert any("did not do so on fresh seeds" in text for text in plan.warnings)


def test_levels_of_all_looks_add_up_to_the_risk_that_was_asked_for(study):
    """Each interval errs on the side of broken promises in half of its cases."""
    asked = ask(
        Study.of(study), None, [PROMISE, "on-time share >= 90%"], budget=None, roles=None,
        levers=(), confidence=0.9, replications=4, seed=None, workers=1, engine="simpy",
    )  # fmt: skip
    risks = [(1 - asked.level(look)) / 2 for look in range(1, 10_001)]
    assert len(asked.promises) * sum(risks) == pytest.approx(0.1, rel=1e-3)


def test_a_cheaper_staffing_that_the_search_could_not_tell_is_verified_too(ran, monkeypatch):
    """The search's answer is made an undecided one, and a dearer one the answer."""
    usual, cheaper = planning.search_cheapest, []

    def undecided(box, judge, start, **options):
        found = usual(box, judge, start, **options)
        cheaper.append(found.best)
        kept = judge.judged[found.best]
        found.best = tuple(count + 1 for count in found.best)
        judge.judged = {
            cheaper[0]: replace(kept, keeps=False, excess=-0.2),
            found.best: Judgment(found.best, True, -0.5, 4),
        }
        return found

    looks = Looks(True, True)
    monkeypatch.setattr(planning, "search_cheapest", undecided)
    monkeypatch.setattr(verifying, "keeps", looks)
    plan = plan_capacity(ran.file, None, [PROMISE], replications=4, workers=1)
    dearer, chosen = looks.seen
    assert chosen[0] == cheaper[0] and chosen[1] != dearer[1]
    assert plan.staffing is not None
    assert tuple(one.planned for one in plan.staffing) == cheaper[0]
    assert plan.verification_seeds == (dearer[1], chosen[1])


@pytest.mark.deep
def test_who_breaks_its_promise_in_the_surge_is_told_how_many_more_would_not(ran, monkeypatch):
    monkeypatch.setattr(values, "USUAL_FACTOR", 4.0)
    monkeypatch.setattr(carrying, "TRIES_UNDER_SURGE", 4)
    result = run(str(ran.file), "--promise", PROMISE, "--replications", "4", "--json", "-")
    assert result.exit_code == 0, result.stderr
    results = json.loads(result.stdout)["results"]
    surge = results["surge"]
    assert surge["factor"] == 4.0
    assert not all(one["is_kept"] for one in surge["surge"])
    more = {
        one["role"]: surge["staffing"][one["role"]] - one["planned"] for one in results["staffing"]
    }
    assert min(more.values()) >= 0 and max(more.values()) > 0
    assert surge["cost"] > results["cost"]


def test_who_stops_the_runs_after_the_verification_keeps_the_plan(ran, monkeypatch):
    def stopped(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(planning, "surge_effect", stopped)
    target = ran.file.parent / "stopped.json"
    result = run(str(ran.file), "--promise", PROMISE, "--replications", "4", "--json", str(target))
    assert result.exit_code == 130
    results = json.loads(target.read_text(encoding="utf-8"))["results"]
    assert results["marginal_values"] and results["promises"]
    assert results["surge"] is None
    assert "stopped before all of" in result.stdout


def test_the_picture_has_both_parts_and_is_the_same_each_time(planned, tmp_path):
    from mom_sim.plot.capacity import write_capacity

    for name in ("a.svg", "b.svg"):
        write_capacity(planned, tmp_path / name)
    text = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "Cost against p90" in text
    assert "One more person of a role" in text
    assert text == (tmp_path / "b.svg").read_text(encoding="utf-8")
