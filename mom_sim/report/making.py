"""make_report(): results in, one self-contained page out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mom_sim.plot.pictures import check_matplotlib
from mom_sim.plot.wording import shown_name
from mom_sim.report.material import Material, Result, gather
from mom_sim.report.page import page_of
from mom_sim.report.parts import Section
from mom_sim.report.reading import read_result
from mom_sim.report.sections import (
    assumptions,
    capacity,
    causes,
    decision_map,
    differences,
    money,
    places,
    provenance,
    sensitivity,
    surge,
    time_to_launch,
    twins,
    weeks,
)
from mom_sim.report.sections.first_page import first_page
from mom_sim.simulation import Study

SECTIONS: tuple[Callable[[Material], Section | None], ...] = (
    time_to_launch.section,
    causes.section,
    weeks.flow_section,
    weeks.utilization_section,
    places.waiting_section,
    places.bottleneck_section,
    money.section,
    differences.section,
    surge.section,
    capacity.section,
    twins.section,
    decision_map.section,
    sensitivity.section,
    assumptions.section,
    provenance.section,
)
"""In their order on the page; each is left out where its result is not there."""


def make_report(
    *results: Result | Mapping[str, Any],
    study: Study | None = None,
    command: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> str:
    """Make a report.

    Parameters
    ----------
    *results : Result or mapping
        Comparison, SurgeStudy, CapacityPlan, DecisionMap, Sensitivity, Explanation (of one
        campaign) and Simulations, or what the commands write with ``--json``; all of one scenario,
        and at most one of a kind but for simulations.
    study : Study, optional
        Where the numbers come from; without it the assumptions are left out.
    command : sequence of str
        What makes the report again.
    notes : sequence of str
        What a reader should know of how it was made.

    Returns
    -------
    str
        HTML without scripts and without anything from elsewhere; the same bytes for the same
        results.

    Raises
    ------
    ScenarioError
        If there is no result, two are of one kind or of different scenarios, or a mapping is no
        result.
    RunError
        Without matplotlib.
    """
    check_matplotlib()
    read = [
        read_result(one, f"result {number}") if isinstance(one, Mapping) else one
        for number, one in enumerate(results, start=1)
    ]
    material = gather(read, study=study, command=command, notes=notes)
    sections = [first_page(material), *filter(None, (make(material) for make in SECTIONS))]
    return page_of(material.scenario or "Report", _about(material), sections, _footer(material))


def _about(material: Material) -> str:
    comparison, of = material.comparison, material.provenance
    parts = ["A simulated comparison of marketing operating models"]
    if comparison is not None:
        parts = [f"{len(comparison.results)} operating models on the same campaigns"]
        parts.append(f"today: {shown_name(comparison.own_model)}")
    if of.get("replications"):
        parts.append(f"{of['replications']} replications")
    return " · ".join(parts)


def _footer(material: Material) -> str:
    version = material.provenance.get("package_version", "")
    return (
        f"Made by mom_sim {version} from simulated campaigns. Every sentence and picture follows "
        "from the numbers by rule; intervals are 95%."
    )
