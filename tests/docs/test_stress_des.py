"""The STRESS-DES page answers every item of the checklist, with the scenario's numbers."""

import re
from pathlib import Path

import pytest

from mom_sim.calendars.units import MICROSECONDS_PER_WEEK
from mom_sim.simulation import Study

PAGE = Path("docs/stress_des.md").read_text(encoding="utf-8")
ITEMS = [
    *("1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "2.5"),
    *("2.5.1", "2.5.2", "2.5.3", "2.5.4", "2.5.5", "3.1", "3.2", "3.3", "3.4"),
    *("4.1", "4.2", "4.3", "5.1", "5.2", "5.3", "5.4", "6.1"),
]


@pytest.mark.parametrize("item", ITEMS)
def test_every_item_of_the_checklist_is_answered(item: str) -> None:
    answer = re.search(rf"\*+{re.escape(item)} .+?\*+[.:]?(.+?)(?=\n\n|\n- |\Z)", PAGE, re.DOTALL)
    assert answer is not None
    assert item == "2.1" or len(answer[1].split()) >= 10 or item == "2.5"


def test_its_numbers_are_those_of_the_scenario() -> None:
    scenario = Study.of("scenarios/reference_company.yaml").scenario
    roles = {role.name: role.headcount for role in scenario.roles}
    assert f"the same {sum(roles.values())} people" in PAGE
    words = ("strategists", "writers", "designers", "media planners", "in operations", "analysts")
    of = ("strategy", "content", "design", "media", "operations", "analytics")
    for role, word in zip(of, words, strict=True):
        assert re.search(rf"\b{roles[role]}\s+{word}", PAGE), role
    assert f"{roles['brand']} brand approvers" in PAGE and f"{roles['legal']} lawyer" in PAGE
    weeks = scenario.run.warm_up // MICROSECONDS_PER_WEEK
    assert f"the first {weeks} weeks are warm-up" in PAGE
    assert scenario.run.replications == 10 and "Ten replications" in PAGE
