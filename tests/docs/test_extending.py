"""The skeletons of `docs/extending.md`, put into a copy of the package and run."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
FILES = re.findall(r"File\s+`([^`]+)`:\n\n```\w+\n(.*?)```", PAGE, re.DOTALL)
CHANGES = re.findall(r"In\s+`([^`]+)`:\n\n((?:```diff\n.*?```\s*)+)", PAGE, re.DOTALL)

TRIAL = """
from mom_sim import Study, compare, parse_scenario, simulate
from mom_sim.log.comparing import first_difference

text = open("{scenarios}/minimal.yaml", encoding="utf-8").read()
text += '''
models:
  asks: {{base: studio, coordination: {{legal_hotline: {{share: 100%}}}}}}
  does_not: {{base: studio, coordination: {{legal_hotline: none}}}}
'''
study = Study.of(parse_scenario(text))
plain, asks, does_not = (simulate(study, name) for name in ("studio", "asks", "does_not"))
assert first_difference(plain.log, does_not.log) is None
assert first_difference(plain.log, asks.log) is not None
comparison = compare(study, models=["studio", "asks"], replications=2)
kpis = comparison.kpis
rows = kpis[kpis["kpi"] == "delays_per_launch"].set_index("model")["estimate"]
assert rows["asks"] > rows["studio"] > 0
print("all three work")
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("extended")
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "mom_sim", folder / "mom_sim", ignore=ignore)
    for name, text in FILES:
        assert not (folder / name).exists()
        (folder / name).write_text(text, encoding="utf-8")
    for name, blocks in CHANGES:
        text = (folder / name).read_text(encoding="utf-8")
        for kept, added in re.findall(r"```diff\n (.*)\n\+(.*)\n```", blocks):
            assert text.count(f"{kept}\n") == 1, f"{name} has no line {kept!r}"
            text = text.replace(f"{kept}\n", f"{kept}\n{added}\n")
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_the_page_has_all_three() -> None:
    assert [Path(name).name for name, _ in FILES] == [
        "legal_hotline.py",
        "legal_hotline.py",
        "studio.yaml",
        "changes.py",
    ]
    assert len(CHANGES) == 2


def test_the_skeletons_run(copy: Path) -> None:
    trial = TRIAL.format(scenarios=ROOT / "scenarios")
    done = subprocess.run(
        [sys.executable, "-c", trial],
        cwd=copy,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "all three work\n"
