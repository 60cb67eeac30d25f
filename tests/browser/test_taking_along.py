"""What goes with a page: its report, its terms in the address, its comparison when it is left."""

from __future__ import annotations

from urllib.parse import urlsplit

from tests.browser.addresses import LONG, SMALL, address, question_in
from tests.browser.conftest import Open
from tests.browser.paper import PAPER_MM, share_of_first_page
from tests.browser.test_compare_page import DONE, asked_by, set_slider

OUTSIDE = ["centralized", "outsourced"]


def test_report_of_a_page_is_whole_and_asks_for_nothing(open_page: Open) -> None:
    page = open_page(address("compare"))
    page.wait_for_selector(DONE)
    page.get_by_role("button", name="Make a report").click()
    link = page.get_by_role("link", name="Save the report (HTML)")
    link.wait_for()
    with page.expect_download() as saved:
        link.click()
    assert saved.value.suggested_filename == "report.html"
    path = saved.value.path()
    text = path.read_text(encoding="utf-8")
    assert text.rstrip().endswith("</html>")
    assert len(text.encode()) < 1_000_000
    assert "<script" not in text
    # Opened from a file: whatever it asked for beside itself would be noted here.
    asked: list[str] = []
    alone = page.context.new_page()
    alone.on("request", lambda request: asked.append(request.url))
    alone.set_content(text)
    assert [one for one in asked if urlsplit(one).scheme in ("http", "https", "file")] == []
    assert "Two regions" in alone.title()
    pictures = alone.locator("figure svg")
    assert pictures.count() >= 5
    assert alone.locator("table").count() >= pictures.count()
    alone.set_viewport_size({"width": 1280, "height": 900})
    hidden = "[...document.querySelectorAll('.scroll')].filter((one) => one.scrollWidth > {})"
    assert alone.evaluate(f"{hidden.format('one.clientWidth')}.length") == 0, "columns are hidden"
    assert alone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for paper in PAPER_MM:
        assert share_of_first_page(alone, paper) < 1.0, "the page in plain words is one page"


def test_a_report_is_not_offered_for_a_question_that_it_is_not_about(open_page: Open) -> None:
    page = open_page(address("compare"))
    page.wait_for_selector(DONE)
    page.get_by_role("button", name="Make a report").click()
    link = page.get_by_role("link", name="Save the report (HTML)")
    link.wait_for()
    downloads = page.get_by_label("Downloads")
    assert "before" not in downloads.inner_text()
    set_slider(page, 1.3)
    page.get_by_text("The report is about the question before").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("The report is about the question before").wait_for(state="detached")
    assert link.is_visible()


def test_terms_switch_puts_who_buys_on_an_equal_budget_and_stands_in_the_address(
    open_page: Open,
) -> None:
    page = open_page(address("compare", yaml=SMALL, file="small.yaml", models=OUTSIDE))
    page.wait_for_selector(DONE)
    names = page.locator(".card h2")
    buying = page.locator(".card", has_text="Bought outside")
    assert buying.locator("h2").all_inner_texts() == ["Outsourced"]
    assert "on top of the budget" in buying.inner_text()
    assert "equal budget" not in " ".join(names.all_inner_texts())
    page.locator("summary", has_text="Organization").click()
    page.get_by_label("All models have").select_option("equal_budget")
    page.wait_for_selector(".card h2:has-text('Outsourced, equal budget')")
    page.wait_for_selector(DONE)
    assert question_in(page.url)["settings"] == {"terms": "equal_budget"}
    assert [name for name in names.all_inner_texts() if "equal budget" in name] == [
        "Outsourced, equal budget"
    ]
    assert "within the same budget" in buying.inner_text()
    page.get_by_role("button", name="Undo").click()
    page.wait_for_selector(".card h2:not(:has-text('equal budget')) >> text=Outsourced")


def test_nobody_is_called_the_best_before_the_last_answer(open_page: Open) -> None:
    page = open_page(address("compare", **LONG))
    page.wait_for_selector(".headline[data-phase=running]")
    page.wait_for_function(
        "() => Number(document.querySelector('.headline').dataset.replications) >= 4"
    )
    page.get_by_role("button", name="Stop here").click()
    page.wait_for_selector(".headline[data-phase=cancelled]")
    assert page.locator(".badge.best").count() == 0
    assert "being sharpened" not in page.locator("main").inner_text(), "nothing runs any more"
    finding = page.locator("[data-picture=time-to-launch] .finding").inner_text()
    assert "probability" not in finding


def test_a_page_that_is_left_ends_its_comparison(open_page: Open, server: str) -> None:
    page = open_page(address("compare", **LONG))
    bodies = asked_by(page)
    page.reload()
    page.wait_for_selector(".headline[data-phase=running]")
    client = bodies[-1]["client"]
    page.goto("about:blank")
    for _ in range(100):
        (job,) = page.request.get(f"{server}/api/jobs?client={client}").json()
        if job["status"] != "running":
            break
        page.wait_for_timeout(100)
    assert job["status"] == "cancelled"
