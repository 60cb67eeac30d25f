"""The report of a question: one page to keep and to print."""

from __future__ import annotations

from typing import Any

from mom_sim.app.crew.work import Work
from mom_sim.app.work.checking import refuse_above
from mom_sim.app.work.commands import command_of
from mom_sim.app.work.studies import study_in_force
from mom_sim.plot.pictures import check_matplotlib

MOST_REPLICATIONS = 200


def make_html(work: Work, question: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """Run what a report needs, and make it.

    Parameters
    ----------
    work : Work
    question : dict
    asked : dict
        `replications`, `extras` (among ``surge``, ``plan``, ``map``).

    Returns
    -------
    dict
        `title`, and `_file`, the page as bytes.
    """
    from mom_sim.report import make_report, results_of

    check_matplotlib()
    study = study_in_force(question)
    refuse_above(replications=(asked["replications"], MOST_REPLICATIONS))
    found = results_of(
        study,
        models=question.get("models"),
        replications=asked["replications"],
        seed=question.get("seed"),
        extras=asked["extras"],
        workers=1,
        progress=work.progress("runs"),
    )
    command = command_of(
        "report",
        models=question.get("models"),
        replications=asked["replications"],
        seed=question.get("seed"),
        **{"with": asked["extras"], "out": "report.html"},
    )
    page = make_report(*found, study=study, command=command)
    return {"title": study.scenario.name, "_file": page.encode()}
