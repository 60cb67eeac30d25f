"""Where on paper the first part of a report ends."""

from __future__ import annotations

from playwright.sync_api import Page

_PIXELS_AN_INCH = 96.0
_MM_AN_INCH = 25.4
_MARGINS_MM = (32.0, 22.0)
"""Left and right, top and bottom, as the report's style has them for the first page."""

PAPER_MM = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}


def share_of_first_page(page: Page, paper: str) -> float:
    """How much of a sheet the page in plain words takes, 1.0 being all of it.

    Parameters
    ----------
    page : Page
        Has a report open.
    paper : str
        Of `PAPER_MM`.
    """
    pixels_a_mm = _PIXELS_AN_INCH / _MM_AN_INCH
    width, height = (
        (size - margin) * pixels_a_mm
        for size, margin in zip(PAPER_MM[paper], _MARGINS_MM, strict=True)
    )
    page.emulate_media(media="print")
    page.set_viewport_size({"width": int(width), "height": int(height)})
    bottom: float = page.locator(".first").evaluate("one => one.getBoundingClientRect().bottom")
    return bottom / height
