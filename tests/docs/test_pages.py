"""Every page can be found from docs/README.md, and no link leads nowhere."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from docs.making.form_tables import anchor
from tests.docs.markdown_blocks import ROOT, blocks_of, pages

_LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")
_HEADING = re.compile(r"#+ (.+)")


def _prose(page: Path) -> str:
    """The page without its fenced blocks."""
    lines = page.read_text(encoding="utf-8").splitlines()
    for block in reversed(blocks_of(page)):
        del lines[block.line - 1 : block.line + len(block.lines) + 1]
    return "\n".join(lines)


def _anchors(page: Path) -> set[str]:
    headings = (_HEADING.fullmatch(line) for line in _prose(page).splitlines())
    return {anchor(heading[1].replace("`", "")) for heading in headings if heading}


def test_every_page_is_linked_from_the_list() -> None:
    folder = ROOT / "docs"
    linked = {
        (folder / link.split("#")[0]).resolve()
        for link in _LINK.findall((folder / "README.md").read_text(encoding="utf-8"))
    }
    missing = [page.name for page in folder.rglob("*.md") if page.resolve() not in linked]
    assert missing in ([], ["README.md"]), f"add them to docs/README.md: {missing}"


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for link in _LINK.findall(_prose(page)):
        file, _, heading = link.partition("#")
        if link.startswith(("http://", "https://", "mailto:")):
            continue
        target = (page.parent / file).resolve() if file else page
        if not target.exists() or (heading and heading not in _anchors(target)):
            broken.append(link)
    assert not broken


_ITEM = re.compile(r"(- |\d+\. )")
_SWALLOWED = re.compile(r"[.;] \d+\.(?:$| (?=[*A-Z]))")


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_items_of_lists_stand_on_lines_of_their_own(page: Path) -> None:
    """A number inside a line is text; a list directly below a paragraph is part of it."""
    lines = _prose(page).splitlines()
    inside = [line for line in lines if _SWALLOWED.search(line)]
    below = [
        line
        for before, line in pairwise(lines)
        if _ITEM.match(line) and before.strip() and not before.startswith((" ", "#"))
        if not _ITEM.match(before)
    ]
    assert (inside, below) == ([], [])


def test_the_readme_leads_to_the_list() -> None:
    assert "docs/README.md" in _LINK.findall(_prose(ROOT / "README.md"))


def test_pages_name_no_address_of_a_package_index_and_no_path_of_a_machine() -> None:
    machine = re.compile(r"(?<![\w.])/(home|root|work|Users)/|pypi\.|/simple\b")
    found = [
        (page.name, match[0])
        for page in pages()
        for match in machine.finditer(page.read_text(encoding="utf-8"))
    ]
    assert not found
