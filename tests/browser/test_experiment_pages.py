"""Explain, Replay, Surge, Plan and Sweep, driven in a real browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.accessibility import violations_everywhere
from tests.browser.addresses import PAIR, address
from tests.browser.conftest import Open

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

_NOW = "2026-02-03T10:00:00+00:00"


def picture(page: Page, name: str) -> None:
    """Wait until a picture with its table is there."""
    page.wait_for_selector(f"[data-picture={name}] .drawing svg")
    assert page.locator(f"[data-picture={name}] tbody tr").count() >= 1


def test_explain_shows_why_and_one_life_under_both_models(open_page: Open) -> None:
    page = open_page(address("explain", pair=list(PAIR)))
    picture(page, "why")
    finding = page.locator("[data-picture=why] .finding").inner_text()
    assert re.search(r"95% intervals: .+ \([+-]?[\d.]+ to [+-]?[\d.]+\)", finding)
    assert re.search(r"average \(difference [+-]?[\d.]+, [+-]?[\d.]+ to [+-]?[\d.]+\)", finding)
    first = page.get_by_role("region", name="List of campaigns").get_by_role("button").first
    name = first.inner_text()
    first.click()
    picture(page, "lives")
    assert name in page.locator("[data-picture=lives] h2").inner_text()
    models = page.locator("[data-picture=lives] tbody th").all_text_contents()
    assert set(models) <= {"Centralized", "Hybrid"}
    assert first.get_attribute("aria-pressed") == "true"
    same = open_page(page.url.split("/", 3)[3].join(["/", ""]))
    picture(same, "lives")
    assert name in same.locator("[data-picture=lives] h2").inner_text()


def test_replay_stands_still_until_played_and_goes_on_week_by_week(open_page: Open) -> None:
    page = open_page(address("replay", pair=list(PAIR)))
    page.wait_for_selector(".stage canvas")
    assert page.locator(".stage canvas").count() == 2
    page.locator(".stage summary").first.click()
    table = page.locator(".stage table").first
    before = table.inner_text()
    page.get_by_role("button", name="One week on").click()
    page.wait_for_function(
        "(was) => document.querySelector('.stage table').innerText !== was", arg=before
    )
    page.get_by_role("button", name="One week back").click()
    page.wait_for_function(
        "(was) => document.querySelector('.stage table').innerText === was", arg=before
    )
    slider = page.get_by_role("slider", name="Instant")
    days = [slider.get_attribute("aria-valuetext")]
    slider.press("ArrowRight")
    page.wait_for_function(
        "(was) => document.querySelector('.player output').innerText !== was", arg=days[0]
    )
    slider.press("Home")
    assert page.get_by_role("button", name="One week back").get_attribute("aria-disabled") == "true"
    when = page.locator(".player output").inner_text()
    page.get_by_role("button", name="Play").click()
    page.wait_for_function(
        "(was) => document.querySelector('.player output').innerText !== was", arg=when
    )
    page.get_by_role("button", name="Pause").click()
    still = page.locator(".player output").inner_text()
    page.wait_for_timeout(250)
    assert page.locator(".player output").inner_text() == still


def test_surge_finds_breaking_points(open_page: Open) -> None:
    fields = {"surge.replications": "2", "surge.days": "12", "surge.most": "1.5"}
    page = open_page(address("surge", fields=fields))
    page.get_by_role("button", name="Find the breaking points").click()
    picture(page, "degradation")
    assert "12 working days" in page.locator("[data-picture=degradation] .finding").inner_text()
    page.get_by_label("The surge lasts").fill("4")
    page.get_by_label("The surge lasts").press("Tab")
    page.get_by_text("What you see answers an earlier question").wait_for()
    assert violations_everywhere(page) == []


def test_models_whose_lines_cover_each_other_are_named(open_page: Open) -> None:
    def same_curves(route: Route) -> None:
        told = route.fetch().json()
        first, *others = told["results"]["models"]
        for other in others:
            other["curve"], other["breaking_points"] = first["curve"], first["breaking_points"]
        route.fulfill(json=told)

    fields = {"surge.replications": "2", "surge.days": "12", "surge.most": "1.5"}
    for together in (False, True):
        page = open_page(address("surge", fields=fields))
        if together:
            page.route("**/result", same_curves)
        page.get_by_role("button", name="Find the breaking points").click()
        picture(page, "degradation")
        said = page.locator("[data-picture=degradation] .finding").inner_text()
        assert ("Centralized and Hybrid lie together" in said) == together


def test_plan_can_be_canceled_while_it_runs(open_page: Open) -> None:
    page = open_page(address("plan"))
    page.get_by_role("button", name="Find the staffing").click()
    page.wait_for_selector(".job progress")
    page.get_by_role("button", name="Cancel").click()
    page.get_by_text("Canceled.").wait_for()
    assert page.locator(".job").count() == 0


def test_a_run_that_the_app_has_ended_is_not_called_canceled(open_page: Open) -> None:
    def stopped(route: Route) -> None:
        told = 'event: cancelled\ndata: {"reason": "interrupted"}\n\n'
        route.fulfill(body=told, content_type="text/event-stream")

    page = open_page(address("plan"))
    page.route("**/events", stopped)
    page.get_by_role("button", name="Find the staffing").click()
    page.get_by_text("The plan was interrupted: the app was stopped before the end").wait_for()
    assert page.get_by_text("Canceled.").count() == 0


def test_a_run_that_was_interrupted_is_listed_and_says_so(open_page: Open) -> None:
    job = {"id": "gone", "kind": "plan", "status": "interrupted", "title": "Staffing"}
    told = 'event: cancelled\ndata: {"reason": "interrupted"}\n\n'
    page = open_page(address("plan"))
    page.route("**/api/jobs", lambda route: route.fulfill(json=[{**job, "created": _NOW}]))
    page.route(
        "**/jobs/gone/events",
        lambda route: route.fulfill(body=told, content_type="text/event-stream"),
    )
    page.reload()
    page.get_by_text("Earlier runs (1)").click()
    page.get_by_text("Staffing · interrupted").wait_for()
    page.get_by_role("button", name="Show").click()
    page.get_by_text("The plan was interrupted: the app was stopped before the end").wait_for()


def test_an_axis_says_when_it_has_fewer_values_than_asked_for(open_page: Open) -> None:
    page = open_page(address("sweep", fields={"sweep.mode": "map"}))
    upwards = page.get_by_role("group", name="Upwards")
    upwards.get_by_label("From").fill("2")
    upwards.get_by_label("To").fill("3")
    upwards.get_by_label("Values").fill("4")
    upwards.get_by_label("Values").press("Tab")
    upwards.get_by_text("Only 2 values lie in this range, in steps of 1 person.").wait_for()
    upwards.get_by_label("Values").fill("2")
    upwards.get_by_label("Values").press("Tab")
    upwards.get_by_text("lie in this range").wait_for(state="detached")
    assert violations_everywhere(page) == []


def test_sweep_draws_curves_and_is_there_after_a_reload(open_page: Open) -> None:
    fields = {"sweep.x.count": "2", "sweep.replications": "2"}
    page = open_page(address("sweep", fields=fields))
    page.get_by_role("button", name="Run the sweep").click()
    picture(page, "sweep")
    page.get_by_text("Earlier runs").wait_for()
    page.reload()
    page.get_by_text("Earlier runs").click()
    page.get_by_role("button", name="Show").first.click()
    picture(page, "sweep")
    assert violations_everywhere(page) == []


def test_decision_map_names_a_leader_in_every_cell(open_page: Open) -> None:
    fields = {
        "sweep.mode": "map",
        "map.x.count": "2",
        "map.y.count": "2",
        "map.replications": "2",
    }
    page = open_page(address("sweep", fields=fields))
    page.get_by_role("button", name="Draw the map").click()
    picture(page, "decision-map")
    assert page.locator("[data-picture=decision-map] tbody tr").count() == 4
    assert violations_everywhere(page) == []


@pytest.mark.deep
def test_plan_shows_staffing_worth_and_front(open_page: Open) -> None:
    page = open_page(address("plan", fields={"plan.days": "14"}))
    page.context.set_default_timeout(600_000)
    page.get_by_role("button", name="Find the staffing").click()
    picture(page, "marginal-values")
    picture(page, "cost-front")
    assert violations_everywhere(page) == []
