"""The graph behind a process map, its places, and its picture."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from mom_sim.calibration.interchange.process_graph import END, START, process_graph
from mom_sim.calibration.interchange.process_layout import lay_out_process
from mom_sim.plot.process_map import write_process_map
from tests.calibration.simulated_run import instances


def log(*rows: tuple[str, str, float, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["case", "activity", "start", "end"])
    for name in ("start", "end"):
        frame[name] = pd.Timestamp("2026-01-05", tz="UTC") + pd.to_timedelta(frame[name], unit="h")
    return frame


def test_a_log_by_hand() -> None:
    graph = process_graph(
        log(
            ("1", "draft", 0, 2),
            ("1", "review", 5, 6),
            ("1", "draft", 6, 7),
            ("1", "review", 8, 9),
            ("2", "draft", 1, 3),
            ("2", "review", 2, 4),
        ),
        rare=0.0,
    )
    names = [node.name for node in graph.nodes]
    assert names == [START, "draft", "review", END]
    assert [(node.count, node.mean_hours) for node in graph.nodes[1:3]] == [
        (3, pytest.approx(5 / 3)),
        (3, pytest.approx(4 / 3)),
    ]
    found = {(names[e.source], names[e.target]): (e.count, e.mean_wait_hours) for e in graph.edges}
    assert found == {
        (START, "draft"): (2, 0.0),
        ("draft", "review"): (3, pytest.approx((3 + 1 + 0) / 3)),
        ("review", "draft"): (1, 0.0),
        ("review", END): (2, 0.0),
    }


def test_what_enters_a_node_leaves_it() -> None:
    graph = process_graph(instances(), rare=0.0)
    for number, node in enumerate(graph.nodes):
        into = sum(edge.count for edge in graph.edges if edge.target == number)
        out = sum(edge.count for edge in graph.edges if edge.source == number)
        assert into == (0 if number == 0 else node.count)
        assert out == (0 if number == len(graph.nodes) - 1 else node.count)


def test_rare_paths_are_left_out_and_counted_and_nothing_is_cut_off() -> None:
    whole, cut = process_graph(instances(), rare=0.0), process_graph(instances(), rare=0.9)
    assert cut.paths_left_out == len(whole.edges) - len(cut.edges) > 0
    assert {edge.target for edge in cut.edges} == set(range(1, len(cut.nodes)))
    assert {edge.source for edge in cut.edges} == set(range(len(cut.nodes) - 1))


def test_nodes_stand_apart_and_lines_join_them() -> None:
    graph = process_graph(instances(), rare=0.02)
    layout = lay_out_process(graph)
    assert layout == lay_out_process(graph)
    for place, (x, y) in enumerate(layout.nodes):
        for other_x, other_y in layout.nodes[place + 1 :]:
            assert y != other_y or abs(x - other_x) >= 1 - 1e-9
    for edge, line in zip(graph.edges, layout.lines, strict=True):
        if edge.source == edge.target:
            assert line == ()
            continue
        assert (line[0], line[-1]) == (layout.nodes[edge.source], layout.nodes[edge.target])
        steps = {round(abs(b[1] - a[1])) for a, b in pairwise(line)}
        assert steps == {1}
    assert layout.nodes[0][1] == 0
    assert layout.nodes[-1][1] == max(y for _, y in layout.nodes)


def test_the_same_map_is_the_same_picture(tmp_path: Path) -> None:
    graph = process_graph(instances(), rare=0.2)
    for name in ("one.svg", "two.svg"):
        write_process_map(graph, tmp_path / name, title="Two markets")
    text = (tmp_path / "one.svg").read_text(encoding="utf-8")
    assert text == (tmp_path / "two.svg").read_text(encoding="utf-8")
    for node in graph.nodes:
        if node.name not in (START, END):
            assert f"{node.count:,} · " in text
    assert "Two markets" in text


def test_nothing_that_has_ended_is_no_map() -> None:
    frame = log(("1", "draft", 0, 1))
    frame["end"] = pd.NaT
    with pytest.raises(ValueError, match="at least one activity that has ended"):
        process_graph(frame)
