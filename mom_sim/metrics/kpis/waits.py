"""Where the time-to-launch goes, cause by cause."""

from __future__ import annotations

from math import inf

from mom_sim.log.contract import CAUSES
from mom_sim.log.meanings import MEANINGS
from mom_sim.metrics.ingredients import Ratio
from mom_sim.metrics.kinds import RATIO
from mom_sim.metrics.metric import Metric
from mom_sim.metrics.view import View

NO_LAUNCH = "no measured campaign was launched"

EMBARGO = CAUSES.index("embargo")
WORK = CAUSES.index("work")
PARTS_OF_TIME = tuple(code for code in range(len(CAUSES)) if code != EMBARGO)
"""Causes that add up to the time-to-launch; waiting for an embargo is reported apart."""


def _by_cause(code: int) -> Metric:
    cause = CAUSES[code]
    meaning = MEANINGS["cause"][cause]

    def extract(view: View) -> Ratio:
        time = float(view.working_by_cause[code])
        return Ratio(time / view.facts.day, float(view.launches))

    name = "work_working_days" if code == WORK else f"wait_{cause}_working_days"
    definition = (
        f"Mean working days on the critical path of the measured campaigns that were launched, in "
        f"which this holds: {meaning}."
    )
    if code != EMBARGO:
        definition += (
            " With work and the other causes it adds up to their mean time-to-launch exactly."
        )
    return Metric(name, "working days", definition, RATIO, extract, NO_LAUNCH)


def _rework(view: View) -> Ratio:
    by_cause = view.rework_by_cause.tolist()
    time = sum(by_cause) - by_cause[EMBARGO]
    return Ratio(float(time) / view.facts.day, float(view.launches))


def _flow_efficiency(view: View) -> Ratio:
    return Ratio(float(view.working_by_cause[WORK]), view.time_to_launch)


def _touch_share(view: View) -> Ratio:
    effort = view.facts.before_launch.effort[view.launched]
    return Ratio(float(effort.sum()), view.time_to_launch)


def _hand_offs(view: View) -> Ratio:
    hand_offs = view.facts.before_launch.hand_offs[view.launched]
    return Ratio(float(hand_offs.sum()), float(hand_offs.size))


METRICS = (
    *(_by_cause(code) for code in (WORK, *(part for part in PARTS_OF_TIME if part != WORK))),
    _by_cause(EMBARGO),
    Metric(
        "rework_working_days",
        "working days",
        "Mean working days on the critical path of the measured campaigns that were launched, work "
        "and waiting together, that were spent in a second or later attempt; a part of the causes, "
        "not a cause beside them.",
        RATIO,
        _rework,
        NO_LAUNCH,
    ),
    Metric(
        "flow_efficiency",
        "share",
        "Share of the time-to-launch of the measured campaigns that were launched in which "
        "somebody works on their critical path, in working time of the reference calendar; "
        "pooled, so that long campaigns weigh more.",
        RATIO,
        _flow_efficiency,
        NO_LAUNCH,
    ),
    Metric(
        "touch_share",
        "share",
        "Hours of hands-on effort that were finished before launch, at normal speed, of everybody "
        "who worked together and of agencies, by the working hours of the time-to-launch, of the "
        "measured campaigns that were launched; parallel work can take it above 1.",
        RATIO,
        _touch_share,
        NO_LAUNCH,
        own_bounds=(0.0, inf),
    ),
    Metric(
        "handoffs_per_campaign",
        "hand-offs",
        "Mean number of times before launch that the work of a measured campaign that was launched "
        "passed to another skill or team with a hand-off.",
        RATIO,
        _hand_offs,
        NO_LAUNCH,
    ),
)
