"""What the accessibility checker says about a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.browser.chromium import axe_script

if TYPE_CHECKING:
    from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PHONE = {"width": 390, "height": 844}


def violations(page: Page) -> list[Any]:
    """Check a page as it stands: rule, gravity, and the first places."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(axe_script())
    found: list[Any] = page.evaluate(
        "(tags) => axe.run(document, { runOnly: tags })"
        ".then((said) => said.violations.map((one) => [one.id, one.impact,"
        " one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160))]))",
        TAGS,
    )
    return found


def violations_everywhere(page: Page) -> list[Any]:
    """Check a page in light and dark, on a desk and on a phone, with all its details open."""
    found, desk = [], page.viewport_size
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    for theme in ("light", "dark"):
        if page.evaluate("document.documentElement.dataset.theme") != theme:
            page.get_by_role("button", name="Dark").click()
        for size in (desk, PHONE):
            assert size is not None
            page.set_viewport_size(size)  # type: ignore[arg-type]
            found += [(theme, size["width"], *one) for one in violations(page)]
        page.set_viewport_size(desk)  # type: ignore[arg-type]
    return found
