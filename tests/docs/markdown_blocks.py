"""Fenced blocks of a Markdown page: what the docs show, for the tests to run.

The first word after the fence is the language. Further words mean something here:

- a file name (``yaml my_study.yaml``): the reader saves the block under that name;
- ``exit=2``: the commands of a ``console`` block end with that status, not with 0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]

_FENCE = re.compile(r"(?P<fence>`{3,})(?P<info>[^`]*)")


@dataclass(frozen=True)
class Block:
    """One fenced block.

    Attributes
    ----------
    page : Path
    line : int
        Of the opening fence, from 1.
    language : str
    words : tuple of str
        What follows the language.
    lines : tuple of str
        Without the fences.
    """

    page: Path
    line: int
    language: str
    words: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "".join(f"{line}\n" for line in self.lines)

    @property
    def file(self) -> str | None:
        return next((word for word in self.words if "." in word), None)

    @property
    def status(self) -> int:
        stated = [word.removeprefix("exit=") for word in self.words if word.startswith("exit=")]
        return int(stated[0]) if stated else 0

    @property
    def place(self) -> str:
        inside = self.page.is_relative_to(ROOT)
        return f"{self.page.relative_to(ROOT) if inside else self.page.name}:{self.line}"


@dataclass(frozen=True)
class Command:
    """A command of a ``console`` block and the output that the page shows for it.

    Attributes
    ----------
    line : int
        Of the command in the page, from 1.
    text : str
        What the shell gets.
    shown : tuple of str
        Output; empty where the page shows none.
    """

    line: int
    text: str
    shown: tuple[str, ...]


def pages() -> list[Path]:
    """README and every page of docs/."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks_of(page: Path) -> list[Block]:
    """Read the fenced blocks of a page, in order."""
    blocks: list[Block] = []
    opened: tuple[str, int, str] | None = None
    lines: list[str] = []
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
        fence = _FENCE.fullmatch(line)
        if opened is None:
            if fence:
                opened, lines = (fence["fence"], number, fence["info"]), []
        elif fence and fence["fence"] == opened[0] and not fence["info"].strip():
            language, *words = opened[2].split() or [""]
            blocks.append(Block(page, opened[1], language, tuple(words), tuple(lines)))
            opened = None
        else:
            lines.append(line)
    if opened is not None:
        raise ValueError(f"{page}:{opened[1]}: this block is never closed")
    return blocks


def commands_of(block: Block) -> list[Command]:
    """Split a ``console`` block at its prompts; a backslash goes on in the next line."""
    commands: list[Command] = []
    goes_on = False
    for number, line in enumerate(block.lines, start=block.line + 1):
        if goes_on:
            last = commands.pop()
            commands.append(Command(last.line, f"{last.text}\n{line}", ()))
        elif line.startswith("$ "):
            commands.append(Command(number, line.removeprefix("$ "), ()))
        elif not commands:
            raise ValueError(f"{block.place}: a console block starts with a command, `$ ...`")
        else:
            last = commands.pop()
            commands.append(Command(last.line, last.text, (*last.shown, line)))
            continue
        goes_on = line.endswith("\\")
    return commands
