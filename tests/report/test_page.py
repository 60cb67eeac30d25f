"""The page as a file: whole HTML, nothing from outside, text as text, the same bytes each time."""

from __future__ import annotations

import re

import pytest
from lxml import etree, html  # type: ignore[import-untyped]

from mom_sim.experiments.comparison import Comparison
from mom_sim.report import make_report
from mom_sim.report.material import Result
from mom_sim.simulation import Study
from tests.report.small_results import NAME

MOST_BYTES = 1_000_000
SECTIONS = {
    *("time-to-launch", "causes", "flow", "utilization", "waiting", "bottlenecks", "cost"),
    *("differences", "surge", "twins", "map", "assumptions", "provenance"),
}


@pytest.fixture(scope="module")
def tree(page: str) -> html.HtmlElement:
    return html.document_fromstring(page)


def test_every_result_has_its_section(tree: html.HtmlElement) -> None:
    assert {one.get("id") for one in tree.iter("h2")} - {None} == SECTIONS
    links = {one.get("href").removeprefix("#") for one in tree.iter("a")}
    assert links == SECTIONS


def test_it_is_small_and_nothing_is_fetched_or_run(page: str, tree: html.HtmlElement) -> None:
    assert len(page.encode()) < MOST_BYTES
    assert not list(tree.iter("script", "link", "img", "iframe", "object", "embed"))
    assert not re.findall(r"url\((?!#)|@import|\bon[a-z]+=", page)
    outside = re.findall(r'(?:href|src)="(?!#)([^"]*)"', page)
    assert outside == []
    assert "default-src 'none'" in page


def test_names_are_text_in_the_page_and_in_its_pictures(page: str, tree: html.HtmlElement) -> None:
    assert "<script" not in page
    assert tree.findtext(".//h1") == NAME
    assert tree.findtext(".//title") == NAME
    titles = [one.text for one in tree.iter("{*}text", "text") if one.text and "$x^2$" in one.text]
    assert titles, "the title of the degradation curves has the name, its dollars as they are"


def test_every_picture_has_a_caption_a_text_alternative_and_numbers(
    tree: html.HtmlElement,
) -> None:
    figures = list(tree.iter("figure"))
    assert len(figures) >= 15
    for figure in figures:
        (drawing,) = figure.xpath(".//svg")
        names = drawing.get("aria-labelledby").split()
        texts = [figure.xpath(f".//*[@id='{name}']")[0].text for name in names]
        caption = figure.xpath("./div[1]/p[@class='caption']")[0].text
        assert drawing.get("role") == "img"
        assert texts[0] == caption and caption.endswith(".") and len(texts[1]) > 50
        rows = figure.xpath(".//tbody/tr")
        assert rows, caption
        assert figure.xpath(".//thead//th[@scope='col']") and figure.xpath(".//th[@scope='row']")


def test_ids_are_there_once_and_what_they_are_used_for_is_there(page: str) -> None:
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    used = re.findall(r'(?:xlink:href|href)="#([^"]+)"|url\(#([^)]+)\)', page)
    assert {a or b for a, b in used} <= set(ids)


def test_pictures_are_well_formed(page: str) -> None:
    for picture in re.findall(r"<svg.*?</svg>", page, flags=re.DOTALL):
        etree.fromstring(picture.encode())
        assert "<metadata" not in picture and "<!--" not in picture


def test_the_same_results_are_the_same_bytes(
    ran: tuple[Study, list[Result]], comparison: Comparison
) -> None:
    study, _ = ran
    first = make_report(comparison, study=study)
    assert make_report(comparison, study=study) == first
    assert not re.search(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}T", first)


def test_no_text_is_missing_a_number(page: str) -> None:
    shown = re.sub(r"<style.*?</style>", "", page, flags=re.DOTALL)
    assert not re.findall(r"\b(?:nan|None|inf)\b", shown)
