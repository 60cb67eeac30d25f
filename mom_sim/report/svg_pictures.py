"""A matplotlib figure as a piece of a page: SVG with text as text, the same bytes each time."""

from __future__ import annotations

import io
import re
import warnings
from html import escape
from typing import Any

from mom_sim.report.parts import Picture

_BEGINNING = re.compile(r"<svg\b[^>]*>", re.DOTALL)
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>|\s*<style type=\"text/css\">.*?</style>", re.S)
_NAMED = re.compile(r'\bid="([^"]*)"')
_USED = re.compile(r'(xlink:href="#|url\(#)([^")]*)')
_FONT = re.compile(r"font: (?:(italic|oblique) )?(?:(bold|\d+) )?([\d.]+)px [^;\"]*")
_COMMENT = re.compile(r"\s*<!--.*?-->", re.DOTALL)
_LONG = re.compile(r"(-?\d+\.\d{2})\d+")
_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "mom_sim",
    "text.parse_math": False,
    "font.family": ["DejaVu Sans"],
    "font.size": 9.0,
    "axes.labelsize": 9.0,
    "axes.unicode_minus": True,
    "hatch.linewidth": 0.6,
    "text.color": "0.13",
    "axes.labelcolor": "0.13",
    "xtick.labelcolor": "0.13",
    "ytick.labelcolor": "0.13",
    "path.simplify": True,
}


def svg_of(picture: Picture) -> str:
    """Draw a picture.

    Parameters
    ----------
    picture : Picture

    Returns
    -------
    str
        An ``svg`` element with a role, a title and a description; its ids begin with the picture's
        name, so that several may stand on one page.
    """
    import matplotlib
    from matplotlib.figure import Figure

    file = io.StringIO()
    with matplotlib.rc_context(), warnings.catch_warnings():
        # A name in another script is drawn by the reader's fonts, not by this one's.
        warnings.filterwarnings("ignore", message=".*[Gg]lyph.*missing from.*font.*")
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_SETTINGS)
        figure = Figure(figsize=picture.size, layout="constrained")
        picture.draw(figure)
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return _placed(file.getvalue(), picture)


def _placed(text: str, picture: Picture) -> str:
    beginning = _BEGINNING.search(text)
    assert beginning is not None
    body = text[beginning.end() : text.rindex("</svg>")]
    for pattern in (_METADATA, _COMMENT):
        body = pattern.sub("", body)
    used = {name for _, name in _USED.findall(body)}
    body = _NAMED.sub(
        lambda found: f'id="{picture.name}-{found[1]}"' if found[1] in used else "", body
    )
    body = _USED.sub(lambda found: f"{found[1]}{picture.name}-{found[2]}", body)
    body = _FONT.sub(_font, body)
    body = "\n".join(line.rstrip() for line in body.splitlines() if line.strip())
    body = _rounded(body).replace("<g >", "<g>")
    width, height = (72.0 * size for size in picture.size)
    label, about = f"{picture.name}-label", f"{picture.name}-about"
    return (
        f'<svg role="img" aria-labelledby="{label} {about}" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" xmlns="http://www.w3.org/2000/svg" '
        'xmlns:xlink="http://www.w3.org/1999/xlink">\n'
        f'<title id="{label}">{escape(picture.caption)}</title>\n'
        f'<desc id="{about}">{escape(picture.description)}</desc>\n'
        f"{body}\n</svg>"
    )


def _font(found: re.Match[str]) -> str:
    """The size alone: the page says which fonts, once."""
    style = f"; font-style: {found[1]}" if found[1] else ""
    weight = f"; font-weight: {found[2]}" if found[2] else ""
    return f"font-size: {found[3]}px{style}{weight}"


def _rounded(body: str) -> str:
    """Round coordinates to what a screen can show; what is written as text stays."""
    parts = re.split(r"(<text\b[^>]*>.*?</text>)", body, flags=re.DOTALL)
    return "".join(part if part.startswith("<text") else _LONG.sub(r"\1", part) for part in parts)
