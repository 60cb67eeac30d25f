"""What a section is made of: words, tables, pictures. Text is text until the page is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; its kind is a class of the style sheet, such as ``lead``."""

    text: str
    kind: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading inside a section."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Code:
    """A line as it is typed."""

    text: str


@dataclass(frozen=True)
class Table:
    """Numbers or words in rows.

    Attributes
    ----------
    titles : tuple of str
        Of the columns, with units.
    rows : tuple of tuple of str
    words : tuple of int
        Columns that hold words; all others hold numbers, aligned at the right. The first one always
        names its row.
    notes : tuple of str
        Under the table, such as why a figure is missing.
    title : str
    widths : tuple of int, percent
        Of the columns, where long words shall break; by what they hold by default.
    """

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    title: str = ""
    widths: tuple[int, ...] = ()


def on_axes(draw: Callable[..., object], *what: Any, **how: Any) -> Callable[[Figure], object]:
    """Make of a function that draws on axes one that draws on a figure of one axes.

    Parameters
    ----------
    draw : callable
        Of `mom_sim.plot`.
    *what, **how : Any
        Given to it after the axes.

    Returns
    -------
    callable
    """

    def on_figure(figure: Figure) -> object:
        return draw(figure.subplots(), *what, **how)

    return on_figure


@dataclass(frozen=True)
class Picture:
    """A picture with what it says.

    Attributes
    ----------
    name : str
        Unique in the report; also of its links.
    draw : callable
        Draws on a figure.
    size : tuple of float, inches
    caption : str
        The finding, made from the numbers by rule.
    description : str
        What is drawn, for who cannot see it.
    tables : tuple of Table
        Its numbers.
    """

    name: str
    draw: Callable[[Figure], object]
    size: tuple[float, float]
    caption: str
    description: str
    tables: tuple[Table, ...] = ()


Part = Paragraph | Heading | Bullets | Code | Table | Picture


@dataclass(frozen=True)
class Section:
    """A part of the report with a title of its own."""

    name: str
    title: str
    parts: tuple[Part, ...]
    starts_page: bool = False


@dataclass
class Parts:
    """Parts of a section while they are gathered."""

    found: list[Part] = field(default_factory=list)

    def say(self, *sentences: str | None, kind: str = "") -> None:
        """Add a paragraph of the sentences that there are."""
        text = " ".join(one for one in sentences if one)
        if text:
            self.found.append(Paragraph(text, kind))

    def head(self, text: str) -> None:
        """Add a heading."""
        self.found.append(Heading(text))

    def list(self, items: Sequence[str]) -> None:
        """Add a list, if there is anything on it."""
        if items:
            self.found.append(Bullets(tuple(items)))

    def add(self, *parts: Part) -> None:
        """Add parts."""
        self.found += parts
