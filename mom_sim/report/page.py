"""Sections as one HTML page: no script, nothing from outside, every text escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files

from mom_sim.plot.wording import shown_text
from mom_sim.report.parts import Bullets, Code, Paragraph, Part, Picture, Section, Table
from mom_sim.report.svg_pictures import svg_of

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What a browser is told to refuse: everything but the page's own styles."""


def page_of(title: str, about: str, sections: Sequence[Section], footer: str) -> str:
    """Write the page.

    Parameters
    ----------
    title, about : str
        The heading and the line under it.
    sections : sequence of Section
        The first one is the page in plain words, before the table of contents.
    footer : str

    Returns
    -------
    str
    """
    style = files("mom_sim.report").joinpath("style.css").read_text(encoding="utf-8")
    first, *rest = sections
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{_text(title)}</title>",
        f"<style>\n{style}</style>",
        "</head>",
        "<body>",
        f'<header><h1>{_text(title)}</h1><p class="about">{_text(about)}</p></header>',
        "<main>",
        '<section class="first">',
        *(line for part in first.parts for line in _part(part)),
        "</section>",
        *_contents(rest),
        *(line for section in rest for line in _section(section)),
        "</main>",
        f"<footer><p>{_text(footer)}</p></footer>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _contents(sections: Sequence[Section]) -> Iterator[str]:
    if not sections:
        return
    yield '<nav aria-label="Contents"><h2>Contents</h2><ol>'
    for one in sections:
        yield f'<li><a href="#{one.name}">{_text(one.title)}</a></li>'
    yield "</ol></nav>"


def _section(section: Section) -> Iterator[str]:
    page = ' class="page"' if section.starts_page else ""
    yield f'<section aria-labelledby="{section.name}">'
    yield f'<h2 id="{section.name}"{page}>{_text(section.title)}</h2>'
    for part in section.parts:
        yield from _part(part)
    yield "</section>"


def _part(part: Part) -> Iterator[str]:
    if isinstance(part, Paragraph):
        kind = f' class="{part.kind}"' if part.kind else ""
        yield f"<p{kind}>{_text(part.text)}</p>"
    elif isinstance(part, Bullets):
        yield "<ul>"
        yield from (f"<li>{_text(item)}</li>" for item in part.items)
        yield "</ul>"
    elif isinstance(part, Code):
        yield f"<p><code>{_text(part.text)}</code></p>"
    elif isinstance(part, Table):
        yield from _table(part)
    elif isinstance(part, Picture):
        yield f'<figure id="figure-{part.name}" aria-label="{_text(part.caption)}">'
        yield '<div class="told">'
        yield f'<p class="caption">{_text(part.caption)}</p>'
        yield f'<div class="drawing" tabindex="0">{svg_of(part)}</div></div>'
        for table in part.tables:
            yield from _table(table)
        yield "</figure>"
    else:
        yield f"<h3>{_text(part.text)}</h3>"


def _table(table: Table) -> Iterator[str]:
    kind = ' class="fixed"' if table.widths else ""
    yield f'<div class="scroll" tabindex="0"><table{kind}>'
    if table.title:
        yield f"<caption>{_text(table.title)}</caption>"
    if table.widths:
        columns = "".join(f'<col style="width:{width}%">' for width in table.widths)
        yield f"<colgroup>{columns}</colgroup>"
    kinds = [' class="word"' if at in table.words else "" for at in range(len(table.titles))]
    kinds[0] = ' class="word"'
    head = "".join(
        f'<th scope="col"{kind}>{_text(title)}</th>'
        for title, kind in zip(table.titles, kinds, strict=True)
    )
    yield f"<thead><tr>{head}</tr></thead><tbody>"
    for row in table.rows:
        cells = "".join(
            f"<td{kind}>{_text(cell)}</td>" for cell, kind in zip(row[1:], kinds[1:], strict=True)
        )
        yield f'<tr><th scope="row">{_text(row[0])}</th>{cells}</tr>'
    yield "</tbody></table></div>"
    for note in dict.fromkeys(table.notes):
        yield f'<p class="note">{_text(note)}</p>'


def _text(text: str) -> str:
    return escape(shown_text(text))
