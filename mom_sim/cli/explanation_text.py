"""An explanation as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from shlex import quote
from typing import TYPE_CHECKING

from mom_sim.cli.explanation_tables import (
    EMBARGO,
    WHOLE,
    cause_table,
    ends_table,
    largest_table,
    main_causes,
    step_table,
)
from mom_sim.cli.figures import EXCLUDES_ZERO, Footnotes
from mom_sim.cli.life_lanes import life_lanes
from mom_sim.cli.printing import clean, wrapped
from mom_sim.cli.surge_words import surge_words
from mom_sim.cli.warning_lines import warning_lines

if TYPE_CHECKING:
    from mom_sim.experiments.explanation import Explanation, Lives
    from mom_sim.metrics.life import Life
    from mom_sim.scenario.resolved import Scenario

_WORKING = "working days"


def explanation_text(explanation: Explanation, scenario: Scenario) -> str:
    """Put an explanation into words, lanes and tables.

    Parameters
    ----------
    explanation : Explanation
    scenario : Scenario
        For its calendars and its dates.

    Returns
    -------
    str
        Lines of at most 100 columns, without colors.
    """
    sections = _one if explanation.lives is not None else _all
    return clean("\n\n".join(sections(explanation, scenario))) + "\n"


def _all(explanation: Explanation, scenario: Scenario) -> Iterator[str]:
    notes = Footnotes()
    a, b = explanation.a.model, explanation.b.model
    of = explanation.provenance
    count = of["replications"]
    which = f"{count} replications" if count > 1 else f"replication {of['first_replication']}"
    yield wrapped(
        f"{explanation.scenario}: {a} and {b} on the same campaigns with the same luck, {which}, "
        f"seed {of['seed']}, {_way(explanation)}. {_surges(explanation, scenario)}"
    )
    yield _titled("How the same campaigns end", ends_table(explanation))
    if explanation.campaigns.empty:
        yield "No campaign was launched in both models: there is no difference to split."
    else:
        legend = (
            f"Mean of the {len(explanation.campaigns):,} campaigns launched in both; a difference "
            f"is {b} less {a}, with its 95% interval. {EXCLUDES_ZERO} marks one whose interval "
            "leaves 0 out."
        )
        table = cause_table(explanation, notes, with_intervals=True)
        yield _titled("Where the difference comes from", f"{wrapped(legend)}\n\n{table}")
        if len(explanation.largest()):
            yield _titled("The campaigns that differ most", largest_table(explanation))
    yield from _warnings(explanation)
    if notes.lines():
        yield _titled("Notes", "\n".join(wrapped(line, rest="    ") for line in notes.lines()))
    if not explanation.campaigns.empty:
        yield "\n".join(map(wrapped, (_verdict(explanation), _how_to_go_on(explanation))))


def _one(explanation: Explanation, scenario: Scenario) -> Iterator[str]:
    lives = explanation.lives
    if lives is None:
        raise ValueError("an explanation of all campaigns has no lives to draw")
    a, b = explanation.a.model, explanation.b.model
    of = explanation.provenance
    yield "\n".join(
        [
            wrapped(
                f"{explanation.scenario}: campaign {explanation.campaign} of replication "
                f"{of['first_replication']} under {a} and {b} with the same luck, seed "
                f"{of['seed']}, {_way(explanation)}. {_surges(explanation, scenario)}"
            ),
            wrapped(f"Requested {_date(lives.a.requested, scenario)}."),
            *(
                wrapped(f"{name}: {_end(life, lives, scenario)}")
                for name, life in ((a, lives.a), (b, lives.b))
            ),
        ]
    )
    yield _titled("Both lives on one time axis", life_lanes(lives, (a, b)))
    yield _titled(
        "Step by step", f"{wrapped(_path(lives, (a, b)))}\n\n" + step_table(explanation, lives)
    )
    if explanation.campaigns.empty:
        yield "It was not launched in both models: there is no difference to split."
    else:
        table = cause_table(explanation, Footnotes(), with_intervals=False)
        legend = f"A difference is {b} less {a}."
        yield _titled("Where the difference comes from", f"{wrapped(legend)}\n\n{table}")
    yield from _warnings(explanation)
    if not explanation.campaigns.empty:
        yield wrapped(_verdict(explanation))


def _titled(title: str, body: str) -> str:
    return f"{title.upper()}\n{body}"


def _way(explanation: Explanation) -> str:
    ways = {side.comparison.replace("_", " ") for side in (explanation.a, explanation.b)}
    return " and ".join(sorted(ways))


def _surges(explanation: Explanation, scenario: Scenario) -> str:
    if explanation.surge_factor is not None:
        return f"With {surge_words(scenario, explanation.surge_factor)}."
    return "With the scenario's surges as written." if scenario.surges else ""


def _date(instant: int, scenario: Scenario) -> str:
    from mom_sim.calendars.local_time import local_datetime

    calendars = {calendar.name: calendar for calendar in scenario.calendars}
    zone = calendars[scenario.reference_calendar].time_zone
    return f"{local_datetime(instant, zone, scenario.run.start, zone):%Y-%m-%d %H:%M} ({zone})"


def _end(life: Life, lives: Lives, scenario: Scenario) -> str:
    working = lives.clock.work(life.until) - lives.clock.work(life.requested)
    calendar = (life.until - life.requested) / 86_400e6
    days = f"{working / lives.working_day:.1f} working days ({calendar:.1f} calendar days)"
    if life.outcome == "inside":
        return f"still inside when the run stopped, after {days}."
    words = {"shadow": "done outside"}
    outcome = words.get(life.outcome, life.outcome)
    return f"{outcome} {_date(life.until, scenario)}, after {days}."


def _path(lives: Lives, names: tuple[str, str]) -> str:
    others = [
        name for name, life in zip(names, (lives.a, lives.b), strict=True) if not life.is_launched
    ]
    text = "On the path that decided when the campaign was launched, in working days since the "
    text += "request; a number after a step is its attempt."
    if others:
        whose = " and ".join(dict.fromkeys(others))
        text += f" Of {whose}, where it was not launched, all that was done: it may overlap."
    return text


def _warnings(explanation: Explanation) -> Iterator[str]:
    names = (explanation.a.model, explanation.b.model)
    of_models = list(zip(names, explanation.model_warnings, strict=True))
    if names[0] == names[1]:
        of_models = of_models[:1]
    lines = list(warning_lines(explanation.warnings, of_models, list(names)))
    if lines:
        yield _titled("Warnings", "\n".join(lines))


def _verdict(explanation: Explanation) -> str:
    a, b = explanation.a.model, explanation.b.model
    means = explanation.means[
        (explanation.means["unit"] == _WORKING) & (explanation.means["attempts"] == "all")
    ].set_index("cause")
    whole = means.loc[WHOLE]
    apart = (WHOLE, EMBARGO)
    causes = {str(c): float(days) for c, days in means["difference"].items() if c not in apart}
    what = "this campaign" if explanation.lives is not None else "the same campaigns"
    if not explanation.campaigns["difference"].any():
        return f"{b} and {a} launch {what} at the same instant{'' if what[:4] == 'this' else 's'}."
    size = f"{abs(whole['difference']):.1f} working days"
    word = "later" if whole["difference"] > 0 else "sooner"
    sentence = f"{b} launches {what} {size} {word} than {a}"
    if explanation.lives is None:
        sentence += " on average"
    sentence += _through(causes, up=bool(whole["difference"] > 0))
    if explanation.lives is None and whole["low"] <= 0 <= whole["high"]:
        sentence += "; the 95% interval of the difference leaves open which is faster"
    return f"{sentence}."


def _through(causes: Mapping[str, float], *, up: bool) -> str:
    """Causes that make the difference, then what goes against it."""
    with_it = {cause: days for cause, days in causes.items() if (days > 0) == up}
    against = {cause: days for cause, days in causes.items() if cause not in with_it}
    mainly, other = main_causes(with_it), main_causes(against)
    text = f", mainly through {mainly}" if mainly else ""
    return text + (f", against {other}" if other else "")


def _how_to_go_on(explanation: Explanation) -> str:
    most = explanation.largest(1)
    one = (most if len(most) else explanation.campaigns)["id"].iloc[0]
    of = explanation.provenance
    which = "" if of["replications"] > 1 else f" --replication {of['first_replication']}"
    return f"Both lives of one campaign, side by side: add --campaign {quote(one)}{which}"
