"""The bytes of the CSV export are pinned: `tests/golden/log_csv` is what the hand-made log gives.

After a wanted change write them anew: ``python -m tests.golden.test_log_csv``.
"""

from __future__ import annotations

from pathlib import Path

from mom_sim.log.export import read_csv, write_csv
from mom_sim.log.log import Log, first_difference
from tests.invariants.hand_made_log import VOCABULARIES, hand_made_log

GOLDEN = Path(__file__).with_name("log_csv")

# Names as users give them: formulas to a spreadsheet, quotes, commas, letters beyond ASCII.
AWKWARD = {
    "unit": ('=HYPERLINK("http://a.example","x")', "-Süd, West"),
    "person": ("@design/1", "'+design/2"),
    "team": ("+studio", "agency \N{FIRE}"),
    "tier": ("'low", '"high"'),
}


def awkward_log() -> Log:
    return hand_made_log(vocabularies={**VOCABULARIES, **AWKWARD})


def test_the_files_are_the_same_bytes(tmp_path: Path) -> None:
    write_csv(awkward_log(), tmp_path / "log")
    written = {path.name: path.read_bytes() for path in (tmp_path / "log").iterdir()}
    expected = {path.name: path.read_bytes() for path in GOLDEN.iterdir()}
    assert sorted(written) == sorted(expected)
    for name, content in written.items():
        assert content == expected[name], f"{name} differs from {GOLDEN / name}"


def test_the_golden_files_read_back_to_the_log() -> None:
    log = read_csv(GOLDEN)
    assert first_difference(log, awkward_log()) is None
    assert dict(log.provenance) == dict(awkward_log().provenance)


def test_no_cell_is_a_formula() -> None:
    for path in GOLDEN.glob("*.csv"):
        for line in path.read_text(encoding="utf-8").splitlines():
            for cell in line.replace('"', "").split(","):
                assert not cell.startswith(("=", "+", "@"))
                assert not cell.startswith("-") or cell == "-0.0"


if __name__ == "__main__":
    write_csv(awkward_log(), GOLDEN)
