"""Everything that the docs tell a reader to do is done, page by page, in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.markdown_blocks import ROOT, Block, blocks_of, commands_of, pages
from tests.docs.shown_output import renewed, still_appears
from tests.docs.workspace import Workspace

RUNNABLE = ("console", "python")
LANGUAGES = (*RUNNABLE, "yaml", "csv", "json", "text", "py", "diff", "")
"""A command in any other kind of block would not be run."""


def _has_something_to_run(page: Path) -> bool:
    return any(block.language in RUNNABLE for block in blocks_of(page))


@pytest.mark.parametrize(
    "page",
    [page for page in pages() if _has_something_to_run(page)],
    ids=lambda page: str(page.relative_to(ROOT)),
)
def test_what_a_page_tells_to_do_works(page: Path, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    blocks = blocks_of(page)
    faults: list[str] = []
    for number, block in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        faults += workspace.run(block, following)
    assert not faults, "\n\n".join(faults)


def test_every_block_is_of_a_kind_that_is_run_or_is_no_command() -> None:
    others = [
        f"{block.place}: {block.language}"
        for page in pages()
        for block in blocks_of(page)
        if block.language not in LANGUAGES
    ]
    assert not others, f"write commands as ```console with `$ ...`: {others}"


def test_the_tutorial_and_the_readme_are_among_the_pages_that_run() -> None:
    running = {page.name for page in pages() if _has_something_to_run(page)}
    assert {"README.md", "tutorial.md"} <= running


def _page(tmp_path: Path, text: str) -> list[Block]:
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")
    return blocks_of(page)


def test_blocks_and_commands_are_found(tmp_path: Path) -> None:
    saved, console = _page(
        tmp_path,
        "```yaml study.yaml\nname: a\n```\n\nText.\n\n"
        "```console exit=2\n$ one \\\n  more\nout\n$ two\n```\n",
    )
    assert (saved.language, saved.file, saved.text) == ("yaml", "study.yaml", "name: a\n")
    assert console.status == 2 and console.line == 7
    first, second = commands_of(console)
    assert (first.line, first.text, first.shown) == (8, "one \\\n  more", ("out",))
    assert (second.text, second.shown) == ("two", ())


def test_output_without_a_command_is_a_fault(tmp_path: Path) -> None:
    (block,) = _page(tmp_path, "```console\nmom-sim compare scenarios/minimal.yaml\n```\n")
    with pytest.raises(ValueError, match="starts with a command"):
        commands_of(block)


@pytest.mark.parametrize(
    ("shown", "fits"),
    [
        (["a 1", "b 2", "c 3"], True),
        (["a 1", "..."], True),
        (["...", "b 2", "..."], True),
        (["a ...", "...", "c 3"], True),
        (["a 1", "c 3"], False),
        (["...", "c 3", "b 2", "..."], False),
        (["...", "b 9", "..."], False),
        (["a 1"], False),
    ],
)
def test_shown_lines_have_to_appear_in_order(shown: list[str], fits: bool) -> None:
    assert still_appears(shown, "a 1\nb 2  \nc 3\n\n") is fits


def test_output_is_renewed_within_its_gaps() -> None:
    printed = "head\nmean 4.2 days\nother\nlast 7\n"
    assert renewed(["head", "...", "mean 3.1 days", "..."], printed) == [
        "head",
        "...",
        "mean 4.2 days",
        "...",
    ]
    assert renewed(["...", "last 6"], printed) == ["...", "last 7"]


def test_a_command_that_fails_and_one_that_prints_something_else_are_found(tmp_path: Path) -> None:
    console = (
        "```console\n$ mom-sim validate nowhere.yaml\n$ echo one\ntwo\n$ echo three\nthree\n```\n"
    )
    (tmp_path / "in").mkdir()
    page = ROOT / "docs" / "README.md"
    (block,) = _page(tmp_path, console)
    block = Block(page, block.line, block.language, block.words, block.lines)
    faults = Workspace(tmp_path / "in").run(block, None)
    assert [fault.splitlines()[1].split(" (")[0] for fault in faults] == [
        "ended with 2, not 0:",
        "prints something else than the page shows",
    ]
