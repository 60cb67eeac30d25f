"""Lines of stations whose times lie on whole hours or beside them: many instants have ties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from mom_sim.scenario.resolved import (
    Backlog,
    ClassOfService,
    OperatingModel,
    Run,
    Scenario,
    Step,
    Unit,
)
from tests.made.lengths import DAY, HOUR, WEEK, constant
from tests.made.small import campaign_type, gate, launch, model, people, request, study, work

Made = tuple[Scenario, OperatingModel]

SKILLS = ("a", "b", "c")
RULES = (("fifo",), ("class_of_service", "fifo"))
CLASSES = (ClassOfService("standard", 1, False, 0),)
HORIZONS = (5 * HOUR, DAY, 2 * WEEK)


def looked_at(
    name: str, who: str, after: tuple[str, ...], back: dict[str, float], **changes: Any
) -> Step:
    """A gate that sends back by chance alone."""
    made = gate(name, who, 1, *after, revise=back)
    return replace(made, gate=(replace(made.gate[0], checks=(), **changes),))


def steps_of(draw: st.DrawFn, count: int) -> list[Step]:
    """Draw some work, with gates that send back; one of them may launch before the others."""
    made: list[Step] = []
    for number in range(count):
        name, who = f"s{number}", draw(st.sampled_from(SKILLS))
        after = (f"s{number - 1}",) if number else ()
        if not number or draw(st.integers(0, 2)):
            made.append(work(name, who, draw(st.integers(1, 3)), *after))
            continue
        to = f"s{draw(st.integers(0, number - 1))}"
        back = {to: draw(st.sampled_from((0.3, 1.0)))} | {
            one.name: 1.0 for one in made if one.name > to and draw(st.booleans())
        }
        later = (0.5, 0.9) if draw(st.booleans()) else ()
        made.append(
            looked_at(
                name,
                who,
                after,
                back,
                rounds=draw(st.sampled_from((0, 1, 2, 12))),
                revise_probability=draw(st.sampled_from((0.5, 0.8))),
                revise_later=later,
            )
        )
    return made


@st.composite
def lines_of_stations(draw: st.DrawFn) -> Made:
    """Draw a line of up to five steps and up to thirty requests of two units."""
    roles = [
        people(
            skill,
            draw(st.integers(1, 3)),
            productive_fraction=draw(st.sampled_from((1.0, 1.0, 0.7))),
        )
        for skill in SKILLS
    ]
    steps = steps_of(draw, draw(st.integers(1, 5)))
    early = draw(st.integers(0, 3)) == 0
    if early:
        steps[0] = replace(steps[0], launch=True)
    else:
        steps.append(launch(steps[-1].name))
    hours = st.sampled_from((0, 1, 1, 2, 3) if draw(st.booleans()) else (0.7, 1.1, 1.3, 2.9))
    rows = [
        request(
            f"r{number}",
            draw(st.integers(0, 20)) if draw(st.booleans()) else draw(hours),
            unit=draw(st.sampled_from(("north", "south"))),
            effort=tuple(
                (one.name, round(draw(hours) * HOUR)) for one in steps if one.kind == "work"
            ),
        )
        for number in range(draw(st.integers(2, 30)))
    ]
    entry = steps[draw(st.integers(0, len(steps) - 1))].name
    scenario = study(
        roles,
        steps,
        rows,
        run=Run(
            date(2026, 1, 5),
            draw(st.sampled_from(HORIZONS)),
            draw(st.sampled_from((0, 2 * HOUR))),
            draw(st.sampled_from((0, DAY))),
            1,
            draw(st.integers(0, 50)),
        ),
        units=(Unit("north", "always"), Unit("south", "always")),
        campaigns=(campaign_type(),),
        classes_of_service=CLASSES,
        defect_risks=(),
        backlog=(Backlog("north", "t", entry, 3),) if draw(st.integers(0, 3)) == 0 else (),
    )
    return scenario, model(queue_rule=draw(st.sampled_from(RULES)))


def gate_that_seldom_approves() -> Made:
    """Rounds go on far beyond what is drawn beforehand."""
    steps = (
        work("write", "a", 1),
        looked_at("look", "b", ("write",), {"write": 1.0}, revise_probability=0.9),
        launch("look"),
    )
    rows = [request(f"r{number}", number / 2) for number in range(40)]
    return study([people("a", 2), people("b", 2)], steps, rows, defect_risks=()), model()


def gate_without_time() -> Made:
    """Work that takes no time is done again for ever."""
    steps = (
        replace(work("write", "a", 0), effort=(("t", constant(0)),)),
        looked_at("look", "b", ("write",), {"write": 1.0}, revise_probability=1.0),
        launch("look"),
    )
    steps = (steps[0], replace(steps[1], effort=(("t", constant(0)),)), steps[2])
    return study([people("a"), people("b")], steps, [request("r", 1)], defect_risks=()), model()
