"""Other values by path: the study that is changed is the one whose file would have said so."""

import pytest

from mom_sim import ScenarioError, parse_scenario
from mom_sim.experiments.changing import changed
from mom_sim.scenario.changing import parse_path
from mom_sim.scenario.quantities import QuantityError
from mom_sim.scenario.written_values import applied, is_relative, with_argument
from mom_sim.simulation import Study

TEXT = """\
name: Study
units: [north, south]
people:
  content: {headcount: 2, skills: [content, brief]}
  design: {headcount: 2, cost: 70 USD/hour}
workflows:
  standard:
    steps:
      writing: {skill: content, effort: "lognormal(mean=6h, cv=0.8)"}
      drawing: {skill: design, effort: 4h, after: [writing]}
      launch: {after: [drawing], launch: true}
campaigns:
  email: {demand: 100 per year}
  video: {demand: {north: 10 per year, south: 20 per year}}
"""


def study(text=TEXT):
    return Study.of(parse_scenario(text))


@pytest.mark.parametrize(
    ("path", "value", "before", "after"),
    [
        ("people.design.headcount", 5, "headcount: 2, cost", "headcount: 5, cost"),
        ("people.design.headcount", "+1", "headcount: 2, cost", "headcount: 3, cost"),
        ("people.design.cost", "x1.1", "70 USD", "77 USD"),
        ("people.*.headcount", "x2", "headcount: 2", "headcount: 4"),
        ("campaigns.email.demand", "x1.25", "100 per year", "125 per year"),
        ("campaigns.video.demand", "x0.5", "10 per year, south: 20", "5 per year, south: 10"),
        ("campaigns.video.demand.south", "30 per year", "south: 20", "south: 30"),
        ("workflows.standard.steps.writing.effort.mean", "8h", "mean=6h", "mean=8h"),
        ("workflows.standard.steps.writing.effort", "x1.5", "mean=6h", "mean=9h"),
        ("workflows.standard.steps.drawing.effort", "x0.25", "4h, after", "1h, after"),
        ("people.content.skills.brief", 1.5, "[content, brief]", "{content: 1.0, brief: 1.5}"),
        (
            "people.design.turnover.rate",
            "5% per year",
            "cost:",
            "turnover: {rate: 5% per year}, cost:",
        ),
        ("run.seed", 7, "units:", "run: {seed: 7}\nunits:"),
    ],
)
def test_the_changed_study_is_that_of_the_changed_file(path, value, before, after):
    written = study(TEXT.replace(before, after))
    assert TEXT.replace(before, after) != TEXT
    found = changed(study(), {path: value})
    assert found.scenario == written.scenario
    assert found.models == written.models


def test_a_default_can_be_multiplied_though_nobody_wrote_it():
    found = changed(study(), {"people.design.turnover.rate": "x2"})
    rows = {row.path: row.value for row in found.loaded.sources}
    assert rows["people.design.turnover.rate"] == "34% per year"


def test_an_archetype_is_changed_in_one_place_only():
    path = "models.centralized.coordination.clarification.probability"
    before, after = study(), changed(study(), {path: "x2"})
    written = study(
        TEXT
        + "models: {centralized: {base: centralized, coordination: {clarification: "
        + "{probability: 40%}}}}\n"
    )
    assert after.models == written.models
    others = set(before.models) - {"centralized"}
    assert all(after.models[name] == before.models[name] for name in others)
    assert after.models["centralized"] != before.models["centralized"]


def test_nothing_changed_is_the_same_study_and_the_first_one_is_never_touched():
    one = study()
    assert changed(one, {}) is one
    changed(one, {"people.design.headcount": 9})
    assert one.scenario == study().scenario
    assert one.loaded.document.data == study().loaded.document.data


@pytest.mark.parametrize(
    ("changes", "place", "message"),
    [
        ({"people.dsign.headcount": 3}, "people.dsign.headcount", 'did you mean "design"'),
        ({"people.design.hedcount": 3}, "people.design.hedcount", 'did you mean "headcount"'),
        ({"people.design.headcount": 0.5}, "people.design.headcount", "whole number"),
        ({"people.design.cost": "+1"}, "people.design.cost", "whole number"),
        ({"people..x": 3}, "people..x", "is no path"),
        ({"nonsense.deep.inside": 3}, "nonsense", "unknown key"),
        ({"campaigns.email.demand.mean": "8h"}, "campaigns.email.demand.mean", "no part"),
        ({"models.cental.a": 1}, "models.cental", "unknown operating model"),
        ({"backlog.*.count": 3}, "backlog.*.count", "nothing at backlog"),
        (
            {"models.decentralized.who_decides.0.cadence": "continuous"},
            "models.decentralized.who_decides.0.cadence",
            "the first is models.decentralized.who_decides[1]",
        ),
    ],
)
def test_a_change_that_cannot_be_made_says_where_and_why(changes, place, message):
    with pytest.raises(ScenarioError) as caught:
        _ = changed(study(), changes).models
    faults = caught.value.faults
    assert any(fault.path.startswith(place) and message in fault.message for fault in faults), (
        faults
    )


def test_every_fault_is_told_at_once():
    with pytest.raises(ScenarioError) as caught:
        changed(study(), {"people.dsign.headcount": 3, "a..b": 1})
    assert len(caught.value.faults) == 2


def test_paths_count_from_one_as_messages_do():
    assert parse_path("dated_launches[2].due") == ("dated_launches", 1, "due")
    for text in ("dated_launches[0].due", "", "a.", "[1]"):
        with pytest.raises(QuantityError):
            parse_path(text)


def test_relative_changes_of_values_as_they_are_written():
    assert applied("x1.5", "1,000 per year") == "1500 per year"
    assert applied("×2", 3) == 6
    assert applied("x1.2", 2) == 2  # the nearest whole number
    assert applied("x3", 0.1) == 0.3  # in decimal, as it is written
    assert applied("-1", {"north": 3, "south": 2}) == {"north": 2, "south": 1}
    assert applied("x2", ["30%", 0.1]) == ["60%", 0.2]
    assert applied("x2", "triangular(low=1h, mode=2h, high=4h)") == (
        "triangular(low=2h, mode=4h, high=8h)"
    )
    assert applied("x2", "lognormal(mean=6h, cv=0.8)") == "lognormal(mean=12h, cv=0.8)"
    assert with_argument("lognormal(mean=6h, cv=0.8)", "cv", "x0.5") == (
        "lognormal(mean=6h, cv=0.4)"
    )
    assert with_argument("6h", "mean", "7h") is None
    assert not is_relative("x1e1999999")
    for change, written in (("x2", "soon"), ("+1", "6h"), ("x2", True), ("x2", None)):
        with pytest.raises(QuantityError):
            applied(change, written)
