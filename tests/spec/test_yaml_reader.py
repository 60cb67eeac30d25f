"""Reading YAML: what a value becomes, where it stands, and what is guarded against."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mom_sim.errors import ScenarioError
from mom_sim.scenario.marked_document import Mark
from mom_sim.scenario.yaml_reader import (
    DEEPEST_NESTING,
    LARGEST_FILE,
    MOST_ALIASED_NODES,
    read_document,
    read_document_text,
)


def value_of(text: str) -> object:
    return read_document_text(f"key: {text}\n", "file.yaml").data["key"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        ("-3", -3),
        ("0.5", 0.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("true", True),
        ("FALSE", False),
        # What YAML 1.1 would turn into something else stays text.
        ("no", "no"),
        ("on", "on"),
        ("Yes", "Yes"),
        ("off", "off"),
        ("y", "y"),
        ("10:00", "10:00"),
        ("2026-01-05", "2026-01-05"),
        ("2026-01-05 10:00:00", "2026-01-05 10:00:00"),
        ("010", "010"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("+25%", "+25%"),
        ('"3"', "3"),
        ("'true'", "true"),
        ('""', ""),
        ("[1, a]", [1, "a"]),
        ("{a: {}}", {"a": {}}),
        ("|\n  two\n  lines", "two\nlines\n"),
    ],
)
def test_value(text: str, value: object) -> None:
    read = value_of(text)
    assert read == value
    assert type(read) is type(value)


def test_places_of_keys_and_values() -> None:
    document = read_document_text("a: 1\nb:\n  c: [x, {d: 2}]\n", "file.yaml")
    assert document.mark(("a",)) == Mark("file.yaml", 1, 4)
    assert document.key_mark(("b",)) == Mark("file.yaml", 2, 1)
    assert document.mark(("b", "c", 0)) == Mark("file.yaml", 3, 7)
    assert document.mark(("b", "c", 1, "d")) == Mark("file.yaml", 3, 14)
    # What is left out is where it belongs: at the key of the part around it.
    assert document.mark(("b", "e")) == Mark("file.yaml", 2, 1)
    assert document.mark(("f",)) == Mark("file.yaml", 1, 1)


def test_columns_count_characters_not_bytes() -> None:
    document = read_document_text("größe: {süd: 1}\n", "file.yaml")
    assert document.mark(("größe", "süd")).column == 14


def test_an_alias_is_read_as_if_written_out() -> None:
    document = read_document_text("a: &x {n: [1, 2]}\nb: *x\nc: [*x, *x]\n", "file.yaml")
    assert document.data["b"] == document.data["a"]
    assert document.data["c"] == [document.data["a"]] * 2
    assert document.data["b"] is not document.data["a"]
    assert document.mark(("b", "n", 1)) == document.mark(("a", "n", 1))


def test_all_faults_of_the_yaml_are_reported_at_once() -> None:
    with pytest.raises(ScenarioError) as caught:
        read_document_text("a: 1\na: 2\nb: !!int 3\nc:\nd: .nan\n", "file.yaml")
    assert [fault.line for fault in caught.value.faults] == [2, 3, 4, 5]


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")])
def test_nesting_is_limited(opening: str, closing: str) -> None:
    levels = DEEPEST_NESTING - 1
    value_of(opening * levels + "1" + closing * levels)
    for many in (DEEPEST_NESTING, 5_000, 200_000):
        with pytest.raises(ScenarioError, match=r"nested deeper|not closed"):
            value_of(opening * many + "1" + closing * many)


def test_nesting_by_aliases_is_limited() -> None:
    lines = ["a0: &a0 [1]"]
    for number in range(1, 100):
        lines.append(f"a{number}: &a{number} {'[' * 40}*a{number - 1}{']' * 40}")
    with pytest.raises(ScenarioError, match="nested deeper"):
        read_document_text("\n".join(lines), "file.yaml")


def test_aliases_may_add_a_limited_number_of_values() -> None:
    base = f"a: &a [{', '.join('x' * 999)}]\n"
    copies = MOST_ALIASED_NODES // 1000
    read_document_text(base + f"b: [{', '.join(['*a'] * copies)}]\n", "file.yaml")
    with pytest.raises(ScenarioError, match="aliases"):
        read_document_text(base + f"b: [{', '.join(['*a'] * (copies + 1))}]\n", "file.yaml")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="cannot be read") as caught:
        read_document(tmp_path / "missing.yaml")
    assert caught.value.faults[0].line == 1
    with pytest.raises(ScenarioError, match="this is a folder; name a scenario file in it"):
        read_document(tmp_path)
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("name: x\nunits: [S\u00fcd]\n".encode("latin-1"))
    with pytest.raises(ScenarioError, match="UTF-8") as caught:
        read_document(latin)
    assert (caught.value.faults[0].line, caught.value.faults[0].column) == (2, 10)
    wide = tmp_path / "wide.yaml"
    wide.write_text("name: x\n", encoding="utf-16")
    with pytest.raises(ScenarioError, match="UTF-8"):
        read_document(wide)
    large = tmp_path / "large.yaml"
    large.write_text("# " + "x" * LARGEST_FILE, encoding="utf-8")
    with pytest.raises(ScenarioError, match="larger than 2 MB"):
        read_document(large)
    with pytest.raises(ScenarioError, match="larger than 2 MB"):
        read_document_text("# " + "x" * LARGEST_FILE, "text.yaml")


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "marked.yaml"
    path.write_text("name: x\n", encoding="utf-8-sig")
    assert read_document(path).data == {"name": "x"}
    assert read_document_text("\ufeffname: x\n", "text.yaml").data == {"name": "x"}


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        document = read_document_text(text, "file.yaml")
    except ScenarioError as error:
        assert all(fault.line >= 1 and fault.column >= 1 for fault in error.faults)
    else:
        assert isinstance(document.data, dict)


@given(st.text(alphabet="ab:{}[],()&*!\"'|>- \n#01.%", max_size=40))
def test_any_punctuation_is_read_or_refused(text: str) -> None:
    try:
        read_document_text(text, "file.yaml")
    except ScenarioError as error:
        assert str(error)


VALUES = st.recursive(
    st.one_of(st.integers(-(10**9), 10**9), st.booleans(), st.text("abc ü:#-", max_size=6)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text("abcü", min_size=1), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text("abcü", min_size=1, max_size=3), VALUES, min_size=1, max_size=4))
def test_what_is_printed_as_json_is_read_back(data: dict[str, object]) -> None:
    import json

    document = read_document_text(json.dumps(data, ensure_ascii=False), "file.yaml")
    assert document.data == data
