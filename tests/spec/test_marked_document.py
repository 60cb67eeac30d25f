"""Documents with places: merging changes, parts of documents, paths in print."""

from __future__ import annotations

from mom_sim.scenario.marked_document import path_text, unmarked_document
from mom_sim.scenario.yaml_reader import read_document_text

BASE = read_document_text("a: {b: 1, c: [1, 2, 3]}\nd: x\n", "base.yaml")


def test_mappings_merge_and_lists_are_replaced() -> None:
    changes = read_document_text("# new\na: {c: [9], e: {f: 2}}\n", "changes.yaml")
    merged = BASE.merged_with(changes)
    assert merged.data == {"a": {"b": 1, "c": [9], "e": {"f": 2}}, "d": "x"}
    assert list(merged.data["a"]) == ["b", "c", "e"]
    assert BASE.data["a"]["c"] == [1, 2, 3]


def test_every_part_keeps_its_place() -> None:
    changes = read_document_text("# new\na: {c: [9], e: {f: 2}}\n", "changes.yaml")
    merged = BASE.merged_with(changes)
    assert merged.mark(("a", "b")).file == "base.yaml"
    assert merged.mark(("d",)).file == "base.yaml"
    for path in (("a", "c"), ("a", "c", 0), ("a", "e", "f")):
        assert (merged.mark(path).file, merged.mark(path).line) == ("changes.yaml", 2)
    assert ("a", "c", 1) not in merged.values
    assert merged.fault(("a", "missing"), "wrong").file == "changes.yaml"


def test_a_part_can_be_left_out() -> None:
    short = BASE.without(("a", "c"))
    assert short.data == {"a": {"b": 1}, "d": "x"}
    assert BASE.data["a"]["c"] == [1, 2, 3]
    assert ("a", "c", 1) not in short.values
    assert short.mark(("a", "b")) == BASE.mark(("a", "b"))
    assert BASE.without(("a", "nothing")) is BASE
    assert BASE.without(("d", "x", "y")) is BASE
    assert BASE.without(("d",)).data == {"a": BASE.data["a"]}


def test_scalars_replace_mappings_and_the_other_way_round() -> None:
    changes = read_document_text("a: 5\nd: {x: 1}\n", "changes.yaml")
    assert BASE.merged_with(changes).data == {"a": 5, "d": {"x": 1}}
    assert ("a", "b") not in BASE.merged_with(changes).values


def test_a_part_reports_faults_under_its_full_path() -> None:
    part = BASE.under(("a",))
    assert part.data == {"b": 1, "c": [1, 2, 3]}
    fault = part.fault(("c", 1), "wrong")
    assert str(fault) == "base.yaml:1:18: a.c[2]: wrong"


def test_paths_in_print() -> None:
    assert path_text(("dated_launches", 1, "due")) == "dated_launches[2].due"
    assert path_text(()) == "(top)"


def test_data_without_a_file_has_places_too() -> None:
    document = unmarked_document({"a": {"b": [1]}}, "given")
    assert str(document.fault(("a", "b", 0), "wrong")) == "given:1:1: a.b[1]: wrong"
    assert str(document.fault(("a", "c"), "wrong")) == "given:1:1: a: wrong"
