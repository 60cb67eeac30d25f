"""Results never take the place of what the study is read from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faces.small_study import TEXT, run

ROWS = """\
id,unit,type,requested,due,value
spring,north,email,2026-01-20,2026-03-01,20000
"""
QUICK = ("--replications", "1", "--workers", "1")


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A scenario whose campaign calendar has a name that a log uses, too."""
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / "log.json").write_text('{"format": "mom_sim log"}', encoding="utf-8")
    (tmp_path / "log" / "campaigns.csv").write_text(ROWS, encoding="utf-8")
    path = tmp_path / "small.yaml"
    text = TEXT.replace("{demand: 150 per year}", "{}")
    path.write_text(f"{text}campaign_calendar: {{file: log/campaigns.csv}}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "arguments",
    [
        ("compare", "--models", "functional", *QUICK, "--json", "small.yaml"),
        ("compare", "--models", "functional", *QUICK, "--csv", "small.yaml"),
        ("compare", "--models", "functional", *QUICK, "--json", "log/../log/campaigns.csv"),
        ("compare", "--models", "functional", *QUICK, "--json", "link"),
        ("simulate", "--json", "log/campaigns.csv"),
        ("simulate", "--log", "log"),
        ("explain", "--models", "functional,hybrid", *QUICK, "--json", "small.yaml"),
        ("gates", "--model", "functional", *QUICK, "--json", "small.yaml"),
    ],
)
def test_a_target_that_is_an_input_is_refused_and_nothing_is_written(
    arguments: tuple[str, ...], study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(study.parent)
    (study.parent / "link").symlink_to("small.yaml")
    before = _content(study.parent)
    result = run(arguments[0], study.name, *arguments[1:])
    assert (result.exit_code, result.stdout) == (2, ""), result.output
    assert f"{arguments[-2]}: {arguments[-1]}: " in result.stderr
    assert "is read by this study" in " ".join(result.stderr.split())
    assert _content(study.parent) == before


def test_files_beside_the_inputs_are_written(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(study.parent)
    result = run("simulate", study.name, "--json", "out.json", "--log", "new_log")
    assert result.exit_code == 0, result.output
    assert (study.parent / "out.json").is_file() and (study.parent / "new_log").is_dir()


def _content(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): path.read_text(encoding="utf-8") for path in files}
