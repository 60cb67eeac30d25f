"""Plain text tables that keep to the width: what does not fit beside goes below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mom_sim.cli.printing import LINE_WIDTH, clean

_GAP = "  "
_WIDE_GAP = "   "


@dataclass(frozen=True)
class Group:
    """Columns that stay together under one title.

    Attributes
    ----------
    titles : tuple of str
        Lines above, such as the figure's name and its unit.
    heads : tuple of str
        Head of each column; empty texts where the titles say it all.
    cells : tuple of tuple of str, shape (rows, columns)
    """

    titles: tuple[str, ...]
    heads: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]


def table_text(first: str, labels: Sequence[str], groups: Sequence[Group]) -> str:
    """Draw a table whose rows have labels.

    Parameters
    ----------
    first : str
        Head of the labels.
    labels : sequence of str
    groups : sequence of Group

    Returns
    -------
    str
        Lines of at most `LINE_WIDTH` columns. If the groups do not fit beside each other, several
        tables with the same labels and an empty line between them. A single group that is too wide
        is drawn as it is.
    """
    names = [clean(label) for label in labels]
    label_width = max(map(display_width, (first, *names)), default=0)
    blocks = [_Block(group) for group in groups]
    tables = []
    for row in _packed(blocks, LINE_WIDTH - label_width):
        tables.append("\n".join(_drawn(first, names, label_width, row)))
    return "\n\n".join(tables)


def display_width(text: str) -> int:
    """Columns that a text takes in a terminal."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def padded(text: str, width: int) -> str:
    """Fill a text up with spaces at its end."""
    return text + " " * (width - display_width(text))


class _Block:
    """A group with the widths of its columns."""

    def __init__(self, group: Group) -> None:
        self.group = group
        columns = range(len(group.heads))
        self.widths = [
            max(display_width(cell) for cell in (group.heads[column], *_column(group, column)))
            for column in columns
        ]
        missing = max(map(display_width, group.titles), default=0) - self.width
        if missing > 0:
            self.widths[-1] += missing

    @property
    def width(self) -> int:
        return sum(self.widths) + len(_GAP) * (len(self.widths) - 1)

    def line(self, cells: Sequence[str]) -> str:
        return _GAP.join(
            padded(cell, width) for cell, width in zip(cells, self.widths, strict=True)
        )


def _column(group: Group, column: int) -> Iterator[str]:
    return (row[column] for row in group.cells)


def _packed(blocks: Sequence[_Block], room: int) -> list[list[_Block]]:
    rows: list[list[_Block]] = []
    used = 0
    for block in blocks:
        needed = len(_WIDE_GAP) + block.width
        if not rows or used + needed > room:
            rows.append([])
            used = 0
        rows[-1].append(block)
        used += needed
    return rows


def _drawn(
    first: str, names: Sequence[str], label_width: int, blocks: Sequence[_Block]
) -> Iterator[str]:
    height = max(len(block.group.titles) for block in blocks)
    has_heads = any(head for block in blocks for head in block.group.heads)
    for level in range(height):
        label = first if level == height - 1 and not has_heads else ""
        titles = [padded(_title(block.group, level), block.width) for block in blocks]
        yield _joined(padded(label, label_width), titles)
    if has_heads:
        yield _joined(
            padded(first, label_width), [block.line(block.group.heads) for block in blocks]
        )
    yield _joined("-" * label_width, ["-" * block.width for block in blocks])
    for position, name in enumerate(names):
        cells = [block.line(block.group.cells[position]) for block in blocks]
        yield _joined(padded(name, label_width), cells)


def _title(group: Group, level: int) -> str:
    return group.titles[level] if level < len(group.titles) else ""


def _joined(label: str, parts: Sequence[str]) -> str:
    return _WIDE_GAP.join((label, *parts)).rstrip()
