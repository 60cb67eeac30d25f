"""The Compare page in a real browser: what is asked, what is answered, and what cancels what."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.browser.addresses import LONG, PAIR, address, question_in
from tests.browser.conftest import Open

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request, Route

MEDIAN = "time_to_launch_p50_working_days"
DEMAND = "[id='control-demand']"
DONE = ".headline[data-phase=done]"
EVENING = "2026-01-05T18:00:00Z"


def means_of(page: Page) -> list[str]:
    """The large figures of the cards."""
    return page.locator(".card [data-figure=median]").all_inner_texts()


def asked_by(page: Page) -> list[dict[str, Any]]:
    """Bodies of the comparisons that a page asks for from now on."""
    bodies: list[dict[str, Any]] = []

    def take(request: Request) -> None:
        if request.method == "POST" and request.url.endswith("/api/compare"):
            bodies.append(json.loads(request.post_data or "{}"))

    page.on("request", take)
    return bodies


def set_slider(page: Page, value: float) -> None:
    """Move the slider of demand as a hand does: an input event for every value."""
    page.locator(DEMAND).evaluate(
        "(slider, value) => { slider.value = value;"
        " slider.dispatchEvent(new Event('input', { bubbles: true })); }",
        str(value),
    )


def test_answer_has_a_card_for_each_model_pictures_with_tables_and_a_sentence(
    open_page: Open,
) -> None:
    page = open_page(address("compare"))
    page.wait_for_selector(DONE)
    cards = page.locator(".card")
    assert [card.get_attribute("data-model") for card in cards.all()] == list(PAIR)
    assert len(page.locator(".headline .answer").inner_text()) > 20
    for card in cards.all():
        median = card.locator("[data-figure=median]").inner_text()
        ends = card.locator(".interval span").inner_text().split(" to ")
        assert {len(end.partition(".")[2]) for end in ends} == {len(median.partition(".")[2])}
    pictures = page.locator("figure.picture")
    assert pictures.count() == 4
    for picture in pictures.all():
        assert picture.locator(".drawing svg").count() == 1
        assert len(picture.locator(".finding").inner_text()) > 20
        picture.locator("summary").click()
        assert picture.locator("tbody tr").count() >= 1
    assert "Final answer" in page.get_by_test_id("spoken").inner_text()


def test_cards_of_all_models_stand_side_by_side_and_none_is_cut(open_page: Open) -> None:
    page = open_page(address("compare", models=None))
    page.wait_for_selector(DONE)
    cards = page.locator(".card")
    assert cards.count() == 7
    assert (
        len({card.evaluate("(card) => card.getBoundingClientRect().top") for card in cards.all()})
        == 1
    )
    cut = cards.evaluate_all(
        """(cards) => cards.flatMap((card) => {
            const inside = card.getBoundingClientRect().right - 1, text = document.createRange();
            return [...card.querySelectorAll("h2, .badge, .large, .interval, dt, dd, .where")]
                .filter((part) => {
                    text.selectNodeContents(part);
                    return [...text.getClientRects()].some((one) => one.right > inside);
                })
                .map((part) => part.textContent);
        })"""
    )
    assert cut == []


STOP_FROM_FOUR_ON = """() => {
    const headline = document.querySelector(".headline");
    const button = headline?.querySelector("button");
    if (button?.textContent !== "Stop here") return false;
    if (Number(headline.dataset.replications) < 4) return false;
    button.click();
    return true;
}"""


def test_answer_sharpens_until_it_is_final(open_page: Open) -> None:
    page = open_page(address("compare", **LONG))
    page.wait_for_function(STOP_FROM_FOUR_ON)  # by the page itself: the rest takes a second
    page.wait_for_selector(".headline[data-phase=cancelled]")
    assert "Stopped after" in page.locator(".sharpness").inner_text()


def test_slider_moves_by_keyboard_changes_the_answer_and_can_be_undone(open_page: Open) -> None:
    page = open_page(address("compare"))
    page.wait_for_selector(DONE)
    before = means_of(page)
    bodies = asked_by(page)
    slider = page.locator(DEMAND)
    slider.focus()
    page.clock.set_fixed_time(EVENING)  # one gesture, however long the presses take here
    for _ in range(8):
        slider.press("ArrowRight")
    wait_until(page, lambda: bodies[-1:] != [] and bodies[-1]["settings"] == {"demand": 1.4})
    page.wait_for_selector(DONE)
    after = means_of(page)
    assert after != before
    page.get_by_role("button", name="Undo").click()
    page.wait_for_function(
        "(was) => document.querySelector('.card strong').innerText === was", arg=before[0]
    )
    page.wait_for_selector(DONE)
    assert means_of(page) == before
    page.keyboard.press("Control+y")
    page.wait_for_function(
        "(was) => document.querySelector('.card strong').innerText === was", arg=after[0]
    )
    page.wait_for_selector(DONE)
    assert means_of(page) == after


def test_ten_quick_changes_end_in_the_last_one_and_cancel_the_others(
    open_page: Open, server: str
) -> None:
    page = open_page(address("compare"))
    page.wait_for_selector(DONE)
    bodies = asked_by(page)
    values = [1.1, 1.9, 1.2, 1.8, 1.3, 1.7, 1.4, 1.6, 1.5, 1.25]
    for value in values:
        set_slider(page, value)
        page.wait_for_timeout(90)  # slower than the page waits: every change is asked
    page.wait_for_timeout(300)
    page.wait_for_selector(DONE)
    assert bodies[-1]["settings"] == {"demand": values[-1]}
    assert len(bodies) > 1
    burst = means_of(page)
    client = bodies[-1]["client"]
    jobs = page.request.get(f"{server}/api/jobs?client={client}").json()
    of_burst = [job for job in jobs if job["kind"] == "compare"][: len(bodies)]
    assert of_burst[0]["status"] == "done"
    assert {job["status"] for job in of_burst[1:]} <= {"cancelled", "done"}
    alone = open_page(address("compare", settings={"demand": values[-1]}))
    alone.wait_for_selector(DONE)
    assert means_of(alone) == burst


def wait_until(page: Page, holds: Callable[[], bool]) -> None:
    """Let the page live until something holds that the page does not show."""
    for _ in range(1200):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it never came")


def held_back(page: Page, pattern: str) -> list[Route]:
    """Requests that get no answer until somebody lets them go on."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(pattern, hold)
    return held


def moved(page: Page, value: float) -> str:
    """Move the slider of demand, and wait for the question's job; its id."""
    with page.expect_response(lambda answer: answer.url.endswith("/api/compare")) as caught:
        set_slider(page, value)
    found: str = caught.value.json()["job"]
    return found


def test_an_older_question_that_ends_later_never_overwrites_a_newer_one(
    open_page: Open, server: str
) -> None:
    page = open_page(address("compare"))
    page.wait_for_selector(DONE)
    held = held_back(page, "**/api/jobs/*/result")
    older = moved(page, 1.9)
    wait_until(page, lambda: len(held) == 1)
    assert older in held[0].request.url, "it is done, and its result is on the way"
    streams = held_back(page, "**/api/jobs/*/events")
    newer = moved(page, 0.6)
    wait_until(page, lambda: len(streams) == 1)
    shown = means_of(page)
    held[0].continue_()
    page.wait_for_timeout(200)
    headline = page.locator(".headline")
    assert headline.get_attribute("data-replications") == "0", "the newer one has no answer yet"
    assert means_of(page) == shown
    page.unroute("**/api/jobs/*/events")
    streams[0].continue_()
    wait_until(page, lambda: len(held) == 2)
    assert newer in held[1].request.url
    held[1].continue_()
    page.wait_for_selector(DONE)
    expected = page.request.get(f"{server}/api/jobs/{newer}/result").json()
    medians = [one["as_written"]["kpis"][MEDIAN]["estimate"] for one in expected["models"]]
    for text, median in zip(means_of(page), medians, strict=True):
        assert abs(float(text) - median) < 0.06
    before = page.request.get(f"{server}/api/jobs/{older}/result").json()
    assert before["models"] != expected["models"]


def look_of(whole: dict[str, Any]) -> dict[str, Any]:
    """A first look as the server tells it, with figures of an answer."""
    late = {"estimate": None, "low": None, "high": None, "reason": "comes with the next answer"}
    look = whole | {"replications": 1, "is_first_look": True, "is_final": False, "precision": None}
    look |= {"winners": [], "differences": [], "headline": ["First look, at one year."]}
    for model in look["models"]:
        result = model["as_written"]
        result |= {"bottleneck": None, "causes": [], "doubts": []}
        for name, figure in result["kpis"].items():
            known = name.startswith(("time_to_launch", "on_time", "throughput"))
            result["kpis"][name] = figure | ({"low": None, "high": None} if known else late)
    return look


def test_first_look_has_its_figures_keeps_its_room_and_calls_nobody_best(
    open_page: Open, server: str
) -> None:
    page = open_page(address("compare"))
    page.wait_for_selector(DONE)
    of = f"{server}/api/jobs/{moved(page, 1.1)}/result"
    wait_until(page, lambda: page.request.get(of).ok)
    page.wait_for_selector(DONE)
    whole = page.request.get(of)
    lines = f"event: answer\ndata: {json.dumps(look_of(whole.json()))}\n\n"
    page.route(
        "**/api/jobs/*/events",
        lambda route: route.fulfill(
            body=f"retry: 1500\n\n{lines}", content_type="text/event-stream"
        ),
        times=1,
    )
    heights = [card.bounding_box() for card in page.locator(".card").all()]
    moved(page, 1.3)
    page.wait_for_selector(".headline[data-look=first]")
    card = page.locator(".card").first
    assert "one run: no interval yet" in card.inner_text()
    assert "Waits most at: coming" in card.inner_text()
    assert card.locator(".coming").count() == 3, "cost, launches with a defect, and the place"
    assert page.locator(".badge.best, .badge.open").count() == 0
    assert page.locator(".card [data-figure=median]").count() == len(PAIR)
    assert "First look: 1 replication" in page.locator(".sharpness").inner_text()
    assert page.locator(".pictures.before").count() == 1
    assert "pictures are about the question before" in page.locator(".sharpness").inner_text()
    for box, was in zip(
        [card.bounding_box() for card in page.locator(".card").all()], heights, strict=True
    ):
        assert box is not None and was is not None
        assert abs(box["height"] - was["height"]) < 2
    page.wait_for_selector(".headline[data-look=whole]")  # the stream is asked for once more
    page.wait_for_selector(DONE)
    assert page.locator(".coming").count() == 0
    assert page.locator(".pictures.before").count() == 0


def test_an_answer_of_the_question_before_is_called_so_when_the_new_one_has_none(
    open_page: Open,
) -> None:
    page = open_page(address("compare"))
    page.wait_for_selector(DONE)
    sharpness = page.locator(".sharpness")
    streams = held_back(page, "**/api/jobs/*/events")
    moved(page, 1.3)
    wait_until(page, lambda: len(streams) == 1)
    page.get_by_role("button", name="Stop here").click()
    page.wait_for_selector(".headline[data-phase=cancelled]")
    assert "one before" in sharpness.inner_text()
    refusal = json.dumps({"message": "too many jobs", "faults": []})
    page.route(
        "**/api/compare",
        lambda route: route.fulfill(status=422, body=refusal, content_type="application/json"),
    )
    page.get_by_role("button", name="Go on").click()
    page.wait_for_selector(".headline[data-phase=failed]")
    assert "one before" in sharpness.inner_text()


def test_address_is_the_question(open_page: Open) -> None:
    page = open_page(address("compare"))
    page.wait_for_selector(DONE)
    set_slider(page, 1.3)
    page.get_by_label("Ask about a surge of my own").check()
    page.wait_for_selector("fieldset.segments")
    page.wait_for_selector(DONE)
    page.get_by_role("button", name="Copy link").click()
    link = page.evaluate("navigator.clipboard.readText()")
    asked = question_in(link)
    assert asked["settings"] == {"demand": 1.3}
    assert asked["surge"]["weeks"] == 8
    assert link == page.url
    other = open_page(link.split("/", 3)[3].join(["/", ""]))
    other.wait_for_selector(DONE)
    assert other.locator(DEMAND).input_value() == "1.3"
    assert means_of(other) == means_of(page)


def test_an_address_that_cannot_be_read_is_told(open_page: Open) -> None:
    page = open_page("/#/compare/!!!")
    page.get_by_role("heading", name="This link cannot be read").wait_for()


def test_files_can_be_taken_along(open_page: Open) -> None:
    page = open_page(address("compare", settings={"demand": 1.2}))
    page.wait_for_selector(DONE)
    with page.expect_download() as yaml:
        page.get_by_role("button", name="Scenario (YAML)").click()
    text = yaml.value.path().read_text(encoding="utf-8")
    assert "Two regions" in text
    assert "demand: 180 per year" in text, "150 and 20% more"
    with page.expect_download() as csv:
        page.get_by_role("button", name="Figures (CSV)").click()
    head = csv.value.path().read_text(encoding="utf-8").splitlines()[0]
    assert "model" in head
    with page.expect_download() as png:
        page.get_by_role("button", name="PNG of Time-to-launch").click()
    assert png.value.path().read_bytes().startswith(b"\x89PNG")
    with page.expect_download() as table:
        page.get_by_role("button", name="CSV of Time-to-launch").click()
    rows = table.value.path().read_text(encoding="utf-8").splitlines()
    assert len(rows) == 1 + len(PAIR)
    assert re.match(r"Centralized,[\d.]+,", rows[1])
