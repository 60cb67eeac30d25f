"""How much is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from mom_sim.app.controls.control import Changes, Control
from mom_sim.app.controls.documents import written
from mom_sim.app.words import name_label
from mom_sim.simulation import Study

LEAST, MOST, STEP = 0.25, 3.0, 0.05


def demand_controls(study: Study) -> Iterator[Control]:
    """A factor on all demand, and one for each type of campaign.

    Types whose campaigns come from a calendar alone have no demand to change.
    """
    types = [one.name for one in study.scenario.campaigns if _has_demand(study, one.name)]
    if not types:
        return
    paths = {name: f"campaigns.{name}.demand" for name in types}
    yield _factor("demand", "Demand, all campaigns", tuple(paths.values()))
    if len(types) > 1:
        for name, path in paths.items():
            yield _factor(f"demand.{name}", f"Demand, {name_label(name)}", (path,))


def _has_demand(study: Study, name: str) -> bool:
    return written(study, "campaigns", name, "demand") is not None


def _factor(identity: str, label: str, paths: tuple[str, ...]) -> Control:
    def changes(value: float) -> Changes:
        return dict.fromkeys(paths, f"x{value:g}")

    return Control(
        identity,
        "demand",
        label,
        1.0,
        changes,
        unit="x",
        low=LEAST,
        high=MOST,
        step=STEP,
        paths=paths,
        help="A factor on the requests a year: 1.3 is 30% more.",
    )
