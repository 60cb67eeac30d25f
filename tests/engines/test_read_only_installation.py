"""An installation that nobody may write to, by somebody without a folder of their own, works."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import mom_sim

RUN = """
import sys
import mom_sim
from mom_sim.simulation import simulate
assert mom_sim.__file__.startswith(sys.argv[2]), mom_sim.__file__
run = simulate(sys.argv[1], "centralized", engine="compiled")
print(run.log.provenance["engine"], len(run.log.activities))
"""
SCENARIO = Path(__file__).parents[2] / "scenarios" / "minimal.yaml"


def installation(folder: Path) -> Path:
    """Copy the package; in place of every folder for what is compiled there is a file."""
    package = folder / "mom_sim"
    source = Path(str(mom_sim.__file__)).parent
    shutil.copytree(source, package, ignore=shutil.ignore_patterns("__pycache__", "front"))
    for inner in [package, *package.rglob("*")]:
        if inner.is_dir():
            (inner / "__pycache__").touch()
    return folder


@pytest.mark.deep
def test_machine_code_is_made_though_it_can_be_kept_nowhere(tmp_path: Path) -> None:
    root = installation(tmp_path)
    nowhere = str(root / "mom_sim" / "__pycache__" / "none")
    surroundings = {name: value for name, value in os.environ.items() if "NUMBA" not in name}
    surroundings |= {
        "PYTHONPATH": str(root),
        "PYTHONDONTWRITEBYTECODE": "1",
        "XDG_CACHE_HOME": nowhere,
        "HOME": nowhere,
    }
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(SCENARIO), str(root)],
        env=surroundings,
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("compiled ")
    assert done.stderr.startswith("Compiling the fast engine")
    assert not [*root.rglob("*.nbc"), *root.rglob("*.nbi")]
