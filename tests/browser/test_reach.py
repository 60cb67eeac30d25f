"""Everybody can use the pages: by keyboard, on a phone, in light and dark, with a screen reader."""

from __future__ import annotations

import pytest

from tests.browser.accessibility import violations_everywhere
from tests.browser.addresses import PAIR, address
from tests.browser.conftest import Open
from tests.browser.test_compare_page import DONE

READY = {
    "compare": DONE,
    "explain": "[data-picture=why] svg",
    "replay": ".stage canvas",
    "surge": ".asking",
    "plan": ".asking",
    "sweep": ".asking",
}
_FOCUSED = "() => document.activeElement.innerText || document.activeElement.id"


def test_keyboard_alone_reaches_pages_and_controls(open_page: Open) -> None:
    page = open_page(address("compare"))
    page.wait_for_selector(DONE)
    page.keyboard.press("Tab")
    assert page.evaluate(_FOCUSED) == "Skip to the answer"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "answer"
    page.locator("#preset").focus()
    seen = set()
    for _ in range(25):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.id"))
        width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        if page.evaluate("document.activeElement.matches('button, summary, input[type=range]')"):
            assert width >= 2, "focus is not visible"
    assert "control-demand" in seen
    page.get_by_role("link", name="Surge").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Surge").wait_for()
    page.go_back()
    page.get_by_role("heading", level=1, name="Compare").wait_for()


@pytest.mark.parametrize("name", READY)
def test_phone_shows_everything_without_sideways_scrolling(open_page: Open, name: str) -> None:
    page = open_page(address(name, pair=list(PAIR)), width=390, height=844)
    page.wait_for_selector(READY[name])
    tab = page.evaluate(
        "(({ left, right }) => [left, right])"
        "(document.querySelector('.top nav [aria-current]').getBoundingClientRect())"
    )
    assert tab[0] >= 0 and tab[1] <= 390, "the tab of the open page is in sight"
    page.locator(".assumptions > summary").click()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    small = page.evaluate(
        "[...document.querySelectorAll('button, select, summary, nav a')]"
        ".filter((one) => one.offsetParent && one.getBoundingClientRect().height < 24)"
        ".map((one) => one.outerHTML.slice(0, 80))"
    )
    assert small == [], "targets are 24 pixels high or more (WCAG 2.5.8)"
    page.evaluate("document.querySelectorAll('.under details').forEach((one) => (one.open = true))")
    wide = page.evaluate(
        "[...document.querySelectorAll('.scroll')]"
        ".filter((one) => one.scrollWidth > one.clientWidth)"
        ".map((one) => one.getAttribute('aria-label'))"
    )
    assert wide == [], "tables fit, too"


CUT = """() => {
    const pen = document.createElement("canvas").getContext("2d");
    const isChoiceCut = (one) => {
        const style = getComputedStyle(one);
        pen.font = style.font;
        const inside = one.clientWidth - 2 * parseFloat(style.paddingLeft);
        return pen.measureText(one.selectedOptions[0].textContent).width > inside;
    };
    const isOutside = (one) => {
        const text = one.getBoundingClientRect();
        const all = one.ownerSVGElement.getBoundingClientRect();
        return text.left < all.left - 1 || text.right > all.right + 1;
    };
    const tabs = document.querySelector(".top nav");
    return [
        ...[...document.querySelectorAll(".side select")].filter(isChoiceCut),
        ...[...document.querySelectorAll("figure.picture svg text")].filter(
            (one) => isOutside(one) || one.textContent.includes("…")),
        ...(tabs.scrollWidth > tabs.clientWidth ? [tabs] : []),
    ].map((one) => one.textContent);
}"""


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", ["compare", "explain"])
def test_no_word_is_cut(open_page: Open, name: str, width: int) -> None:
    page = open_page(address(name, pair=list(PAIR), precision="as written"), width=width)
    page.wait_for_selector(READY[name])
    page.evaluate("document.querySelectorAll('.side details').forEach((one) => (one.open = true))")
    assert page.evaluate(CUT) == []


@pytest.mark.parametrize("name", READY)
def test_axe_finds_nothing(open_page: Open, name: str) -> None:
    page = open_page(address(name, pair=list(PAIR)))
    page.wait_for_selector(READY[name])
    assert violations_everywhere(page) == []
