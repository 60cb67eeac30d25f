"""Event logs as CSV and XES: what the standard demands, the same bytes, and the way back."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from lxml import etree

from mom_sim.calibration.interchange.csv_log import COLUMNS, csv_text
from mom_sim.calibration.interchange.instances import activity_names
from mom_sim.calibration.interchange.xes_log import xes_text
from mom_sim.calibration.reading import read_event_log
from tests.calibration.simulated_run import instances, run

DEMANDS = etree.RelaxNG(etree.parse(Path(__file__).with_name("xes_demands.rng")))
HOSTILE = ("=cmd|' /C calc'!A0", "+1", "-1", "@x", "\tx", "\rx", '<&">', "a\x00b\x1b[2J", "\ud800")


def xes(frame: pd.DataFrame) -> str:
    return xes_text(frame, name="two", currency="EUR", provenance=run().log.provenance)


def hostile() -> pd.DataFrame:
    frame = instances().head(len(HOSTILE)).copy()
    frame["resource"] = frame["case"] = frame["team"] = list(HOSTILE)
    return frame


@pytest.mark.parametrize("frame", [instances(), hostile()], ids=["simulated", "hostile"])
def test_xes_is_what_the_standard_demands(frame: pd.DataFrame) -> None:
    root = etree.fromstring(xes(frame).encode())
    assert DEMANDS.validate(root), DEMANDS.error_log.last_error
    prefixes = {one.get("prefix") for one in root.iter("extension")}
    used = {one.get("key").split(":")[0] for one in root.iter("string", "float", "date", "int")}
    assert {"concept", "lifecycle", "org", "time", "cost"} == prefixes
    assert used - prefixes <= {
        "mom_sim",
        "campaign_type",
        "unit",
        "instance_kind",
        "attempt",
        "outcome",
    }


def test_every_instance_starts_and_completes_once() -> None:
    frame = instances()
    root = etree.fromstring(xes(frame).encode())
    pairs: dict[tuple[str, str], list[str]] = {}
    for trace in root.iter("trace"):
        case = trace.find("string[@key='concept:name']").get("value")
        before = ""
        for event in trace.iter("event"):
            said = {one.get("key"): one.get("value") for one in event}
            assert said["time:timestamp"] >= before
            before = said["time:timestamp"]
            key = (case, said["concept:instance"])
            pairs.setdefault(key, []).append(said["lifecycle:transition"])
    assert len(pairs) == len(frame)
    complete = sum(one == ["start", "complete"] for one in pairs.values())
    assert complete == frame["end"].notna().sum()
    assert all(one in (["start"], ["start", "complete"]) for one in pairs.values())
    costs = [float(one.get("value")) for one in root.findall("trace/float[@key='cost:total']")]
    assert sum(costs) == pytest.approx(frame["cost"].sum(), rel=1e-6)


def test_the_same_run_gives_the_same_bytes() -> None:
    assert csv_text(instances("simpy")) == csv_text(instances("compiled"))
    first, second = (
        xes_text(instances(engine), name="a", currency="EUR", provenance={})
        for engine in ("simpy", "compiled")
    )
    assert first == second


def test_no_cell_is_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(csv_text(hostile()), newline="")))
    assert tuple(rows[0]) == tuple(COLUMNS)
    cells = [cell for row in rows[1:] for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
    assert "'=cmd|' /C calc'!A0" in cells


@pytest.mark.parametrize("suffix", [".csv", ".xes"])
def test_what_goes_out_comes_back(tmp_path: Path, suffix: str) -> None:
    frame = instances()
    path = tmp_path / f"log{suffix}"
    text = csv_text(frame) if suffix == ".csv" else xes(frame)
    path.write_text(text, encoding="utf-8", newline="")
    back = read_event_log(path)
    ended = frame[frame["end"].notna()]
    assert len(back.frame) == len(ended)
    assert back.unfinished == set(frame[frame["end"].isna()]["case"])
    key = ["case", "activity", "start", "end"]
    ours = pd.DataFrame(
        {
            "case": ended["case"],
            "activity": activity_names(ended),
            "start": ended["start"].dt.floor("ms"),
            "end": ended["end"].dt.floor("ms"),
            "resource": ended["resource"],
        }
    ).sort_values(key)
    theirs = back.frame[list(ours)].sort_values(key)
    pd.testing.assert_frame_equal(
        ours.reset_index(drop=True), theirs.reset_index(drop=True), check_dtype=False
    )
