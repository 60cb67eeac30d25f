"""``mom-sim report``: files whole or not at all, bad input refused before anything runs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from playwright.sync_api import sync_playwright

from mom_sim.cli.command_group import CommandGroup
from mom_sim.cli.report_command import report_command
from mom_sim.experiments.comparison import Comparison
from mom_sim.report import pdf
from tests.browser.chromium import browser_path
from tests.browser.paper import PAPER_MM, share_of_first_page
from tests.report.small_results import write_surged


@click.group(cls=CommandGroup)
def cli() -> None:
    """As the command line has it."""


cli.add_command(report_command)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["report", *map(str, arguments)])


def test_a_scenario_becomes_the_same_report_each_time(tmp_path: Path) -> None:
    scenario = write_surged(tmp_path)
    asked = ("--models", "centralized", "--replications", "2", "--workers", "1")
    first, second = tmp_path / "first.html", tmp_path / "second.html"
    for target in (first, second):
        ran = run(scenario, *asked, "--out", target)
        assert (ran.exit_code, ran.stdout) == (0, "")
        assert ran.stderr == f"{target} is written\n"
    page = first.read_bytes()
    assert page == second.read_bytes()
    again = f"mom-sim report {scenario} {' '.join(asked[:4])} --out report.html"
    assert again in page.decode()
    assert b"ith surges of factor 1.5" in page
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        *("first.html", "second.html", "surged.yaml"),
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("surged.yaml", "--out", "report.txt"), "a report ends in .html"),
        (("surged.yaml", "--out", "-", "--pdf"), "name a file with --out"),
        (("surged.yaml", "--out", "surged.yaml"), "a report ends in .html"),
        (("surged.yaml", "--out", "a.html", "--with", "tarot"), "allowed: surge, plan, map"),
        (("surged.yaml", "--out", "a.html", "--models", "nobody"), "not an operating model"),
        (("surged.yaml", "other.yaml", "--out", "a.html"), "a report is of one scenario"),
        (("bad.json", "--out", "a.html"), "is no result that a report has a section for"),
        (("good.json", "--out", "a.html", "--seed", "3"), "is for a scenario alone"),
        (("surged.yaml", "--out", "nowhere/a.html"), "there is no folder"),
    ],
)
def test_bad_input_is_refused_and_nothing_is_written(
    arguments: tuple[str, ...],
    said: str,
    tmp_path: Path,
    comparison: Comparison,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(write_surged(tmp_path), "other.yaml")
    Path("bad.json").write_text("{}", encoding="utf-8")
    Path("good.json").write_text(json.dumps(comparison.to_json()), encoding="utf-8")
    before = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
    ran = run(*arguments)
    assert ran.exit_code == 2, ran.output
    assert said in " ".join(ran.output.split())
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == before


def test_a_pdf_without_a_browser_is_refused_before_anything_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "find_browser", lambda: None)
    ran = run(write_surged(tmp_path), "--out", tmp_path / "a.html", "--pdf")
    assert ran.exit_code == 2
    assert "install one, or leave --pdf out" in ran.output
    assert not (tmp_path / "a.html").exists()


def test_a_browser_that_does_not_print_leaves_no_file(tmp_path: Path) -> None:
    failing = shutil.which("false")
    assert failing is not None
    with pytest.raises(pdf.RunError, match="did not print the report"):
        pdf.print_pdf("<p>", tmp_path / "a.pdf", failing)
    assert not list(tmp_path.iterdir())


@pytest.mark.deep
def test_the_report_prints(page: str, tmp_path: Path) -> None:
    browser = pdf.find_browser()
    assert browser is not None, "install Chrome, Chromium or Edge"
    pdf.print_pdf(page, tmp_path / "a.pdf", browser)
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.deep
def test_a_report_with_everything_is_small_and_its_first_page_is_one(tmp_path: Path) -> None:
    """Of the scenario that comes with the longest reports: four regions, seven models, surges."""
    scenario = Path(__file__).parents[2] / "scenarios" / "surge.yaml"
    target = tmp_path / "report.html"
    ran = run(
        scenario,
        *("--with", "surge,plan,map", "--replications", "2", "--workers", "2", "--out", target),
    )
    assert ran.exit_code == 0, ran.output
    page = target.read_bytes()
    for section in ("surge", "capacity", "map"):
        assert f'id="{section}"'.encode() in page
    assert len(page) < 1_000_000
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        opened = browser.new_page()
        opened.set_content(page.decode())
        shares = {paper: share_of_first_page(opened, paper) for paper in PAPER_MM}
        browser.close()
    assert max(shares.values()) < 1.0, "the page in plain words is one page"
