"""How a command ends: exit status, where the message goes, and that nothing else happens."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

import mom_sim.simulation
from mom_sim.errors import LogError, PlanError, RunError, UnworkableError
from tests.faces.small_study import FAULTY, TEXT, run, write_study

READERS = [
    "compare",
    "gates",
    "simulate",
    "measure",
    "validate",
    "resolve",
    "sources",
    "plan-text",
    "models",
]


@pytest.mark.parametrize("command", READERS)
def test_faults_are_all_told_on_standard_error_and_nothing_else(
    command: str, tmp_path: Path
) -> None:
    path = write_study(tmp_path, FAULTY)
    result = run(command, path)
    assert result.exit_code == 2
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        f"{path}:4:24",
        f"{path}:5:25",
        f"{path}:7:19",
    ]
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_file_is_bad_input(tmp_path: Path) -> None:
    result = run("validate", tmp_path / "absent.yaml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "absent.yaml" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("compare", "--models", "centralised"),
        ("simulate", "--model", "centralised"),
        ("measure", "--model", "centralised"),
        ("plan-text", "--model", "centralised"),
    ],
)
def test_an_unknown_model_is_bad_input(arguments: tuple[str, ...], tmp_path: Path) -> None:
    result = run(*arguments, write_study(tmp_path))
    assert (result.exit_code, result.stdout) == (2, "")
    option = arguments[1]
    assert result.stderr.startswith(f'{option}: "centralised" is not an operating model')
    assert 'did you mean "centralized"' in result.stderr


def test_a_number_out_of_range_is_told_by_its_option(tmp_path: Path) -> None:
    result = run("compare", write_study(tmp_path), "--surge", "101", "--replications", "9999999")
    assert (result.exit_code, result.stdout) == (2, "")
    assert [line.partition(" ")[0] for line in result.stderr.splitlines()] == [
        "--replications:",
        "--surge:",
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("compare", "--replications", "0"), "expected a whole number from 1, got 0"),
        (("compare", "--replications", "2.5"), "'2.5' is not a valid integer"),
        (
            ("compare", "--seed", "-1"),
            "expected a whole number from 0 to 9,223,372,036,854,775,807",
        ),
        (("compare", "--workers", "0"), "expected a whole number from 1, got 0"),
        (("compare", "--surge", "high"), "'high' is not a valid float"),
        (("compare", "--surge", "nan"), "expected a factor from 0 to 100, such as 1.35, got nan"),
        (("compare", "--surge", "-1"), "expected a factor from 0 to 100, such as 1.35, got -1"),
        (("compare", "--models", "centralized,,hybrid"), "expected names with commas"),
        (("simulate", "--engine", "quick"), "'quick' is not one of 'auto', 'simpy', 'compiled'"),
        (("simulate", "--replication", "0"), "expected a whole number from 1, got 0"),
        (("resolve", "--format", "toml"), "'toml' is not one of"),
        (("validate", "--quietly"), "no such option; `mom-sim validate --help` shows what there"),
        (("compare", "--replikations", "3"), 'no such option; did you mean "--replications"?'),
        (("sweep", "run"), "--out: missing; `mom-sim sweep run --help` shows what there is"),
        (("compare", "--kpi", "x"), "says how --precision is meant; give that, too"),
    ],
)
def test_a_wrong_option_is_told_in_one_line_that_begins_with_it(
    arguments: tuple[str, ...], told: str, tmp_path: Path
) -> None:
    result = run(*arguments, write_study(tmp_path))
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    option = told if told.startswith("--") else f"{arguments[1]}: {told}"
    assert line.startswith(option)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("compare",), "SCENARIO: missing; `mom-sim compare --help` shows what there is"),
        (("compar", "a.yaml"), 'compar: no such command; did you mean "compare"?'),
        (("sweep", "a.yaml"), "a.yaml: no such command; `mom-sim sweep run a.yaml` runs it"),
        (("a.yaml",), "a.yaml: no such command; `mom-sim compare a.yaml` runs it"),
        (("compare", "a.yaml", "b"), "mom-sim compare: got unexpected extra argument (b)"),
        (("resolve", "a.yaml", "--format"), "--format: requires an argument"),
        (("--loud", "resolve"), "--loud: no such option; `mom-sim --help` shows what there is"),
    ],
)
def test_a_command_line_that_cannot_be_meant_is_told_in_one_line(
    arguments: tuple[str, ...], told: str
) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{told}\n")


@pytest.mark.parametrize("arguments", [(), ("sweep",)])
def test_no_command_at_all_shows_the_help(arguments: tuple[str, ...]) -> None:
    assert "Commands:" in run(*arguments).output


def _failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    monkeypatch.setattr(mom_sim.simulation, "load_scenario", fail)


@pytest.mark.parametrize(
    ("error", "status", "message"),
    [
        (RunError("too many events"), 1, "the run stopped: too many events\n"),
        (LogError("a folder is in the way"), 1, "log: a folder is in the way\n"),
        (
            PlanError("no lead"),
            1,
            "this scenario was accepted and still did not compile: no lead; please report it\n",
        ),
        (UnworkableError("operating model x: no time"), 2, "operating model x: no time\n"),
        (
            OSError(28, "No space left on device", "/tmp/a/b.json"),
            1,
            "b.json: No space left on device\n",
        ),
        (
            KeyError("x"),
            1,
            "unexpected trouble: KeyError: 'x'; `mom-sim --debug ...` shows where, please report "
            "it\n",
        ),
        (KeyboardInterrupt(), 130, "interrupted\n"),
    ],
)
def test_every_failure_has_its_status_and_one_line(
    error: BaseException, status: int, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _failing(monkeypatch, error)
    result = run("validate", "any.yaml")
    assert (result.exit_code, result.stdout, result.stderr) == (status, "", message)


@pytest.mark.parametrize(
    "arguments", [("simulate", "--model", "ours"), ("compare", "--replications", "2")]
)
def test_a_model_that_leaves_no_time_is_bad_input(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    model = "models: {ours: {base: hybrid, coordination: {playbooks: {hours: 5000}}}}\n"
    text = TEXT[: TEXT.index("models:")] + model
    result = run(*arguments, write_study(tmp_path, text))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "operating model ours: of the 60.0% of scheduled time that strategy/1 has for campaigns, "
        "its mechanisms take too much (coordination.playbooks 239.6%); at least 1% has to be "
        "left: lower them, or raise people.strategy.productive_fraction\n"
    )


def test_debug_shows_where(monkeypatch: pytest.MonkeyPatch) -> None:
    _failing(monkeypatch, KeyError("x"))
    result = run("--debug", "validate", "any.yaml")
    assert isinstance(result.exception, KeyError)


def test_debug_does_not_turn_bad_input_into_a_traceback(tmp_path: Path) -> None:
    result = run("--debug", "validate", write_study(tmp_path, FAULTY))
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr


def test_the_process_ends_with_the_same_status(tmp_path: Path) -> None:
    path = write_study(tmp_path, FAULTY)
    finished = subprocess.run(
        [sys.executable, "-m", "mom_sim", "validate", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (finished.returncode, finished.stdout) == (2, "")
    assert finished.stderr.count("\n") == 3


def test_a_reader_that_goes_away_is_no_trouble(tmp_path: Path) -> None:
    command = f"{sys.executable} -m mom_sim schema | head -c 10"
    finished = subprocess.run(
        ["/bin/sh", "-c", command], capture_output=True, text=True, check=False
    )
    assert (finished.returncode, finished.stderr) == (0, "")


def test_what_a_terminal_would_act_on_is_not_printed(tmp_path: Path) -> None:
    path = write_study(tmp_path)
    text = path.read_text(encoding="utf-8").replace("Our own hub.", r'"Red \e[31m\u202e alert\a"')
    path.write_text(text, encoding="utf-8")
    result = run("models", path)
    assert result.exit_code == 0
    assert "Red [31m alert" in result.stdout
    assert not {"\x1b", "\x07", "\u202e"} & set(result.stdout)
