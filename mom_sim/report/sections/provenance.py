"""What the report was made from, how to make it again, and every warning."""

from __future__ import annotations

import shlex

from mom_sim.report.material import Material
from mom_sim.report.parts import Code, Parts, Section, Table
from mom_sim.report.warning_words import all_warnings

_KEYS = (
    ("package_version", "mom_sim"),
    ("engine", "engine"),
    ("engine_semantics", "semantics of the engine"),
    ("seed", "seed"),
    ("replications", "replications"),
    ("surges", "surges"),
    ("scenario_hash", "hash of the scenario"),
    ("python", "Python"),
    ("numpy", "NumPy"),
    ("scipy", "SciPy"),
)

_REPORT = "mom-sim report "
"""A result that a report has run by itself has the command of the report."""


def section(material: Material) -> Section:
    """Make the section."""
    parts = Parts()
    warnings = tuple(all_warnings(material))
    if warnings:
        parts.add(Table(("about", "warning"), warnings, words=(1,), title="Warnings"))
    for note in material.notes:
        parts.say(note)
    if material.command:
        parts.say("This report is made again, the same in every byte, by")
        parts.add(Code(shlex.join(material.command)))
    for result in material.results:
        of = result.provenance
        rows = tuple((words, str(of[key])) for key, words in _KEYS if of.get(key) is not None)
        kind = type(result).__name__
        titles = {
            "Comparison": "Comparison",
            "SurgeStudy": "Surge study",
            "CapacityPlan": "Capacity plan",
            "DecisionMap": "Decision map",
            "Explanation": "Twin campaign",
        }
        shown = next((words for name, words in titles.items() if name in kind), kind)
        command = of.get("command")
        text = command if isinstance(command, str) else shlex.join(command or ())
        if text and not text.startswith(_REPORT):
            rows = (*rows, ("command", text))
        parts.add(Table(("what", "which"), rows, words=(1,), title=shown))
    return Section("provenance", "How this was made", tuple(parts.found))
