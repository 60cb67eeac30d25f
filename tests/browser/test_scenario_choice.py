"""Scenarios from a file and from the editor, and how their faults are told."""

from __future__ import annotations

from tests.browser.accessibility import violations
from tests.browser.addresses import LONG, SMALL, address
from tests.browser.conftest import Open
from tests.browser.test_compare_page import DONE

BAD = SMALL.replace("design: {headcount: 2}", "design: {headcount: several}")
LINE = 1 + BAD.splitlines().index("  design: {headcount: several}")
COLUMN = 1 + BAD.splitlines()[LINE - 1].index("several")


def upload(name: str, text: str, encoding: str = "utf-8") -> dict[str, object]:
    """A file as the browser takes it."""
    return {"name": name, "mimeType": "text/yaml", "buffer": text.encode(encoding)}


def test_bad_file_shows_file_line_and_column_and_can_be_taken_back(open_page: Open) -> None:
    page = open_page(address("compare"))
    page.wait_for_selector(DONE)
    page.locator("input[type=file]").set_input_files(upload("bad.yaml", BAD))  # type: ignore[arg-type]
    box = page.get_by_role("alert")
    box.wait_for()
    assert f"bad.yaml:{LINE}:{COLUMN}" in box.inner_text()
    assert "people.design.headcount" in box.inner_text()
    page.get_by_role("button", name="Go back to it").click()
    box.wait_for(state="detached")
    page.wait_for_selector(DONE)


def test_answer_that_is_being_sharpened_ends_with_its_scenario(open_page: Open) -> None:
    page = open_page(address("compare", **LONG))
    page.wait_for_selector(".headline[data-look=whole]")
    page.locator("input[type=file]").set_input_files(upload("bad.yaml", BAD))  # type: ignore[arg-type]
    box, headline = page.get_by_role("alert"), page.get_by_role("region", name="The answer")
    box.wait_for()
    assert headline.get_attribute("data-phase") == "cancelled"
    assert "about the one before" in headline.inner_text()
    assert headline.get_by_role("button").count() == 0, "nothing can go on without a scenario"
    page.get_by_role("button", name="Go back to it").click()
    headline.get_by_text("Sharpening").wait_for()


def test_a_file_that_cannot_be_opened_changes_nothing_and_says_why(open_page: Open) -> None:
    page = open_page(address("compare"))
    page.wait_for_selector(DONE)
    before = page.url
    files, box = page.locator("input[type=file]"), page.get_by_role("alert")
    umlauts = SMALL.replace("Two regions", "Zwei Märkte")
    files.set_input_files(upload("old.yaml", umlauts, "latin-1"))  # type: ignore[arg-type]
    box.get_by_text("old.yaml is not UTF-8 text; save it again with the encoding UTF-8.").wait_for()
    files.set_input_files(upload("long.yaml", "#" * 1_000_000))  # type: ignore[arg-type]
    box.get_by_text("long.yaml is larger than a scenario can be").wait_for()
    assert page.url == before and page.locator(DONE).is_visible()
    page.locator("#preset").select_option("minimal")
    box.wait_for(state="detached")
    files.set_input_files(upload("long.yaml", "#" * 1_000_000))  # type: ignore[arg-type]
    box.wait_for()
    files.set_input_files(upload("new.yaml", umlauts))  # type: ignore[arg-type]
    page.wait_for_function("() => document.title.includes('Zwei Märkte')")
    assert box.count() == 0


def test_page_starts_with_the_scenario_of_the_command_line(open_page: Open) -> None:
    page = open_page("/")
    page.wait_for_function("() => document.title === 'Compare · Two regions'")
    page.wait_for_selector(".card")
    assert page.locator(".card").count() == 7
    page.get_by_role("button", name="Stop here").click()


def test_good_file_is_run(open_page: Open) -> None:
    page = open_page(address("compare"))
    page.wait_for_selector(DONE)
    text = SMALL.replace("Two regions", "From a file <b>")
    page.locator("input[type=file]").set_input_files(upload("mine.yaml", text))  # type: ignore[arg-type]
    page.wait_for_function("() => document.title.includes('From a file <b>')")
    assert page.locator("#preset").evaluate("list => list.selectedOptions[0].innerText") == (
        "mine.yaml (yours)"
    )


def test_editor_completes_marks_faults_in_place_and_uses_the_text(open_page: Open) -> None:
    page = open_page(address("compare"))
    page.wait_for_selector(DONE)
    page.get_by_role("button", name="Edit as text").click()
    page.wait_for_selector(".cm-content")
    faults = page.get_by_test_id("editor-faults")
    page.keyboard.press("Control+End")
    page.keyboard.type("curr")
    page.locator(".cm-tooltip-autocomplete").get_by_text("currency", exact=True).wait_for()
    page.keyboard.press("Escape")
    assert page.locator("dialog.editor").is_visible()
    assert violations(page) == []
    page.wait_for_selector(".cm-lintRange-error")
    faults.get_by_text("line 11, column 1").wait_for()
    page.keyboard.type("ency: EUR")
    faults.get_by_text("No faults.").wait_for()
    page.get_by_role("button", name="Use this scenario").click()
    page.get_by_text("Cost per launch, EUR").first.wait_for(state="attached")


def test_escape_does_not_throw_away_what_was_typed(open_page: Open) -> None:
    page = open_page(address("compare"))
    page.wait_for_selector(DONE)
    for is_changed in (False, True):
        page.get_by_role("button", name="Edit as text").click()
        page.get_by_text("No faults.").wait_for()
        if is_changed:
            page.keyboard.type("# mine\n")
        page.keyboard.press("Escape")
        if is_changed:
            page.get_by_text("What you changed is not used yet").wait_for()
            assert "# mine" in page.locator(".cm-content").inner_text()
            assert violations(page) == []
            page.keyboard.press("Enter")
        page.locator("dialog").wait_for(state="detached")
    assert "# mine" not in page.url
