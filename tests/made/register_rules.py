"""How fast work went and how good it was: registers counted again, from the raw rows of a run.

Nothing here knows how an engine keeps its registers; it adds up spans and deliveries before an
instant, from the beginning, each time.
"""

from __future__ import annotations

from collections.abc import Iterator

from mom_sim.calendars.clock_sets import intersect
from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.engines.arithmetic import duration_of
from mom_sim.engines.recording import EVENT_KIND, STINT_ENDING, ActivityRow, Span
from mom_sim.plan.plan import PARTS, Curve
from tests.made.lengths import WEEK
from tests.made.replay import Replay

_FINISHED = STINT_ENDING["finished"]
_OPEN = STINT_ENDING["open"]
_ESCAPED = EVENT_KIND["defect_escaped"]


def wrong_paces(replay: Replay) -> Iterator[str]:
    """Work done in one go that took another time than its effort at its people's rates."""
    for row in replay.recording.activities:
        spans = replay.spans[row.row]
        if len(spans) == 1 and spans[0].ended_by == _FINISHED:
            (span,) = spans
            took = worked(replay, span)
            should = duration_of(row.effort, rate(replay, row, span))
            if took != should:
                yield f"activity {row.row} of {span.people} took {took}, not {should}"


def rate(replay: Replay, row: ActivityRow, span: Span) -> int:
    """Rate of a crew when it takes work."""
    node, found = replay.node(row), []
    for person, queue in zip(span.people, replay.slots(row), strict=True):
        members = {member.person: member.rate for member in replay.plan.queues[queue].pool}
        speed = members[person] * ramp(replay, person, span.start) // PARTS
        speed = max(1, speed)
        curves = [replay.plan.curves[number] for number in node.rate_curves]
        if replay.plan.load_curve >= 0:
            curves.append(replay.plan.curves[replay.plan.load_curve])
        for curve in curves:
            count = {
                "time": span.start,
                "practice": practice(replay, person, replay.type[row.campaign], span.start),
                "load": load(replay, person, span.start),
            }[curve.register]
            speed = max(1, speed * height(curve, count) // PARTS)
        found.append(speed)
    return min(found)


def height(curve: Curve, count: int) -> int:
    """Value of a curve, by looking at its steps one after the other."""
    found = curve.values[0]
    for at, value in zip(curve.at, curve.values, strict=True):
        if at <= count:
            found = value
    return found


def ramp(replay: Replay, person: int, now: int) -> int:
    """A newcomer's part of the full speed."""
    record = replay.plan.people[person]
    for begin, until, ramps in replay.tape.lives[record.name].spells:
        if begin <= now < until and ramps and now - begin < record.ramp_length:
            whole = PARTS - record.ramp_start
            return record.ramp_start + whole * (now - begin) // record.ramp_length
    return PARTS


def practice(replay: Replay, person: int, of_type: int, now: int) -> int:
    """Work of somebody on a type in spans that have ended, since the present person came."""
    rows = replay.recording.activities
    return sum(
        worked(replay, span)
        for span in _ended(replay, person, now)
        if replay.type[rows[span.activity].campaign] == of_type
    )


def load(replay: Replay, person: int, now: int) -> int:
    """Part of somebody's working time of the last complete weeks that went into campaigns."""
    until = now // WEEK * WEEK
    since = max(0, until - replay.plan.load_weeks * WEEK)
    busy = sum(
        worked(replay, span) for span in _ended(replay, person, now) if since <= span.finish < until
    )
    clock = replay.clocks[person]
    there = clock.work(until) - clock.work(since)
    return busy * PARTS // there if there else 0


def worked(replay: Replay, span: Span) -> int:
    """Working time in a span, of all who hold it together."""
    clock = _clock(replay, span.people)
    return clock.work(span.finish) - clock.work(span.start)


def escaped_unseen(replay: Replay) -> Iterator[str]:
    """Defects that escape in the first version, told again from who has worked on it."""
    plan, escaped = replay.plan, set()
    for _, kind, campaign, *_, risk in replay.recording.events:
        if kind == _ESCAPED:
            escaped.add((campaign, risk))
    again = {row.campaign for row in replay.recording.activities if row.attempt > 1}
    for campaign, end in replay.recording.ends.items():
        if end.launch_activity < 0 or campaign in again or _is_unclear(replay, campaign):
            continue
        for risk, defect in enumerate(plan.defects):
            least = defect.first
            if defect.tired >= 0 and _overloaded(replay, campaign):
                least = max(least, defect.tired)
            for curve in (plan.curves[number] for number in defect.agency_curves):
                for before in _deliveries_before(replay, campaign, curve.agency, end.ended):
                    least = max(least, height(curve, before))
            draw = replay.tape.chances(plan.draws[defect.draw], 1)[campaign]
            is_exposed = defect.exposure_draw < 0 or (
                replay.tape.chances(plan.draws[defect.exposure_draw], 1)[campaign]
                < defect.exposure[replay.type[campaign]]
            )
            is_bad = is_exposed and draw < least
            if is_bad != ((campaign, risk) in escaped):
                yield f"campaign {campaign}: defect {risk} {'escapes' if is_bad else 'does not'}"


def _is_unclear(replay: Replay, campaign: int) -> bool:
    """Whether something came at the instant of the launch, but not as what led to it."""
    rows, end = replay.recording.activities, replay.recording.ends[campaign]
    led, row = set(), end.launch_activity
    while row >= 0:
        led.add(row)
        row = rows[row].trigger
    return any(
        end.ended in (one.finish, *(span.start for span in replay.spans[one.row]))
        for one in rows
        if one.campaign == campaign and one.row not in led
    )


def _overloaded(replay: Replay, campaign: int) -> bool:
    """Whether somebody took work on a campaign before its launch whose load slowed them."""
    if replay.plan.load_curve < 0:
        return False
    curve, rows = replay.plan.curves[replay.plan.load_curve], replay.recording.activities
    launched = replay.recording.ends[campaign].ended
    return any(
        height(curve, load(replay, person, span.start)) < PARTS
        for row in rows
        if row.campaign == campaign and not replay.node(row).review and row.ready <= launched
        for span in replay.spans[row.row]
        if span.start <= launched
        for person in span.people
    )


def _deliveries_before(replay: Replay, campaign: int, agency: int, until: int) -> Iterator[int]:
    """For each piece of an agency for a campaign: how many it had delivered before it."""
    rows = replay.recording.activities
    pieces = sorted(
        (row.finish, row.campaign, row.node)
        for row in rows
        if replay.node(row).instruction == "AGENCY"
        and replay.node(row).agency == agency
        and row.outcome == 1  # done
    )
    for before, (finish, of, _) in enumerate(pieces):
        if of == campaign and finish <= until:
            yield before


def _ended(replay: Replay, person: int, now: int) -> Iterator[Span]:
    """Spans of somebody that have ended by now, but for those of who has left since."""
    departures = [
        time
        for time, kind, _ in replay.tape.lives[replay.plan.people[person].name].events
        if kind == "departure" and time <= now
    ]
    left = max(departures, default=-1)
    for span in replay.recording.spans:
        if person in span.people and left < span.finish <= now and span.ended_by != _OPEN:
            yield span


def _clock(replay: Replay, people: tuple[int, ...]) -> WorkingClock:
    if len(people) == 1:
        return replay.clocks[people[0]]
    return intersect(*(replay.clocks[person] for person in people))
