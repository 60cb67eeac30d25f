"""The notebook `docs/notebooks/first_look.ipynb`: compare, surge, plan and sweep, executed.

Write it anew with ``python -m docs.making.notebook``, from the root of the repository, which takes
about a minute.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

TARGET = Path(__file__).parents[1] / "notebooks" / "first_look.ipynb"

_ROOT = Path(__file__).parents[2]
_LONGEST = 600  # seconds of a cell; a guard, on any machine

CELLS: tuple[tuple[str, str], ...] = (
    (
        "markdown",
        "# A first look\n\n"
        "The same campaigns with the same luck go through several ways to organize marketing: "
        "compare them, surge them, plan their people, sweep over futures. Every picture is drawn "
        "by a function of `mom_sim.plot` that takes axes and gives them back. The settings are "
        "small, so that all of it runs in a minute; read intervals before figures.",
    ),
    (
        "code",
        "import logging\n"
        "import tempfile\n"
        "from pathlib import Path\n\n"
        "import matplotlib.pyplot as plt\n\n"
        "import mom_sim\n"
        "from mom_sim import plot\n\n"
        "%matplotlib inline\n"
        "%config InlineBackend.figure_formats = ['svg']\n"
        "plt.rcParams |= {'svg.hashsalt': 'mom_sim', 'svg.fonttype': 'none', 'font.size': 9}\n"
        "logging.getLogger('matplotlib').setLevel(logging.ERROR)",
    ),
    (
        "markdown",
        "## Compare\n\nTwo units, eight people, two kinds of campaigns, eight weeks of spring.",
    ),
    (
        "code",
        'STUDY = """\n'
        "name: First look\n"
        "units: [north, south]\n"
        "run: {warm_up: 4 weeks, horizon: 24 weeks, follow_up: 12 weeks, replications: 4}\n"
        "people:\n"
        "  strategy: {headcount: 2}\n"
        "  content: {headcount: 2}\n"
        "  design: {headcount: 2}\n"
        "  brand: {headcount: 2}\n"
        "campaigns:\n"
        "  email: {demand: 220 per year}\n"
        '"""\n'
        "study = mom_sim.Study(mom_sim.parse_scenario(STUDY))\n"
        'MODELS = ["centralized", "decentralized", "functional"]\n'
        "found = mom_sim.compare(study, MODELS, workers=1)\n"
        "figures, axes = plt.subplots(1, 2, figsize=(9, 2.6), layout='constrained')\n"
        "plot.draw_time_to_launch(axes[0], found)\n"
        "plot.draw_differences(axes[1], found);",
    ),
    (
        "code",
        "[(one.kpi, one.winner or f'cannot tell, {one.leader} is ahead') for one in found.winners]",
    ),
    ("markdown", "Where does the time go, and where do campaigns wait?"),
    (
        "code",
        "figures, axes = plt.subplots(1, 2, figsize=(9, 2.6), layout='constrained')\n"
        "plot.draw_causes(axes[0], found)\n"
        "axes[0].get_legend().set_loc('lower right')\n"
        "plot.draw_waiting(axes[1], found, 'functional');",
    ),
    (
        "markdown",
        "One replication over its weeks: what came in and got out, and who was busy.",
    ),
    (
        "code",
        "year = mom_sim.simulate(study, 'functional')\n"
        "figures, axes = plt.subplots(1, 2, figsize=(9, 2.6), layout='constrained')\n"
        "plot.draw_cumulative_flow(axes[0], year)\n"
        "plot.draw_utilization(axes[1], year);",
    ),
    ("markdown", "## Surge\n\nHow large a surge of demand breaks the promise?"),
    (
        "code",
        "surge = mom_sim.measure_surges(\n"
        "    study, MODELS[:2], factors=[1, 2, 3], replications=2, workers=1,\n"
        '    promises=["p90 time-to-launch <= 15 working days"],\n'
        ")\n"
        "figure, axes = plt.subplots(figsize=(7, 3), layout='constrained')\n"
        "plot.draw_degradation(axes, surge);",
    ),
    ("markdown", "## Plan\n\nWho is needed to keep a promise, and what is one more person worth?"),
    (
        "code",
        "plan = mom_sim.plan_capacity(\n"
        '    study, "centralized", ["p90 time-to-launch <= 15 working days"],\n'
        '    roles=["strategy", "design"], replications=10, workers=1,\n'
        ")\n"
        "figures, axes = plt.subplots(1, 2, figsize=(9, 2.8), layout='constrained')\n"
        "plot.draw_front(axes[0], plan)\n"
        "plot.draw_marginal_values(axes[1], plan);",
    ),
    (
        "code",
        "plan.frame[['role', 'today', 'planned', 'change']] if len(plan.frame) else plan.reason",
    ),
    (
        "markdown",
        "## Sweep\n\nA grid of futures; each point is kept in a folder and never run twice.",
    ),
    (
        "code",
        'SWEEP = """\n'
        "name: Surge by headcount\n"
        "scenario: study.yaml\n"
        "models: [centralized, functional]\n"
        "replications: 2\n"
        "design: grid\n"
        "vary:\n"
        '  people.design.headcount: ["+0", "+1"]\n'
        "  surge: [1, 2]\n"
        '"""\n'
        "with tempfile.TemporaryDirectory() as folder:\n"
        "    Path(folder, 'study.yaml').write_text(STUDY)\n"
        "    Path(folder, 'sweep.yaml').write_text(SWEEP)\n"
        "    mom_sim.run_sweep(Path(folder, 'sweep.yaml'), Path(folder, 'out'), workers=1)\n"
        "    table = mom_sim.read_sweep(Path(folder, 'out'))\n"
        "figures, axes = plt.subplots(1, 2, figsize=(9, 2.8), sharey=True, layout='constrained')\n"
        "for panel, model in zip(axes, ['centralized', 'functional'], strict=True):\n"
        "    rows = [row for row in table.rows if row.model == model]\n"
        "    plot.draw_sweep(panel, rows, 'time_to_launch_mean_working_days', 'surge')\n"
        "    panel.set_title(model)",
    ),
    (
        "markdown",
        "The same functions make the pictures of `mom-sim report`; see [the report](../report.md).",
    ),
)
"""Kind and text of every cell."""


def notebook() -> nbformat.NotebookNode:
    """Make the notebook and execute it.

    Returns
    -------
    NotebookNode
        Without times, and without the random names that depend on the run.
    """
    made = nbformat.v4.new_notebook()
    made.metadata.update(
        kernelspec={"display_name": "Python 3", "language": "python", "name": "python3"},
        language_info={"name": "python"},
    )
    for number, (kind, text) in enumerate(CELLS):
        new = nbformat.v4.new_markdown_cell if kind == "markdown" else nbformat.v4.new_code_cell
        cell = new(text)
        cell["id"] = f"cell-{number}"
        made.cells.append(cell)
    client = NotebookClient(
        made,
        timeout=_LONGEST,
        kernel_name="python3",
        record_timing=False,
        resources={"metadata": {"path": str(_ROOT)}},
    )
    client.execute()
    made.metadata.language_info = {"name": "python"}
    for cell in made.cells:
        if cell.cell_type == "code":  # what is said on the way depends on the machine
            cell.outputs = [one for one in cell.outputs if one.output_type != "stream"]
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if "image/svg+xml" in data:
                data["image/svg+xml"] = _without_date(data["image/svg+xml"])
    return made


def _without_date(svg: str) -> str:
    return re.sub(r"\s*<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)


def main() -> int:
    """Write the file."""
    TARGET.parent.mkdir(exist_ok=True)
    nbformat.write(notebook(), TARGET)
    return 0


if __name__ == "__main__":
    sys.exit(main())
